/// What is kept for one tensor of a graph besides its value: the gradient that `backward` collects, and
/// the functions that want to see it.
final class GradientCell {
  /// Which of its node's results it belongs to.
  let output: Int
  /// The cell of another result of the same node.
  var next: GradientCell?
  var gradient: Tensor? {
    didSet { if gradient == nil { isOutdated = false } }
  }
  /// The tensor was given other values after this gradient was computed.
  var isOutdated = false
  /// False where only hooks look at the gradient.
  var isRetained = true
  /// The storage of a parameter's values as they are now; nil for anything that can't change in place.
  var current: ObjectIdentifier?
  private var hooks: [(id: Int, body: GradientHook)] = []
  private var nextHook = 0

  init(output: Int) { self.output = output }

  var hasHooks: Bool { !hooks.isEmpty }

  func find(_ output: Int) -> GradientCell? {
    var cell: GradientCell? = self
    while let here = cell, here.output != output { cell = here.next }
    return cell
  }

  func add(_ hook: @escaping GradientHook) -> Int {
    nextHook += 1
    hooks.append((nextHook, hook))
    return nextHook
  }

  func removeHook(_ id: Int) { hooks.removeAll { $0.id == id } }

  /// The gradient as the hooks leave it, in the order they were added.
  func passed(_ gradient: Tensor) throws(TensorError) -> Tensor {
    var gradient = gradient
    for hook in hooks {
      guard let new = try hook.body(gradient) else { continue }
      guard new.shape == gradient.shape else { throw .gradientShape(new.shape, gradient.shape) }
      gradient = try new.converted(to: gradient.dtype)
    }
    return gradient
  }
}

/// Looks at a gradient on its way back, and gives another to go on with, or nil to leave it.
public typealias GradientHook = (Tensor) throws(TensorError) -> Tensor?

extension Tensor {
  /// The gradient that `backward` collected for a leaf or a retained result.
  public var grad: Tensor? { body.tape?.cell(of: self)?.gradient }

  /// Keeps the gradient of an intermediate result.
  public func retainGrad() throws(TensorError) {
    guard let tape = body.tape else { throw .noGraph }
    tape.watch(self).isRetained = true
  }

  /// Calls a function with this tensor's gradient in every backward walk that reaches it.
  /// - Returns: what removes the function again.
  public func addGradientHook(_ hook: @escaping GradientHook) throws(TensorError) -> () -> Void {
    guard let tape = body.tape else { throw .noGraph }
    let cell = tape.watch(self)
    let id = cell.add(hook)
    return { [weak cell] in cell?.removeHook(id) }
  }
}
