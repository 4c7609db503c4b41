/// Whether every element is true (or not 0), over axes.
struct AllTrue: Callable {
  static let signature = Signature.reduction(
    "all", "true where every element is", example: "all([false, true])", gives: "false  bool[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).detached().converted(to: .bool)
    let axes = try a.axes(1, of: x.shape, "all")
    let count = x.shape.size(of: axes)
    let trues = try x.converted(to: .i64).sum(axes, keepingDimensions: a.flag(2))
    return [try Tensor.compare(.equal, trues, Tensor([count], []))]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
