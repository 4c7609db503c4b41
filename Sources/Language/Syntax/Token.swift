/// One token: what it is and which bytes it covers. Sixteen bytes, so that a large file stays small;
/// names, numbers and text are read from the source when the parser needs them.
struct Token: Sendable {
  var kind: TokenKind
  /// A line break stands between this token and the one before, even where it means nothing.
  var followsBreak: Bool
  /// Nothing at all stands between this token and the one before.
  var touchesPrevious: Bool
  private var startOffset: Int32
  private var endOffset: Int32
  /// For an opening bracket, quote or `{` of an interpolation: the index of the token that closes it.
  private var partnerIndex: Int32 = -1

  init(_ kind: TokenKind, _ start: Int, _ end: Int, followsBreak: Bool, touchesPrevious: Bool) {
    self.kind = kind
    self.followsBreak = followsBreak
    self.touchesPrevious = touchesPrevious
    startOffset = Int32(truncatingIfNeeded: start)
    endOffset = Int32(truncatingIfNeeded: end)
  }

  var start: Int { Int(startOffset) }
  var end: Int { Int(endOffset) }
  var range: SourceRange { SourceRange(start, end) }

  var partner: Int? {
    get { partnerIndex < 0 ? nil : Int(partnerIndex) }
    set { partnerIndex = Int32(truncatingIfNeeded: newValue ?? -1) }
  }
}

/// What a token is. Unicode twins (`≤`, `×`, `∈`) have the kind of their plain spelling.
enum TokenKind: UInt8, Sendable {
  case integer, float, superscript, name, placeholder
  // `"a {x:.2f}"` is textStart, textPiece, interpolationStart, name, format, interpolationEnd, textEnd.
  case textStart, textPiece, textEnd, interpolationStart, format, interpolationEnd
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, colon, dot, arrow, pipe, semicolon, newline
  case plus, minus, star, slash, slashSlash, percent, at, caret, squareRoot, gradient
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, notIn
  case openRange, ellipsis
  case assign, plusAssign, minusAssign, starAssign, slashAssign, slashSlashAssign, percentAssign
  case atAssign, caretAssign
  case `true`, `false`, none, and, or, not, `in`, `if`, `else`, `for`, `while`, match, `try`, `catch`
  case fn, assert, `import`, `return`, `break`, `continue`
  /// The lexer's failure stands here; nothing but `end` follows.
  case invalid
  case end

  /// The words that cannot be names. `model` and `by` are words only where the grammar expects them.
  static let keywords: [String: TokenKind] = [
    "true": .true, "false": .false, "none": .none, "and": .and, "or": .or, "not": .not, "in": .in,
    "if": .if, "else": .else, "for": .for, "while": .while, "match": .match, "try": .try,
    "catch": .catch, "fn": .fn, "assert": .assert, "import": .import, "return": .return,
    "break": .break, "continue": .continue,
  ]

  var isKeyword: Bool { rawValue >= TokenKind.true.rawValue && rawValue <= TokenKind.continue.rawValue }

  /// The statement cannot end after this token, so a line break there is a space.
  var continuesLine: Bool {
    switch self {
    case .comma, .colon, .dot, .arrow, .pipe, .plus, .minus, .star, .slash, .slashSlash, .percent, .at,
      .caret, .squareRoot, .gradient, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
      .notIn, .openRange, .ellipsis, .and, .or, .not, .in:
      true
    default: assignedOperator != nil
    }
  }

  /// `=` gives `.some(nil)`, `+=` gives `.add`; nil for a token that does not assign.
  var assignedOperator: BinaryOperator?? {
    switch self {
    case .assign: .some(nil)
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .slashSlashAssign: .floorDivide
    case .percentAssign: .modulo
    case .atAssign: .matmul
    case .caretAssign: .power
    default: nil
    }
  }

  /// An expression may begin with this token.
  var startsExpression: Bool {
    switch self {
    case .integer, .float, .name, .placeholder, .textStart, .leftParen, .leftBracket, .leftBrace, .plus,
      .minus, .squareRoot, .gradient, .true, .false, .none, .not, .if, .match, .try, .fn,
      .import:
      true
    default: false
    }
  }
}
