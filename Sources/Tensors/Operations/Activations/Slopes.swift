/// A gradient times the slope of an activation, in one pass.
///
/// The readable derivative of the activation says the same with recorded operations. It is what runs when the
/// gradient will itself be differentiated; this is for all other times.
enum Slopes {
  /// `g` times the slope of the function with this kernel: at `x`, its argument or its value, as the kernel says.
  /// Nil when the readable form is wanted.
  static func product(_ kernel: BinaryKernel, _ g: Tensor, _ x: Tensor) throws(TensorError) -> Tensor? {
    guard g.dtype == x.dtype, g.shape == x.shape, g.dtype == .f32 || g.dtype == .f64 else { return nil }
    if g.body.isRecorded || x.body.isRecorded { return nil }
    return try ElementwiseKernels.binary(kernel, g, x, g.shape)
  }
}
