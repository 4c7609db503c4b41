/// Initial weights for layers before tanh and sigmoid, normal (Glorot & Bengio 2010).
struct XavierNormal: CreationOperation {
  static let signature = Signature.creation(
    "xavier_normal", Initialisation.xavierParameters, family: "random",
    "initial weights for layers before tanh and sigmoid, from a normal distribution",
    shapes: "[outputs, inputs, …] → the same", example: "xavier_normal((3, 2)).shape", gives: "(3, 2)",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (weights, std) = try Initialisation.xavier(a, "xavier_normal")
    try a.context.generator.fillNormal(weights, deviation: std, "xavier_normal")
    return [weights]
  }
}
