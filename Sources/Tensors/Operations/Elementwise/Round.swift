/// Rounds to a number of decimals, halves to even (as PyTorch and NumPy do).
struct Round: ConstantOperation {
  static let signature = Signature(
    "round", .tensor("x"), .init(.int, "decimals", default: .int(0)), aliases: ["rint", "around"],
    family: "elementwise",
    summary: "the nearest whole number, or number of so many decimals; halves go to the even one",
    example: "round([0.5, 1.5, 2.345], 1)", gives: "[0.5000, 1.5000, 2.3000]  f64[3]")
  let decimals: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    if decimals == 0 { return try ElementwiseKernels.unary(.round, inputs[0]) }
    var scale = 1.0
    for _ in 0..<min(decimals.magnitude, 308) { scale *= 10 }
    let up = decimals > 0 ? try inputs[0] * scale : try inputs[0] / scale
    let whole = try ElementwiseKernels.unary(.round, up)
    return decimals > 0 ? try whole / scale : try whole * scale
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    if x.dtype.isFloat { return [try apply(Round(decimals: a.int(1)), x)] }
    guard a.int(1) < 0, x.dtype.isInteger else { return [x] }
    let places = a.int(1).magnitude
    // All of 64 bits is nearer to 0 than to ±10^20.
    let scale = places > 18 ? nil : (0..<Int(places)).reduce(1) { product, _ in product * 10 }
    let whole = x.ints().map { n in scale.map { rounded(n, to: $0) } ?? 0 }
    return [try Tensor(whole, x.shape).converted(to: x.dtype)]
  }

  /// The multiple of `scale` nearest to n, of two the even one.
  private static func rounded(_ n: Int, to scale: Int) -> Int {
    let above = n % scale < 0 ? n % scale + scale : n % scale
    let low = n &- above
    let goesUp = above > scale - above || (above == scale - above && low / scale % 2 != 0)
    return goesUp ? low &+ scale : low
  }
}
