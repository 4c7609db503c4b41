/// Whether at least one element is true (or not 0), over axes.
struct AnyTrue: Callable {
  static let signature = Signature.reduction(
    "any", "true where at least one element is", example: "any([false, true])", gives: "true  bool[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).detached().converted(to: .bool)
    let axes = try a.axes(1, of: x.shape, "any")
    return [try x.converted(to: .i64).sum(axes, keepingDimensions: a.flag(2)).converted(to: .bool)]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
