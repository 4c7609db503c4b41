import COpenBLAS

/// The x that makes a·x closest to b; the shortest such x where there are several (by singular values).
struct LeastSquares: SingleOperation {
  static let signature = Signature(
    "lstsq", .tensor("a"), .tensor("b"), .init(.number, "rcond", default: Argument.none),
    family: "linear algebra",
    summary:
      "the x that makes a @ x closest to b, the shortest if there are several; singular values up to rcond times the largest count as 0",
    shapes: "[…, n, k], […, n] → […, k]; […, n, k], […, n, m] → […, k, m]; batches broadcast",
    example: "lstsq([[1.0], [1.0]], [1.0, 3.0])", gives: "[2.0000]  f64[1]", section: "3.1.1")
  /// nil: max(n, k)·ε.
  var limit: Double?

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let (n, k) = try inputs[0].matrix("lstsq"), (rows, columns) = try inputs[1].matrix("lstsq")
    guard rows == n else {
      throw .mismatch(
        inputs[0], inputs[1], wanted: "a matrix and as many right-hand sides as rows", operation: "lstsq")
    }
    return try Shape.broadcast(inputs[0].batch, inputs[1].batch, "lstsq").matrices(appending: k, columns)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let target = try shape(inputs.map(\.shape)), dtype = inputs[0].dtype
    let (n, k) = try inputs[0].shape.matrix("lstsq"), m = target.dims[target.rank - 1]
    if min(n, k, m) == 0 || target.count == 0 { return try Tensor.full(0, target, dtype) }
    let matrices = try MatrixStack(inputs[0].broadcast(to: target.matrices(n, k)), "lstsq")
    let right = try MatrixStack(inputs[1].broadcast(to: target.matrices(n, m)), "lstsq")
    // b comes in and x goes out in columns that have room for both.
    let columns = try MatrixStack(uninitialized: target.batch, rows: max(n, k), columns: m)
    let inside = Shape(target.batch.dims + [m, n])
    Copying.copy(right.values, to: columns.values.view(inside, columns.values.strides))
    try Self.solve(matrices, columns, limit ?? inputs[0].epsilon * Double(max(n, k)))
    let solutions = columns.values.view(Shape(target.batch.dims + [m, k]), columns.values.strides)
    return try Copying.convert(solutions.swappingLastAxes(), to: dtype)
  }

  private static func solve(_ a: MatrixStack, _ b: MatrixStack, _ rcond: Double) throws(TensorError) {
    let (n, k, m) = (Int32(a.rows), Int32(a.columns), Int32(b.columns))
    let singular = try Workspace(Double(min(a.rows, a.columns)))
    var needed: Int32 = 1
    let work = try Workspace {
      gradus_lstsq(n, k, m, a.matrix(0), b.matrix(0), singular.reals, rcond, $0, $1, &needed)
    }
    let integers = try Tensor(uninitialized: [Int(max(needed, 1))], .i32)
    try MatrixStack.walk(a.count) { (i) throws(TensorError) in
      let info = gradus_lstsq(
        n, k, m, a.matrix(i), b.matrix(i), singular.reals, rcond, work.reals, work.size,
        integers.pointer(Int32.self))
      guard info == 0 else { throw .noConvergence(operation: "lstsq") }
    }
  }

  /// Through p = a⁺ and u = pᵀ g: ∂L/∂b = u, ∂L/∂a = −u xᵀ + (b − a x)(p u)ᵀ + (pᵀ x)(g − aᵀ u)ᵀ.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ x: Tensor) throws(TensorError) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    let p = try apply(PseudoInverse(tolerance: RankTolerance(relative: limit)), a)
    let u = try Tensor.matmul(p.transposed(), g)
    func left() throws(TensorError) -> Tensor {
      let residual = try b - Tensor.matmul(a, x), unreached = try g - Tensor.matmul(a.transposed(), u)
      let first = try Tensor.matmul(residual, Tensor.matmul(p, u).transposed())
      let second = try Tensor.matmul(try Tensor.matmul(p.transposed(), x), unreached.transposed())
      return try (first + second - Tensor.matmul(u, x.transposed())).summed(to: a.shape)
    }
    return [a.requiresGrad ? try left() : nil, b.requiresGrad ? try u.summed(to: b.shape) : nil]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = try a.floats(0, 1), operation = LeastSquares(limit: a.optionalNumber(2))
    guard x.shape.takesVectors(y.shape) else { return [try apply(operation, x, y)] }
    return [try apply(operation, x, try y.asColumns()).withoutLastAxis()]
  }
  static var samples: [OperationEntry.Sample] {
    let values = Samples.cube.doubles(), right = Tensor([0.3, -0.7, 1.1, 0.2], [4])
    return [
      .init(.tensor(Tensor(values, [4, 3])), .tensor(right), .none),
      .init(.tensor(Tensor(values, [3, 4])), .tensor(Tensor(Samples.small.doubles(), [3, 2])), .none),
      .init(.tensor(Tensor(values, [2, 3, 2])), .tensor(Samples.small), .none),
    ]
  }
}
