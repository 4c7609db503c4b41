/// X Wᵀ + b: a fully connected layer, weights stored as [outputs, inputs].
struct Linear: Callable {
  static let signature = Signature(
    "linear", .tensor("x"), .tensor("weight"), .init(.optionalTensor, "bias", default: Argument.none),
    family: "networks",
    summary: "x @ weight.T + bias: a fully connected layer", shapes: "[…, n], [m, n], [m] → […, m]",
    example: "linear([1.0, 2.0], [[1.0, 1.0]], [0.5])", gives: "[3.5000]  f64[1]", section: "3.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let weight = try a.float(1)
    guard weight.rank == 2 else {
      throw .rank(weight.shape, wanted: "a weight [outputs, inputs]", operation: "linear")
    }
    let product = try Tensor.matmul(try a.float(0), try weight.transposed())
    return [try a.optionalTensor(2).map { (bias) throws(TensorError) in try product + bias } ?? product]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.square), .tensor(Samples.row))]
  }
}
