import Formatting

/// The first nan or infinity of a computation: what made it, and out of what. Its operands were finite.
///
/// Looked for only while `Tape.findsNonFinite` is set: otherwise operations do not know of it.
public struct NonFinite: Sendable {
  /// A finite operand: what it looks like, and between what its elements lie.
  public struct Operand: Sendable {
    public let shape: Shape
    public let dtype: DType
    /// nil where there are no elements.
    public let range: ClosedRange<Double>?
  }

  /// `log`
  public let operation: String
  /// Whether the operation's derivative made it, in a backward walk.
  public let isDerivative: Bool
  /// nan, inf or -inf.
  public let value: Double
  /// How many elements of the result are not finite.
  public let count: Int
  /// The first of them, along each axis.
  public let index: [Int]
  public let shape: Shape
  /// Of a derivative: the operation's own.
  public let operands: [Operand]
  /// The gradients that came to a derivative.
  public let gradients: [Operand]
  /// Where the operation was recorded, if whoever recorded it says so.
  public let origin: String?

  /// Stops at a result that has a nan or an infinity while no operand does.
  ///
  /// - Throws: `TensorError.madeNonFinite`.
  public static func refuse(
    _ results: [Tensor], from operands: [Tensor], gradients: [Tensor] = [], by operation: String,
    origin: String? = nil, isDerivative: Bool = false
  ) throws(TensorError) {
    for result in results {
      guard let (place, count) = first(in: result) else { continue }
      for operand in operands { try operand.compute() }
      guard (operands + gradients).allSatisfy({ first(in: $0) == nil }) else { continue }
      throw .madeNonFinite(
        NonFinite(
          operation: operation, isDerivative: isDerivative, value: result.scalar(at: place).asDouble,
          count: count, index: index(of: place, in: result.shape), shape: result.shape,
          operands: operands.map(Operand.init), gradients: gradients.map(Operand.init), origin: origin))
    }
  }

  /// The place of the first element that is not finite, row by row, and how many there are; nil for integers
  /// and where all are finite.
  static func first(in tensor: Tensor) -> (Int, Int)? {
    guard tensor.dtype.isFloat else { return nil }
    let values = tensor.doubles()
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return nil }
    return (place, values.count { !$0.isFinite })
  }

  private static func index(of place: Int, in shape: Shape) -> [Int] {
    var rest = place, index: [Int] = []
    for size in shape.dims.reversed() {
      index.insert(rest % size, at: 0)
      rest /= size
    }
    return index
  }

  // MARK: In words

  /// `` `log` made the first nan (1 of 2 elements, shape [2], the first at [1]) ``
  var message: String {
    let maker = isDerivative ? "the derivative of `\(operation)`" : "`\(operation)`"
    let place = count == 1 ? "at \(index)" : "the first at \(index)"
    let which =
      shape.count == 1 ? "shape \(shape)" : "\(count) of \(shape.count) elements, shape \(shape), \(place)"
    return "\(maker) made the first \(Numbers.shortest(value)) (\(which))"
  }

  var hints: [String] {
    var hints: [String] = []
    if let origin { hints.append("`\(operation)` was recorded in \(origin)") }
    if !gradients.isEmpty { hints.append("the gradient that came in: \(Self.list(gradients))") }
    if !operands.isEmpty {
      let plural = operands.count > 1 ? "its operands are finite: " : "its operand is finite: "
      hints.append(plural + Self.list(operands))
    }
    return hints
  }

  private static func list(_ operands: [Operand]) -> String {
    operands.map(\.description).joined(separator: "; ")
  }
}

extension NonFinite.Operand: CustomStringConvertible {
  init(_ tensor: Tensor) {
    shape = tensor.shape
    dtype = tensor.dtype
    let values = tensor.doubles()
    if let low = values.min(), let high = values.max() { range = low...high } else { range = nil }
  }

  /// `f64[2, 3] from -1 to 2.5`
  public var description: String {
    guard let range else { return "\(dtype.name)\(shape)" }
    let (low, high) = (Numbers.shortest(range.lowerBound), Numbers.shortest(range.upperBound))
    return "\(dtype.name)\(shape) " + (low == high ? "of \(low)" : "from \(low) to \(high)")
  }
}
