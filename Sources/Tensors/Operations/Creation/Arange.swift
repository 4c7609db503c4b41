/// Numbers at equal steps, the end left out.
struct Arange: CreationOperation {
  static let signature = Signature.creation(
    "arange",
    [
      .init(.scalarOrTensor, "start"), .init(.scalarOrTensor, "end", default: Argument.none),
      .init(.scalarOrTensor, "step", default: Argument.none), .dtype,
    ],
    "numbers from start (0) up to end, at equal steps", shapes: "→ [n]", example: "arange(3)",
    gives: "[0, 1, 2]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let first = try a.tensor(0).item(), second = try a.optionalTensor(1)?.item()
    let (start, end) = second.map { (first, $0) } ?? (.int(0), first)
    let step = try a.optionalTensor(2)?.item() ?? .int(1)
    let isWhole = [start, end, step].allSatisfy { if case .float = $0 { false } else { true } }
    let dtype = a.dtype(3) ?? (isWhole ? .i64 : a.context.defaultDType)
    guard step.asDouble != 0, step.asDouble.isFinite, start.asDouble.isFinite, end.asDouble.isFinite else {
      throw .argument("the step can't be 0 and all three must be finite", operation: "arange")
    }
    let exact = ((end.asDouble - start.asDouble) / step.asDouble).rounded(.up)
    guard exact < 1e15 else { throw .memory(elements: Int(min(exact, 9e18)), dtype: dtype) }
    let count = Int(max(0, exact))
    if dtype.isFloat {
      let result = try Tensor(uninitialized: [count], .f64)
      let out = result.pointer(Double.self)
      for i in 0..<count { out[i] = start.asDouble + Double(i) * step.asDouble }
      return [try result.converted(to: dtype)]
    }
    let result = try Tensor(uninitialized: [count], .i64)
    let out = result.pointer(Int.self)
    let from = Int(exactly: start.asDouble.rounded(.towardZero)) ?? 0
    let by = Int(exactly: step.asDouble.rounded(.towardZero)) ?? 1
    for i in 0..<count { out[i] = from &+ i &* by }
    return [try result.converted(to: dtype)]
  }
}
