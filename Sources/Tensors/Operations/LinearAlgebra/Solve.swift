/// The solution x of a·x = b for square matrices (LU with row exchanges); the recorded operation takes
/// matrices on both sides, vectors are reshaped around it.
struct Solve: SingleOperation {
  static let signature = Signature(
    "solve", .tensor("a"), .tensor("b"), .init(.flag, "left", default: .flag(true)), family: "linear algebra",
    summary: "the x with a @ x = b, or x @ a = b with left=false, for square matrices a; batches broadcast",
    shapes: "[…, n, n], [n] → […, n]; [n, n], [n, k] → [n, k]; […, n, n], […, n, k] → […, n, k]",
    example: "solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 4.0])", gives: "[1., 1.]  f64[2]", section: "2.1.5")
  /// What an error calls the operation.
  var name = "solve"

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let n = try inputs[0].square(name), (rows, columns) = try inputs[1].matrix(name)
    guard rows == n else {
      throw .mismatch(inputs[0], inputs[1], wanted: "as many rows on both sides", operation: name)
    }
    return try Shape.broadcast(inputs[0].batch, inputs[1].batch, name).matrices(appending: n, columns)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let target = try shape(inputs.map(\.shape))
    let lu = try LUFactors(inputs[0], name)
    if lu.isSingular.contains(true) { throw .singular(operation: name) }
    let right = try MatrixStack(inputs[1].broadcast(to: target), name)
    let matrices = lu.factors.batch.positions(in: right.batch)
    try MatrixStack.walk(right.count) { i in lu.solve(matrices[i], right.matrix(i), columns: right.columns) }
    return try right.tensor(inputs[1].dtype)
  }
  /// ∂L/∂b = a⁻ᵀ g, ∂L/∂a = −(a⁻ᵀ g) xᵀ
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ x: Tensor) throws(TensorError) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    let right = try apply(self, try a.transposed(), g)
    return [
      a.requiresGrad ? try -Tensor.matmul(right, x.transposed()).summed(to: a.shape) : nil,
      b.requiresGrad ? try right.summed(to: b.shape) : nil,
    ]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = try a.floats(0, 1)
    try x.shape.square("solve")
    let isVectors = x.shape.takesVectors(y.shape)
    guard a.flag(2) else {
      // x·a = b is aᵀ·xᵀ = bᵀ, and a vector is its own transpose.
      if isVectors { return [try solve(try x.transposed(), y)] }
      return [try solve(try x.transposed(), try y.transposed()).transposed()]
    }
    return [try solve(x, y)]
  }

  /// Both forms of the right side, in one dtype.
  static func solve(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.shape.takesVectors(b.shape) else { return try apply(Solve(), a, b) }
    return try apply(Solve(), a, try b.asColumns()).withoutLastAxis()
  }

  static var samples: [OperationEntry.Sample] {
    let stack = Samples.squares, columns = Tensor(Samples.small.doubles(), [3, 2])
    return [
      .init(.tensor(Samples.square), .tensor(Samples.row), .flag(true)),
      .init(.tensor(Samples.square), .tensor(columns), .flag(true)),
      .init(.tensor(stack), .tensor(columns), .flag(true)),
      .init(.tensor(Samples.square), .tensor(Tensor(Samples.cube.doubles(), [2, 2, 3])), .flag(false)),
      .init(.tensor(stack), .tensor(Samples.small), .flag(true)),
    ]
  }
}

extension Shape {
  /// A batch with a matrix's sizes after it.
  func matrices(appending rows: Int, _ columns: Int) throws(TensorError) -> Shape {
    try Shape(dims + [rows, columns]).checked()
  }

  /// Whether a right side of shape `b` is a vector, or a stack of vectors, one for each of these matrices;
  /// otherwise it is matrices (PyTorch's rule).
  func takesVectors(_ b: Shape) -> Bool {
    b.rank == 1 || b.rank == rank - 1 && b.dims == Array(dims.dropLast())
  }
}

extension Tensor {
  /// Vectors as matrices of one column.
  func asColumns() throws(TensorError) -> Tensor { try reshaped(Shape(shape.dims + [1])) }

  /// Without a last axis of size 1.
  func withoutLastAxis() throws(TensorError) -> Tensor { try reshaped(Shape(shape.dims.dropLast())) }
}

extension Arguments {
  /// Two tensors as floats of one dtype.
  func floats(_ i: Int, _ j: Int) throws(TensorError) -> (Tensor, Tensor) {
    let dtype = DType.promote(tensor(i).dtype, tensor(j).dtype)
    let common = dtype.isFloat ? dtype : context.defaultDType
    return (try tensor(i).converted(to: common), try tensor(j).converted(to: common))
  }
}

extension Samples {
  /// A stack of two regular matrices: [2, 3, 3].
  static var squares: Tensor {
    Tensor(square.doubles() + [1.4, -0.2, 0.6, 0.5, -2.2, 0.1, 0.3, -0.7, 1.9], [2, 3, 3])
  }
}
