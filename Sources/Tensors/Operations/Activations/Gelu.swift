/// X Φ(x) with the normal distribution function Φ (Hendrycks & Gimpel 2016).
struct Gelu: SingleOperation, ForgetsOutput {
  static let signature = Signature(
    "gelu", .tensor("x"), .init(.text, "approximate", default: .text("none")), family: "activations",
    summary: "x Φ(x), Φ the normal distribution function; approximate=\"tanh\" as in GPT-2",
    example: "gelu([0.0, 1.0])", gives: "[0.0000, 0.8413]  f64[2]", section: "11.9")
  let usesTanh: Bool
  static var checksInValue: Bool { true }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try ElementwiseKernels.unary(usesTanh ? .geluTanh : .gelu, inputs[0])
  }
  /// ∂L/∂x = g (Φ(x) + x φ(x)); with tanh, where Φ is ½(1 + t) and t = tanh u: g ½(1 + t + x (1 − t²) u′).
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let x = inputs[0]
    if let quick = try Slopes.product(usesTanh ? .geluTanhGradient : .geluGradient, g, x) { return [quick] }
    let root = (2 / Double.pi).squareRoot()
    if usesTanh {
      let t = try apply(Tanh(), (x + x * x * x * 0.044715) * root)
      return [try g * 0.5 * (t + 1 + x * (1 - t * t) * ((x * x * 0.134145 + 1) * root))]
    }
    let cumulative = try (apply(Erf(), x * (0.5).squareRoot()) + 1) * 0.5
    return [try g * (cumulative + x * apply(Exp(), x * x * -0.5) * (root / 2))]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    guard ["none", "tanh"].contains(a.text(1)) else {
      throw .argument("approximate is \"none\" or \"tanh\", not \"\(a.text(1))\"", operation: "gelu")
    }
    return [try apply(Gelu(usesTanh: a.text(1) == "tanh"), a.float(0))]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .text("none")), .init(.tensor(Samples.small), .text("tanh"))]
  }
}
