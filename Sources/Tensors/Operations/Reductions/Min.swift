/// The smallest element over axes; nan wins.
struct Min: ReductionOperation, KeepsIntegers {
  static let signature = Signature.reduction(
    "min", aliases: ["amin"], "the smallest element, or the smallest along axes",
    example: "min([[1, 5], [3, 2]], axis=1)",
    gives: "[1, 2]  i64[2]")
  let axes: [Int]
  let keepsDimensions: Bool

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Extreme.value(inputs[0], axes, try shape([inputs[0].shape]), "min", wantsLargest: false)
  }
  /// The gradient goes to the smallest elements, in equal parts where several tie.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try Extreme.derivative(self, g, inputs[0], output)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [try apply(Min(axes: try a.axes(1, of: x.shape, "min"), keepsDimensions: a.flag(2)), x)]
  }
  static var samples: [OperationEntry.Sample] { Samples.reductions }
}
