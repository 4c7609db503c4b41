/// Tensors of one shape along a new axis.
struct Stack: Callable {
  static let signature = Signature(
    "stack", .init(.tensors, "tensors"), .axis("axis", default: .int(0)), family: "shape",
    summary: "tensors of one shape along a new axis", shapes: "k of [n] → [k, n]",
    example: "stack(([1, 2], [3, 4]), axis=1)",
    gives: "[[1, 3],\n [2, 4]]  i64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Tensor.stacked(a.tensors(0), axis: a.int(1))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.small, Samples.other]), .int(1))] }
}

extension Tensor {
  /// Tensors of one shape along a new axis.
  public static func stacked(_ tensors: [Tensor], axis given: Int = 0) throws(TensorError) -> Tensor {
    let unified = try tensors.unified("stack")
    let shape = unified[0].shape
    let axis = given < 0 ? given &+ shape.rank &+ 1 : given
    guard axis >= 0, axis <= shape.rank else {
      throw .axis(given, shape: Shape(shape.dims + [unified.count]), operation: "stack")
    }
    var raised: [Tensor] = []
    for tensor in unified {
      guard tensor.shape == shape else {
        throw .mismatch(shape, tensor.shape, wanted: "equal shapes", operation: "stack")
      }
      var dims = shape.dims
      dims.insert(1, at: axis)
      raised.append(try tensor.reshaped(Shape(dims)))
    }
    return try apply(Concatenate(axis: axis), raised)[0]
  }
}
