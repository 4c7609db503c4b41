/// The frequencies of a transform's results, in their order.
struct Frequencies: Callable {
  static let signature = Signature(
    "fftfreq", .init(.int, "n"), .init(.number, "d", default: .number(1)),
    .init(.dtype, "dtype", default: Argument.none), family: "fourier",
    summary:
      "the frequencies of fft’s results for samples d apart: 0, 1, …, then the negative ones, over n·d",
    shapes: "→ [n]", example: "fftfreq(4)", gives: "[ 0.0000,  0.2500, -0.5000, -0.2500]  f64[4]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let n = a.int(0)
    return [try frequencies(a, count: n, "fftfreq") { $0 < (n + 1) / 2 ? $0 : $0 - n }]
  }
  static var samples: [OperationEntry.Sample] { [] }

  /// Whole numbers over n·d.
  static func frequencies(
    _ a: Arguments, count: Int, _ operation: String, _ number: (Int) -> Int
  ) throws(TensorError) -> Tensor {
    let n = a.int(0), d = a.number(1)
    guard n >= 1 else {
      throw .argument("a transform needs at least 1 point, not \(n)", operation: operation)
    }
    guard d != 0 else { throw .argument("samples can't be 0 apart", operation: operation) }
    let result = try Tensor(uninitialized: [count], .f64), out = result.pointer(Double.self)
    for k in 0..<count { out[k] = Double(number(k)) / (Double(n) * d) }
    return try result.converted(to: a.dtype(2) ?? a.context.defaultDType)
  }
}

/// The frequencies of the results of a real transform.
struct RealFrequencies: Callable {
  static let signature = Signature(
    "rfftfreq", .init(.int, "n"), .init(.number, "d", default: .number(1)),
    .init(.dtype, "dtype", default: Argument.none), family: "fourier",
    summary: "the frequencies of rfft’s results for n samples d apart: 0, 1, …, n // 2 over n·d",
    shapes: "→ [n // 2 + 1]", example: "rfftfreq(4)", gives: "[0.0000, 0.2500, 0.5000]  f64[3]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try Frequencies.frequencies(a, count: max(0, a.int(0) / 2 + 1), "rfftfreq") { $0 }]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
