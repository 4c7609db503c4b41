import COpenBLAS

/// The singular value decomposition a = u·diag(s)·vᵀ.
///
/// The gradients of u and v are defined for singular values that differ, from zero too where the matrix is
/// not square; those of s always are. Columns of u and rows of vᵀ share a sign that LAPACK chooses.
struct SingularValueDecomposition: Operation {
  static let signature = Signature(
    "svd", .tensor("a"), .init(.flag, "full", default: .flag(false)), family: "linear algebra",
    summary: "u, s, vᵀ with a = (u * s) @ vᵀ, singular values largest first; full=true for square u and vᵀ",
    shapes: "[…, n, m] → […, n, k], […, k], […, k, m] with k = min(n, m)",
    example: "svd([[1.0, 2.0], [3.0, 4.0]])[1]", gives: "[5.4650, 0.3660]  f64[2]", section: "13.5")
  let isFull: Bool
  /// What an error calls the operation.
  var name = "svd"

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    let (n, m) = try inputs[0].matrix(name), k = min(n, m)
    return [
      try inputs[0].matrices(n, isFull ? n : k).checked(), Shape(inputs[0].batch.dims + [k]),
      try inputs[0].matrices(isFull ? m : k, m).checked(),
    ]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let shapes = try shapes(inputs.map(\.shape)), dtype = inputs[0].dtype
    if shapes[1].count == 0 {
      return [
        try Self.orthonormal(shapes[0], dtype), try .full(0, shapes[1], dtype),
        try Self.orthonormal(shapes[2], dtype),
      ]
    }
    let stack = try MatrixStack(inputs[0], name)
    let u = try MatrixStack(
      uninitialized: stack.batch, rows: stack.rows, columns: shapes[0].dims[shapes[0].rank - 1])
    let vt = try MatrixStack(
      uninitialized: stack.batch, rows: shapes[2].dims[shapes[2].rank - 2], columns: stack.columns)
    let s = try Tensor(uninitialized: shapes[1], .f64)
    try Lapack.singularValues(stack, s, (isFull ? "A" : "S", u, vt), name)
    return [try u.tensor(dtype), try Copying.convert(s, to: dtype), try vt.tensor(dtype)]
  }

  /// The first unit vectors, for matrices without elements.
  private static func orthonormal(_ shape: Shape, _ dtype: DType) throws(TensorError) -> Tensor {
    let (n, m) = (shape.dims[shape.rank - 2], shape.dims[shape.rank - 1])
    return n == m ? try Tensor.identity(n, dtype).broadcast(to: shape) : try .full(0, shape, dtype)
  }

  /// Townsend 2016, with f_ij = 1/(s_j² − s_i²):
  /// u (f ⊙ (uᵀgᵤ − gᵤᵀu)) s vᵀ + u s (f ⊙ (vᵀgᵥ − gᵥᵀv)) vᵀ + u gₛ vᵀ, and what of gᵤ and gᵥ lies outside u and v.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let s = outputs[1], k = s.shape.dims[s.rank - 1]
    let (u, gu) = try Self.reduced(outputs[0], gradients[0], k)
    let (v, gv) = try Self.reduced(try outputs[2].transposed(), try gradients[2]?.transposed(), k)
    let columns = try s.reshaped(Shape(s.shape.dims + [1])), rows = try s.reshaped(s.shape.inserting(1))
    let squares = try rows * rows - columns * columns
    var inner = try Tensor.full(0, squares.shape, s.dtype)  // between u and vᵀ
    var result: Tensor?
    if let g = gradients[1] {
      inner = try inner + g.asColumns() * Tensor.identity(k, s.dtype)
    }
    if let gu {
      let turn = try Tensor.matmul(u.transposed(), gu)
      inner = try inner + (turn - turn.transposed()).quotientsOffDiagonal(squares) * rows
      if u.shape.dims[u.rank - 2] > k {
        result = try Tensor.matmul(try (gu - Tensor.matmul(u, turn)) / rows, try v.transposed())
      }
    }
    if let gv {
      let turn = try Tensor.matmul(v.transposed(), gv)
      inner = try inner + columns * (turn - turn.transposed()).quotientsOffDiagonal(squares)
      if v.shape.dims[v.rank - 2] > k {
        let outside = try (gv - Tensor.matmul(v, turn)) / rows
        let part = try Tensor.matmul(u, outside.transposed())
        result = try result.map { (other) throws(TensorError) in try other + part } ?? part
      }
    }
    let main = try Tensor.matmul(Tensor.matmul(u, inner), v.transposed())
    return [try result.map { (other) throws(TensorError) in try main + other } ?? main]
  }

  /// The first k columns of u (or v) with their gradient. The other columns only follow the first, to stay
  /// orthogonal: du₂ = −u₁ du₁ᵀ u₂, which adds −u₂ g₂ᵀ u₁ to the gradient of u₁.
  private static func reduced(_ u: Tensor, _ g: Tensor?, _ k: Int) throws(TensorError) -> (Tensor, Tensor?) {
    guard u.shape.dims[u.rank - 1] > k else { return (u, g) }
    let head: [Index] = [.ellipsis, .slice(from: 0, to: k, step: 1)]
    let tail: [Index] = [.ellipsis, .slice(from: k, to: nil, step: 1)]
    let first = try u.indexed(head)
    guard let g else { return (first, nil) }
    let rest = try Tensor.matmul(u.indexed(tail), Tensor.matmul(g.indexed(tail).transposed(), first))
    return (first, try g.indexed(head) - rest)
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try apply(SingularValueDecomposition(isFull: a.flag(1)), [try a.float(0)])
  }
  static var samples: [OperationEntry.Sample] {
    let tall = Tensor(Samples.cube.doubles(), [4, 3]), wide = Tensor(Samples.cube.doubles(), [3, 4])
    let stack = Tensor(Samples.cube.doubles(), [2, 3, 2])
    return [(tall, false), (wide, false), (stack, false), (tall, true), (wide, true)].flatMap {
      matrix, full in
      (0..<3).map { OperationEntry.Sample(.tensor(matrix), .flag(full), output: $0) }
    }
  }
}

extension Shape {
  /// With an axis of size 1 before the last.
  func inserting(_ size: Int) -> Shape { Shape(dims.dropLast() + [size] + dims.suffix(1)) }
}

extension Tensor {
  /// This over `divisors` off the diagonal of square matrices, 0 on it.
  func quotientsOffDiagonal(_ divisors: Tensor) throws(TensorError) -> Tensor {
    let identity = try Tensor.identity(shape.dims[rank - 1], dtype)
    return try self * (1 - identity) / (divisors + identity)
  }
}
