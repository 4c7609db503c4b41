import Kernels

/// The x with erf(x) = y.
struct ErfInv: SingleOperation {
  static let signature = Signature.unary(
    "erfinv", "the x with erf(x) = y, infinite at ±1", example: "erfinv([0.5])", gives: "[0.4769]  f64[1]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let y = try inputs[0].detached().converted(to: .f64).contiguous()
    let result = try Tensor(uninitialized: y.shape, .f64)
    gradus_erfinv(y.count, y.pointer(Double.self), result.pointer(Double.self))
    return try result.converted(to: inputs[0].dtype)
  }
  /// ∂x/∂y = √π/2 · exp(x²)
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g * apply(Exp(), try output * output) * (Double.pi.squareRoot() / 2)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), a.float(0))] }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
