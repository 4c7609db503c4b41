/// The discrete Fourier transform of complex numbers: y_k = Σ x_j e^(−2πi jk/n), in O(n log n) for any n.
struct Fft: LineTransform {
  static let isInverse = false
  static let signature = Signature.line(
    "fft",
    "the discrete Fourier transform of complex numbers, pairs [re, im] along the last axis; axis counts the axes before it, n cuts or pads with zeros, norm=\"ortho\" divides by √n, \"forward\" by n",
    shapes: "[…, n, 2] → […, n, 2]", example: "fft([[1.0, 0.0], [0.0, 0.0]])",
    gives: "[[1., 0.],\n [1., 0.]]  f64[2, 2]")
}

/// The way back from `fft`.
struct InverseFft: LineTransform {
  static let isInverse = true
  static let signature = Signature.line(
    "ifft", "the complex numbers whose fft is x: ifft(fft(x)) is x",
    shapes: "[…, n, 2] → […, n, 2]", example: "ifft([[2.0, 0.0], [0.0, 0.0]])",
    gives: "[[1., 0.],\n [1., 0.]]  f64[2, 2]")
}
