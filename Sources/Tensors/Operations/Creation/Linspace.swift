/// So many numbers from one to another, both included.
struct Linspace: CreationOperation {
  static let signature = Signature.creation(
    "linspace",
    [.init(.number, "start"), .init(.number, "end"), .init(.int, "count", default: .int(100)), .dtype],
    "so many numbers from start to end, both included", shapes: "→ [count]", example: "linspace(0, 1, 3)",
    gives: "[0.0000, 0.5000, 1.0000]  f64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (start, end, count) = (a.number(0), a.number(1), a.int(2))
    let result = try Tensor(uninitialized: [count], .f64)
    let out = result.pointer(Double.self), step = count > 1 ? (end - start) / Double(count - 1) : 0
    // Counted from both ends, so that the last number is exactly the end.
    for i in 0..<count {
      out[i] = i < (count + 1) / 2 ? start + Double(i) * step : end - Double(count - 1 - i) * step
    }
    return [try result.converted(to: a.dtype(3) ?? a.context.defaultDType)]
  }
}
