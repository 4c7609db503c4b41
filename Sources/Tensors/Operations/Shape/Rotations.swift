/// Columns in reverse order.
struct FlipLeftRight: Callable {
  static let signature = Signature(
    "fliplr", .tensor("x"), family: "shape", summary: "the columns in reverse order",
    shapes: "[n, m, …] → the same",
    example: "fliplr([[1, 2], [3, 4]])", gives: "[[2, 1],\n [4, 3]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.tensor(0).checkingPlane("fliplr").flipped([1])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Rows in reverse order.
struct FlipUpDown: Callable {
  static let signature = Signature(
    "flipud", .tensor("x"), family: "shape", summary: "the rows in reverse order",
    shapes: "[n, …] → the same",
    example: "flipud([[1, 2], [3, 4]])", gives: "[[3, 4],\n [1, 2]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "flipud") }
    return [try x.flipped([0])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// A quarter turn, or several.
struct Rotate90: Callable {
  static let signature = Signature(
    "rot90", .tensor("x"), .init(.int, "k", default: .int(1)), .init(.ints, "axes", default: .ints([0, 1])),
    family: "shape",
    summary: "turned by k times 90 degrees in the plane of two axes, the first towards the second",
    shapes: "[n, m] → [m, n] for odd k", example: "rot90([[1, 2], [3, 4]])",
    gives: "[[2, 4],\n [1, 3]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).checkingPlane("rot90"), given = a.ints(2) ?? [0, 1]
    guard given.count == 2 else {
      throw .argument("a turn needs two axes, not \(given.count)", operation: "rot90")
    }
    let (from, to) = (try x.shape.axis(given[0], "rot90"), try x.shape.axis(given[1], "rot90"))
    guard from != to else { throw .repeatedAxis(given[1], operation: "rot90") }
    var order = Array(0..<x.rank)
    order.swapAt(from, to)
    switch (a.int(1) % 4 + 4) % 4 {
    case 0: return [x]
    case 1: return [try x.flipped([to]).permuted(order)]
    case 2: return [try x.flipped([from, to])]
    default: return [try x.permuted(order).flipped([to])]
    }
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .int(1), .ints([0, 1])),
      .init(.tensor(Samples.cube), .int(-1), .ints([1, 2])),
      .init(.tensor(Samples.cube), .int(2), .ints([0, 2])),
    ]
  }
}

extension Tensor {
  fileprivate func checkingPlane(_ operation: String) throws(TensorError) -> Tensor {
    guard rank >= 2 else { throw .rank(shape, wanted: "at least two axes", operation: operation) }
    return self
  }
}
