/// Products of vectors under PyTorch's names.
struct Inner: Callable {
  static let signature = Signature(
    "inner", .tensor("x"), .tensor("y"), family: "linear algebra",
    summary: "the sum of products over the last axes", shapes: "[…, n], [*, n] → […, *]",
    example: "inner([1, 2], [3, 4])", gives: "11  i64[]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1))
    if x.rank == 0 || y.rank == 0 { return [try Tensor.multiply(x, y)] }
    guard x.shape.dims.last == y.shape.dims.last else {
      throw .mismatch(x.shape, y.shape, wanted: "equal last sizes", operation: "inner")
    }
    let n = x.shape.dims.last ?? 0, outer = x.shape.dims.dropLast() + y.shape.dims.dropLast()
    let rows = x.shape.dims.dropLast().reduce(1, *), columns = y.shape.dims.dropLast().reduce(1, *)
    let product = try Tensor.matmul(x.reshaped([rows, n]), y.reshaped([columns, n]).transposed())
    return [try product.reshaped(Shape(Array(outer)))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.square)),
      .init(.tensor(Samples.row), .tensor(Samples.row)),
    ]
  }
}

/// Dot products along an axis, broadcast over the others.
struct VectorDot: Callable {
  static let signature = Signature(
    "vecdot", .tensor("x"), .tensor("y"), .axis("axis", default: .int(-1)), aliases: ["vdot"],
    family: "linear algebra",
    summary: "dot products along an axis", shapes: "[…, n], […, n] → […]",
    example: "vecdot([[1, 2], [3, 4]], [1, 1])",
    gives: "[3, 7]  i64[2]", section: "2.1.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let product = try Tensor.multiply(a.tensor(0), a.tensor(1))
    guard product.rank > 0 else { return [product] }
    return [try product.sum([product.shape.axis(a.int(2), "vecdot")])]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.row), .int(-1)),
      .init(.tensor(Samples.small), .tensor(Samples.other), .int(0)),
    ]
  }
}

/// The logarithm of a determinant.
struct PlainLogDeterminant: Callable {
  static let signature = Signature(
    "logdet", .tensor("a"), family: "linear algebra",
    summary: "the logarithm of the determinant; nan where it is negative, -inf where it is 0",
    shapes: "[…, n, n] → […]",
    example: "logdet([[2.0, 0.0], [0.0, 4.0]])", gives: "2.0794  f64[]", section: "2.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let parts = try LogDeterminant.call(a)
    let zero = Tensor.scalar(.float(0), parts[0].dtype)
    let isNegative = try Tensor.compare(.less, parts[0].detached(), zero)
    return [try apply(Where(), isNegative, Tensor.scalar(.float(.nan), zero.dtype), parts[1])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.square))] }
}

/// A matrix times a vector, added to something.
struct AddMatrixVector: Callable {
  static let signature = Signature.added(
    "addmv", "a @ b for a vector b", "[n], [n, k], [k] → [n]", "addmv([1], [[1, 2]], [3, 4])", "[12]  i64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    guard a.tensor(1).rank == 2, a.tensor(2).rank == 1 else {
      throw .mismatch(
        a.tensor(1).shape, a.tensor(2).shape, wanted: "a matrix and a vector", operation: "addmv")
    }
    return [try a.added(Tensor.matmul(a.tensor(1), a.tensor(2)), "addmv")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.row), .tensor(Samples.square), .tensor(Samples.row), .number(0.5), .number(-2))]
  }
}

/// Products of stacks of matrices, added to something.
struct AddBatchMatmul: Callable {
  static let signature = Signature.added(
    "baddbmm", "a @ b for stacks", "[b, n, m], [b, n, k], [b, k, m] → [b, n, m]",
    "baddbmm([[[1]]], [[[2]]], [[[3]]])", "[[[7]]]  i64[1, 1, 1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.added(Self.product(a, "baddbmm"), "baddbmm")]
  }
  fileprivate static func product(_ a: Arguments, _ name: String) throws(TensorError) -> Tensor {
    guard a.tensor(1).rank == 3, a.tensor(2).rank == 3 else {
      throw .mismatch(a.tensor(1).shape, a.tensor(2).shape, wanted: "two stacks of matrices", operation: name)
    }
    return try Tensor.matmul(a.tensor(1), a.tensor(2))
  }
  static var samples: [OperationEntry.Sample] {
    let other = Tensor(Samples.cube.doubles(), [2, 2, 3])
    return [
      .init(.tensor(Samples.row), .tensor(Samples.cube), .tensor(other), .number(0.5), .number(-2))
    ]
  }
}

/// The same, summed over the stack.
struct AddSummedMatmul: Callable {
  static let signature = Signature.added(
    "addbmm", "the sum over a stack of a @ b", "[n, m], [b, n, k], [b, k, m] → [n, m]",
    "addbmm([[1]], [[[2]], [[1]]], [[[3]], [[1]]])", "[[8]]  i64[1, 1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.added(AddBatchMatmul.product(a, "addbmm").sum([0]), "addbmm")]
  }
  static var samples: [OperationEntry.Sample] { AddBatchMatmul.samples }
}

/// An outer product, added to something.
struct AddOuter: Callable {
  static let signature = Signature.added(
    "addr", "the outer product of vectors a and b", "[n, m], [n], [m] → [n, m]",
    "addr([[1, 1]], [2], [3, 4])", "[[7, 9]]  i64[1, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let product = try Outer.call(Arguments(values: [a.values[1], a.values[2]], context: a.context))[0]
    return [try a.added(product, "addr")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([0.2, 0.9], [2])), .tensor(Samples.row), .number(0.5),
        .number(-2))
    ]
  }
}

extension Signature {
  fileprivate static func added(
    _ name: String, _ what: String, _ shapes: String, _ example: String, _ gives: String
  ) -> Signature {
    Signature(
      name, .tensor("x"), .tensor("a"), .tensor("b"), .init(.number, "beta", default: .number(1)),
      .init(.number, "alpha", default: .number(1)), family: "linear algebra",
      summary: "beta * x + alpha times \(what)", shapes: shapes, example: example, gives: gives,
      section: "2.1.3")
  }
}
