import Tensors

extension Value {
  /// Whether two values are equal all through: what `==` gives for everything but tensors, and what
  /// `in` and `match` use. Tensors are equal when shapes and all elements are; `1 == 1.0`.
  public func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): return true
    case (.text(let a), .text(let b)): return a.string == b.string
    case (.list(let a), .list(let b)):
      return a === b
        || a.count == b.count && zip(a.items, b.items).allSatisfy { $0.isEqual(to: $1) }
    case (.record(let a), .record(let b)): return a === b || a.isEqual(to: b)
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
