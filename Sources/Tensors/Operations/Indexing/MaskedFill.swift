/// A number where a mask holds.
struct MaskedFill: Callable {
  static let signature = Signature(
    "masked_fill", .tensor("x"), .tensor("mask"), .init(.number, "value"), family: "indexing",
    summary: "x with a number wherever the mask holds", shapes: "x and mask broadcast",
    example: "masked_fill([1.0, 2.0], [true, false], 0)",
    gives: "[0., 2.]  f64[2]", section: "11.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [
      try apply(Where(), try a.tensor(1).converted(to: .bool), Tensor.scalar(.float(a.number(2)), x.dtype), x)
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([true, false, true], [3])), .number(0.5))]
  }
}
