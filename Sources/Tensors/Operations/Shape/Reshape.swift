/// The same elements, row by row, in another shape.
struct Reshape: SeparableOperation, Relocation, ForgetsInputs {
  static let signature = Signature(
    "reshape", .tensor("x"), .init(.shape, "shape"), aliases: ["view"], family: "shape",
    summary: "the same elements in another shape; one size may be -1", shapes: "as many elements as before",
    example: "reshape([1, 2, 3, 4], (2, 2))", gives: "[[1, 2],\n [3, 4]]  i64[2, 2]", section: "2.1.1")
  let target: Shape
  static var checksInValue: Bool { true }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { target }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    return Tensor(body: TensorBody(View(x.body.storage, offset: x.body.offset, target, x.dtype)))
  }
  static let rules = ["g in the shape of x"]
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor? { try g.reshaped(inputs[0].shape) }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.tensor(0).reshaped(Shape(a.ints(1) ?? []))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .ints([4, -1]))] }
}

extension Tensor {
  /// The same elements in another shape, one size of which may be -1.
  public func reshaped(_ given: Shape) throws(TensorError) -> Tensor {
    var target = given
    if let free = given.dims.firstIndex(of: -1) {
      let rest = given.dims.enumerated().reduce(1) { $1.offset == free ? $0 : $0 &* $1.element }
      guard rest > 0, count % rest == 0, given.dims.filter({ $0 == -1 }).count == 1 else {
        throw .reshape(shape, given)
      }
      target.dims[free] = count / rest
    }
    target = try target.checked()
    guard target.count == count else { throw .reshape(shape, given) }
    return target == shape ? self : try apply(Reshape(target: target), self)
  }
}
