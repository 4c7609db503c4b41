/// How many elements fall into each of some intervals of equal width (NumPy's rules).
struct Histogram: Callable {
  static let signature = Signature(
    "histogram", .tensor("x"), .init(.int, "bins", default: .int(10)),
    .init(.ints, "range", default: Argument.none), family: "reductions",
    summary: "counts in intervals of equal width from min to max (or over range), and the intervals’ edges",
    shapes: "any → [bins], [bins + 1]", example: "histogram([1, 2, 2, 4], 3)[0]", gives: "[1, 2, 1]  i64[3]",
    section: "2.2.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let bins = a.int(1)
    guard (1...1 << 24).contains(bins) else {
      throw .argument("the number of bins is \(bins): it must be at least 1", operation: "histogram")
    }
    let values = a.tensor(0).doubles()
    var (low, high) = try limits(a, values)
    // Halved before they are subtracted: the difference of two numbers may be larger than any number.
    // A constant still gets intervals of some width.
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let edges = (0...bins).map {
      $0 == bins ? high : low + (high / 2 - low / 2) * (2 * Double($0) / Double(bins))
    }
    var counts = [Int](repeating: 0, count: bins)
    for x in values where x >= low && x <= high {
      let share = (x / 2 - low / 2) / (high / 2 - low / 2) * Double(bins)
      // The smallest numbers of all have no half.
      var bin = share.isFinite ? min(bins - 1, max(0, Int(share))) : 0
      // Rounding may put a number on the wrong side of an edge; the last interval has both its ends.
      if bin > 0 && x < edges[bin] { bin -= 1 } else if bin < bins - 1 && x >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    let dtype = a.tensor(0).dtype.isFloat ? a.tensor(0).dtype : a.context.defaultDType
    return [Tensor(counts, [bins]), Tensor(edges, [bins + 1], dtype)]
  }

  private static func limits(_ a: Arguments, _ values: [Double]) throws(TensorError) -> (Double, Double) {
    if let range = a.ints(2) {
      guard range.count == 2, range[0] <= range[1] else {
        throw .argument("range is (from, to) with from at most to", operation: "histogram")
      }
      return (Double(range[0]), Double(range[1]))
    }
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(operation: "histogram") }
    return (values.min() ?? 0, values.max() ?? 1)
  }
  static var samples: [OperationEntry.Sample] { [] }
}
