/// Ones and zeros at given rates.
struct BernoulliTrials: CreationOperation {
  static let signature = Signature.creation(
    "bernoulli",
    [.init(.scalarOrTensor, "p"), .init(.shape, "shape", default: Argument.none), .dtype], family: "random",
    "1 with probability p and 0 otherwise; without a shape, one for each p",
    shapes: "shape → shape; or p’s shape",
    example: "bernoulli([0.0, 1.0])", gives: "[0., 1.]  f64[2]", section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let p = a.tensor(0)
    guard a.ints(1) != nil else {
      let rates = p.dtype.isFloat ? p : try p.converted(to: a.context.defaultDType)
      let result = try a.context.generator.bernoulli(rates.detached(), "bernoulli")
      return [try result.converted(to: a.dtype(2) ?? result.dtype)]
    }
    let result = try Tensor(uninitialized: try a.shape(1), a.dtype(2) ?? a.context.defaultDType)
    try a.context.generator.fillBernoulli(result, probability: try p.item().asDouble, "bernoulli")
    return [result]
  }
}
