import Tensors

/// What shape an expression would have, while it is being typed.
///
/// Nothing of the session runs: the expression is tried on small stand-ins of the variables' shapes
/// (`ScratchPad`), and only tensor operations are. Where that can't tell, there is no answer.
public final class GhostShape {
  public enum Answer: Equatable, Sendable {
    /// `f32[32, 10]`
    case shape(String)
    /// Why it would be an error.
    case misfit(String)
  }

  private let interpreter: Interpreter
  private let scratch: Interpreter
  /// Longer input is no expression to glance at.
  private static let longestText = 2000
  /// Tensors of at most so many elements are tried in their own shapes.
  private static let exactElements = 1024
  /// Bytes of the largest tensor on the way: 10 ms are little time.
  private static let largestResult = 1 << 22

  public init(_ interpreter: Interpreter) {
    self.interpreter = interpreter
    scratch = ScratchPad.interpreter(like: interpreter)
  }

  /// The shape that the last statement of a cell would give, brackets that are still open closed.
  public func answer(for text: String) -> Answer? {
    guard text.utf8.count <= Self.longestText, let program = parse(text), let last = Self.value(of: program)
    else { return nil }
    // A variable's own shape is no news.
    if case .name = last.kind { return nil }
    scratch.context.defaultDType = interpreter.context.defaultDType
    let earlier = program.statements.dropLast().compactMap(Self.assignment)
    guard earlier.count == program.statements.count - 1,
      let pad = pad(for: earlier.map(\.expression) + [last])
    else { return nil }
    return withLargestTensor(bytes: Self.largestResult) {
      // What earlier statements of the same cell would make.
      var made: [String: Value] = [:]
      for (name, expression) in earlier {
        let text = program.source.slice(expression.range)
        guard case .value(let value) = pad.evaluate(text, replacing: made) else { return nil }
        made[name] = value
      }
      return Self.answer(pad.evaluate(program.source.slice(last.range), replacing: made), pad)
    }
  }

  /// The expression that a cell's last statement gives or assigns.
  private static func value(of program: Program) -> Expression? {
    switch program.statements.last?.kind {
    case .expression(let expression)?, .assign(.name, nil, let expression)?: expression
    default: nil
    }
  }

  private static func assignment(_ statement: Statement) -> (name: String, expression: Expression)? {
    guard case .assign(.name(let name, _), nil, let expression) = statement.kind else { return nil }
    return (name, expression)
  }

  private func parse(_ text: String) -> Program? {
    for text in [text, text + Self.closing(text)] {
      if let program = try? Parser.parse(SourceText(name: "input", text: text)) { return program }
    }
    return nil
  }

  /// Stand-ins for what some expressions use; nil where they could not tell.
  private func pad(for expressions: [Expression]) -> ScratchPad? {
    var names = NameCollector()
    for expression in expressions { names.visit(expression) }
    let shapes = names.variables.map { interpreter.variable($0)?.tensor?.shape }
    let isExact = shapes.allSatisfy { ($0?.count ?? 0) <= Self.exactElements }
    var sizes = ScratchPad.Sizes.small
    if isExact { sizes.longestAxis = Self.exactElements }
    // Sizes that are written down say nothing about shorter axes, but for axis numbers.
    guard isExact || names.integers.allSatisfy({ $0 <= 4 }) else { return nil }
    return ScratchPad(scratch, sizes, axes: shapes) { [interpreter] in interpreter.variable($0) }
  }

  private static func answer(_ result: ScratchPad.Result, _ pad: ScratchPad) -> Answer? {
    switch result {
    case .value(let value):
      guard value.tensor != nil else { return nil }
      let summary = pad.summary(of: value)
      return summary.isEmpty ? nil : .shape(summary)
    case .misfit(let error): return .misfit(pad.withOwnSizes(error.message))
    case .unknown: return nil
    }
  }

  /// The brackets that are open at the end of a text, closed.
  private static func closing(_ text: String) -> String {
    var open: [Character] = []
    var isText = false, isComment = false, isEscaped = false
    for character in text {
      if isText {
        if character == "\"" && !isEscaped { isText = false }
        isEscaped = character == "\\" && !isEscaped
        continue
      }
      if isComment {
        isComment = character != "\n"
        continue
      }
      switch character {
      case "\"": isText = true
      case "#": isComment = true
      case "(": open.append(")")
      case "[": open.append("]")
      case "{": open.append("}")
      case ")", "]", "}": _ = open.popLast()
      default: break
      }
    }
    return (isText ? "\"" : "") + String(open.reversed())
  }
}
