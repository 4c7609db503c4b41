/// Operations on the bits of whole numbers.
protocol BitwiseOperation: ConstantOperation, KeepsIntegers {
  static func combine(_ x: Int, _ y: Int) -> Int
  init()
}

extension BitwiseOperation {
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Shape.broadcast(inputs[0], inputs[1], Self.signature.name)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let shape = try shape(inputs.map(\.shape))
    let x = try inputs[0].broadcast(to: shape).contiguous(),
      y = try inputs[1].broadcast(to: shape).contiguous()
    let result = try Tensor(uninitialized: shape, .i64)
    let (left, right, out) = (x.pointer(Int.self), y.pointer(Int.self), result.pointer(Int.self))
    for i in 0..<result.count { out[i] = Self.combine(left[i], right[i]) }
    return result
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0).detached(), a.tensor(1).detached())
    let common = DType.promote(x.dtype, y.dtype)
    guard !common.isFloat else { throw .dtype(common, wanted: "whole numbers", operation: signature.name) }
    // Masks stay masks: computed as 0 and 1.
    let dtype = common == .bool ? DType.i64 : common
    let result = try apply(Self(), try x.converted(to: dtype), try y.converted(to: dtype))
    return [common == .bool ? try result.converted(to: .bool) : result]
  }
}

struct BitwiseAnd: BitwiseOperation {
  static let signature = Signature.binary(
    "bitwise_and", "the bits that both have", example: "bitwise_and(6, 3)", gives: "2")
  static func combine(_ x: Int, _ y: Int) -> Int { x & y }
}
struct BitwiseOr: BitwiseOperation {
  static let signature = Signature.binary(
    "bitwise_or", "the bits that one or both have", example: "bitwise_or(6, 3)", gives: "7")
  static func combine(_ x: Int, _ y: Int) -> Int { x | y }
}
struct BitwiseXor: BitwiseOperation {
  static let signature = Signature.binary(
    "bitwise_xor", "the bits that one of both has", example: "bitwise_xor(6, 3)", gives: "5")
  static func combine(_ x: Int, _ y: Int) -> Int { x ^ y }
}
struct LeftShift: BitwiseOperation {
  static let signature = Signature.binary(
    "bitwise_left_shift", aliases: ["left_shift"], "the bits of x moved up by y places",
    example: "bitwise_left_shift(1, 4)", gives: "16")
  static func combine(_ x: Int, _ y: Int) -> Int { (0..<64).contains(y) ? x << y : 0 }
}
struct RightShift: BitwiseOperation {
  static let signature = Signature.binary(
    "bitwise_right_shift", aliases: ["right_shift"], "the bits of x moved down by y places",
    example: "bitwise_right_shift(16, 4)", gives: "1")
  static func combine(_ x: Int, _ y: Int) -> Int { x >> ((0..<64).contains(y) ? y : 63) }
}
/// The greatest common divisor.
struct GreatestDivisor: BitwiseOperation {
  static let signature = Signature.binary(
    "gcd", "the greatest common divisor", example: "gcd(12, 18)", gives: "6")
  static func combine(_ x: Int, _ y: Int) -> Int {
    var (a, b) = (x.magnitude, y.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int(truncatingIfNeeded: a)
  }
}

/// The least common multiple.
struct LeastMultiple: Callable {
  static let signature = Signature.binary(
    "lcm", "the least common multiple", example: "lcm(4, 6)", gives: "12")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let divisor = try GreatestDivisor.call(a)[0], one = Tensor.scalar(.int(1), divisor.dtype)
    // gcd(0, 0) is 0, and so is the multiple.
    let safe = try Tensor.maximum(divisor, one)
    let part = try Tensor.floorDivide(a.tensor(0).detached(), safe)
    let product = try Tensor.multiply(part, a.tensor(1).detached())
    return [try Tensor.maximum(product, Tensor.negate(product)).converted(to: divisor.dtype)]
  }
  static var samples: [OperationEntry.Sample] { [] }
}

/// All bits turned over; masks are negated.
struct BitwiseNot: Callable {
  static let signature = Signature(
    "bitwise_not", .init(.scalarOrTensor, "x"), aliases: ["invert"], family: "elementwise",
    summary: "every bit turned over; not for masks", example: "bitwise_not(5)", gives: "-6")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0).detached()
    guard !x.dtype.isFloat else { throw .dtype(x.dtype, wanted: "whole numbers", operation: "bitwise_not") }
    let all: Scalar = .int(x.dtype == .bool ? 1 : x.dtype == .u8 ? 255 : -1)
    let dtype = x.dtype == .bool ? DType.i64 : x.dtype
    let result = try apply(BitwiseXor(), try x.converted(to: dtype), Tensor.scalar(all, dtype))
    return [x.dtype == .bool ? try result.converted(to: .bool) : result]
  }
  static var samples: [OperationEntry.Sample] { [] }
}
