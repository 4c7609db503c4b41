import Glibc

/// What a new fully connected layer holds.
struct LinearInit: CreationOperation {
  static let signature = Signature.creation(
    "linear_init",
    [.init(.int, "inputs"), .init(.int, "outputs"), .init(.flag, "bias", default: .flag(true)), .dtype],
    family: "random", "the weights and the bias of a new linear layer, uniform within 1/√inputs of 0",
    shapes: "→ [outputs, inputs], [outputs]", example: "linear_init(2, 3)[0].shape", gives: "(3, 2)",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Initialisation.layer(
      [a.int(1), a.int(0)], bias: a.flag(2), a.dtype(3) ?? a.context.defaultDType, a.context, "linear_init")
  }
}

extension Initialisation {
  /// Weights of a shape [outputs, inputs, kernel…] and perhaps a bias, both within 1/√(fan in): He's uniform
  /// initialisation with a slope of √5, which is what PyTorch's layers start from.
  static func layer(
    _ shape: Shape, bias: Bool, _ dtype: DType, _ context: TensorContext, _ operation: String
  ) throws(TensorError) -> [Tensor] {
    let weights = try Tensor(uninitialized: shape, dtype), fan = Double(try Fans(shape, operation).input)
    let slope = sqrt(5), std = sqrt(2 / (1 + slope * slope)) / sqrt(fan), limit = sqrt(3) * std
    if weights.count > 0 {
      try context.generator.fillUniform(weights, low: -limit, high: limit, operation)
    }
    guard bias else { return [weights] }
    let offsets = try Tensor(uninitialized: [shape.dims[0]], dtype), bound = fan > 0 ? 1 / sqrt(fan) : 0
    try context.generator.fillUniform(offsets, low: -bound, high: bound, operation)
    return [weights, offsets]
  }
}
