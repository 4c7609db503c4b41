/// Initial weights for layers before relu and its kin, normal (He et al. 2015).
struct KaimingNormal: CreationOperation {
  static let signature = Signature.creation(
    "kaiming_normal", Initialisation.kaimingParameters, family: "random",
    "initial weights for layers before relu and its kin, from a normal distribution",
    shapes: "[outputs, inputs, …] → the same", example: "kaiming_normal((3, 2)).shape", gives: "(3, 2)",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (weights, std) = try Initialisation.kaiming(a, "kaiming_normal")
    try a.context.generator.fillNormal(weights, deviation: std, "kaiming_normal")
    return [weights]
  }
}
