/// Any tensor's elements on the diagonal of a matrix.
struct DiagonalFlat: Callable {
  static let signature = Signature(
    "diagflat", .tensor("x"), .init(.int, "offset", default: .int(0)), family: "shape",
    summary: "all elements on a diagonal of a matrix of zeros",
    shapes: "n elements → [n + |offset|, n + |offset|]",
    example: "diagflat([[1], [2]])", gives: "[[1, 0],\n [0, 2]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return try DiagonalEmbedding.call(
      Arguments(values: [.tensor(try x.reshaped([x.count])), .int(a.int(1))], context: a.context))
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .int(1))] }
}

/// A matrix turned over its diagonal; vectors and numbers stay.
struct MatrixTranspose: Callable {
  static let signature = Signature(
    "t", .tensor("x"), family: "shape",
    summary: "a matrix turned over its diagonal; vectors and numbers stay",
    shapes: "[n, m] → [m, n]", example: "[[1, 2]].t()", gives: "[[1],\n [2]]  i64[2, 1]", section: "2.1.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank <= 2 else {
      throw .rank(x.shape, wanted: "at most two axes (x.T turns the last two)", operation: "t")
    }
    return [x.rank == 2 ? try x.transposed() : x]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Combinations of the elements of a vector, without repetition.
struct Combinations: Callable {
  static let signature = Signature(
    "combinations", .tensor("x"), .init(.int, "r", default: .int(2)),
    .init(.flag, "with_replacement", default: .flag(false)), family: "shape",
    summary: "all choices of r elements of a vector, in order, as rows", shapes: "[n] → [C(n, r), r]",
    example: "combinations([1, 2, 3])", gives: "[[1, 2],\n [1, 3],\n [2, 3]]  i64[3, 2]", section: "4.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), r = a.int(1), repeats = a.flag(2)
    guard x.rank == 1 else { throw .rank(x.shape, wanted: "a vector", operation: "combinations") }
    guard r >= 0 else { throw .argument("r is \(r), and can't be negative", operation: "combinations") }
    guard r > 0 else { return [Tensor.empty(x.dtype)] }
    // How many there are, before any is made.
    var count = 1.0
    let choices = repeats ? Double(x.count) + Double(r) - 1 : Double(x.count)
    for i in 0..<Swift.min(r, 64) { count *= Swift.max(0, (choices - Double(i)) / Double(i + 1)) }
    guard count * Double(r) < Double(MachineMemory.total) / 16, r <= 64 || count == 0 else {
      throw .memory(elements: Int(exactly: (count * Double(r)).rounded()) ?? .max, dtype: x.dtype)
    }
    guard count > 0 else { return [try x.taking([], [0, r])] }
    var positions: [Int] = []
    var row = repeats ? [Int](repeating: 0, count: r) : Array(0..<r)
    while true {
      positions += row
      func last(_ i: Int) -> Int { repeats ? x.count - 1 : x.count - r + i }
      guard let i = row.indices.last(where: { row[$0] < last($0) }) else { break }
      row[i] += 1
      for k in (i + 1)..<Swift.max(r, i + 1) { row[k] = row[k - 1] + (repeats ? 0 : 1) }
    }
    return [try x.taking(positions, [positions.count / r, r])]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.row), .int(2), .flag(false)), .init(.tensor(Samples.row), .int(2), .flag(true))]
  }
}
