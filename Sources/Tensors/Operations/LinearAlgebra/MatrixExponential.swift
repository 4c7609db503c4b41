import Glibc

/// The exponential of a square matrix, Σ aᵏ/k!, by scaling and squaring with Padé approximants (Higham 2005).
struct MatrixExponential: SingleOperation {
  static let signature = Signature(
    "matrix_exp", .tensor("a"), family: "linear algebra", summary: "the exponential of a square matrix",
    shapes: "[…, n, n] → […, n, n]", example: "matrix_exp([[0.0, 1.0], [0.0, 0.0]])",
    gives: "[[1., 1.],\n [0., 1.]]  f64[2, 2]", section: "2.1.3")

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try inputs[0].square("matrix_exp")
    return inputs[0]
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0].detached(), n = try x.shape.square("matrix_exp")
    let stack = try x.converted(to: .f64).reshaped(Shape([x.shape.batch.count, n, n]))
    guard x.count > 0 else { return x }
    var results: [Tensor] = []
    try MatrixStack.walk(stack.shape.dims[0]) { (i) throws(TensorError) in
      results.append(try Self.exponential(try stack.indexed([.at(i)]), n))
    }
    return try Tensor.stacked(results).reshaped(x.shape).converted(to: x.dtype)
  }

  /// Up to which 1-norm the approximants of each degree are exact to double precision, and their coefficients.
  private static let approximants: [(limit: Double, coefficients: [Double])] = [
    (1.495585217958292e-2, [120, 60, 12, 1]),
    (2.539398330063230e-1, [30240, 15120, 3360, 420, 30, 1]),
    (9.504178996162932e-1, [17_297_280, 8_648_640, 1_995_840, 277_200, 25200, 1512, 56, 1]),
    (
      2.097847961257068,
      [
        17_643_225_600, 8_821_612_800, 2_075_673_600, 302_702_400, 30_270_240, 2_162_160, 110880, 3960, 90, 1,
      ]
    ),
    (
      5.371920351148152,
      [
        64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600, 1_187_353_796_428_800,
        129_060_195_264_000, 10_559_470_521_600, 670_442_572_800, 33_522_128_640, 1_323_241_920, 40_840_800,
        960960, 16380, 182, 1,
      ]
    ),
  ]

  private static func exponential(_ a: Tensor, _ n: Int) throws(TensorError) -> Tensor {
    let size = try a.matrixNorm(.number(1), [0, 1], keepingDimensions: false, "matrix_exp").doubles()[0]
    guard size.isFinite else { throw .notFinite(operation: "matrix_exp") }
    for (limit, coefficients) in approximants where size <= limit {
      return try approximant(a, coefficients, n)
    }
    // exp(a) = exp(a/2ˢ)^(2ˢ)
    let (limit, coefficients) = approximants[approximants.count - 1]
    let doublings = max(0, Int(log2(size / limit).rounded(.up)))
    var result = try approximant(try a * exp2(-Double(doublings)), coefficients, n)
    for _ in 0..<doublings { result = try Tensor.matmul(result, result) }
    return result
  }

  /// (v + u)/(v − u), with the even terms of the polynomial in v and the odd ones in u.
  private static func approximant(_ a: Tensor, _ c: [Double], _ n: Int) throws(TensorError) -> Tensor {
    let square = try Tensor.matmul(a, a), identity = try Tensor.identity(n, .f64)
    var power = identity, even = try identity * c[0], odd = try identity * c[1]
    for k in stride(from: 2, to: c.count, by: 2) {
      power = try Tensor.matmul(power, square)
      even = try even + power * c[k]
      odd = try odd + power * c[k + 1]
    }
    let u = try Tensor.matmul(a, odd)
    return try apply(Solve(name: "matrix_exp"), try even - u, try even + u)
  }

  /// The adjoint of the derivative in the direction g, which is the upper right block of
  /// exp([[aᵀ, g], [0, aᵀ]]) (Mathias 1996).
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let a = try inputs[0].transposed(), n = try a.shape.square("matrix_exp"), rank = a.rank
    let zeros = try Tensor.full(0, a.shape, a.dtype)
    let top = try apply(Concatenate(axis: rank - 1), [a, g])[0]
    let bottom = try apply(Concatenate(axis: rank - 1), [zeros, a])[0]
    let whole = try apply(MatrixExponential(), try apply(Concatenate(axis: rank - 2), [top, bottom])[0])
    return [
      try whole.indexed([
        .ellipsis, .slice(from: 0, to: n, step: 1), .slice(from: n, to: nil, step: 1),
      ])
    ]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try apply(MatrixExponential(), try a.float(0))]
  }
  static var samples: [OperationEntry.Sample] {
    // One approximant of each degree: the norms are about 0.01, 0.2, 0.8, 1.9, 3 and 8.
    let scales = [0.003, 0.06, 0.25, 0.6, 1, 2.5]
    return scales.map { scale in .init(.tensor(Tensor(Samples.square.doubles().map { $0 * scale }, [3, 3]))) }
      + [.init(.tensor(Samples.squares))]
  }
}
