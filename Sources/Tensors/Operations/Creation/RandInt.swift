/// Uniform random integers.
struct RandInt: CreationOperation {
  static let signature = Signature.creation(
    "randint", [.init(.int, "low"), .init(.int, "high"), .shape], family: "random",
    "random integers from low up to high, high left out", example: "randint(0, 10, (4,)).shape",
    gives: "(4,)", section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (low, high) = (a.int(0), a.int(1))
    guard low < high else {
      throw .argument("there is no integer from \(low) up to \(high)", operation: "randint")
    }
    let result = try Tensor(uninitialized: try a.shape(2), .i64)
    try a.context.generator.fillIntegers(result, low: low, range: UInt64(bitPattern: Int64(high &- low)))
    return [result]
  }
}
