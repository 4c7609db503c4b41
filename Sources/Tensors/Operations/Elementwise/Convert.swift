/// The values in another dtype.
struct Convert: SingleOperation, Relocation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature(
    "to", .tensor("x"), .init(.dtype, "dtype"), aliases: ["astype"], family: "elementwise",
    summary: "the same values in another dtype; fractions are cut off, anything but 0 is true",
    example: "to([1.7, -0.5], i64)", gives: "[1, 0]  i64[2]", section: "6.3.1")
  let dtype: DType
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor { try Copying.convert(inputs[0], to: dtype) }
  static let rules = ["g in the dtype of x"]
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [inputs[0].dtype.isFloat ? try g.converted(to: inputs[0].dtype) : nil]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.tensor(0).converted(to: a.dtype(1) ?? a.context.defaultDType)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .dtype(.f64))] }
}

extension Tensor {
  /// The same values in another dtype; itself when it has that dtype.
  public func converted(to dtype: DType) throws(TensorError) -> Tensor {
    dtype == self.dtype ? self : try apply(Convert(dtype: dtype), self)
  }
}
