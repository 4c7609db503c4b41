import Kernels

/// Which operations wait, and until when.
///
/// Elementwise operations on many floats give tensors whose elements are computed when somebody looks at them:
/// then the whole chain that leads to them runs as one program (`Program`). Nothing else changes: shapes and
/// dtypes are checked at once, elements are the same to the last bit, and so is what is recorded on the tape.
public enum Fusion {
  /// Operations of one program. Longer chains are run in parts.
  private static let largest = 48
  /// Element operations that may wait; what is more runs at once and can be interrupted. About 0.1 s.
  private static let mostWork = 1 << 28

  /// The least number of elements that an operation waits with; `Int.max` where none waits. For everything in
  /// this process: what anybody sees does not depend on it. `GRADUS_FUSION` sets it when the program starts: a
  /// number, or `off`.
  public static var threshold: Int {
    get { gradus_fusion_threshold() }
    set { gradus_fusion_set_threshold(newValue) }
  }

  /// Whether an operation with so many results waits.
  @inline(__always)
  static func waits(_ count: Int) -> Bool { _slowPath(count >= gradus_fusion_threshold()) }

  /// A tensor that waits; nil when the operation has to run by itself.
  @inline(never)
  static func pending(
    _ kernel: Expression.Kernel, _ x: Tensor, _ y: Tensor? = nil, _ z: Tensor? = nil, _ shape: Shape,
    _ dtype: DType
  ) throws(TensorError) -> Tensor? {
    let count = try shape.checked().count
    guard count > 0 else { return nil }
    guard count <= min(MachineMemory.limit, gradus_block_ceiling()) / dtype.size else {
      throw .memory(elements: count, dtype: dtype)
    }
    // What has to be computed again is, before this is part of a program.
    for case let tensor? in [x, y, z] where tensor.body.storage.isForgotten { try tensor.compute() }
    guard let expression = try expression(kernel, dtype, count: count, (x, y, z), shape) else { return nil }
    let result = Tensor(body: TensorBody(View(Storage.pending(expression), shape, dtype)))
    if expression.size > mostWork / count { try result.compute() }
    return result
  }

  /// The operation on tensors that are seen with one shape.
  private static func expression(
    _ kernel: Expression.Kernel, _ dtype: DType, count: Int, _ tensors: (Tensor, Tensor?, Tensor?),
    _ shape: Shape
  ) throws(TensorError) -> Expression? {
    func operand(_ tensor: Tensor?) -> Expression.Operand? {
      guard let tensor else { return .absent }
      return Expression.Operand(tensor, shape, count: count)
    }
    func made() -> Expression? {
      guard let a = operand(tensors.0), let b = operand(tensors.1), let c = operand(tensors.2) else {
        return nil
      }
      return Expression(kernel, dtype, count: count, a, b, c)
    }
    guard let expression = made() else { return nil }
    if expression.size <= largest { return expression }
    try tensors.0.compute()
    try tensors.1?.compute()
    try tensors.2?.compute()
    return made()
  }
}

extension Tensor {
  /// Lets the operations run that this tensor's elements wait for.
  /// - Throws: `TensorError.interrupted` and `.memory`; the tensor goes on waiting then.
  public func compute() throws(TensorError) { try body.view.storage.compute(mayStop: true) }

  /// Whether its elements have still to be computed: for tests.
  var isPending: Bool { body.view.storage.pending != nil }
}
