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
    OperationEntry(SlidingWindows.self),
    OperationEntry(RepeatInterleave.self),
    OperationEntry(MoveAxis.self),
    OperationEntry(Unflatten.self),
    OperationEntry(Unbind.self),
    OperationEntry(HorizontalStack.self),
    OperationEntry(VerticalStack.self),
    OperationEntry(ColumnStack.self),
    OperationEntry(DiagonalOfAxes.self),
    OperationEntry(DiagonalEmbedding.self),
    OperationEntry(TriangleIndices.self),
    OperationEntry(UpperTriangleIndices.self),
    OperationEntry(CartesianProduct.self),
  ]
}
