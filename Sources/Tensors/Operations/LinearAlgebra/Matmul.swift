/// Matrix product; batches broadcast, vectors count as one row or one column.
struct Matmul: SingleOperation, KeepsIntegers, Bilinear {
  static let signature = Signature(
    "matmul", .tensor("a"), .tensor("b"), aliases: ["mm", "mv", "bmm"], family: "linear algebra",
    summary: "matrix product; the operator `@`",
    shapes: "[…, n, k] @ […, k, m] → […, n, m]; [k] @ [k] → []; batches broadcast",
    example: "matmul([[1, 2], [3, 4]], [1, 1])", gives: "[3, 7]  i64[2]", section: "2.1.3")

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let (a, b) = (inputs[0], inputs[1])
    guard a.rank > 0, b.rank > 0 else {
      throw .rank(a.rank == 0 ? a : b, wanted: "vectors or matrices", operation: "@")
    }
    let k = b.rank == 1 ? b.dims[0] : b.dims[b.rank - 2]
    guard a.dims[a.rank - 1] == k else { throw .inner(a, b) }
    let batch = try Shape.broadcast(Shape(Array(a.dims.dropLast(2))), Shape(Array(b.dims.dropLast(2))), "@")
    return try Shape(
      batch.dims + (a.rank > 1 ? [a.dims[a.rank - 2]] : []) + (b.rank > 1 ? [b.dims[b.rank - 1]] : [])
    ).checked()
  }

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let target = try shape(inputs.map(\.shape))
    let (x, y) = (inputs[0], inputs[1])
    let a = x.rank == 1 ? x.view([1, x.count], [0] + x.strides) : x.detached()
    let b = y.rank == 1 ? y.view([y.count, 1], y.strides + [0]) : y.detached()
    let batch = try Shape.broadcast(
      Shape(Array(a.shape.dims.dropLast(2))), Shape(Array(b.shape.dims.dropLast(2))), "@")
    let result = try Tensor(
      uninitialized: Shape(batch.dims + [a.shape.dims[a.rank - 2], b.shape.dims[b.rank - 1]]), a.dtype)
    try MatrixProducts.multiply(a, b, batch, into: result)
    return result.view(target, target.contiguousStrides)
  }

  static let rules = ["g @ b.T", "a.T @ g"]
  /// ∂L/∂A = G·Bᵀ, ∂L/∂B = Aᵀ·G, summed over broadcast batches.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let (x, y) = (inputs[0], inputs[1])
    let a = x.rank == 1 ? try x.reshaped([1, x.count]) : x
    let b = y.rank == 1 ? try y.reshaped([y.count, 1]) : y
    var dims = g.shape.dims
    if y.rank == 1 { dims.append(1) }
    if x.rank == 1 { dims.insert(1, at: dims.count - 1) }
    let g = try g.reshaped(Shape(dims))
    func left() throws(TensorError) -> Tensor {
      try apply(Matmul(), g, try b.transposed()).summed(to: a.shape).reshaped(x.shape)
    }
    func right() throws(TensorError) -> Tensor {
      // A stack of rows against one matrix: all of its terms in one sum.
      if b.rank == 2, a.rank > 2, a.count > 0, g.count > 0 {
        let rows = try a.reshaped([a.count / a.shape.dims[a.rank - 1], a.shape.dims[a.rank - 1]])
        return try apply(
          Matmul(), rows.transposed(), g.reshaped([rows.shape.dims[0], b.shape.dims[1]])
        ).reshaped(y.shape)
      }
      return try apply(Matmul(), try a.transposed(), g).summed(to: b.shape).reshaped(y.shape)
    }
    return [x.requiresGrad ? try left() : nil, y.requiresGrad ? try right() : nil]
  }

  var addsGradients: Bool { true }
  /// A stack of rows times one matrix; the general case is left to the derivative.
  func addGradient(
    of input: Int, _ g: Tensor, _ inputs: [Tensor], to total: Tensor
  ) throws(TensorError) -> Bool {
    let (a, b) = (inputs[0], inputs[1])
    guard a.rank >= 2, b.rank == 2, let rows = a.rowsView, let g = g.rowsView else { return false }
    if input == 0 {
      guard let total = total.rowsView else { return false }
      try MatrixProducts.add(g, b.transposedView, to: total)
    } else {
      try MatrixProducts.add(rows.transposedView, g, to: total)
    }
    return true
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.matmul(a.tensor(0), a.tensor(1))]
  }
  static var samples: [OperationEntry.Sample] {
    let stack = Tensor(Samples.cube.doubles(), [2, 2, 3])
    return [
      .init(.tensor(Samples.small), .tensor(Samples.square)),
      .init(.tensor(Samples.row), .tensor(Samples.row)),
      .init(.tensor(stack), .tensor(Samples.row)),
      .init(.tensor(stack), .tensor(Tensor(Samples.small.doubles(), [3, 2]))),
    ]
  }
}

extension Tensor {
  /// All but the last axis as one, outside any graph; nil where that would take a copy.
  var rowsView: Tensor? {
    guard rank >= 1, isContiguous, let width = shape.dims.last else { return nil }
    return view([shape.dims.dropLast().reduce(1, *), width], [max(1, width), 1])
  }

  /// A matrix with its axes exchanged, outside any graph.
  var transposedView: Tensor { view([shape.dims[1], shape.dims[0]], [strides[1], strides[0]]) }

  public static func matmul(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let common = DType.promote(a.dtype, b.dtype)
    let dtype = common == .bool ? .i64 : common
    return try apply(Matmul(), try a.converted(to: dtype), try b.converted(to: dtype))
  }
}
