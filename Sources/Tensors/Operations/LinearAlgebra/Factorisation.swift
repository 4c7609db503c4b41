import COpenBLAS

/// The QR factorisation a = q·r: orthonormal columns times an upper triangle.
///
/// The derivative is defined where the first k columns of a are independent.
struct Factorisation: Operation {
  static let signature = Signature(
    "qr", .tensor("a"), .init(.text, "mode", default: .text("reduced")), family: "linear algebra",
    summary:
      "q, r with a = q @ r, q’s columns orthonormal and r upper triangular; mode=\"complete\" for a square q, \"r\" for r alone",
    shapes: "[…, n, m] → […, n, k], […, k, m] with k = min(n, m), or k = n when complete",
    example: "qr([[1.0, 0.0], [0.0, 1.0]])[1].shape", gives: "(2, 2)", section: "2.1.2")
  /// Whether q is square.
  var isComplete = false

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    let (n, m) = try inputs[0].matrix("qr"), k = isComplete ? n : min(n, m)
    return [try inputs[0].matrices(n, k).checked(), try inputs[0].matrices(k, m).checked()]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let shapes = try shapes(inputs.map(\.shape)), dtype = inputs[0].dtype
    let stack = try MatrixStack(inputs[0], "qr")
    let q = try MatrixStack(
      uninitialized: stack.batch, rows: stack.rows, columns: shapes[0].dims[shapes[0].rank - 1])
    let (m, n, width) = (Int32(stack.rows), Int32(stack.columns), Int32(q.columns)), k = min(m, n)
    if k == 0 {
      let identity = try Tensor.identity(q.columns, dtype).broadcast(
        to: shapes[0].matrices(q.columns, q.columns))
      return [isComplete ? identity : try .full(0, shapes[0], dtype), try .full(0, shapes[1], dtype)]
    }
    let factors = try Workspace(Double(k))
    let work = try Workspace { gradus_qr(m, n, stack.matrix(0), factors.reals, $0, $1) }
    let more = try Workspace { gradus_q(m, width, k, q.matrix(0), factors.reals, $0, $1) }
    try MatrixStack.walk(stack.count) { i in
      _ = gradus_qr(m, n, stack.matrix(i), factors.reals, work.reals, work.size)
      // The reflections below the diagonal become q; what is above is r.
      q.matrix(i).update(from: stack.matrix(i), count: stack.rows * min(stack.columns, q.columns))
      _ = gradus_q(m, width, k, q.matrix(i), factors.reals, more.reals, more.size)
    }
    let top = stack.values.swappingLastAxes()
    let r = try top.view(shapes[1], top.strides).triangle(upper: true)
    return [try q.tensor(dtype), try r.converted(to: dtype)]
  }

  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let (q, r) = (outputs[0], outputs[1])
    let (n, m) = try inputs[0].shape.matrix("qr")
    if isComplete && n > m { throw .notDifferentiable("qr(mode=\"complete\") of a tall matrix") }
    let gq = gradients[0] ?? Tensor.zeros(like: q), gr = gradients[1] ?? Tensor.zeros(like: r)
    guard n < m else { return [try Self.square(q, r, gq, gr)] }
    // a = [x, y] with x square: x = q·u and v = qᵀ·y, so y's gradient is q·g_v, and q gets y·g_vᵀ more.
    let head: [Index] = [.ellipsis, .slice(from: 0, to: n, step: 1)]
    let tail: [Index] = [.ellipsis, .slice(from: n, to: nil, step: 1)]
    let y = try inputs[0].indexed(tail), gv = try gr.indexed(tail)
    let gx = try Self.square(
      q, try r.indexed(head), try gq + Tensor.matmul(y, gv.transposed()), try gr.indexed(head))
    return [try apply(Concatenate(axis: inputs[0].rank - 1), [gx, try Tensor.matmul(q, gv)])[0]]
  }

  /// For independent columns, ∂L/∂a = (g_q + q·sym(r·g_rᵀ − g_qᵀ·q)) r⁻ᵀ, where sym mirrors the lower triangle
  /// (Walter & Lehmann 2012).
  private static func square(
    _ q: Tensor, _ r: Tensor, _ gq: Tensor, _ gr: Tensor
  ) throws(TensorError) -> Tensor {
    let m = try Tensor.matmul(r, gr.transposed()) - Tensor.matmul(gq.transposed(), q)
    let mirrored = try m.triangle(upper: false) + m.triangle(upper: false, offset: -1).transposed()
    let left = try gq + Tensor.matmul(q, mirrored)
    // left·r⁻ᵀ = (r⁻¹·leftᵀ)ᵀ
    return try apply(SolveTriangular(upper: true), r, try left.transposed()).transposed()
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    switch a.text(1) {
    case "reduced": return try apply(Factorisation(isComplete: false), [x])
    case "complete": return try apply(Factorisation(isComplete: true), [x])
    case "r": return [try apply(Factorisation(isComplete: false), [x])[1]]
    default:
      throw .argument("mode is \"reduced\", \"complete\" or \"r\", not \"\(a.text(1))\"", operation: "qr")
    }
  }
  static var samples: [OperationEntry.Sample] {
    let tall = Tensor(Samples.cube.doubles(), [4, 3]), wide = Tensor(Samples.cube.doubles(), [3, 4])
    let stack = Tensor(Samples.cube.doubles(), [2, 2, 3])
    let reduced = [tall, wide, Samples.square, stack].flatMap { matrix in
      (0..<2).map { OperationEntry.Sample(.tensor(matrix), .text("reduced"), output: $0) }
    }
    return reduced + [
      .init(.tensor(wide), .text("complete"), output: 0), .init(.tensor(tall), .text("r"), output: 0),
    ]
  }
}
