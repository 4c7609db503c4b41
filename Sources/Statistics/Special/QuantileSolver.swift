import Glibc

/// Inverts a distribution function on the positive axis.
///
/// Newton's method on log F against log x, which is a straight line in both tails of most distributions,
/// inside a bracket that bisection falls back on. Steps multiply x, so that its relative accuracy does not
/// depend on its size.
enum QuantileSolver {
  /// The x > 0 where the probability is `target`.
  ///
  /// - Parameters:
  ///   - rises: whether the probability grows with x (a distribution function) or falls (a survival function).
  ///   - evaluate: the probability at x, and |d probability / d log x|.
  static func positive(
    target: Double, start: Double, rises: Bool,
    evaluate: (Double) -> (probability: Double, slope: Double)
  ) -> Double {
    var low = 0.0, high = Double.infinity
    var x = start.isFinite && start > 0 ? start : 1
    var stride = 4.0
    for _ in 0..<400 {
      let (probability, slope) = evaluate(x)
      if probability == target { return x }
      if (probability < target) == rises { low = x } else { high = x }
      let step = log(probability / target) * probability / slope * (rises ? -1 : 1)
      let next = x * exp(step)
      if next.isFinite, next > low, next < high {
        // The next error would be the square of this one.
        if abs(step) < 1e-9 { return next }
        x = next
      } else if abs(step) < 1e-13 {
        return x
      } else if high == .infinity || low == 0 {
        // No bracket yet: ever longer strides, 4, 16, 256, … times.
        x = high == .infinity ? x * stride : x / stride
        stride = min(stride * stride, 1e100)
        if x == 0 || x == .infinity { return x }
      } else {
        x = low.squareRoot() * high.squareRoot()
        if x <= low || x >= high { return x }
      }
    }
    return x
  }

  /// The smallest whole number k in 0…last with cdf(k) ≥ p, searched from `start` outwards.
  static func discrete(_ p: Double, start: Double, last: Double, cdf: (Double) -> Double) -> Double {
    // A p that was itself computed as cdf(k) may be an ulp larger.
    let target = p * (1 - 64 * Double.ulpOfOne)
    var low = -1.0, high = min(max(0, start.rounded(.down)), last)
    var stride = 1.0
    while high < last, cdf(high) < target {
      low = high
      high = min(last, high + stride)
      stride *= 2
    }
    stride = 1
    while low < 0, high > 0 {
      let k = max(0, high - stride)
      if cdf(k) < target { low = k } else { high = k }
      if k == 0 { break }
      stride *= 2
    }
    while high - low > 1 {
      let middle = (low + (high - low) / 2).rounded(.down)
      if middle <= low || middle >= high { break }
      if cdf(middle) < target { low = middle } else { high = middle }
    }
    return high
  }
}
