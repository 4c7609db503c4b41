/// The powers of numbers in the rows of a matrix: what fits a polynomial.
struct Vandermonde: SingleOperation {
  static let signature = Signature(
    "vander", .tensor("x"), .init(.int, "n", default: Argument.none),
    .init(.flag, "increasing", default: .flag(true)), family: "linear algebra",
    summary:
      "the powers 0, 1, …, n − 1 of each number (highest first with increasing=false); n is the length of x unless given",
    shapes: "[…, k] → […, k, n]", example: "vander([1, 2, 3], 3)",
    gives: "[[1, 1, 1],\n [1, 2, 4],\n [1, 3, 9]]  i64[3, 3]", section: "3.3.1")
  let count: Int

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { try Shape(inputs[0].dims + [count]).checked() }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0].detached(), target = try shape(inputs.map(\.shape))
    if target.count == 0 { return try Tensor.full(0, target, x.dtype) }
    // Refused now, if there is no room for the result, and not after half of it was computed.
    _ = try Tensor(uninitialized: target, x.dtype)
    var powers = [try Tensor.full(1, x.shape, x.dtype)]
    for j in 1..<max(count, 1) { powers.append(try powers[j - 1] * x) }
    return try Tensor.stacked(powers, axis: -1)
  }
  /// ∂xʲ/∂x = j xʲ⁻¹
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    guard count > 1, g.count > 0 else { return [nil] }
    let exponents = Tensor((1..<count).map(Double.init), [count - 1], g.dtype)
    let slopes = try exponents * apply(Vandermonde(count: count - 1), inputs[0])
    return [try (slopes * g.indexed([.ellipsis, .slice(from: 1, to: nil, step: 1)])).sum([inputs[0].rank])]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank > 0 else { throw .rank(x.shape, wanted: "at least one axis", operation: "vander") }
    let count = a.optionalInt(1) ?? x.shape.dims[x.rank - 1]
    guard count >= 0 else { throw .argument("n can't be negative, and is \(count)", operation: "vander") }
    let powers = try apply(Vandermonde(count: count), try x.converted(to: x.dtype.counting))
    return [a.flag(2) || powers.count == 0 ? powers : try powers.flipped([x.rank])]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.row), .int(4), .flag(true)),
      .init(.tensor(Tensor([0.0, 1.5, -0.5, 2], [2, 2])), .none, .flag(false)),
    ]
  }
}
