/// Bytes → tokens. It never fails half way: a mistake becomes an `.invalid` token with `failure` beside it,
/// so that the parser reports whichever mistake comes first.
struct Lexer {
  /// A larger input is refused: offsets are 32 bits wide.
  static let maximumBytes = 64 << 20
  /// Brackets open at once; the parser's own limit is lower.
  static let maximumNesting = 1_000

  /// A bracket, text or interpolation that waits for its end.
  struct Opening {
    enum Kind { case paren, bracket, brace, text, longText, interpolation }
    var kind: Kind
    var token: Int
  }

  let source: SourceText
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var openings: [Opening] = []
  var failure: Diagnostic?
  /// The failure is that the input ended too early, so that more lines may mend it.
  var endsTooEarly = false
  /// The `##` lines above the token with this index.
  var documentation: [Int: String] = [:]

  /// Offset of the first line break since the last token.
  private var pendingBreak: Int?
  private var pendingDocumentation: [String] = []
  /// Line breaks since the last `##` line: a blank line parts it from what follows.
  private var breaksSinceDocumentation = 0
  /// Texts in one pair of `"` that are open: a line may not end inside them.
  var openLineTexts = 0

  init(_ source: SourceText) {
    self.source = source
    bytes = source.utf8
  }

  mutating func run() {
    guard bytes.count <= Lexer.maximumBytes else {
      return fail(
        "P18", "this source has \(bytes.count >> 20) MiB, and at most \(Lexer.maximumBytes >> 20) are read",
        at: 0, 0, hint: "split it into several files")
    }
    tokens.reserveCapacity(bytes.count / 4 + 2)
    while failure == nil, position < bytes.count {
      switch openings.last?.kind {
      case .text: lexText(long: false)
      case .longText: lexText(long: true)
      default: lexCode()
      }
    }
    if failure == nil { finish() }
    emit(.end, bytes.count, bytes.count)
  }

  /// Only texts fail here: an open bracket is reported by the parser, which knows what it expected.
  private mutating func finish() {
    guard let innermost = openings.last else { return }
    guard let text = openings.last(where: { $0.kind == .text || $0.kind == .longText }) else {
      endsTooEarly = true
      return
    }
    if text.kind == .longText {
      endsTooEarly = true
      failUnclosedText(text)
    } else {
      failUnclosedText(innermost.kind == .interpolation ? innermost : text)
    }
  }

  func byte(_ offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  // MARK: - Emitting

  mutating func emit(_ kind: TokenKind, _ start: Int, _ end: Int) {
    if let lineBreak = pendingBreak, breakMatters(before: kind), let last = tokens.last {
      tokens.append(
        Token(
          .newline, lineBreak, lineBreak + 1, followsBreak: false, touchesPrevious: last.end == lineBreak))
    }
    if !pendingDocumentation.isEmpty {
      if breaksSinceDocumentation <= 1 {
        documentation[tokens.count] = pendingDocumentation.joined(separator: "\n")
      }
      pendingDocumentation = []
    }
    let touches = pendingBreak == nil && tokens.last?.end == start
    tokens.append(Token(kind, start, end, followsBreak: pendingBreak != nil, touchesPrevious: touches))
    pendingBreak = nil
  }

  /// A line break ends a statement unless a bracket is open, the line cannot end there,
  /// or the next one begins with `|>` or `.name`.
  private func breakMatters(before kind: TokenKind) -> Bool {
    guard let last = tokens.last, !last.kind.continuesLine, kind != .pipe, kind != .dot else { return false }
    return openings.last.map { $0.kind == .brace } ?? true
  }

  mutating func open(_ kind: Opening.Kind, as token: TokenKind, length: Int) {
    guard openings.count < Lexer.maximumNesting else {
      return fail(
        "P13", "more than \(Lexer.maximumNesting) brackets are open here", at: position, position + length,
        hint: "give the inner parts names")
    }
    emit(token, position, position + length)
    openings.append(Opening(kind: kind, token: tokens.count - 1))
    position += length
    if kind == .text { openLineTexts += 1 }
  }

  mutating func close(as token: TokenKind, length: Int) {
    emit(token, position, position + length)
    position += length
    guard let opening = openings.popLast() else { return }
    tokens[opening.token].partner = tokens.count - 1
    if opening.kind == .text { openLineTexts -= 1 }
  }

  mutating func fail(_ code: String, _ message: String, at start: Int, _ end: Int, hint: String? = nil) {
    fail(
      Diagnostic(
        .syntax, code, message, labels: [.init(SourceRange(start, end), in: source)],
        hints: hint.map { [$0] } ?? []))
  }

  mutating func fail(_ diagnostic: Diagnostic) {
    guard failure == nil else { return }
    failure = diagnostic
    let range = diagnostic.primary?.range ?? SourceRange(position, position)
    emit(.invalid, min(range.start, bytes.count), min(range.end, bytes.count))
  }

  // MARK: - Space between tokens

  /// One token outside of texts, or the space before it.
  private mutating func lexCode() {
    let first = bytes[position]
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
    case UInt8(ascii: "\n"): lexBreak()
    case UInt8(ascii: "#"): lexComment()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      lexName()
    case 0x80...: lexUnicode()
    default: lexSymbol(first)
    }
  }

  private mutating func lexBreak() {
    if openLineTexts > 0, let text = openings.last(where: { $0.kind == .text || $0.kind == .interpolation }) {
      return failUnclosedText(text)
    }
    if pendingBreak == nil { pendingBreak = position }
    breaksSinceDocumentation += 1
    position += 1
  }

  private mutating func lexComment() {
    let start = position
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    let isDocumentation =
      byte(start + 1) == UInt8(ascii: "#") && byte(start + 2) != UInt8(ascii: "#")
      && (pendingBreak != nil || tokens.isEmpty)
    guard isDocumentation else { return }
    if breaksSinceDocumentation > 1 { pendingDocumentation = [] }
    breaksSinceDocumentation = 0
    var text = bytes[(start + 2)..<position]
    if text.first == UInt8(ascii: " ") { text.removeFirst() }
    while let last = text.last, last == UInt8(ascii: " ") || last == 0x0D { text.removeLast() }
    pendingDocumentation.append(String(decoding: text, as: UTF8.self))
  }
}
