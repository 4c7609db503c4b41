/// The tensor itself: values can't be changed behind anyone's back, so a copy needs no copying.
struct Clone: Callable {
  static let signature = Signature(
    "clone", .tensor("x"), aliases: ["contiguous", "positive"], family: "elementwise",
    summary: "the same elements, part of the same graph; assigning to one never changes the other",
    example: "clone([1, 2])", gives: "[1, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [a.tensor(0)] }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
