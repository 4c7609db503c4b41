/// The x that makes a·x closest to b; the shortest such x where there are several.
struct LeastSquares: SingleOperation {
  static let signature = Signature(
    "lstsq", .tensor("a"), .tensor("b"), family: "linear algebra",
    summary: "the x that makes a @ x closest to b",
    shapes: "[n, k], [n] → [k]; [n, k], [n, m] → [k, m]", example: "lstsq([[1.0], [1.0]], [1.0, 3.0])",
    gives: "[2.0000]  f64[1]", section: "3.1.1")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    guard inputs[0].rank == 2, (1...2).contains(inputs[1].rank), inputs[1].dims[0] == inputs[0].dims[0] else {
      throw .mismatch(
        inputs[0], inputs[1], wanted: "a matrix and as many right-hand sides as rows", operation: "lstsq")
    }
    return Shape([inputs[0].dims[1]] + inputs[1].dims.dropFirst())
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let b = inputs[1].rank == 1 ? inputs[1].view([inputs[1].count, 1], inputs[1].strides + [1]) : inputs[1]
    let target = try shape(inputs.map(\.shape))
    return try Lapack.leastSquares(inputs[0], b).view(target, target.contiguousStrides)
  }
  /// For full column rank: with u = (aᵀa)⁻¹ g and r = b − a·x, ∂L/∂b = a·u and ∂L/∂a = r·uᵀ − a·u·xᵀ.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ x: Tensor) throws(TensorError) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    func matrix(_ t: Tensor) throws(TensorError) -> Tensor { t.rank == 1 ? try t.reshaped([t.count, 1]) : t }
    let normal = try apply(Matmul(), try a.transposed(), a)
    let u = try apply(Solve(), normal, try matrix(g))
    let au = try apply(Matmul(), a, u)
    let residual = try matrix(b) - apply(Matmul(), a, try matrix(x))
    let first = try apply(Matmul(), residual, try u.transposed())
    return [try first - apply(Matmul(), au, try matrix(x).transposed()), try au.reshaped(b.shape)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(LeastSquares(), try a.float(0), try a.float(1))]
  }
  static var samples: [OperationEntry.Sample] {
    let matrix = Tensor(Samples.cube.doubles(), [4, 3])
    return [.init(.tensor(matrix), .tensor(Tensor([0.3, -0.7, 1.1, 0.2], [4])), twice: false)]
  }
}
