import Glibc

/// The density of a sample, estimated with Gaussian kernels.
struct KernelDensity {
  let bandwidth: Double
  let at: [Double]
  let density: [Double]

  /// Where the estimate is evaluated at most.
  static let points = 200

  /// - Parameters:
  ///   - sample: finite numbers.
  ///   - bandwidth: the standard deviation of the kernels; `nil`: Scott's rule, σ n^(−1/5), as in SciPy.
  ///   - cut: how many bandwidths the estimate goes on beyond the data.
  init(_ sample: [Double], bandwidth: Double? = nil, cut: Double = 3, points: Int = Self.points) {
    guard let low = sample.min(), let high = sample.max() else {
      (self.bandwidth, at, density) = (bandwidth ?? 1, [], [])
      return
    }
    // Calculated in units of the range, where nothing overflows; one value alone has a unit of its own.
    let size = max(low.magnitude, high.magnitude)
    let half = high / 2 - low / 2
    let unit = half > size * 1e-12 ? half : max(size * 1e-3, .leastNormalMagnitude * 1e6, size == 0 ? 1 : 0)
    let middle = low / 2 + high / 2
    let scaled = sample.map { ($0 - middle) / unit }
    let n = Double(sample.count)
    var width = bandwidth.map { $0 / unit } ?? Self.deviation(scaled) * pow(n, -0.2)
    if !(width > 1e-6) { width = bandwidth == nil ? 0.2 : 1e-6 }
    width = min(width, 1e6)
    self.bandwidth = width * unit
    let bins = Self.binned(scaled, width, cut)
    let left = (scaled.min() ?? 0) - cut * width, right = (scaled.max() ?? 0) + cut * width
    let places = (0..<points).map { left + (right - left) * Double($0) / Double(max(1, points - 1)) }
    let total = n * width * 2.506628274631000502 * unit
    density = places.map { Self.sum(bins, at: $0, width) / total }
    at = places.map { middle + $0 * unit }
  }

  private static func sum(_ bins: Bins, at place: Double, _ width: Double) -> Double {
    var sum = 0.0
    for i in bins.places.indices {
      let z = (place - bins.places[i]) / width
      if z.magnitude < 9 { sum += bins.weights[i] * exp(-z * z / 2) }
    }
    return sum
  }

  private struct Bins {
    var places: [Double]
    var weights: [Double]
  }

  private static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// A large sample is gathered on a grid first, each value shared between its two neighbours in
  /// proportion (linear binning): the error is far below what can be seen.
  private static func binned(_ values: [Double], _ width: Double, _ cut: Double) -> Bins {
    guard values.count > 1000, let low = values.min(), let high = values.max(), high > low else {
      return Bins(places: values, weights: Array(repeating: 1, count: values.count))
    }
    // Twenty bins for a bandwidth.
    let count = Int(min(max((high - low) / width * 20, 1000), 20_000))
    let step = (high - low) / Double(count)
    var weights = Array(repeating: 0.0, count: count + 2)
    for value in values {
      let position = (value - low) / step
      let bin = min(max(Int(position), 0), count)
      let share = position - Double(bin)
      weights[bin] += 1 - share
      weights[bin + 1] += share
    }
    let used = weights.indices.filter { weights[$0] > 0 }
    return Bins(places: used.map { low + Double($0) * step }, weights: used.map { weights[$0] })
  }
}
