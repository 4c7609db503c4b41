/// How many elements are not 0.
struct CountNonzero: Callable {
  static let signature = Signature.reduction(
    "count_nonzero", "how many elements are not 0, or hold", example: "count_nonzero([0, 3, 4])",
    gives: "2  i64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).detached().converted(to: .bool).converted(to: .i64)
    return [try x.sum(try a.axes(1, of: x.shape, "count_nonzero"), keepingDimensions: a.flag(2))]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
