/// Uniform random integers.
struct RandInt: CreationOperation {
  static let signature = Signature.creation(
    "randint", [.init(.int, "low"), .init(.ints, "high"), .init(.shape, "shape", default: Argument.none)],
    family: "random",
    "random integers from low up to high, high left out; randint(high, shape) starts from 0",
    example: "randint(0, 10, (4,)).shape", gives: "(4,)", section: "2.2.1")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (low, high, shape) = try bounds(a)
    guard low < high else {
      throw .argument("there is no integer from \(low) up to \(high)", operation: "randint")
    }
    let result = try Tensor(uninitialized: shape, .i64)
    try a.context.generator.fillIntegers(result, low: low, range: UInt64(bitPattern: Int64(high &- low)))
    return [result]
  }

  private static func bounds(_ a: Arguments) throws(TensorError) -> (low: Int, high: Int, shape: Shape) {
    if a.ints(2) != nil, let high = a.optionalInt(1) { return (a.int(0), high, try a.shape(2)) }
    guard a.ints(2) == nil, case .ints = a.values[1] else {
      throw .argument("it takes low, high and a shape, or high and a shape", operation: "randint")
    }
    return (0, a.int(0), try a.shape(1))
  }
}
