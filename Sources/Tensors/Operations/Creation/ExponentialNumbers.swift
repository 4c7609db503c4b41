/// Waiting times: random numbers from the exponential distribution.
struct ExponentialNumbers: CreationOperation {
  static let signature = Signature.creation(
    "exponential", [.init(.number, "rate"), .shape, .dtype], family: "random",
    "random numbers from the exponential distribution, 1/rate on average", example: "exponential(2, 5).shape",
    gives: "(5,)", section: "2.2.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let result = try Tensor(uninitialized: try a.shape(1), a.dtype(2) ?? a.context.defaultDType)
    try a.context.generator.fillExponential(result, rate: a.number(0), "exponential")
    return [result]
  }
}
