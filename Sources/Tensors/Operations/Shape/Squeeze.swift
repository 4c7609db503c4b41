/// Without axes of size 1.
struct Squeeze: Callable {
  static let signature = Signature(
    "squeeze", .tensor("x"), .init(.axes, "axis", default: Argument.none), family: "shape",
    summary: "without axes of size 1, or without one of them", shapes: "[1, n, 1] → [n]",
    example: "squeeze([[1, 2]]).shape",
    gives: "(2,)")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let axes = try a.axes(1, of: x.shape, "squeeze")
    // As in PyTorch, an axis of another size is left alone.
    return [
      try x.reshaped(Shape(x.shape.dims.enumerated().filter { !axes.contains($0) || $1 != 1 }.map(\.element)))
    ]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Tensor([0.3, -0.5], [1, 2])), .int(0))] }
}
