/// The axes in another order, without copying.
struct Permute: SingleOperation, Relocation, ForgetsInputs {
  static let signature = Signature(
    "permute", .tensor("x"), .init(.shape, "axes"), aliases: ["permute_dims"], family: "shape",
    summary: "the axes in another order",
    shapes: "[a, b, c], (2, 0, 1) → [c, a, b]", example: "permute(zeros((2, 3, 4)), (2, 0, 1)).shape",
    gives: "(4, 2, 3)",
    section: "2.1.6")
  let order: [Int]
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { Shape(order.map { inputs[0].dims[$0] }) }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0]
    return x.view(Shape(order.map { x.shape.dims[$0] }), order.map { x.strides[$0] })
  }
  static let rules = ["g with its axes put back"]
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    var back = [Int](repeating: 0, count: order.count)
    for (i, axis) in order.enumerated() { back[axis] = i }
    return [try g.permuted(back)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), given = a.ints(1) ?? []
    guard given.count == x.rank else {
      throw .argument("every axis of \(x.shape) has to be named once, not \(given)", operation: "permute")
    }
    var order: [Int] = []
    for axis in given {
      let resolved = try x.shape.axis(axis, "permute")
      if order.contains(resolved) { throw .repeatedAxis(axis, operation: "permute") }
      order.append(resolved)
    }
    return [try x.permuted(order)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .ints([2, 0, 1]))] }
}

extension Tensor {
  func permuted(_ order: [Int]) throws(TensorError) -> Tensor {
    order == Array(0..<rank) ? self : try apply(Permute(order: order), self)
  }

  /// The last two axes exchanged; a vector stays as it is.
  public func transposed() throws(TensorError) -> Tensor {
    guard rank >= 2 else { return self }
    return try permuted(Array(0..<rank - 2) + [rank - 1, rank - 2])
  }
}
