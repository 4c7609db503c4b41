/// X where x > 0, a small multiple of it elsewhere (Maas et al. 2013).
struct LeakyRelu: Callable {
  static let signature = Signature(
    "leaky_relu", .tensor("x"), .init(.number, "slope", default: .number(0.01)), family: "activations",
    summary: "x where x > 0, slope·x elsewhere", example: "leaky_relu([-1.0, 2.0], 0.5)",
    gives: "[-0.5000,  2.0000]  f64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), zero = Tensor.scalar(.float(0), x.dtype)
    return [try apply(Where(), Tensor.compare(.greater, x.detached(), zero), x, try x * a.number(1))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .number(0.2))] }
}
