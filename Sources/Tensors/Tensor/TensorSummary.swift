import Kernels

/// The numbers of a tensor in a few: for tensors too long to be read, and for readers who cannot see a plot.
public struct TensorSummary: Sendable {
  public let count: Int
  public private(set) var nans = 0
  public private(set) var infinities = 0
  /// Of the finite numbers; 0 where there are none.
  public private(set) var least = 0.0
  public private(set) var greatest = 0.0
  public private(set) var mean = 0.0
  /// With n − 1; nan for fewer than two numbers.
  public private(set) var standardDeviation = Double.nan
  /// How many finite numbers lie in each of equal parts of the range.
  public private(set) var histogram: [Int]

  public var finite: Int { count - nans - infinities }

  /// More elements are not looked at: it would take seconds.
  public static let limit = 1 << 28

  /// - Returns: nil for an empty tensor, and beyond the limit.
  public init?(_ tensor: Tensor, bins: Int = 16) {
    guard tensor.count > 0, tensor.count <= Self.limit else { return nil }
    count = tensor.count
    histogram = Array(repeating: 0, count: bins)
    guard let values = try? tensor.detached().contiguous() else { return nil }
    measure(values)
    guard !gradus_interrupt_requested() else { return nil }
    count(values)
  }

  /// Range, mean and spread in one pass (Welford 1962), in blocks so that an interrupt is heard.
  private mutating func measure(_ values: Tensor) {
    var seen = 0.0, mean = 0.0, squares = 0.0
    var least = Double.infinity, greatest = -Double.infinity
    Self.forEachBlock(values) { block in
      for x in block {
        guard x.isFinite else {
          if x.isNaN { nans += 1 } else { infinities += 1 }
          continue
        }
        seen += 1
        let difference = x - mean
        mean += difference / seen
        squares += difference * (x - mean)
        least = min(least, x)
        greatest = max(greatest, x)
      }
    }
    guard seen > 0 else { return }
    (self.least, self.greatest, self.mean) = (least, greatest, mean)
    if seen > 1 { standardDeviation = (squares / (seen - 1)).squareRoot() }
  }

  private mutating func count(_ values: Tensor) {
    // Halves, so that the width of the widest range is finite.
    let width = greatest / 2 - least / 2
    guard finite > 0, width > 0 else { return }
    let bins = histogram.count
    Self.forEachBlock(values) { block in
      for x in block where x.isFinite {
        histogram[min(bins - 1, Int((x / 2 - least / 2) / width * Double(bins)))] += 1
      }
    }
  }

  private static func forEachBlock(_ values: Tensor, _ body: ([Double]) -> Void) {
    let size = 1 << 16
    for start in stride(from: 0, to: values.count, by: size) {
      if gradus_interrupt_requested() { return }
      let length = min(size, values.count - start)
      let view = View(
        values.body.storage, offset: values.body.offset + start, [length], [1], values.dtype)
      body(Tensor(body: TensorBody(view)).doubles())
    }
  }
}
