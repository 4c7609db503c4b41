/// The true quotient; the operator `/`.
struct Divide: BinaryOperation {
  static let signature = Signature.binary(
    "divide", aliases: ["div", "true_divide"], "the true quotient; the operator `/`",
    example: "divide([1, 2], 4)",
    gives: "[0.2500, 0.5000]  f64[2]", section: "2.1.3")
  static let kernel = BinaryKernel.divide
  static let rules = ["g / y", "-g * out / y"]
  /// ∂(x/y)/∂y = −x/y²
  func left(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try g / y
  }
  func right(_ g: Tensor, _ x: Tensor, _ y: Tensor, _ output: Tensor) throws(TensorError) -> Tensor {
    try -(g * output / y)
  }
  func reads(_ input: Int, of inputs: [Tensor]) -> Bool { input == 1 }
  func readsOutput(_ inputs: [Tensor]) -> Bool { inputs[1].requiresGrad }
  /// Integers divide to floats; the gradient formula reuses the quotient.
  static func of(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { try of(a, b, integersTo: .f64) }
  static func of(_ a: Tensor, _ b: Tensor, integersTo float: DType) throws(TensorError) -> Tensor {
    let common = Tensor.commonDType(a, b)
    let dtype = common.isFloat ? common : float
    return try apply(Self(), try a.converted(to: dtype), try b.converted(to: dtype))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try of(a.tensor(0), a.tensor(1), integersTo: a.context.defaultDType)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Samples.positive)),
      .init(.tensor(Samples.row), .tensor(Samples.positive)),
    ]
  }
}
