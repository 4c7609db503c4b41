/// The syntax tree: what the parser builds and the compiler reads. `docs/language.md` has the grammar.

public struct Expression: Sendable {
  public var kind: Kind
  public var range: SourceRange

  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Sendable {
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    case none
    /// `"loss {loss:.4f}"`: literal pieces and interpolated values.
    case text([TextPart])
    case name(String)
    /// `[a, b]`
    case tensor([Expression])
    /// `(a, b)`, `(a,)`, `()`. A parenthesised single expression is just that expression.
    case list([Expression])
    /// `{w: 0.0, "l": 1}`; a bare name before the colon is a text key.
    case record([RecordEntry])
    /// `a..<b`, `a...b`, `a..<b by c`
    case range(from: Expression, to: Expression, by: Expression?, closed: Bool)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression, operatorRange: SourceRange)
    /// `a < b <= c`: every operand is evaluated once, at most.
    case comparison(Expression, [Comparison])
    case and(Expression, Expression)
    case or(Expression, Expression)
    /// `if c { … } else { … }`; `else if` nests in the else block.
    case conditional(condition: Expression, then: Block, otherwise: Block?)
    /// A call; a trailing block is a `.function` with `isBlock` set, and the last argument.
    case call(Expression, [Argument])
    /// `x |> f(y)`, kept apart from `f(x, y)` so that printing round-trips.
    case pipe(Expression, Expression)
    case index(Expression, [Subscript])
    case field(Expression, String, nameRange: SourceRange)
    /// `x -> x^2`, `fn (x) { … }` and trailing blocks `{ i in … }`.
    case function(Function)
    /// `match x { 1, 2 -> a; else -> b }`
    case match(Expression, [MatchArm])
    /// `try { … } catch e { … }`
    case attempt(Block, name: String?, handler: Block)
    /// `import "path.md"`: a record of what another notebook defines.
    case importFile(Expression)
    /// `___` in an exercise: parses, and is an error when it is evaluated.
    case placeholder
  }
}

public enum TextPart: Sendable {
  case literal(String)
  /// `{value:format}`; the format is Python's mini-language, unparsed.
  case value(Expression, format: String?)
}

public struct RecordEntry: Sendable {
  public var key: Expression
  public var value: Expression
  public init(key: Expression, value: Expression) {
    self.key = key
    self.value = value
  }
}

public enum UnaryOperator: String, Sendable, CaseIterable {
  case minus = "-"
  case plus = "+"
  case not
  case squareRoot = "√"
  case gradient = "∇"
}

public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case matmul = "@"
  case power = "^"
}

public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  /// `x not in xs`
  case isNotIn = "not in"
}

public struct Comparison: Sendable {
  public var operation: ComparisonOperator
  public var right: Expression
  public var operatorRange: SourceRange
  public init(_ operation: ComparisonOperator, _ right: Expression, _ operatorRange: SourceRange) {
    self.operation = operation
    self.right = right
    self.operatorRange = operatorRange
  }
}

public struct Argument: Sendable {
  /// `axis` in `sum(x, axis=1)`.
  public var name: String?
  public var value: Expression
  public var range: SourceRange
  public init(name: String?, value: Expression, range: SourceRange) {
    self.name = name
    self.value = value
    self.range = range
  }
}

/// One entry between the brackets of `x[…]`.
public enum Subscript: Sendable {
  case expression(Expression)
  /// `a:b:c`, each part optional.
  case slice(from: Expression?, to: Expression?, step: Expression?, range: SourceRange)
  /// `...`
  case ellipsis(SourceRange)
}

public struct Function: Sendable {
  /// Empty for a lambda or a block.
  public var name: String
  public var parameters: [FunctionParameter]
  public var body: Block
  /// A trailing block shares the scope it is written in; a function has its own.
  public var isBlock: Bool
  /// The `##` lines above the definition.
  public var documentation: String?
  public var range: SourceRange

  public init(
    name: String, parameters: [FunctionParameter], body: Block, isBlock: Bool = false,
    documentation: String? = nil, range: SourceRange
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.isBlock = isBlock
    self.documentation = documentation
    self.range = range
  }
}

public struct FunctionParameter: Sendable {
  public var name: String
  public var defaultValue: Expression?
  /// `*rest`: gathers the remaining positional arguments into a list.
  public var isVariadic: Bool
  public var range: SourceRange

  public init(name: String, defaultValue: Expression?, isVariadic: Bool = false, range: SourceRange) {
    self.name = name
    self.defaultValue = defaultValue
    self.isVariadic = isVariadic
    self.range = range
  }
}

public struct MatchArm: Sendable {
  /// Values compared with `==`; empty for `else`.
  public var patterns: [Expression]
  public var body: Block
  public init(patterns: [Expression], body: Block) {
    self.patterns = patterns
    self.body = body
  }
}

/// Statements between braces, or a single expression after `=` or `->`. Its value is its last statement's.
public struct Block: Sendable {
  public var statements: [Statement]
  public var range: SourceRange
  public init(_ statements: [Statement], _ range: SourceRange) {
    self.statements = statements
    self.range = range
  }
}

public struct Statement: Sendable {
  public var kind: Kind
  public var range: SourceRange
  /// A `;` at the end of a cell hides its result.
  public var hidesResult: Bool

  public init(_ kind: Kind, _ range: SourceRange, hidesResult: Bool = false) {
    self.kind = kind
    self.range = range
    self.hidesResult = hidesResult
  }

  public indirect enum Kind: Sendable {
    case expression(Expression)
    /// `target = value`, or `target += value` with an operator.
    case assign(Target, BinaryOperator?, Expression)
    /// `f(x) = …` and `fn f(x) { … }`.
    case define(Function)
    case model(ModelDefinition)
    case forLoop(Target, Expression, Block)
    case whileLoop(Expression, Block)
    case breakLoop
    case continueLoop
    case returnValue(Expression?)
    case assertion(Expression, message: Expression?)
  }
}

/// What may stand left of `=`.
public indirect enum Target: Sendable {
  case name(String, SourceRange)
  case index(Expression, [Subscript], SourceRange)
  case field(Expression, String, SourceRange)
  /// `(a, b) = …`
  case list([Target], SourceRange)

  public var range: SourceRange {
    switch self {
    case .name(_, let range), .index(_, _, let range), .field(_, _, let range), .list(_, let range): range
    }
  }
}

public struct ModelDefinition: Sendable {
  public var name: String
  public var parameters: [FunctionParameter]
  public var body: Block
  public var documentation: String?
  public var nameRange: SourceRange

  public init(
    name: String, parameters: [FunctionParameter], body: Block, documentation: String?, nameRange: SourceRange
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.documentation = documentation
    self.nameRange = nameRange
  }
}

/// One parsed cell or file.
public struct Program: Sendable {
  public var statements: [Statement]
  public var source: SourceText
  public init(statements: [Statement], source: SourceText) {
    self.statements = statements
    self.source = source
  }
}
