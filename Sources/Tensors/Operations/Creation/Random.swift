/// Uniform random numbers.
struct Rand: CreationOperation {
  static let signature = Signature.creation(
    "rand", [.shape, .dtype], family: "random", "uniform random numbers from 0 to 1, 1 left out",
    example: "rand((2, 3)).shape", gives: "(2, 3)", section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let result = try Tensor(uninitialized: try a.shape(0), a.dtype(1) ?? a.context.defaultDType)
    try a.context.generator.fillUniform(result)
    return [result]
  }
}

/// Standard normal random numbers.
struct RandNormal: CreationOperation {
  static let signature = Signature.creation(
    "randn", [.shape, .dtype], family: "random", "random numbers from the standard normal distribution",
    example: "randn((2, 3)).shape", gives: "(2, 3)", section: "2.2.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let result = try Tensor(uninitialized: try a.shape(0), a.dtype(1) ?? a.context.defaultDType)
    try a.context.generator.fillNormal(result)
    return [result]
  }
}

/// Uniform random integers.
struct RandInt: CreationOperation {
  static let signature = Signature.creation(
    "randint", [.init(.int, "low"), .init(.int, "high"), .shape], family: "random",
    "random integers from low up to high, high left out", example: "randint(0, 10, (4,)).shape",
    gives: "(4,)",
    section: "2.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (low, high) = (a.int(0), a.int(1))
    let (range, overflow) = high.subtractingReportingOverflow(low)
    guard !overflow, range > 0 else {
      throw .argument("there is no integer from \(low) up to \(high)", operation: "randint")
    }
    let result = try Tensor(uninitialized: try a.shape(2), .i64)
    let out = result.pointer(Int.self)
    for i in 0..<result.count { out[i] = low + a.context.generator.integer(below: range) }
    return [result]
  }
}

/// The integers below n in random order.
struct RandPermutation: CreationOperation {
  static let signature = Signature.creation(
    "randperm", [.init(.int, "n")], family: "random", "the integers below n in random order", shapes: "→ [n]",
    example: "sort(randperm(3))", gives: "[0, 1, 2]  i64[3]", section: "3.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let n = a.int(0)
    let result = try Tensor(uninitialized: [n], .i64)
    let out = result.pointer(Int.self)
    for i in 0..<n { out[i] = i }
    for i in 0..<max(0, n - 1) {
      let other = i + a.context.generator.integer(below: n - i)
      (out[i], out[other]) = (out[other], out[i])
    }
    return [result]
  }
}
