/// Broadcast to a larger shape, without copying.
struct Expand: SeparableOperation, Relocation, ForgetsInputs {
  static let signature = Signature(
    "expand", .tensor("x"), .init(.shape, "shape"), aliases: ["broadcast_to"], family: "shape",
    summary: "broadcast to a larger shape without copying; -1 keeps a size", shapes: "[1, n] → [m, n]",
    example: "expand([1, 2], (2, 2))", gives: "[[1, 2],\n [1, 2]]  i64[2, 2]", section: "2.1.6")
  let target: Shape
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    guard try Shape.broadcast(inputs[0], target, "expand") == target else {
      throw .mismatch(inputs[0], target, wanted: "sizes of 1 where it stretches", operation: "expand")
    }
    return target
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor { inputs[0].broadcast(to: target) }
  static let rules = ["g, summed over the new axes"]
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor? { try g.summed(to: inputs[0].shape) }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    var dims = a.ints(1) ?? []
    for i in dims.indices where dims[i] == -1 {
      let axis = i - (dims.count - x.rank)
      if axis >= 0 { dims[i] = x.shape.dims[axis] }
    }
    let target = try Shape(dims).checked()
    // No memory is needed yet, but whatever is done with the result will need it.
    guard target.count <= MachineMemory.total / x.dtype.size else {
      throw .memory(elements: target.count, dtype: x.dtype)
    }
    return [try x.expanded(to: target)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.row), .ints([2, 3]))] }
}

extension Tensor {
  func expanded(to target: Shape) throws(TensorError) -> Tensor {
    target == shape ? self : try apply(Expand(target: target), self)
  }
}
