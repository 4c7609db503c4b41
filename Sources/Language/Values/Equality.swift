import Kernels
import Tensors

extension Value {
  /// Whether two values are equal all through: what `==` gives for everything but tensors, and what
  /// `in` and `match` use. Tensors are equal when shapes and all elements are; `1 == 1.0`.
  public func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): return true
    case (.text(let a), .text(let b)): return a.string == b.string
    case (.list, .list), (.record, .record): return Self.containersEqual(self, other)
    case (.range(let a), .range(let b)): return a.isEqual(to: b)
    case (.function(let a), .function(let b)): return a === b
    case (.parameter(let a), .parameter(let b)): return a === b
    case (.model(let a), .model(let b)): return a === b
    case (.object(let a), .object(let b)): return a === b || a.isEqual(to: b)
    case (.int(let a), .int(let b)): return a == b
    case (.tensor, _), (_, .tensor): return Self.tensorsEqual(self, other)
    default:
      guard let a = number, let b = other.number else { return false }
      return a == b
    }
  }

  /// Pair by pair with a list of what is still to compare: lists may be nested as deep as memory goes. When
  /// somebody interrupts it gives up and says false; whoever asks for the language checks for that.
  private static func containersEqual(_ a: Value, _ b: Value) -> Bool {
    var rest = [(a, b)]
    while let (a, b) = rest.popLast() {
      if gradus_interrupt_requested() { return false }
      switch (a, b) {
      case (.list(let a), .list(let b)):
        if a === b { continue }
        guard a.count == b.count else { return false }
        for i in 0..<a.count where !isEqual(a.slots[i], b.slots[i], &rest) { return false }
      case (.record(let a), .record(let b)):
        if a === b { continue }
        guard a.count == b.count else { return false }
        for i in 0..<a.count {
          let position = a.shape === b.shape ? i : b.shape.find(a.shape.keys[i])
          guard position >= 0, isEqual(a.slots[i], b.slots[position], &rest) else { return false }
        }
      default: return false
      }
    }
    return true
  }

  /// Compares two parts, or leaves them for later when both are lists or records.
  private static func isEqual(_ x: Slot, _ y: Slot, _ rest: inout [(Value, Value)]) -> Bool {
    if let quick = Slot.isEqual(x, y) { return quick }
    let a = x.value, b = y.value
    switch (a, b) {
    case (.list, .list), (.record, .record):
      rest.append((a, b))
      return true
    default: return a.isEqual(to: b)
    }
  }

  private static func tensorsEqual(_ a: Value, _ b: Value) -> Bool {
    if let a = a.tensor, let b = b.tensor {
      guard a.shape == b.shape else { return false }
      if a.dtype.isInteger && b.dtype.isInteger { return a.ints() == b.ints() }
      return a.doubles() == b.doubles()
    }
    guard let a = a.number, let b = b.number else { return false }
    return a == b
  }
}
