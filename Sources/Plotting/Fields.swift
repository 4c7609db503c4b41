/// The data of a mark by name: what charts are compared by, and what sessions store.
public struct Fields: Sendable, ExpressibleByDictionaryLiteral {
  public enum Field: Sendable {
    case numbers([Double])
    case texts([String])
    case number(Double)
    case text(String)
    case flag(Bool)
  }

  public private(set) var entries: [(name: String, field: Field)]

  public init(_ entries: [(name: String, field: Field)]) { self.entries = entries }

  public init(dictionaryLiteral elements: (String, Field)...) {
    entries = elements.map { (name: $0.0, field: $0.1) }
  }

  private subscript(name: String) -> Field? { entries.first { $0.name == name }?.field }

  // MARK: Reading

  func numbers(_ name: String) throws(ChartError) -> [Double] {
    guard case .numbers(let values)? = self[name] else { throw .field(name) }
    return values
  }

  func texts(_ name: String) throws(ChartError) -> [String] {
    guard case .texts(let values)? = self[name] else { throw .field(name) }
    return values
  }

  func number(_ name: String) throws(ChartError) -> Double {
    guard case .number(let value)? = self[name] else { throw .field(name) }
    return value
  }

  /// A number that counts something.
  func count(_ name: String) throws(ChartError) -> Int {
    guard let value = Int(exactly: try number(name)), value >= 0 else { throw .field(name) }
    return value
  }

  func text(_ name: String) throws(ChartError) -> String {
    guard case .text(let value)? = self[name] else { throw .field(name) }
    return value
  }

  func flag(_ name: String) throws(ChartError) -> Bool {
    guard case .flag(let value)? = self[name] else { throw .field(name) }
    return value
  }

  // MARK: Comparing

  /// Whether both hold the same, numbers within `tolerance` (see `Chart.isClose`).
  func isClose(to other: Fields, tolerance: Double) -> Bool {
    entries.count == other.entries.count
      && zip(entries, other.entries).allSatisfy { a, b in
        guard a.name == b.name else { return false }
        return switch (a.field, b.field) {
        case (.numbers(let a), .numbers(let b)): Closeness.close(a, b, tolerance)
        case (.number(let a), .number(let b)): Closeness.close(a, b, tolerance)
        case (.texts(let a), .texts(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.flag(let a), .flag(let b)): a == b
        default: false
        }
      }
  }
}

/// When two numbers count as the same.
enum Closeness {
  static func close(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    if a == b || (a.isNaN && b.isNaN) { return true }
    guard a.isFinite, b.isFinite else { return false }
    return (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
  }

  static func close(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { close($0, $1, tolerance) }
  }

  static func close(_ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?, _ tolerance: Double) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return close(a.lowerBound, b.lowerBound, tolerance) && close(a.upperBound, b.upperBound, tolerance)
  }
}
