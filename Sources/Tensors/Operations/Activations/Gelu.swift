/// X Φ(x) with the normal distribution function Φ (Hendrycks & Gimpel 2016).
struct Gelu: Callable {
  static let signature = Signature(
    "gelu", .tensor("x"), .init(.text, "approximate", default: .text("none")), family: "activations",
    summary: "x Φ(x), Φ the normal distribution function; approximate=\"tanh\" as in GPT-2",
    example: "gelu([0.0, 1.0])", gives: "[0.0000, 0.8413]  f64[2]", section: "11.9")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    switch a.text(1) {
    case "none": return [try x * 0.5 * (apply(Erf(), try x * (0.5).squareRoot()) + 1)]
    case "tanh":
      let inner = try (x + x * x * x * 0.044715) * (2 / Double.pi).squareRoot()
      return [try x * 0.5 * (apply(Tanh(), inner) + 1)]
    default: throw .argument("approximate is \"none\" or \"tanh\", not \"\(a.text(1))\"", operation: "gelu")
    }
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .text("none")), .init(.tensor(Samples.small), .text("tanh"))]
  }
}
