import Glibc

/// Initial weights for layers before relu and its kin, uniform (He et al. 2015).
struct KaimingUniform: CreationOperation {
  static let signature = Signature.creation(
    "kaiming_uniform", Initialisation.kaimingParameters, family: "random",
    "initial weights for layers before relu and its kin, from a uniform distribution",
    shapes: "[outputs, inputs, …] → the same", example: "kaiming_uniform((3, 2)).shape", gives: "(3, 2)",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (weights, std) = try Initialisation.kaiming(a, "kaiming_uniform")
    // A uniform distribution is √3 times as wide as its deviation.
    let bound = sqrt(3) * std
    try a.context.generator.fillUniform(weights, low: -bound, high: bound, "kaiming_uniform")
    return [weights]
  }
}
