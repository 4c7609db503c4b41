/// Finds the operation that made the first nan or infinity: results that have one while no operand does.
public enum NonFinite {
  /// - Throws: `TensorError.madeNonFinite`.
  public static func refuse(
    _ results: [Tensor], from operands: [Tensor], by operation: String
  ) throws(TensorError) {
    for result in results {
      guard let (value, count) = first(in: result), operands.allSatisfy({ first(in: $0) == nil }) else {
        continue
      }
      throw .madeNonFinite(operation: operation, value, count: count, result.shape)
    }
  }

  /// The first element that is not finite, and how many there are; nil for integers and finite floats.
  static func first(in tensor: Tensor) -> (Double, Int)? {
    guard tensor.dtype.isFloat else { return nil }
    let values = tensor.doubles()
    guard let value = values.first(where: { !$0.isFinite }) else { return nil }
    return (value, values.count { !$0.isFinite })
  }
}
