import Tensors

/// A text.
///
/// Whoever holds the only reference may append to it; for everyone else it never changes.
public final class TextObject {
  private var whole: String
  /// What was appended since the text was last asked for: a text that grows piece by piece is put together once.
  private var pieces: [UInt8] = []
  /// 0 until it is asked for.
  private var knownHash: UInt32 = 0

  public init(_ string: String) { whole = string }

  public var string: String {
    if !pieces.isEmpty { join() }
    return whole
  }

  @inline(never)
  private func join() {
    whole += String(decoding: pieces, as: UTF8.self)
    pieces = []
  }

  /// A hash that equal texts share, computed once.
  var hash: UInt32 {
    if knownHash == 0 { knownHash = UInt32(truncatingIfNeeded: string.hashValue) | 1 }
    return knownHash
  }

  /// Appends another text. Nobody else may refer to this one.
  func append(_ other: TextObject) {
    // It may be this very text: it is whole before its bytes are added.
    let text = other.string.utf8
    let isDone: Void? = text.withContiguousStorageIfAvailable { pieces.append(contentsOf: $0) }
    if isDone == nil { pieces.append(contentsOf: text) }
    knownHash = 0
  }

  /// Appends the text's UTF-8.
  public func append(to bytes: inout [UInt8]) {
    let text = string.utf8
    let isDone: Void? = text.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isDone == nil { bytes.append(contentsOf: text) }
  }
}

/// `a..<b by c`: integers from `start`, `count` of them, `step` apart.
public final class RangeObject {
  typealias Steps = (start: Int, count: Int, step: Int)

  public let start: Int
  public let step: Int
  public let count: Int
  /// As it was written, for display.
  public let end: Int
  public let isClosed: Bool

  /// Fails when `step` is zero or the number of elements overflows.
  public init?(from start: Int, to end: Int, by step: Int, closed: Bool) {
    guard step != 0 else { return nil }
    let (distance, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, step != .min else { return nil }
    self.start = start
    self.step = step
    self.end = end
    isClosed = closed
    if distance == 0 {
      count = closed ? 1 : 0
    } else if (distance > 0) != (step > 0) {
      count = 0
    } else {
      let whole = distance / step
      let exact = whole * step == distance
      count = exact && !closed ? whole : whole + 1
    }
  }

  public func element(_ index: Int) -> Int { start &+ index &* step }
  public var elements: [Int] { (0..<count).map(element) }

  public func contains(_ value: Int) -> Bool {
    let (offset, overflow) = value.subtractingReportingOverflow(start)
    guard !overflow, offset % step == 0 else { return false }
    return (0..<count).contains(offset / step)
  }

  public func isEqual(to other: RangeObject) -> Bool {
    count == other.count && (count == 0 || start == other.start && (count == 1 || step == other.step))
  }
}

/// A base for what the library adds to the language: tables, charts, results.
///
/// An object is a value when nothing can change it; `withField` and `withElement` then give a changed copy.
open class ObjectValue {
  public init() {}

  /// `a table`
  open var kindName: String { "an object" }
  /// `table 32561 × 15`
  open var typeSummary: String { kindName }
  /// Names that completion offers after a dot.
  open var fieldNames: [String] { [] }
  /// The field, or nil when there is none of that name (then `x.f(y)` means `f(x, y)`).
  open func field(_ name: String) throws(Diagnostic) -> Value? { nil }
  /// A copy with the field replaced; nil when fields can't be set.
  open func withField(_ name: String, _ value: Value) throws(Diagnostic) -> ObjectValue? { nil }
  open func element(_ subscripts: [SubscriptValue]) throws(Diagnostic) -> Value {
    throw Diagnostic(.type, "T05", "\(kindName) can't be indexed")
  }
  open func withElement(_ subscripts: [SubscriptValue], _ value: Value) throws(Diagnostic) -> ObjectValue {
    throw Diagnostic(.type, "T06", "the elements of \(kindName) can't be set")
  }
  /// `self op other` (or `other op self` when `reversed`) for an operator such as `+` or `==`;
  /// nil when the operator means nothing here.
  open func binary(_ operation: String, _ other: Value, reversed: Bool) throws(Diagnostic) -> Value? { nil }
  /// The tensor that this stands for where a tensor is wanted, such as a numeric column.
  open var asTensor: Tensor? { nil }
  /// The family of the registry whose functions completion offers as methods.
  open var methodFamily: String { "" }
  /// `len(x)`, or nil when it has no length.
  open var length: Int? { nil }
  /// What a person sees.
  open func display(_ options: DisplayOptions) -> String { kindName }
  open func isEqual(to other: ObjectValue) -> Bool { self === other }
  /// For an object with identity: a number that changes with its state, and what brings the present state
  /// back. nil for what never changes.
  open func checkpoint() -> (state: Int, restore: () -> Void)? { nil }
  /// What a session stores, or nil when the value can't be kept: a type name that the library's
  /// `Archive` knows, and values that can be archived themselves.
  open func archived() -> (type: String, payload: Value)? { nil }
}

/// One evaluated entry between the brackets of `x[…]`.
public enum SubscriptValue {
  case value(Value)
  /// `a:b:c`; a part that was left out is `none`.
  case slice(Value, Value, Value)
  case ellipsis
}
