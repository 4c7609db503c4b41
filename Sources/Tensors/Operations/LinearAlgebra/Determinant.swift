/// The determinant of a square matrix; 1 for the matrix of no rows.
struct Determinant: SingleOperation {
  static let signature = Signature(
    "det", .tensor("a"), family: "linear algebra", summary: "the determinant of a square matrix",
    shapes: "[…, n, n] → […]", example: "det([[2.0, 0.0], [0.0, 4.0]])", gives: "8.  f64[]",
    section: "2.1.5")
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try inputs[0].square("det")
    return inputs[0].batch
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let lu = try LUFactors(inputs[0], "det")
    let values = (0..<lu.factors.count).map { lu.signedPivots($0).reduce(1, *) }
    return Tensor(values, lu.factors.batch, inputs[0].dtype)
  }
  /// ∂ det a/∂a is the matrix of cofactors, which singular matrices have as well.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g.asScalars() * apply(Cofactors(), inputs[0])]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(Determinant(), try a.float(0))]
  }
  static var samples: [OperationEntry.Sample] {
    // Regular; a stack; of rank 2, where only the cofactors are left; of rank 1, where those are zero too.
    let rankTwo = Tensor([1.0, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])
    let rankOne = Tensor([1, 2, -1, 2, 4, -2, 0.5, 1, -0.5], [3, 3])
    return [Samples.square, Samples.squares, rankTwo, rankOne].map { .init(.tensor($0)) }
  }
}

extension Tensor {
  /// Numbers of a batch as matrices of one element, to be broadcast over the batch's matrices.
  func asScalars() throws(TensorError) -> Tensor { try reshaped(Shape(shape.dims + [1, 1])) }
}
