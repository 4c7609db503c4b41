/// Position of the smallest element along an axis, or counted row by row.
struct ArgMin: ConstantOperation {
  static let signature = Signature.reduction(
    "argmin", "position of the first smallest element, along an axis or counted row by row",
    example: "argmin([[1, 5], [3, 2]], axis=1)", gives: "[0, 1]  i64[2]", section: "4.1.6")
  let axes: [Int]
  let keepsDimensions: Bool
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    inputs[0].reduced(axes, keepingDimensions: keepsDimensions)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let lanes = try Lanes(inputs[0], axes)
    if lanes.length == 0 { throw .emptyReduction("argmin", inputs[0].shape) }
    let result = try Tensor(uninitialized: try shape([inputs[0].shape]), .i64)
    try Extreme.positions(lanes, result, wantsLargest: false)
    return result
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0).detached()
    return [try apply(ArgMin(axes: try a.axes(1, of: x.shape, "argmin"), keepsDimensions: a.flag(2)), x)]
  }
}
