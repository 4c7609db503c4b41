/// Whether each element is one of some others.
struct IsIn: Callable {
  static let signature = Signature(
    "isin", .tensor("x"), .tensor("elements"), family: "indexing",
    summary: "whether each element is one of some others", shapes: "any, any → x’s shape",
    example: "isin([1, 2, 3], [3, 1])", gives: "[ true, false,  true]  bool[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let known = Set(a.tensor(1).doubles())
    return [Tensor(a.tensor(0).doubles().map { known.contains($0) }, a.tensor(0).shape)]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
