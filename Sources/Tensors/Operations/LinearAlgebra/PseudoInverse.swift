/// The Moore–Penrose inverse: v·diag(1/s)·uᵀ, singular values that are 0 up to rounding left out.
struct PseudoInverse: Callable {
  static let signature = Signature(
    "pinv", .tensor("a"), family: "linear algebra", summary: "the Moore–Penrose inverse of any matrix",
    shapes: "[n, m] → [m, n]", example: "pinv([[2.0, 0.0], [0.0, 0.0]])",
    gives: "[[0.5000, 0.0000],\n [0.0000, 0.0000]]  f64[2, 2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    let parts = try apply(SingularValues(isFull: false), [x])
    let s = parts[1], zero = Tensor.scalar(.float(0), s.dtype), one = Tensor.scalar(.float(1), s.dtype)
    let isLarge = try Tensor.compare(
      .greater, s.detached(), Tensor.scalar(.float(x.rankTolerance(s)), s.dtype))
    let inverse = try apply(Where(), isLarge, try one / apply(Where(), isLarge, s, one), zero)
    return [try Tensor.matmul(try parts[2].transposed() * inverse, try parts[0].transposed())]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Tensor(Samples.cube.doubles(), [4, 3])))] }
}

extension Tensor {
  /// Singular values of this matrix up to here count as 0: max(n, m) · ε · the largest.
  func rankTolerance(_ singular: Tensor) -> Double {
    let epsilon = dtype == .f32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    return (singular.doubles().first ?? 0) * epsilon * Double(shape.dims.max() ?? 0)
  }
}
