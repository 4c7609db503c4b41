/// Chooses between two tensors, element by element.
struct Where: SingleOperation, Relocation, ForgetsOutput {
  static let signature = Signature(
    "where", .tensor("condition"), .init(.scalarOrTensor, "x"), .init(.scalarOrTensor, "y"),
    family: "elementwise",
    summary: "x where the condition holds, y elsewhere", shapes: "all three broadcast",
    example: "where([true, false], [1, 2], [3, 4])", gives: "[1, 4]  i64[2]")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], try Shape.broadcast(inputs[1], inputs[2], "where"), "where")
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let shape = try shape(inputs.map(\.shape))
    // Elements are moved as they are: both sides have to have one size.
    if inputs[1].dtype != inputs[2].dtype {
      let common = Tensor.commonDType(inputs[1], inputs[2])
      return try value([
        inputs[0], Copying.convert(inputs[1], to: common), Copying.convert(inputs[2], to: common),
      ])
    }
    if inputs[1].dtype.isFloat, inputs[0].dtype == .bool, Fusion.waits(shape.count),
      let result = try Fusion.pending(.choose, inputs[0], inputs[1], inputs[2], shape, inputs[1].dtype)
    {
      return result
    }
    let operands = inputs.map { $0.broadcast(to: shape) }
    let result = try Tensor(uninitialized: shape, inputs[1].dtype)
    switch result.dtype.size {
    case 1: Self.choose(operands, result, UInt8.self)
    case 2: Self.choose(operands, result, UInt16.self)
    case 4: Self.choose(operands, result, UInt32.self)
    default: Self.choose(operands, result, UInt64.self)
    }
    return result
  }
  private static func choose<T>(_ operands: [Tensor], _ result: Tensor, _: T.Type) {
    let flags = operands[0].pointer(Bool.self), x = operands[1].pointer(T.self),
      y = operands[2].pointer(T.self)
    let out = result.pointer(T.self)
    Strided.runs(result.shape, operands.map(\.strides) + [result.strides]) { offsets, length, steps in
      for i in 0..<length {
        out[offsets[3] + i * steps[3]] =
          flags[offsets[0] + i * steps[0]] ? x[offsets[1] + i * steps[1]] : y[offsets[2] + i * steps[2]]
      }
    }
  }
  static let rules = ["", "g where the condition holds", "g where it does not"]
  /// The gradient goes to the side that was chosen.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let zero = Tensor.scalar(.float(0), g.dtype)
    return [
      nil, try apply(Where(), inputs[0], g, zero).summed(to: inputs[1].shape),
      try apply(Where(), inputs[0], zero, g).summed(to: inputs[2].shape),
    ]
  }
  func reads(_ input: Int, of inputs: [Tensor]) -> Bool { input == 0 }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(1), a.tensor(2))
    let dtype = Tensor.commonDType(x, y)
    return [
      try apply(
        Where(), try a.tensor(0).converted(to: .bool), try x.converted(to: dtype), try y.converted(to: dtype))
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([true, false, true], [3])), .tensor(Samples.small), .tensor(Samples.row))]
  }
}
