/// Uniform random numbers between two bounds.
struct UniformNumbers: CreationOperation {
  static let signature = Signature.creation(
    "uniform", [.init(.number, "low"), .init(.number, "high"), .shape, .dtype], family: "random",
    "uniform random numbers from low up to high, high left out", example: "uniform(3, 3, (2,))",
    gives: "[3., 3.]  f64[2]", section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let result = try Tensor(uninitialized: try a.shape(2), a.dtype(3) ?? a.context.defaultDType)
    try a.context.generator.fillUniform(result, low: a.number(0), high: a.number(1), "uniform")
    return [result]
  }
}
