/// The order in which a shuffling loader goes through its examples.
struct LoaderOrder: CreationOperation {
  static let signature = Signature.creation(
    "loader_order", [.init(.int, "n")], family: "random",
    "a new order of n examples for one epoch, drawn as PyTorch’s DataLoader draws it",
    shapes: "→ [n]", example: "sort(loader_order(3))", gives: "[0, 1, 2]  i64[3]", section: "7.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    // The loader draws a seed for its workers, its sampler another one for a generator of its own.
    _ = a.context.generator.seedForAnother()
    var sampler = Generator(seed: a.context.generator.seedForAnother())
    return [try sampler.permutation(a.int(0))]
  }
}
