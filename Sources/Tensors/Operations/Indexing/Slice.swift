/// A view made by integers, slices and new axes.
struct Slice: SingleOperation, Relocation, ForgetsInputs {
  static let signature = Signature(
    "slice", .tensor("x"), .init(.int, "start"), .init(.int, "end"), .axis("axis", default: .int(0)),
    family: "indexing",
    summary: "elements from start up to end along an axis; x[a:b] is the same on the first",
    shapes: "[n, …] → [end − start, …]",
    example: "slice([1, 2, 3, 4], 1, 3)", gives: "[2, 3]  i64[2]", section: "2.1.1")
  let subscripting: Subscripting
  let entries: [Index]
  static var checksInValue: Bool { true }
  /// Not of a slice that runs backwards, which is a copy.
  var part: [Index]? { subscripting.strides.contains { $0 < 0 } ? nil : entries }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { subscripting.shape }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let view = inputs[0].view(
      subscripting.shape, subscripting.strides, offset: inputs[0].body.offset + subscripting.offset)
    // Operations walk through memory forwards.
    return subscripting.strides.contains { $0 < 0 } ? try view.contiguous() : view
  }
  static let rules = ["g where it was taken from, 0 elsewhere"]
  /// The gradient goes back to where the view was taken from; zeros elsewhere.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(SliceBack(shape: inputs[0].shape, entries: entries), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let axis = try x.shape.axis(a.int(3), "slice")
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    return [try x.indexed(before + [.slice(from: a.int(1), to: a.int(2), step: 1)])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .int(3), .int(1))] }
}

/// Zeros of a shape with a tensor at an index: the adjoint of `Slice`.
struct SliceBack: SingleOperation, ForgetsInputs {
  static let signature = Slice.signature
  let target: Shape
  let entries: [Index]
  init(shape: Shape, entries: [Index]) {
    target = shape
    self.entries = entries
  }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { target }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let result = try Tensor.full(0, target, inputs[0].dtype)
    let place = try Subscripting(result, entries)
    Copying.copy(inputs[0], to: result.view(place.shape, place.strides, offset: place.offset))
    return result
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g.indexed(entries)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
