import OrderedCollections
import Tensors

/// A text. Immutable, so that it can be shared.
public final class TextObject {
  public let string: String
  public init(_ string: String) { self.string = string }
}

/// The storage of a list; whoever writes makes sure first that no one else refers to it.
public final class ListObject {
  public var items: [Value]
  public init(_ items: [Value]) { self.items = items }
}

/// What a record's field or a dictionary's entry is found by.
public enum RecordKey: Hashable {
  case text(String)
  case int(Int)
  case float(Double)
  case bool(Bool)
  case none
  case list([RecordKey])

  /// The key that a value makes, or nil when it has no value that stays the same.
  public init?(_ value: Value) {
    switch value {
    case .text(let text): self = .text(text.string)
    case .int(let x): self = .int(x)
    case .float(let x):
      // 1 and 1.0 are equal, so they must be one key.
      if let whole = Int(exactly: x) { self = .int(whole) } else { self = .float(x) }
    case .bool(let x): self = .bool(x)
    case .none: self = .none
    case .list(let list):
      var keys: [RecordKey] = []
      for item in list.items {
        guard let key = RecordKey(item) else { return nil }
        keys.append(key)
      }
      self = .list(keys)
    default: return nil
    }
  }

  public var value: Value {
    switch self {
    case .text(let text): .text(text)
    case .int(let x): .int(x)
    case .float(let x): .float(x)
    case .bool(let x): .bool(x)
    case .none: .none
    case .list(let keys): .list(keys.map(\.value))
    }
  }
}

/// A record's fields by key, in the order in which they were added.
public typealias RecordEntries = OrderedDictionary<RecordKey, Value>

/// The storage of a record: fields in the order in which they were added.
public final class RecordObject {
  public var entries: OrderedDictionary<RecordKey, Value>
  public init(_ entries: OrderedDictionary<RecordKey, Value> = [:]) { self.entries = entries }

  public convenience init(fields: KeyValuePairs<String, Value>) {
    var entries: OrderedDictionary<RecordKey, Value> = [:]
    for (name, value) in fields { entries[.text(name)] = value }
    self.init(entries)
  }

  public var count: Int { entries.count }
  public subscript(name: String) -> Value? { entries[.text(name)] }

  public func isEqual(to other: RecordObject) -> Bool {
    count == other.count
      && entries.allSatisfy { key, value in other.entries[key].map { $0.isEqual(to: value) } ?? false }
  }
}

/// `a..<b by c`: integers from `start`, `count` of them, `step` apart.
public final class RangeObject {
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
