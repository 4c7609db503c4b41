import COpenBLAS
import Glibc

/// The p-norm of what lies along some axes: (Σ|x|ᵖ)^(1/p), for any p, without overflow on the way.
///
/// The gradient is 0 where the norm is, and at elements that are 0; at a tie of the largest (or smallest)
/// elements it is shared.
struct VectorNorm: ReductionOperation {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "vector_norm",
      "the p-norm of all elements, or along axes: p=inf and p=-inf the largest and smallest absolute value, p=0 the number of elements other than 0",
      example: "vector_norm([3.0, 4.0])", gives: "5.  f64[]", section: "2.1.4")
    signature.parameters.insert(.init(.number, "p", default: .number(2)), at: 1)
    signature.family = "linear algebra"
    return signature
  }()
  let p: Double
  let axes: [Int]
  let keepsDimensions: Bool

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let lanes = try Lanes(inputs[0], axes)
    if lanes.length == 0, p < 0 || p.isInfinite || p.isNaN {
      throw .emptyReduction("vector_norm", inputs[0].shape)
    }
    let result = try Tensor(uninitialized: try shape([inputs[0].shape]), inputs[0].dtype)
    if inputs[0].dtype == .f32 {
      let out = result.pointer(Float.self)
      try lanes.forEach(Float.self) { out[$0] = Float(Self.norm($1, lanes.length, p)) }
    } else {
      let out = result.pointer(Double.self)
      try lanes.forEach(Double.self) { out[$0] = Self.norm($1, lanes.length, p) }
    }
    return result
  }

  private static func norm<T: BinaryFloatingPoint>(
    _ x: UnsafePointer<T>, _ n: Int, _ p: Double
  ) -> Double {
    switch p {
    case 0: return (0..<n).reduce(0) { x[$1] == 0 ? $0 : $0 + 1 }
    case 1: return (0..<n).reduce(0) { $0 + Double(x[$1].magnitude) }
    case .infinity: return extreme(x, n) { $0 > $1 }
    case -.infinity: return extreme(x, n) { $0 < $1 }
    case 2:
      let squares = sumOfSquares(x, n)
      // Squares that neither overflow nor underflow need no scaling.
      if squares > 1e-280 && squares.isFinite { return squares.squareRoot() }
    default: break
    }
    // Scaled by the element that counts most, so that no power leaves the range of numbers.
    let scale = extreme(x, n) { p > 0 ? $0 > $1 : $0 < $1 }
    if scale == 0 || !scale.isFinite { return scale }
    var total = 0.0
    for i in 0..<n { total += pow(Double(x[i].magnitude) / scale, p) }
    return scale * pow(total, 1 / p)
  }

  private static func sumOfSquares<T>(_ x: UnsafePointer<T>, _ n: Int) -> Double {
    var total = 0.0
    // BLAS counts in 32 bits.
    for start in stride(from: 0, to: n, by: 1 << 30) {
      let count = Int32(min(n - start, 1 << 30)), from = UnsafeRawPointer(x + start)
      if T.self == Float.self {
        let part = from.assumingMemoryBound(to: Float.self)
        total += cblas_dsdot(count, part, 1, part, 1)
      } else {
        let part = from.assumingMemoryBound(to: Double.self)
        total += cblas_ddot(count, part, 1, part, 1)
      }
    }
    return total
  }

  /// The absolute value that comes before all others; nan if there is one, 0 for no elements.
  private static func extreme<T: BinaryFloatingPoint>(
    _ x: UnsafePointer<T>, _ n: Int, _ before: (Double, Double) -> Bool
  ) -> Double {
    guard n > 0 else { return 0 }
    var best = Double(x[0].magnitude)
    for i in 0..<n {
      let size = Double(x[i].magnitude)
      if size.isNaN { return size }
      if before(size, best) { best = size }
    }
    return best
  }

  /// ∂‖x‖/∂x = sign(x) (|x|/‖x‖)^(p−1)
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let x = inputs[0], zero = Tensor.scalar(.float(0), x.dtype), one = Tensor.scalar(.float(1), x.dtype)
    if p == 0 { return [nil] }
    let g = try spread(g, like: x), norm = try spread(output, like: x)
    if p == 1 { return [try g * apply(Sign(), x)] }
    if p.isInfinite {
      let chosen = try Tensor.compare(.equal, apply(Absolute(), x.detached()), norm.detached())
        .converted(to: g.dtype)
      let ties = try chosen.sum(axes, keepingDimensions: true)
      return [try g * apply(Sign(), x) * chosen / ties]
    }
    // Zeros are replaced before anything is divided by them, and what becomes of them is left out.
    let isZero = try Tensor.compare(.equal, p == 2 ? norm.detached() : x.detached(), zero)
    let size = try apply(Where(), isZero, one, norm)
    if p == 2 { return [try apply(Where(), isZero, zero, g * x / size)] }
    let ratio = try apply(Absolute(), apply(Where(), isZero, one, x)) / size
    let slope = try apply(Sign(), x) * Power.of(ratio, Tensor.scalar(.float(p - 1), x.dtype))
    return [try apply(Where(), isZero, zero, g * slope)]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    return [try x.norm(a.number(1), try a.axes(2, of: x.shape, "vector_norm"), keepingDimensions: a.flag(3))]
  }
  static var samples: [OperationEntry.Sample] {
    let orders: [Double] = [2, 1, 3, 1.5, 0.5, -2, .infinity, -.infinity]
    return orders.map { .init(.tensor(Samples.cube), .number($0), .int(1), .flag(false)) }
      + [.init(.tensor(Samples.cube), .number(2), .none, .flag(true))]
  }
}

extension Tensor {
  /// The p-norm along axes.
  func norm(_ p: Double, _ axes: [Int], keepingDimensions: Bool = false) throws(TensorError) -> Tensor {
    try apply(VectorNorm(p: p, axes: axes, keepsDimensions: keepingDimensions), self)
  }
}
