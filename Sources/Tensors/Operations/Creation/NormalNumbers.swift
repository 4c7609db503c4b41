/// Random numbers from normal distributions: one for all, or one for each mean and deviation.
struct NormalNumbers: CreationOperation {
  static let signature = Signature.creation(
    "normal",
    [
      .init(.scalarOrTensor, "mean", default: .number(0)), .init(.scalarOrTensor, "std", default: .number(1)),
      .init(.shape, "shape", default: Argument.none), .dtype,
    ],
    family: "random",
    "random numbers from a normal distribution; without a shape, one for each pair of mean and std",
    shapes: "shape → shape; or both broadcast", example: "normal(5, 0, (3,))", gives: "[5., 5., 5.]  f64[3]",
    section: "2.2.4")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let mean = a.numbers(0), deviation = a.numbers(1)
    let common = DType.promote(mean.dtype, deviation.dtype)
    let dtype = a.dtype(3) ?? (common.isFloat && a.ints(2) == nil ? common : a.context.defaultDType)
    if a.ints(2) != nil || mean.count == 1 && deviation.count == 1 {
      let shape =
        a.ints(2) == nil ? try Shape.broadcast(mean.shape, deviation.shape, "normal") : try a.shape(2)
      let result = try Tensor(uninitialized: shape, dtype)
      try a.context.generator.fillNormal(
        result, mean: try mean.item().asDouble, deviation: try deviation.item().asDouble, "normal")
      return [result]
    }
    guard deviation.doubles().allSatisfy({ $0 >= 0 }) else {
      throw .argument("a standard deviation is at least 0", operation: "normal")
    }
    let result = try Tensor(
      uninitialized: try Shape.broadcast(mean.shape, deviation.shape, "normal"), dtype)
    try a.context.generator.fillNormal(result, "normal")
    return [try result * deviation.detached().converted(to: dtype) + mean.detached().converted(to: dtype)]
  }
}

extension Arguments {
  /// A tensor, or a plain number as a tensor of shape [].
  func numbers(_ i: Int) -> Tensor {
    if case .number(let x) = values[i] { .scalar(.float(x), context.defaultDType) } else { tensor(i) }
  }
}
