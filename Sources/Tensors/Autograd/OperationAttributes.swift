import Formatting

/// What an operation was told besides its inputs, in words: its stored properties, whatever they are.
enum OperationAttributes {
  /// `axes 0, 1, keeps dimensions`; empty when there is nothing to say.
  static func text(_ operation: any Operation) -> String {
    let parts = Mirror(reflecting: operation).children.compactMap { child in
      child.label.flatMap { text($0, child.value) }
    }
    return parts.joined(separator: ", ")
  }

  private static func text(_ label: String, _ value: Any) -> String? {
    let name = words(label)
    switch value {
    case let flag as Bool: return flag ? name : nil
    case let number as Int: return "\(name) \(number)"
    case let number as Double: return "\(name) \(Numbers.general(number, 4))"
    case let text as String: return text.isEmpty ? nil : "\(name) \(text)"
    // Longer ones are data: positions, classes.
    case let numbers as [Int]:
      return numbers.isEmpty || numbers.count > 4
        ? nil : "\(name) \(numbers.map(String.init).joined(separator: ", "))"
    case let shape as Shape: return "\(name) \(shape)"
    case let dtype as DType: return "\(name) \(dtype.name)"
    default: return nil
    }
  }

  /// `keepsDimensions` as `keeps dimensions`.
  private static func words(_ label: String) -> String {
    label.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}
