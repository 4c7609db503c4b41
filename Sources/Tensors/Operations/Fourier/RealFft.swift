/// The discrete Fourier transform of real numbers: its first half, as the rest mirrors it.
struct RealFft: Callable {
  static let signature = Signature.line(
    "rfft",
    "the discrete Fourier transform of real numbers, as pairs [re, im]; only the first n // 2 + 1, as the others are their conjugates",
    shapes: "[…, n] → […, n // 2 + 1, 2]", example: "rfft([1.0, 0.0, 0.0, 0.0])",
    gives: "[[1., 0.],\n [1., 0.],\n [1., 0.]]  f64[3, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "rfft") }
    let axis = try x.shape.axis(a.int(2), "rfft")
    let n = try FourierCall.length(a.optionalInt(1), x.shape.dims[axis], "rfft")
    let scale = try FourierCall.scale(a.text(3), n, isInverse: false, "rfft")
    return [try apply(RealTransform(axis: axis, scale: scale), try x.resized(axis, to: n))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .none, .int(-1), .text("backward")),
      .init(.tensor(Samples.cube), .int(4), .int(1), .text("ortho")),
    ]
  }
}

/// The way back from `rfft`.
struct InverseRealFft: Callable {
  static let signature = Signature.line(
    "irfft",
    "the n real numbers whose rfft is x; n is even unless given, since rfft of 2k and 2k + 1 numbers has one shape",
    shapes: "[…, n // 2 + 1, 2] → […, n]", example: "irfft([[4.0, 0.0], [0.0, 0.0], [0.0, 0.0]])",
    gives: "[1., 1., 1., 1.]  f64[4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try FourierCall.pairs(try a.float(0), "irfft")
    let axis = try FourierCall.axis(a.int(2), x, "irfft")
    let n = try FourierCall.length(a.optionalInt(1), 2 * (x.shape.dims[axis] - 1), "irfft")
    let scale = try FourierCall.scale(a.text(3), n, isInverse: true, "irfft")
    let half = try x.resized(axis, to: n / 2 + 1)
    return [try apply(InverseRealTransform(axis: axis, length: n, scale: scale), half)]
  }
  static var samples: [OperationEntry.Sample] {
    let half = Tensor(Samples.small.doubles(), [3, 2])
    return [
      .init(.tensor(half), .none, .int(-1), .text("backward")),
      .init(.tensor(half), .int(5), .int(-1), .text("ortho")),
      .init(.tensor(Samples.cube), .int(6), .int(0), .text("forward")),
    ]
  }
}
