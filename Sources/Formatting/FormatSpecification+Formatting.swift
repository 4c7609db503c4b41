extension FormatSpecification {
  /// Decimals of a plain `.2f`, which is what most formats are.
  private var plainDecimals: Int? {
    guard type == "f" || type == "F", sign == nil, !alternate, grouping == nil, width == 0,
      !hidesNegativeZero
    else { return nil }
    return precision ?? 6
  }

  /// Appends `x` formatted if that is quickly done.
  public func appendQuickly(_ x: Double, to bytes: inout [UInt8]) -> Bool {
    plainDecimals.map { Numbers.appendFixed(x, $0, to: &bytes) } ?? false
  }

  // MARK: Text

  /// - Throws: `FormatError.unsuitable` for a type other than `s`, and for options of numbers.
  public func format(_ text: String) throws(FormatError) -> String {
    if let type, type != "s" { throw .unsuitable(option: String(type), kind: .text) }
    if let sign { throw .unsuitable(option: String(sign.rawValue), kind: .text) }
    if hidesNegativeZero { throw .unsuitable(option: "z", kind: .text) }
    if alternate { throw .unsuitable(option: "#", kind: .text) }
    if let grouping { throw .unsuitable(option: String(grouping), kind: .text) }
    if alignment == .afterSign { throw .unsuitable(option: "=", kind: .text) }
    let shown = precision.map { String(text.prefix($0)) } ?? text
    return padded(shown, default: .left)
  }

  // MARK: Integers

  /// - Throws: `FormatError.unsuitable` for type `s` and for a precision without a decimal type,
  ///   `FormatError.notACharacter` for type `c`.
  public func format(_ n: Int) throws(FormatError) -> String {
    switch type ?? "d" {
    case "e", "E", "f", "F", "g", "G", "%": return try format(Double(n))
    case "s": throw .unsuitable(option: "s", kind: .integer)
    case "c": return try character(n)
    default: break
    }
    if let precision { throw .unsuitable(option: ".\(precision)", kind: .integer) }
    if hidesNegativeZero { throw .unsuitable(option: "z", kind: .integer) }
    if type == "n", let grouping { throw .unsuitable(option: String(grouping), kind: .integer) }
    let (radix, prefix): (Int, String) =
      switch type {
      case "x": (16, "0x")
      case "X": (16, "0X")
      case "o": (8, "0o")
      case "b": (2, "0b")
      default: (10, "")
      }
    if radix != 10 && grouping == "," { throw .unsuitable(option: ",", kind: .integer) }
    let digits = String(n.magnitude, radix: radix, uppercase: type == "X")
    let lead = signText(isNegative: n < 0) + (alternate ? prefix : "")
    return padded(lead: lead, digits: digits, rest: "", group: radix == 10 ? 3 : 4)
  }

  private func character(_ n: Int) throws(FormatError) -> String {
    if sign != nil { throw .unsuitable(option: "sign", kind: .integer) }
    if hidesNegativeZero { throw .unsuitable(option: "z", kind: .integer) }
    if alternate { throw .unsuitable(option: "#", kind: .integer) }
    if let precision { throw .unsuitable(option: ".\(precision)", kind: .integer) }
    if let grouping { throw .unsuitable(option: String(grouping), kind: .integer) }
    guard let value = UInt32(exactly: n), let scalar = Unicode.Scalar(value) else {
      throw .notACharacter(n)
    }
    let text = String(scalar)
    return alignment == .afterSign || (zeroFill && alignment == nil)
      ? filled(DisplayWidth.of(text)) + text : padded(text, default: .right)
  }

  // MARK: Numbers

  /// - Throws: `FormatError.unsuitable` for types of integers and of text.
  public func format(_ x: Double) throws(FormatError) -> String {
    if let type, !"fFeEgGn%".contains(type) { throw .unsuitable(option: String(type), kind: .number) }
    if type == "n", let grouping { throw .unsuitable(option: String(grouping), kind: .number) }
    let isUpper = type?.isUppercase ?? false
    var isNegative = x.sign == .minus && !x.isNaN
    guard x.isFinite else {
      let lead = signText(isNegative: isNegative)
      let name = (x.isNaN ? "nan" : "inf") + (type == "%" ? "%" : "")
      return padded(lead: lead, digits: "", rest: isUpper ? name.uppercased() : name, group: 3)
    }
    var text = unsigned(x.magnitude)
    if hidesNegativeZero, !text.prefix(while: { $0 != "e" }).contains(where: { "123456789".contains($0) }) {
      isNegative = false
    }
    let lead = signText(isNegative: isNegative)
    if isUpper { text = text.uppercased() }
    if width == 0, grouping == nil { return lead + text }
    let whole = text.utf8.prefix { (0x30...0x39).contains($0) }
    return padded(
      lead: lead, digits: String(Substring(whole)), rest: String(text[whole.endIndex...]), group: 3)
  }

  /// A finite number that is not negative, in lower case.
  private func unsigned(_ x: Double) -> String {
    switch type {
    case "f", "F": return Numbers.fixed(x, precision ?? 6, alternate: alternate)
    case "e", "E": return Numbers.scientific(x, precision ?? 6, alternate: alternate)
    // There is one locale, so `n` is `g`.
    case "g", "G", "n": return significant(x, digits: max(1, precision ?? 6))
    case "%":
      let scaled = x * 100
      return (scaled.isFinite ? Numbers.fixed(scaled, precision ?? 6, alternate: alternate) : "inf") + "%"
    default:
      if let precision { return withDecimal(x, digits: max(1, precision)) }
      let text = Numbers.python(x)
      guard alternate, let e = text.firstIndex(of: "e"), !text.contains(".") else { return text }
      return text[..<e] + "." + text[e...]
    }
  }

  private func significant(_ x: Double, digits: Int) -> String {
    Numbers.significant(x, digits, below: digits, alternate: alternate)
  }

  /// No type, but a precision: like `g`, with at least one digit after the point, and scientific
  /// as soon as that digit would be one too many.
  private func withDecimal(_ x: Double, digits: Int) -> String {
    let text = Numbers.significant(x, digits, below: digits - 1, alternate: alternate)
    if text.contains("e") { return text }
    return text.contains(".") ? (text.hasSuffix(".") ? text + "0" : text) : text + ".0"
  }

  private func signText(isNegative: Bool) -> String {
    if isNegative { return "-" }
    switch sign {
    case .plus: return "+"
    case .space: return " "
    case .minus, nil: return ""
    }
  }

  // MARK: Filling

  /// Text brought to the width.
  private func padded(_ text: String, default side: Alignment) -> String {
    if width == 0 { return text }
    let missing = filled(DisplayWidth.of(text))
    switch alignment ?? side {
    case .left: return text + missing
    case .right, .afterSign: return missing + text
    case .center:
      let before = missing.prefix(missing.count / 2)
      return before + text + missing.dropFirst(before.count)
    }
  }

  /// A number brought to the width: what leads it, digits that may be grouped, and the rest.
  private func padded(lead: String, digits: String, rest: String, group: Int) -> String {
    let side = alignment ?? (zeroFill ? .afterSign : .right)
    guard side == .afterSign else {
      return padded(lead + grouped(digits, group) + rest, default: .right)
    }
    // Zeros take part in the grouping: 0,001,234.
    if fill == "0", grouping != nil, !digits.isEmpty {
      let room = width - lead.count - rest.count
      // Of every `group + 1` columns one goes to a separator, and none stands in front.
      let needed = room <= 0 ? 0 : (room + 1) - (room + group) / (group + 1)
      let zeros = String(repeating: "0", count: max(0, needed - digits.count)) + digits
      return lead + grouped(zeros, group) + rest
    }
    let body = grouped(digits, group) + rest
    return lead + filled(lead.count + body.count) + body
  }

  private func grouped(_ digits: String, _ size: Int) -> String {
    guard let grouping else { return digits }
    var result = ""
    for (i, digit) in digits.enumerated() {
      if i > 0 && (digits.count - i) % size == 0 { result.append(grouping) }
      result.append(digit)
    }
    return result
  }

  /// The fill that is missing after `used` columns.
  private func filled(_ used: Int) -> String {
    let size = max(1, DisplayWidth.of(fill))
    return String(repeating: fill, count: max(0, width - used) / size)
  }
}
