import COpenBLAS

/// The QR factorisation a = q·r: orthonormal columns times an upper triangle.
struct Factorisation: Operation {
  static let signature = Signature(
    "qr", .tensor("a"), family: "linear algebra",
    summary: "q, r with a = q @ r, q’s columns orthonormal and r upper triangular",
    shapes: "[n, m] → [n, k], [k, m] with k = min(n, m)", example: "qr([[1.0, 0.0], [0.0, 1.0]])[1].shape",
    gives: "(2, 2)")
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    guard inputs[0].rank == 2 else { throw .rank(inputs[0], wanted: "a matrix", operation: "qr") }
    let (n, m) = (inputs[0].dims[0], inputs[0].dims[1])
    return [[n, min(n, m)], [min(n, m), m]]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    var matrix = try Lapack.columns(inputs[0], "qr")
    var (m, n) = (matrix.rows, matrix.columns)
    var k = min(m, n)
    let dtype = inputs[0].dtype, (rows, columns, rank) = (Int(m), Int(n), Int(k))
    if k == 0 { return [try .full(0, [rows, 0], dtype), try .full(0, [0, columns], dtype)] }
    var lda = m, info: Int32 = 0, workSize: Int32 = -1
    var factors = [Double](repeating: 0, count: rank), work = [0.0]
    // The first call only asks how much room the others need.
    dgeqrf_(&m, &n, &matrix.values, &lda, &factors, &work, &workSize, &info)
    workSize = max(Int32(work[0]), n)
    work = [Double](repeating: 0, count: Int(workSize))
    dgeqrf_(&m, &n, &matrix.values, &lda, &factors, &work, &workSize, &info)
    var r: [Double] = []
    for i in 0..<rank { for j in 0..<columns { r.append(j < i ? 0 : matrix.values[j * rows + i]) } }
    dorgqr_(&m, &k, &k, &matrix.values, &lda, &factors, &work, &workSize, &info)
    guard info == 0 else { throw .noConvergence(operation: "qr") }
    return [
      Lapack.tensor(matrix.values, rows, rank, leading: rows, dtype), Tensor(r, [rank, columns], dtype),
    ]
  }
  /// ∂L/∂a = (g_q + q·sym(r·g_rᵀ − g_qᵀ·q)) r⁻ᵀ, where sym mirrors the lower triangle (Walter & Lehmann 2012).
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let (q, r) = (outputs[0], outputs[1])
    guard inputs[0].shape.dims[0] >= inputs[0].shape.dims[1] else {
      throw .notDifferentiable("qr of a wide matrix")
    }
    let k = r.shape.dims[0]
    let gq = gradients[0] ?? Tensor.zeros(like: q)
    let gr = gradients[1] ?? Tensor.zeros(like: r)
    let m = try Tensor.matmul(r, gr.transposed()) - Tensor.matmul(gq.transposed(), q)
    let lower = Tensor((0..<k).flatMap { i in (0..<k).map { j in j <= i ? 1.0 : 0 } }, [k, k], m.dtype)
    let strict = try lower - Tensor.identity(k, m.dtype)
    let mirrored = try m * lower + (m * strict).transposed()
    let left = try gq + Tensor.matmul(q, mirrored)
    // left r⁻ᵀ = (r⁻¹ leftᵀ)ᵀ
    return [try apply(Solve(), r, try left.transposed()).transposed()]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try apply(Factorisation(), [try a.float(0)])
  }
  static var samples: [OperationEntry.Sample] {
    let tall = Tensor(Samples.cube.doubles(), [4, 3])
    return [
      .init(.tensor(tall), output: 0), .init(.tensor(tall), output: 1),
      .init(.tensor(Samples.square), output: 1),
    ]
  }
}
