/// The dtype of another tensor.
struct TypeAs: Callable {
  static let signature = Signature(
    "type_as", .tensor("x"), .tensor("other"), family: "elementwise", summary: "in another tensor’s dtype",
    example: "type_as([1], [0.5])", gives: "[1.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.tensor(0).converted(to: a.tensor(1).dtype)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .tensor(Samples.other))] }
}
