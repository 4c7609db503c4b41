/// The shape of another tensor.
struct ReshapeAs: Callable {
  static let signature = Signature(
    "reshape_as", .tensor("x"), .tensor("other"), aliases: ["view_as"], family: "shape",
    summary: "the elements in another tensor’s shape", shapes: "as many elements → other’s shape",
    example: "reshape_as([1, 2], [[0], [0]]).shape", gives: "(2, 1)")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.tensor(0).reshaped(a.tensor(1).shape)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([0, 0, 0, 0, 0, 0], [3, 2], .f32)))]
  }
}

/// Broadcast to another tensor's shape.
struct ExpandAs: Callable {
  static let signature = Signature(
    "expand_as", .tensor("x"), .tensor("other"), family: "shape",
    summary: "broadcast to another tensor’s shape",
    shapes: "broadcasts to other’s shape", example: "expand_as([1, 2], zeros(3, 2)).shape", gives: "(3, 2)")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.tensor(0).expanded(to: a.tensor(1).shape)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.row), .tensor(Tensor([0, 0, 0, 0, 0, 0], [2, 3], .f32)))]
  }
}

/// Several tensors in the shape that they have together.
struct BroadcastTensors: Callable {
  static let signature = Signature(
    "broadcast_tensors", .init(.tensors, "tensors", isVariadic: true), family: "shape",
    summary: "each tensor in the shape that all of them broadcast to", shapes: "[n], [m, 1] → [m, n], [m, n]",
    example: "broadcast_tensors([1, 2], [[3]])[1]", gives: "[[3, 3]]  i64[1, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let tensors = a.tensors(0)
    guard !tensors.isEmpty else {
      throw .argument("there are no tensors to broadcast", operation: "broadcast_tensors")
    }
    var shape: Shape = []
    for x in tensors { shape = try Shape.broadcast(shape, x.shape, "broadcast_tensors") }
    var result: [Tensor] = []
    for x in tensors { result.append(try x.expanded(to: shape)) }
    return result
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.row, Samples.small]))] }
}
