/// The cofactors of a square matrix: det a · a⁻ᵀ, and for a singular matrix that expression's limit.
///
/// With a = u·diag(s)·vᵀ they are det(u) det(v) · u·diag(p)·vᵀ, p_i the product of all s but the i-th, which
/// divides by nothing. The shorter expression serves matrices that are far from singular.
struct Cofactors: SingleOperation {
  static let signature = Determinant.signature

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try inputs[0].square("det")
    return inputs[0]
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let a = inputs[0].detached()
    if try Self.isRegular(a) {
      return try apply(Determinant(), a).asScalars() * a.inverse("det").transposed()
    }
    let parts = try SpectralParts(a)
    return try parts.assembled(parts.diagonal(parts.productsWithoutOne())).converted(to: a.dtype)
  }
  /// The Hessian of det applied to `g`: (⟨g, c⟩ c − c gᵀ c)/det a.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ c: Tensor) throws(TensorError) -> [Tensor?] {
    let a = inputs[0]
    guard try Self.isRegular(a.detached()) else { return [try apply(CofactorSlope(), a, g)] }
    let inner = try (g * c).sum([a.rank - 2, a.rank - 1], keepingDimensions: true)
    let outer = try Tensor.matmul(Tensor.matmul(c, g.transposed()), c)
    return [try (inner * c - outer) / apply(Determinant(), a).asScalars()]
  }

  /// Whether dividing by the determinants loses no more than some six digits.
  static func isRegular(_ a: Tensor) throws(TensorError) -> Bool {
    let lu = try LUFactors(a, "det")
    return (0..<lu.factors.count).allSatisfy { i in
      let sizes = lu.signedPivots(i).map(\.magnitude)
      return (sizes.min() ?? 1) > 1e-6 * (sizes.max() ?? 1)
    }
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// The Hessian of det at singular matrices, applied to matrices `h`; symmetric, so its own adjoint.
struct CofactorSlope: SingleOperation {
  static let signature = Determinant.signature

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[1] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let parts = try SpectralParts(inputs[0].detached())
    let products = try parts.productsWithoutTwo()
    // At a diagonal matrix only h_ii h_jj and h_ij h_ji meet, each times the other diagonal elements.
    let turned = try Tensor.matmul(
      try Tensor.matmul(try parts.u.transposed(), inputs[1].detached().converted(to: .f64)),
      try parts.vt.transposed())
    let diagonal = try turned.diagonals().asColumns()
    let moved = try parts.diagonal(try Tensor.matmul(products, diagonal).withoutLastAxis())
    return try parts.assembled(try moved - (products * turned).transposed()).converted(to: inputs[1].dtype)
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    if inputs[0].requiresGrad { throw .notDifferentiable("det of a singular matrix, a third time,") }
    return [nil, try apply(CofactorSlope(), inputs[0], g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// u, s, vᵀ of a stack of square matrices, all `f64`, with the sign of det(u) det(v).
private struct SpectralParts {
  let u: Tensor
  let s: Tensor
  let vt: Tensor
  let sign: Tensor

  init(_ a: Tensor) throws(TensorError) {
    let parts = try apply(SingularValueDecomposition(isFull: false), [try a.converted(to: .f64)])
    (u, s, vt) = (parts[0], parts[1], parts[2])
    sign = try (apply(Determinant(), u) * apply(Determinant(), vt)).asScalars()
  }

  private var n: Int { s.shape.dims[s.rank - 1] }

  /// p_i = ∏ s_j over j ≠ i: […, n].
  func productsWithoutOne() throws(TensorError) -> Tensor {
    let values = s.doubles()
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for start in stride(from: 0, to: values.count, by: max(n, 1)) {
      for i in 0..<n {
        result.append((0..<n).reduce(1) { $1 == i ? $0 : $0 * values[start + $1] })
      }
    }
    return Tensor(result, s.shape)
  }

  /// p_ij = ∏ s_k over k ≠ i, j, and 0 for i = j: […, n, n].
  func productsWithoutTwo() throws(TensorError) -> Tensor {
    let values = s.doubles()
    let result = try Tensor.full(0, Shape(s.shape.dims + [n]), .f64)
    let out = result.pointer(Double.self)
    for start in stride(from: 0, to: values.count, by: max(n, 1)) {
      for i in 0..<n {
        for j in 0..<i {
          var product = 1.0
          for k in 0..<n where k != i && k != j { product *= values[start + k] }
          out[(start + i) * n + j] = product
          out[(start + j) * n + i] = product
        }
      }
    }
    return result
  }

  /// Matrices with numbers on the diagonal: […, n] → […, n, n].
  func diagonal(_ x: Tensor) throws(TensorError) -> Tensor { try x.asColumns() * Tensor.identity(n, .f64) }

  /// Back from the basis of singular vectors: ± u·m·vᵀ.
  func assembled(_ m: Tensor) throws(TensorError) -> Tensor {
    try sign * Tensor.matmul(Tensor.matmul(u, m), vt)
  }
}
