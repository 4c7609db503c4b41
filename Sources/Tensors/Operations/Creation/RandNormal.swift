/// Standard normal random numbers.
struct RandNormal: CreationOperation {
  static let signature = Signature.creation(
    "randn", [.shape, .dtype], family: "random", "random numbers from the standard normal distribution",
    example: "randn((2, 3)).shape", gives: "(2, 3)", section: "2.2.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let result = try Tensor(uninitialized: try a.shape(0), a.dtype(1) ?? a.context.defaultDType)
    try a.context.generator.fillNormal(result, "randn")
    return [result]
  }
}
