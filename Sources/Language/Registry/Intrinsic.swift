/// Built-ins that the machine does by itself for the plainest arguments: a call then costs about as much
/// as an operator. Whenever the arguments are anything else, the built-in is called as ever.
public enum Intrinsic: UInt8, Sendable {
  /// `len(x)` of a list, a record or a range.
  case len
  /// `abs(x)` of a number.
  case abs
  /// `min(a, b, …)` and `max(a, b, …)` of numbers.
  case min, max
  /// `get(record, key, default)`
  case get
  /// `xs.append(v)`, `xs.pop()` on a list that a variable holds.
  case append, pop
}
