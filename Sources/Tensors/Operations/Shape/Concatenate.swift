/// Tensors one after the other along an axis that they have.
struct Concatenate: SingleOperation, Relocation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature(
    "cat", .init(.tensors, "tensors"), .axis("axis", default: .int(0)), aliases: ["concatenate", "concat"],
    family: "shape",
    summary: "tensors one after the other along an axis", shapes: "[a, n], [b, n] → [a + b, n]",
    example: "cat(([1, 2], [3]))", gives: "[1, 2, 3]  i64[3]")
  let axis: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var result = inputs[0]
    for shape in inputs.dropFirst() {
      guard shape.rank == result.rank,
        zip(shape.dims, result.dims).enumerated().allSatisfy({ $0 == axis || $1.0 == $1.1 })
      else {
        throw .mismatch(inputs[0], shape, wanted: "equal sizes on all axes but \(axis)", operation: "cat")
      }
      result.dims[axis] += shape.dims[axis]
    }
    return try result.checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: try shape(inputs.map(\.shape)), inputs[0].dtype)
    var start = 0
    for x in inputs {
      Copying.copy(
        x, to: result.view(x.shape, result.strides, offset: result.body.offset + start * result.strides[axis])
      )
      start += x.shape.dims[axis]
    }
    return result
  }
  static let rules = ["the part of g that is its own"]
  /// Each input gets its part of the gradient.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    var start = 0
    var parts: [Tensor?] = []
    for x in inputs {
      let end = start + x.shape.dims[axis]
      let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
      parts.append(try g.indexed(before + [.slice(from: start, to: end, step: 1)]))
      start = end
    }
    return parts
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var tensors = try a.tensors(0).unified("cat")
    // As in PyTorch, a vector of nothing goes with everything.
    if let full = tensors.first(where: { $0.shape != [0] }) {
      tensors = full.rank == 1 ? tensors : tensors.filter { $0.shape != [0] }
    }
    return [try apply(Concatenate(axis: try tensors[0].shape.axis(a.int(1), "cat")), tensors)[0]]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensors([Samples.small, Samples.other]), .int(1))] }
}

extension [Tensor] {
  /// At least one tensor, all in their common dtype.
  func unified(_ operation: String) throws(TensorError) -> [Tensor] {
    guard let first else { throw .argument("there are no tensors to join", operation: operation) }
    let dtype = reduce(first.dtype) { DType.promote($0, $1.dtype) }
    var result: [Tensor] = []
    for tensor in self { result.append(try tensor.converted(to: dtype)) }
    if let flat = result.first(where: { $0.rank == 0 }), operation == "cat" {
      throw .rank(
        flat.shape, wanted: "tensors with at least one axis (stack joins numbers)", operation: operation)
    }
    return result
  }
}
