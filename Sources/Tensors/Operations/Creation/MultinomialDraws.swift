import Glibc

/// Categories drawn with given weights.
struct MultinomialDraws: CreationOperation {
  static let signature = Signature.creation(
    "multinomial",
    [.tensor("weights"), .init(.int, "count"), .init(.flag, "replacement", default: .flag(false))],
    family: "random", "positions drawn with the weights given, which need not sum to 1",
    shapes: "[n] → [count]; [m, n] → [m, count]",
    example: "multinomial([0.0, 2.0, 0.0], 4, replacement=true)",
    gives: "[1, 1, 1, 1]  i64[4]", section: "2.2.3")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let weights = a.tensor(0), count = a.int(1), shape = weights.shape
    guard weights.dtype.isFloat else {
      throw .dtype(weights.dtype, wanted: "a float dtype", operation: "multinomial")
    }
    guard shape.rank == 1 || shape.rank == 2, let categories = shape.dims.last,
      categories > 0
    else {
      throw .rank(shape, wanted: "weights, at least one, in a vector or in rows", operation: "multinomial")
    }
    guard count > 0 else {
      throw .argument("at least 1 draw is needed, and \(count) were asked for", operation: "multinomial")
    }
    let values = weights.doubles()
    let rows = stride(from: 0, to: values.count, by: categories).map { values[$0..<$0 + categories] }
    for row in rows { try check(row, count, withReplacement: a.flag(2)) }
    let result = try Tensor(uninitialized: shape.rank == 1 ? [count] : [shape.dims[0], count], .i64)
    let out = UnsafeMutableBufferPointer(start: result.pointer(Int.self), count: result.count)
    if a.flag(2) && count > 1 {
      drawAgain(rows, count, weights.dtype, out, &a.context.generator)
    } else {
      try drawOnce(weights, categories, count, out, &a.context.generator)
    }
    return [result]
  }

  private static func check(
    _ row: ArraySlice<Double>, _ count: Int, withReplacement: Bool
  ) throws(TensorError) {
    guard row.allSatisfy({ $0.isFinite && $0 >= 0 }), row.contains(where: { $0 > 0 }) else {
      throw .argument("weights are finite, at least 0, and not all 0", operation: "multinomial")
    }
    let possible = row.count { $0 > 0 }
    guard withReplacement || count <= possible else {
      throw .argument(
        "\(count) different positions can't be drawn where \(possible) have a weight above 0",
        operation: "multinomial")
    }
  }

  /// With replacement: where uniform numbers fall in the running sums, which are kept in the weights' dtype.
  private static func drawAgain(
    _ rows: [ArraySlice<Double>], _ count: Int, _ dtype: DType, _ out: UnsafeMutableBufferPointer<Int>,
    _ generator: inout Generator
  ) {
    for (i, row) in rows.enumerated() {
      let sums = dtype == .f64 ? sums(Array(row)) : Self.sums(row.map { Float($0) }).map { Double($0) }
      for j in 0..<count {
        let place = sums.firstPosition(notBelow: generator.double())
        out[i * count + j] = min(place, row.count - 1)
      }
    }
  }

  private static func sums<T: BinaryFloatingPoint>(_ weights: [T]) -> [T] {
    var total: T = 0
    var sums = weights
    for i in weights.indices {
      total += weights[i]
      sums[i] = total
    }
    // Sums that are 1 but for rounding stay as they are.
    return abs(total - 1) <= 0.00001 ? sums : sums.map { $0 / total }
  }

  /// Without replacement: an exponential waiting time for each position, faster where the weight is larger;
  /// the first to come are drawn (Efraimidis & Spirakis 2006).
  private static func drawOnce(
    _ weights: Tensor, _ categories: Int, _ count: Int, _ out: UnsafeMutableBufferPointer<Int>,
    _ generator: inout Generator
  ) throws(TensorError) {
    let times = try Tensor(uninitialized: weights.shape, weights.dtype)
    try generator.fillExponential(times, "multinomial")
    let speeds = try (weights.detached() / times).doubles()
    for row in 0..<out.count / count {
      let start = row * categories
      let order = (0..<categories).sorted { (speeds[start + $0], $1) > (speeds[start + $1], $0) }
      for j in 0..<count { out[row * count + j] = order[j] }
    }
  }
}

extension [Double] {
  /// The first position whose element is not below `value`; the count when all are. Elements are in order.
  func firstPosition(notBelow value: Double) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
