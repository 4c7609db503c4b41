import COpenBLAS

/// The solution x of a·x = b for triangular matrices, by substitution; the other triangle is not looked at.
struct SolveTriangular: SingleOperation {
  static let signature = Signature(
    "solve_triangular", .tensor("a"), .tensor("b"), .init(.flag, "upper", default: .flag(false)),
    .init(.flag, "left", default: .flag(true)), .init(.flag, "unitriangular", default: .flag(false)),
    aliases: ["triangular_solve"], family: "linear algebra",
    summary:
      "the x with a @ x = b (x @ a = b with left=false) for lower or upper triangular a; unitriangular=true takes its diagonal as ones",
    shapes: "[…, n, n], [n] → […, n]; […, n, n], […, n, k] → […, n, k]; batches broadcast",
    example: "solve_triangular([[2.0, 0.0], [1.0, 1.0]], [2.0, 3.0])", gives: "[1., 2.]  f64[2]",
    section: "2.1.2")
  let upper: Bool
  var isUnit = false

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let n = try inputs[0].square("solve_triangular"),
      (rows, columns) = try inputs[1].matrix("solve_triangular")
    guard rows == n else {
      throw .mismatch(
        inputs[0], inputs[1], wanted: "as many rows on both sides", operation: "solve_triangular")
    }
    return try Shape.broadcast(inputs[0].batch, inputs[1].batch, "solve_triangular")
      .matrices(appending: n, columns)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let target = try shape(inputs.map(\.shape))
    let triangles = try MatrixStack(try inputs[0].triangle(upper: upper), "solve_triangular")
    let right = try MatrixStack(inputs[1].broadcast(to: target), "solve_triangular")
    let matrices = triangles.batch.positions(in: right.batch)
    let (n, k) = (Int32(right.rows), Int32(right.columns))
    try MatrixStack.walk(right.count) { (i) throws(TensorError) in
      let info = gradus_solve_triangular(
        upper ? 1 : 0, isUnit ? 1 : 0, n, k, triangles.matrix(matrices[i]), right.matrix(i))
      if info > 0 { throw .singular(operation: "solve_triangular") }
    }
    return try right.tensor(inputs[1].dtype)
  }
  /// ∂L/∂b = a⁻ᵀ g, ∂L/∂a = −(a⁻ᵀ g) xᵀ inside the triangle.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ x: Tensor) throws(TensorError) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    let right = try apply(SolveTriangular(upper: !upper, isUnit: isUnit), try a.transposed(), g)
    func left() throws(TensorError) -> Tensor {
      let whole = try -Tensor.matmul(right, x.transposed()).summed(to: a.shape)
      return try whole.triangle(upper: upper, offset: isUnit ? (upper ? 1 : -1) : 0)
    }
    return [a.requiresGrad ? try left() : nil, b.requiresGrad ? try right.summed(to: b.shape) : nil]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = try a.floats(0, 1), upper = a.flag(2), isUnit = a.flag(4)
    try x.shape.square("solve_triangular")
    let isVectors = x.shape.takesVectors(y.shape)
    let right = isVectors ? try y.asColumns() : a.flag(3) ? y : try y.transposed()
    // x·a = b is aᵀ·xᵀ = bᵀ.
    let solution =
      a.flag(3)
      ? try apply(SolveTriangular(upper: upper, isUnit: isUnit), x, right)
      : try apply(SolveTriangular(upper: !upper, isUnit: isUnit), try x.transposed(), right)
    return [isVectors ? try solution.withoutLastAxis() : a.flag(3) ? solution : try solution.transposed()]
  }
  static var samples: [OperationEntry.Sample] {
    let columns = Tensor(Samples.small.doubles(), [3, 2])
    return [
      .init(.tensor(Samples.square), .tensor(Samples.row), .flag(false), .flag(true), .flag(false)),
      .init(.tensor(Samples.squares), .tensor(columns), .flag(true), .flag(true), .flag(false)),
      .init(.tensor(Samples.square), .tensor(Samples.small), .flag(true), .flag(false), .flag(true)),
    ]
  }
}

extension Tensor {
  /// The elements of matrices on and beside the diagonal `offset` steps to the right, zeros elsewhere.
  func triangle(upper: Bool, offset: Int = 0) throws(TensorError) -> Tensor {
    let (n, m) = (shape.dims[rank - 2], shape.dims[rank - 1])
    let flags = try Tensor(uninitialized: [n, m], .bool), out = flags.pointer(Bool.self)
    for i in 0..<n { for j in 0..<m { out[i * m + j] = upper ? j - i >= offset : j - i <= offset } }
    return try apply(Where(), flags, self, Tensor.scalar(.int(0), dtype))
  }
}
