/// Uniform random numbers.
struct Rand: CreationOperation {
  static let signature = Signature.creation(
    "rand", [.shape, .dtype], family: "random", "uniform random numbers from 0 to 1, 1 left out",
    example: "rand((2, 3)).shape", gives: "(2, 3)", section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let result = try Tensor(uninitialized: try a.shape(0), a.dtype(1) ?? a.context.defaultDType)
    try a.context.generator.fillUniform(result, "rand")
    return [result]
  }
}
