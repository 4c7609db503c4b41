/// Operations that change shapes and put tensors together.
enum Shaping {
  static let all: [OperationEntry] = [
    OperationEntry(Reshape.self), OperationEntry(Permute.self), OperationEntry(Transpose.self),
    OperationEntry(Squeeze.self), OperationEntry(Unsqueeze.self), OperationEntry(Expand.self),
    OperationEntry(Concatenate.self), OperationEntry(Stack.self), OperationEntry(Flip.self),
    OperationEntry(Flatten.self), OperationEntry(Repeat.self), OperationEntry(LowerTriangle.self),
    OperationEntry(UpperTriangle.self), OperationEntry(Diagonal.self),
    OperationEntry(Roll.self), OperationEntry(Pad.self), OperationEntry(Split.self),
    OperationEntry(Chunk.self),
    OperationEntry(Meshgrid.self),
  ]
}
