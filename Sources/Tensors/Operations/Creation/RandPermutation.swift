/// The integers below n in random order.
struct RandPermutation: CreationOperation {
  static let signature = Signature.creation(
    "randperm", [.init(.int, "n")], family: "random", "the integers below n in random order", shapes: "→ [n]",
    example: "sort(randperm(3))", gives: "[0, 1, 2]  i64[3]", section: "3.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.context.generator.permutation(a.int(0))]
  }
}
