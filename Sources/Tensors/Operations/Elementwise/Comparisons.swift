extension Tensor {
  /// The comparisons; raw values as in `kernels.h`.
  public enum Comparison: Int32, Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  /// Compares element by element, broadcast, in the common dtype; the result is `bool`.
  public static func compare(_ comparison: Comparison, _ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor
  {
    let shape = try Shape.broadcast(a.shape, b.shape, symbol(comparison))
    let common = promote(a.dtype, b.dtype)
    return try ElementwiseKernels.compare(
      comparison, try Copying.convert(a, to: common), try Copying.convert(b, to: common), shape)
  }

  private static func promote(_ a: DType, _ b: DType) -> DType {
    let common = DType.promote(a, b)
    return common == .bool ? .i64 : common.computing
  }

  private static func symbol(_ comparison: Comparison) -> String {
    switch comparison {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  public static func logicalAnd(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try multiply(try a.converted(to: .bool), try b.converted(to: .bool)).converted(to: .bool)
  }

  public static func logicalOr(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try maximum(try a.converted(to: .bool), try b.converted(to: .bool)).converted(to: .bool)
  }
}
