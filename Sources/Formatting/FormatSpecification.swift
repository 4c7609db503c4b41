/// A format in Python's mini-language: `[[fill]align][sign][z][#][0][width][,|_][.precision][type]`.
///
/// What it gives is what Python's `format` gives, with one difference: the width of text counts
/// terminal columns, not code points, so that tables with CJK text stay aligned.
///
///     try FormatSpecification.format(1234.5, "10,.2f")  // "  1,234.50"
///     try FormatSpecification.format(255, "#06x")       // "0x00ff"
///     try FormatSpecification.format("left", "*^10")    // "***left***"
public struct FormatSpecification: Sendable, Equatable {
  enum Alignment: Character { case left = "<", right = ">", center = "^", afterSign = "=" }
  enum Sign: Character { case minus = "-", plus = "+", space = " " }

  var fill: Character = " "
  var alignment: Alignment?
  var sign: Sign?
  /// `z`: what rounds to -0 loses its sign.
  var hidesNegativeZero = false
  /// `#`: the prefix of other bases, the point of numbers without decimals.
  var alternate = false
  var width = 0
  /// `,` or `_` between groups of digits.
  var grouping: Character?
  var precision: Int?
  var type: Character?
  /// A `0` before the width was given: zeros fill, after the sign.
  var zeroFill = false

  /// The largest width and the largest precision.
  public static let widthLimit = 10_000
  public static let precisionLimit = 400

  static let types = Set("dfFeEgGn%sxXobc")

  /// - Throws: `FormatError.unexpected` with the place where `text` stops being a format,
  ///   `FormatError.tooLarge` for a width or precision beyond the limits.
  public init(_ text: String) throws(FormatError) {
    let all = Array(text)
    var at = 0
    func next(_ offset: Int = 0) -> Character? { at + offset < all.count ? all[at + offset] : nil }

    func number(_ limit: Int) throws(FormatError) -> Int? {
      var value: Int?
      while let digit = next(), digit.isASCII, let d = digit.wholeNumberValue {
        value = (value ?? 0) * 10 + d
        if let value, value > limit { throw .tooLarge(format: text, limit: limit) }
        at += 1
      }
      return value
    }

    if let fill = next(), let align = next(1).flatMap(Alignment.init(rawValue:)) {
      (self.fill, alignment) = (fill, align)
      at += 2
    } else if let align = next().flatMap(Alignment.init(rawValue:)) {
      alignment = align
      at += 1
    }
    let hasFill = at == 2
    if let sign = next().flatMap(Sign.init(rawValue:)) {
      self.sign = sign
      at += 1
    }
    if next() == "z" {
      hidesNegativeZero = true
      at += 1
    }
    if next() == "#" {
      alternate = true
      at += 1
    }
    if next() == "0" {
      // An explicit fill or alignment wins over what the zero implies.
      zeroFill = true
      if !hasFill { fill = "0" }
      at += 1
    }
    width = try number(Self.widthLimit) ?? 0
    if let mark = next(), mark == "," || mark == "_" {
      grouping = mark
      at += 1
    }
    if next() == "." {
      at += 1
      guard let digits = try number(Self.precisionLimit) else { throw .unexpected(format: text, at: at) }
      precision = digits
    }
    if let type = next(), Self.types.contains(type) {
      self.type = type
      at += 1
    }
    if at < all.count { throw .unexpected(format: text, at: at) }
  }

  /// `x` formatted as `specification` says.
  public static func format(_ x: Double, _ specification: String) throws(FormatError) -> String {
    try FormatSpecification(specification).format(x)
  }

  /// `n` formatted as `specification` says.
  public static func format(_ n: Int, _ specification: String) throws(FormatError) -> String {
    try FormatSpecification(specification).format(n)
  }

  /// `text` formatted as `specification` says.
  public static func format(_ text: String, _ specification: String) throws(FormatError) -> String {
    try FormatSpecification(specification).format(text)
  }
}
