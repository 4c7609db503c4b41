import Glibc

/// Numbers whose logarithms are equally far apart.
struct Logspace: CreationOperation {
  static let signature = Signature.creation(
    "logspace",
    [
      .init(.number, "start"), .init(.number, "end"), .init(.int, "count", default: .int(100)),
      .init(.number, "base", default: .number(10)), .dtype,
    ], "so many powers of base, with exponents from start to end", shapes: "→ [count]",
    example: "logspace(0, 2, 3)",
    gives: "[  1.,  10., 100.]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let exponents = try Linspace.call(
      Arguments(values: [a.values[0], a.values[1], a.values[2], .dtype(.f64)], context: a.context))[0]
    let base = a.number(3)
    return [
      try Tensor(exponents.doubles().map { pow(base, $0) }, exponents.shape).converted(
        to: a.dtype(4) ?? a.context.defaultDType)
    ]
  }
}
struct Geomspace: CreationOperation {
  static let signature = Signature.creation(
    "geomspace",
    [.init(.number, "start"), .init(.number, "end"), .init(.int, "count", default: .int(50)), .dtype],
    "so many numbers from start to end, each the same factor from the one before", shapes: "→ [count]",
    example: "geomspace(1, 100, 3)", gives: "[  1.0000,  10.0000, 100.0000]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (start, end) = (a.number(0), a.number(1))
    guard start * end > 0, start.isFinite, end.isFinite else {
      throw .argument("start and end have one sign and are not 0", operation: "geomspace")
    }
    let logarithms = try Linspace.call(
      Arguments(
        values: [.number(0), .number(log(end / start)), a.values[2], .dtype(.f64)], context: a.context))[0]
    var values = logarithms.doubles().map { start * exp($0) }
    if values.count > 1 { values[values.count - 1] = end }
    return [try Tensor(values, logarithms.shape).converted(to: a.dtype(3) ?? a.context.defaultDType)]
  }
}
/// Windows that fade a stretch of a signal in and out.
struct HannWindow: CreationOperation {
  static let signature = Signature.window("hann_window", "½ − ½ cos", "1.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.window([0.5, -0.5])] }
}
struct HammingWindow: CreationOperation {
  static let signature = Signature.window(
    "hamming_window", "0.54 − 0.46 cos", "1.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.window([0.54, -0.46])] }
}
struct BlackmanWindow: CreationOperation {
  static let signature = Signature.window(
    "blackman_window", "0.42 − 0.5 cos + 0.08 cos of twice the angle", "1.0000  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.window([0.42, -0.5, 0.08])] }
}

extension Signature {
  fileprivate static func window(_ name: String, _ summary: String, _ gives: String) -> Signature {
    creation(
      name, [.init(.int, "n"), .init(.flag, "periodic", default: .flag(true)), .dtype],
      "a window of n numbers that fades in and out: \(summary)", shapes: "→ [n]", example: "\(name)(4)[2]",
      gives: gives,
      section: "7.1")
  }
}

extension Arguments {
  /// Σ cₖ cos(2πk i/m) for m = n, or n − 1 when the window is not to be continued periodically.
  fileprivate func window(_ coefficients: [Double]) throws(TensorError) -> Tensor {
    let n = int(0)
    let result = try Tensor(uninitialized: try Shape([n]).checked(), .f64), out = result.pointer(Double.self)
    let period = Double(flag(1) ? n : n - 1)
    for i in 0..<n {
      out[i] =
        n == 1
        ? 1
        : coefficients.enumerated().reduce(0) {
          $0 + $1.element * cos(2 * Double.pi * Double($1.offset * i) / period)
        }
    }
    return try result.converted(to: dtype(2) ?? context.defaultDType)
  }
}
