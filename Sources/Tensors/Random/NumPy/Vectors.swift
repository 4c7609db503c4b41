import Glibc

/// Distributions whose draws are vectors.
extension RandomState {
  /// Vectors from a normal distribution: standard normal ones, stretched along the covariance's singular
  /// vectors.
  public mutating func multivariateNormal(
    _ mean: Tensor, _ covariance: Tensor, _ shape: Shape
  ) throws(TensorError) -> Tensor {
    let operation = "multivariate_normal"
    guard mean.rank == 1 else { throw .rank(mean.shape, wanted: "a vector as mean", operation: operation) }
    let n = mean.count
    guard covariance.shape == [n, n] else {
      throw .mismatch(
        mean.shape, covariance.shape, wanted: "a square covariance as large as the mean", operation: operation
      )
    }
    let center = try mean.detached().converted(to: .f64)
    let spread = try covariance.detached().converted(to: .f64)
    guard center.doubles().allSatisfy(\.isFinite), spread.doubles().allSatisfy(\.isFinite) else {
      throw .notFinite(operation: operation)
    }
    let draws = try Tensor(uninitialized: Shape(shape.dims + [n]).checked(), .f64)
    let out = draws.pointer(Double.self)
    try Generator.inPieces(draws.count) { for i in $0 { out[i] = gauss() } }
    if draws.count == 0 { return draws }
    let parts = try apply(SingularValueDecomposition(isFull: false), [spread])
    try Self.checkSemidefinite(spread, parts)
    let stretch = try Tensor(parts[1].doubles().map { sqrt($0) }, [n, 1]) * parts[2]
    let result = try Tensor.matmul(try draws.reshaped([draws.count / n, n]), stretch) + center
    return try result.reshaped(draws.shape)
  }

  /// A symmetric matrix without negative eigenvalues is vᵀ·s·v; anything else is no covariance.
  private static func checkSemidefinite(_ matrix: Tensor, _ parts: [Tensor]) throws(TensorError) {
    let again = try Tensor.matmul(try parts[2].transposed() * parts[1], parts[2])
    let tolerance = 1e-8
    for (a, b) in zip(again.doubles(), matrix.doubles()) where abs(a - b) > tolerance + tolerance * abs(b) {
      throw .argument(
        "the covariance has to be symmetric, without negative eigenvalues", operation: "multivariate_normal")
    }
  }

  /// How `trials` fall into categories: each takes its share of those that are left.
  public mutating func multinomial(
    _ trials: Int, _ probabilities: [Double], _ shape: Shape
  ) throws(TensorError) -> Tensor {
    guard trials >= 0, trials < 1 << 53 else {
      throw .argument("\(trials) is no number of trials", operation: "multinomial")
    }
    guard !probabilities.isEmpty, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw .argument("probabilities lie between 0 and 1", operation: "multinomial")
    }
    let sum = probabilities.dropLast().reduce(0, +)
    guard sum <= 1 + 1e-12 else {
      throw .argument("the probabilities sum to more than 1", operation: "multinomial")
    }
    let categories = probabilities.count
    let result = try Tensor(uninitialized: Shape(shape.dims + [categories]).checked(), .i64)
    let out = result.pointer(Int.self)
    try Generator.inPieces(result.count / categories) { rows in
      for row in rows {
        var left = trials, rest = 1.0
        for j in 0..<categories {
          // Rounding may leave a share a little outside 0 to 1.
          let share = max(0, min(1, probabilities[j] / rest)), isLast = j == categories - 1
          let count = isLast ? left : BinomialSampler(trials: left, probability: share).draw(&self)
          out[row * categories + j] = count
          left -= count
          rest -= probabilities[j]
        }
      }
    }
    return result
  }

  /// Shares that sum to 1.
  public mutating func dirichlet(_ alpha: [Double], _ shape: Shape) throws(TensorError) -> Tensor {
    guard !alpha.isEmpty, alpha.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .argument("every element of `alpha` has to be above 0", operation: "dirichlet")
    }
    let result = try Tensor(uninitialized: Shape(shape.dims + [alpha.count]).checked(), .f64)
    let out = result.pointer(Double.self)
    try Generator.inPieces(result.count / alpha.count) { rows in
      for row in rows {
        let start = row * alpha.count
        var sum = 0.0
        for (j, shape) in alpha.enumerated() {
          out[start + j] = gamma(shape)
          sum += out[start + j]
        }
        for j in alpha.indices { out[start + j] *= 1 / sum }
      }
    }
    return result
  }
}
