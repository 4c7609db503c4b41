/// The factorisation a = p·l·u of any matrix: rows exchanged, a lower and an upper triangle.
///
/// The derivative is defined where the first min(n, m) columns of pᵀ·a have all their leading blocks regular.
struct LU: Operation {
  static let signature = Signature(
    "lu", .tensor("a"), family: "linear algebra",
    summary:
      "p, l, u with a = p @ l @ u: a permutation, a lower triangle with ones on its diagonal, an upper triangle",
    shapes: "[…, n, m] → […, n, n], […, n, k], […, k, m] with k = min(n, m)",
    example: "lu([[0.0, 2.0], [4.0, 2.0]])[2]", gives: "[[4., 2.],\n [0., 2.]]  f64[2, 2]", section: "2.1.5")

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    let (n, m) = try inputs[0].matrix("lu"), k = min(n, m)
    return [
      try inputs[0].matrices(n, n).checked(), inputs[0].matrices(n, k), inputs[0].matrices(k, m),
    ]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let lu = try LUFactors(inputs[0], "lu"), dtype = inputs[0].dtype
    let (n, k) = (lu.factors.rows, lu.size)
    let whole = lu.factors.values.swappingLastAxes()
    let identity = try Tensor.full(0, inputs[0].shape.matrices(n, k), .f64)
    for i in 0..<lu.factors.count {
      for j in 0..<k { identity.pointer(Double.self)[i * n * k + j * (k + 1)] = 1 }
    }
    let l =
      try whole.indexed([.ellipsis, .slice(from: 0, to: k, step: 1)])
      .triangle(upper: false, offset: -1) + identity
    let rows: [Index] = [
      .ellipsis, .slice(from: 0, to: k, step: 1), .slice(from: nil, to: nil, step: 1),
    ]
    let u = try whole.indexed(rows).triangle(upper: true)
    return [
      try Self.permutations(lu.pivots, n, dtype), try l.converted(to: dtype), try u.converted(to: dtype),
    ]
  }

  /// The permutations p with a = p·l·u that exchanges of rows amount to; pivots count from 1.
  static func permutations(_ pivots: Tensor, _ n: Int, _ dtype: DType) throws(TensorError) -> Tensor {
    let k = pivots.shape.dims[pivots.rank - 1], batch = Shape(pivots.shape.dims.dropLast())
    let result = try Tensor.full(0, try batch.matrices(appending: n, n), .f64)
    let exchanged = pivots.ints(), out = result.pointer(Double.self)
    for i in 0..<batch.count {
      var order = Array(0..<n)
      for j in 0..<k { order.swapAt(j, exchanged[i * k + j] - 1) }
      for (row, origin) in order.enumerated() { out[(i * n + origin) * n + row] = 1 }
    }
    return try result.converted(to: dtype)
  }

  /// With φ = tril(lᵀ g_l, −1) + triu(g_u uᵀ) for the square part, ∂L/∂a = p l⁻ᵀ φ u⁻ᵀ; what is left of
  /// a wide or tall matrix is solved for, and so adds to l's or u's gradient.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let (p, l, u) = (outputs[0], outputs[1], outputs[2])
    let (n, m) = try inputs[0].shape.matrix("lu"), k = min(n, m), rank = inputs[0].rank
    let gl = gradients[1] ?? Tensor.zeros(like: l), gu = gradients[2] ?? Tensor.zeros(like: u)
    func rows(_ x: Tensor, _ from: Int, _ to: Int?) throws(TensorError) -> Tensor {
      try x.indexed([.ellipsis, .slice(from: from, to: to, step: 1), .slice(from: nil, to: nil, step: 1)])
    }
    func columns(_ x: Tensor, _ from: Int, _ to: Int?) throws(TensorError) -> Tensor {
      try x.indexed([.ellipsis, .slice(from: from, to: to, step: 1)])
    }
    var (l1, u1) = (try rows(l, 0, k), try columns(u, 0, k))
    let lt = try l1.transposed()
    var (left, right) = (try rows(gl, 0, k), try columns(gu, 0, k))
    var rest: Tensor?
    if m > n {  // u₂ = l⁻¹ a₂
      let part = try apply(SolveTriangular(upper: true, isUnit: true), lt, try columns(gu, k, nil))
      left = try left - Tensor.matmul(part, columns(u, k, nil).transposed())
      rest = part
    } else if n > m {  // l₂ = a₂ u⁻¹
      let part = try apply(SolveTriangular(upper: true), u1, try rows(gl, k, nil).transposed()).transposed()
      right = try right - Tensor.matmul(rows(l, k, nil).transposed(), part)
      rest = part
    }
    let phi =
      try Tensor.matmul(lt, left).triangle(upper: false, offset: -1)
      + Tensor.matmul(right, u1.transposed()).triangle(upper: true)
    l1 = try apply(SolveTriangular(upper: true, isUnit: true), lt, phi)
    // l₁·u⁻ᵀ = (u⁻¹·l₁ᵀ)ᵀ
    u1 = try apply(SolveTriangular(upper: true), u1, try l1.transposed()).transposed()
    let whole =
      try rest.map { (part) throws(TensorError) in
        try apply(Concatenate(axis: m > n ? rank - 1 : rank - 2), [u1, part])[0]
      } ?? u1
    return [try Tensor.matmul(p, whole)]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { try apply(LU(), [try a.float(0)]) }
  static var samples: [OperationEntry.Sample] {
    let tall = Tensor(Samples.cube.doubles(), [4, 3]), wide = Tensor(Samples.cube.doubles(), [3, 4])
    return [Samples.squares, tall, wide].flatMap { matrix in
      (1...2).map { OperationEntry.Sample(.tensor(matrix), output: $0) }
    }
  }
}
