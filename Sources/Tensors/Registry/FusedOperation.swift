/// An operation whose derivative is written twice: in recorded operations, for reading and for derivatives of
/// derivatives, and as one kernel, for all other times. Tests hold the two against each other.
protocol FusedOperation: SingleOperation {
  func readableDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?]
  /// - Parameters: all of one dtype, `f32` or `f64`; their graph is not looked at.
  func quickDerivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?]
}

extension FusedOperation {
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let isRecording = inputs.contains { $0.body.tape?.isRecording ?? false }
    let isPlain = g.dtype == .f32 || g.dtype == .f64
    if isRecording || !isPlain || inputs.contains(where: { $0.dtype.isFloat && $0.dtype != g.dtype }) {
      return try readableDerivative(g, inputs, output)
    }
    return try quickDerivative(g, inputs, output)
  }
}
