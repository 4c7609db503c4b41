import Glibc

/// Initial weights for layers before tanh and sigmoid, uniform (Glorot & Bengio 2010).
struct XavierUniform: CreationOperation {
  static let signature = Signature.creation(
    "xavier_uniform", Initialisation.xavierParameters, family: "random",
    "initial weights for layers before tanh and sigmoid, from a uniform distribution",
    shapes: "[outputs, inputs, …] → the same", example: "xavier_uniform((3, 2)).shape", gives: "(3, 2)",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (weights, std) = try Initialisation.xavier(a, "xavier_uniform")
    // A uniform distribution is √3 times as wide as its deviation.
    let bound = sqrt(3) * std
    try a.context.generator.fillUniform(weights, low: -bound, high: bound, "xavier_uniform")
    return [weights]
  }
}
