/// With a new axis of size 1.
struct Unsqueeze: Callable {
  static let signature = Signature(
    "unsqueeze", .tensor("x"), .axis("axis"), aliases: ["expand_dims"], family: "shape",
    summary: "with a new axis of size 1 before the given one; also x[:, none]",
    shapes: "[n] → [n, 1] or [1, n]",
    example: "unsqueeze([1, 2], 1).shape", gives: "(2, 1)")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let axis = a.int(1) < 0 ? a.int(1) &+ x.rank &+ 1 : a.int(1)
    guard axis >= 0, axis <= x.rank else {
      throw .axis(a.int(1), shape: Shape(x.shape.dims + [1]), operation: "unsqueeze")
    }
    var dims = x.shape.dims
    dims.insert(1, at: axis)
    return [try x.reshaped(Shape(dims))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .int(1))] }
}
