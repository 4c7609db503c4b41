import COpenBLAS

/// The singular value decomposition a = u·diag(s)·vᵀ.
struct SingularValues: Operation {
  static let signature = Signature(
    "svd", .tensor("a"), .init(.flag, "full", default: .flag(false)), family: "linear algebra",
    summary: "u, s, vᵀ with a = (u * s) @ vᵀ, singular values largest first; full=true for square u and vᵀ",
    shapes: "[n, m] → [n, k], [k], [k, m] with k = min(n, m)", example: "svd([[3.0, 0.0], [0.0, 2.0]])[1]",
    gives: "[3., 2.]  f64[2]")
  let isFull: Bool

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    guard inputs[0].rank == 2 else { throw .rank(inputs[0], wanted: "a matrix", operation: "svd") }
    let (n, m) = (inputs[0].dims[0], inputs[0].dims[1])
    let k = min(n, m)
    return [[n, isFull ? n : k], [k], [isFull ? m : k, m]]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let shapes = try shapes(inputs.map(\.shape)).map { (shape) throws(TensorError) in try shape.checked() }
    var matrix = try Lapack.columns(inputs[0], "svd")
    var (m, n) = (matrix.rows, matrix.columns)
    let dtype = inputs[0].dtype, k = shapes[1].dims[0], columns = shapes[0].dims[1]
    if k == 0 {
      return [
        isFull ? try .identity(Int(m), dtype) : try .full(0, shapes[0], dtype), try .full(0, [0], dtype),
        isFull ? try .identity(Int(n), dtype) : try .full(0, shapes[2], dtype),
      ]
    }
    var (lda, ldu, ldv) = (m, m, Int32(shapes[2].dims[0]))
    var info: Int32 = 0, workSize: Int32 = -1
    var s = [Double](repeating: 0, count: k), work = [0.0]
    var u = [Double](repeating: 0, count: shapes[0].count), v = [Double](repeating: 0, count: shapes[2].count)
    var integers = [Int32](repeating: 0, count: 8 * k)
    let job = isFull ? "A" : "S"
    // The first call only asks how much room the second one needs.
    dgesdd_(job, &m, &n, &matrix.values, &lda, &s, &u, &ldu, &v, &ldv, &work, &workSize, &integers, &info)
    workSize = Int32(work[0])
    work = [Double](repeating: 0, count: max(1, Int(workSize)))
    dgesdd_(job, &m, &n, &matrix.values, &lda, &s, &u, &ldu, &v, &ldv, &work, &workSize, &integers, &info)
    guard info == 0 else { throw .noConvergence(operation: "svd") }
    return [
      Lapack.tensor(u, Int(m), columns, leading: Int(m), dtype), Tensor(s, [k], dtype),
      Lapack.tensor(v, Int(ldv), Int(n), leading: Int(ldv), dtype),
    ]
  }

  /// Townsend 2016, for different singular values other than 0; with f_ij = 1/(s_j² − s_i²):
  /// u (f ⊙ (uᵀgᵤ − gᵤᵀu)) s vᵀ + u s (f ⊙ (vᵀgᵥ − gᵥᵀv)) vᵀ + u gₛ vᵀ, and what of gᵤ and gᵥ lies outside u and v.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    if isFull, gradients[0] != nil || gradients[2] != nil { throw .notDifferentiable("svd(full=true)") }
    let k = outputs[1].count, s = outputs[1]
    let u = try outputs[0].indexed([.ellipsis, .slice(from: 0, to: k, step: 1)])
    let vt = try outputs[2].indexed([.slice(from: 0, to: k, step: 1)])
    var inner = try Tensor.full(0, [k, k], s.dtype)  // between u and vᵀ
    if let g = gradients[1] { inner = try inner + g * Tensor.identity(k, s.dtype) }
    let squares = try s * s
    let f = try (squares - squares.reshaped([k, 1])).reciprocalOffDiagonal()
    var result: Tensor?
    if let g = gradients[0] {
      let turn = try Tensor.matmul(u.transposed(), g)
      inner = try inner + (f * (turn - turn.transposed())) * s
      let outside = try (g - Tensor.matmul(u, turn)) / s
      result = try Tensor.matmul(outside, vt)
    }
    if let g = gradients[2] {
      let turn = try Tensor.matmul(vt, g.transposed())  // vᵀ gᵥ
      inner = try inner + s.reshaped([k, 1]) * (f * (turn - turn.transposed()))
      let outside = try (g - Tensor.matmul(turn.transposed(), vt)) / s.reshaped([k, 1])
      let part = try Tensor.matmul(u, outside)
      result = try result.map { (other) throws(TensorError) in try other + part } ?? part
    }
    let main = try Tensor.matmul(Tensor.matmul(u, inner), vt)
    return [try result.map { (other) throws(TensorError) in try main + other } ?? main]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try apply(SingularValues(isFull: a.flag(1)), [try a.float(0)])
  }
  static var samples: [OperationEntry.Sample] {
    let tall = Tensor(Samples.cube.doubles(), [4, 3]), wide = Tensor(Samples.cube.doubles(), [3, 4])
    return [tall, wide].flatMap { matrix in
      (0..<3).map { OperationEntry.Sample(.tensor(matrix), .flag(false), output: $0) }
    }
  }
}
