/// Each feature with mean 0 and variance 1 over a batch, then scaled and moved (Ioffe & Szegedy 2015).
struct BatchNorm: Callable {
  static let signature = Signature(
    "batch_norm", .tensor("x"), .init(.optionalTensor, "weight", default: Argument.none),
    .init(.optionalTensor, "bias", default: Argument.none), .init(.number, "eps", default: .number(1e-5)),
    family: "networks",
    summary: "each channel (axis 1) with mean 0 and variance 1 over the batch, times weight plus bias",
    shapes: "[n, c, …], [c], [c] → [n, c, …]", example: "batch_norm([[1.0], [3.0]], eps=0)",
    gives: "[[-1.],\n [ 1.]]  f64[2, 1]", section: "8.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank >= 2 else {
      throw .rank(x.shape, wanted: "a batch [n, channels, …]", operation: "batch_norm")
    }
    let channels = Shape([x.shape.dims[1]] + [Int](repeating: 1, count: x.rank - 2))
    func perChannel(_ i: Int) throws(TensorError) -> Tensor? {
      guard let tensor = a.optionalTensor(i) else { return nil }
      guard tensor.shape == [x.shape.dims[1]] else {
        throw .mismatch(x.shape, tensor.shape, wanted: "one weight for each channel", operation: "batch_norm")
      }
      return try tensor.reshaped(channels)
    }
    let scaled = try x.standardized((0..<x.rank).filter { $0 != 1 }, eps: a.number(3))
    return [try scaled.scaled(try perChannel(1), try perChannel(2))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.cube), .tensor(Samples.row), .tensor(Tensor([0.1, 0.2, -0.3], [3])), .number(1e-5))
    ]
  }
}
