/// The discrete Fourier transform along two axes, an image's.
struct Fft2: PlaneTransform {
  static let isInverse = false
  static let signature = Signature.plane(
    "fft2", axes: .ints([-2, -1]),
    "the discrete Fourier transform along two axes; complex numbers are pairs, whose axis is not counted",
    example: "fft2(complex([[1.0, 0.0], [0.0, 0.0]]))[1, 1]", gives: "[1., 0.]  f64[2]")
}

/// The way back from `fft2`.
struct InverseFft2: PlaneTransform {
  static let isInverse = true
  static let signature = Signature.plane(
    "ifft2", axes: .ints([-2, -1]), "the complex numbers whose fft2 is x",
    example: "ifft2(complex([[4.0, 0.0], [0.0, 0.0]]))[1, 1]", gives: "[1., 0.]  f64[2]")
}

/// The discrete Fourier transform along any axes.
struct FftN: PlaneTransform {
  static let isInverse = false
  static let signature = Signature.plane(
    "fftn", axes: .none,
    "the discrete Fourier transform along some axes, or all; complex numbers are pairs, whose axis is not counted",
    example: "fftn(complex([[1.0, 0.0], [0.0, 0.0]]))[1, 1]", gives: "[1., 0.]  f64[2]")
}

/// The way back from `fftn`.
struct InverseFftN: PlaneTransform {
  static let isInverse = true
  static let signature = Signature.plane(
    "ifftn", axes: .none, "the complex numbers whose fftn is x",
    example: "ifftn(complex([[4.0, 0.0], [0.0, 0.0]]))[1, 1]", gives: "[1., 0.]  f64[2]")
}
