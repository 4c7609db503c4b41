import Kernels

/// An elementwise operation that was asked for and has not run.
///
/// The storage of its result owns it and lets it run when somebody looks at an element. Other expressions
/// refer to it directly: when the storage is gone, nobody but them will ever see the result, and it need
/// not be stored.
final class Expression {
  enum Kernel {
    case unary(UnaryKernel), binary(BinaryKernel), compare(Tensor.Comparison), choose, convert
  }

  enum Operand {
    case absent
    /// Elements that are not there yet, one for each of the result's, in the same order.
    case expression(Expression)
    /// Elements in memory, seen with the result's shape; or one number for all.
    case view(View)
  }

  let kernel: Kernel
  let dtype: DType
  /// Elements of the result.
  let count: Int
  /// Operations that have to run, itself included; those that are shared count each time.
  let size: Int
  private(set) var a: Operand, b: Operand, c: Operand
  /// The storage that waits for the result; nil when nobody does.
  unowned(unsafe) var storage: Storage?
  /// The storage that has it.
  private(set) var result: Storage?
  /// Whether its elements were added without being stored: who wants them again has them kept.
  var wasSummed = false
  /// Its place in the program that is being made; -1 outside.
  var position = -1

  init(_ kernel: Kernel, _ dtype: DType, count: Int, _ a: Operand, _ b: Operand, _ c: Operand) {
    self.kernel = kernel
    self.dtype = dtype
    self.count = count
    (self.a, self.b, self.c) = (a, b, c)
    size = 1 + a.size + b.size + c.size
  }

  /// The operands are not needed any more.
  func finish(in storage: Storage) {
    result = storage
    (a, b, c) = (.absent, .absent, .absent)
  }

  /// Takes over an operand's memory when nobody else will look at it, and it has room for the result.
  func takeOver() -> (Storage, memory: UnsafeMutableRawPointer, capacity: Int)? {
    takeOver(&a) ?? takeOver(&b) ?? takeOver(&c)
  }

  private func takeOver(
    _ operand: inout Operand
  ) -> (Storage, memory: UnsafeMutableRawPointer, capacity: Int)? {
    guard case .view(var view) = operand else { return nil }
    operand = .absent
    defer { operand = .view(view) }
    guard view.steps == nil, view.offset == 0, view.count == count, view.dtype.size == dtype.size,
      isKnownUniquelyReferenced(&view.storage), let block = view.storage.block,
      block.capacity == BufferPool.capacity(for: count * dtype.size)
    else { return nil }
    return (view.storage, block.memory, block.capacity)
  }
}

extension Expression.Operand {
  /// A tensor as an operand of a result of the shape given, which it broadcasts to; nil when it lies in memory
  /// in too involved a way.
  init?(_ tensor: Tensor, _ shape: Shape, count: Int) {
    var view = tensor.body.view
    if view.count == count, view.steps == nil {
      if let pending = view.storage.pending, pending.count == count {
        self = .expression(pending)
        return
      }
    } else if !view.isOnePlace {
      if view.shape != shape { view = tensor.broadcast(to: shape).body.view }
      guard gradus_walk(view) != nil else { return nil }
    }
    self = .view(view)
  }

  var size: Int {
    switch self {
    case .absent: 0
    case .expression(let expression): expression.size
    case .view(let view): view.storage.pending?.size ?? 0
    }
  }
}

extension gradus_walk {
  /// The axes of a view, those that are walked through in one piece merged; nil when there are too many.
  init?(_ view: View) {
    guard let steps = view.steps else { return nil }
    var axes: [(size: Int, step: Int)] = []
    for (size, step) in zip(view.shape.dims, steps) where size != 1 {
      if let last = axes.last, last.step == step * size {
        axes[axes.count - 1] = (last.size * size, step)
      } else {
        axes.append((size, step))
      }
    }
    guard axes.count <= Int(GRADUS_FUSED_AXES), !axes.isEmpty else { return nil }
    self.init()
    rank = Int32(axes.count)
    withUnsafeMutableBytes(of: &sizes) { sizes in
      for (i, axis) in axes.enumerated() {
        sizes.storeBytes(of: axis.size, toByteOffset: 8 * i, as: Int.self)
      }
    }
    withUnsafeMutableBytes(of: &self.steps) { steps in
      for (i, axis) in axes.enumerated() {
        steps.storeBytes(of: axis.step, toByteOffset: 8 * i, as: Int.self)
      }
    }
  }
}
