/// The different elements, in order.
struct Unique: Callable {
  static let signature = Signature(
    "unique", .tensor("x"), family: "indexing", summary: "the different elements, in order",
    shapes: "any → [k]",
    example: "unique([2, 1, 2])", gives: "[1, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0).detached()
    let sorted = try x.reshaped([x.count]).sorted(axis: 0, descending: false)
    let values = sorted.doubles()
    let first = values.indices.filter { $0 == 0 || values[$0] != values[$0 - 1] }
    return [try sorted.taking(first, [first.count])]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
