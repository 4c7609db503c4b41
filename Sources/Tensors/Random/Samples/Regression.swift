import Glibc

/// A made-up regression problem, as scikit-learn draws it: normal features, some of which a linear model with
/// normal noise uses.
public struct Regression: Sendable {
  public var samples = 100
  public var features = 100
  public var informative = 10
  public var targets = 1
  public var bias = 0.0
  /// About how many features the others can be computed from; nil for independent ones.
  public var effectiveRank: Int?
  /// The share of the fat tail in the singular values then.
  public var tailStrength = 0.5
  public var noise = 0.0
  public var shuffles = true

  public init() {}

  private static let name = "make_regression"

  /// Points [samples, features], outcomes [samples] (or [samples, targets]) and the true coefficients.
  public func draw(_ state: inout RandomState) throws(TensorError) -> [Tensor] {
    guard [samples, features, informative, targets].allSatisfy({ $0 >= 0 }) else {
      throw .argument("numbers of samples, features and targets are at least 0", operation: Self.name)
    }
    guard bias.isFinite, tailStrength.isFinite, effectiveRank ?? 1 > 0 else {
      throw .argument("the bias is a finite number, and the effective rank above 0", operation: Self.name)
    }
    var x =
      if let effectiveRank {
        try lowRank(effectiveRank, &state)
      } else {
        try state.normals([samples, features])
      }
    let used = min(features, informative)
    var coefficients = try Tensor.joined(
      [try state.uniforms([used, targets]) * 100, try Tensor.full(0, [features - used, targets], .f64)],
      axis: 0)
    var y = try Tensor.matmul(x, coefficients) + bias
    y = try state.adding(noise: noise == 0 ? nil : noise, to: y, Self.name)
    if shuffles {
      let rows = try state.shuffledTogether([x, y])
      let order = try state.permutation(features)
      x = try rows[0].indexed([.slice(from: nil, to: nil, step: 1), .tensor(order)])
      y = rows[1]
      coefficients = try coefficients.rows(order.ints())
    }
    guard targets == 1 else { return [x, y, coefficients] }
    return [x, try y.reshaped([samples]), try coefficients.reshaped([features])]
  }

  /// Random directions with singular values that fall like a bell, then slowly.
  private func lowRank(_ rank: Int, _ state: inout RandomState) throws(TensorError) -> Tensor {
    let n = min(samples, features)
    let left = try apply(Factorisation(), [try state.normals([samples, n])])[0]
    let right = try apply(Factorisation(), [try state.normals([features, n])])[0]
    let values = (0..<n).map { i in
      let place = Double(i) / Double(rank)
      return (1 - tailStrength) * exp(-place * place) + tailStrength * exp(-0.1 * place)
    }
    return try Tensor.matmul(left * Tensor(values, [n]), right.transposed())
  }
}
