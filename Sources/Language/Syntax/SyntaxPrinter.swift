import Formatting

/// Tree → canonical source: the same program with one spelling and one layout.
/// Parsing what it prints and printing that again changes nothing.
public struct SyntaxPrinter {
  /// A block of one statement stays on its line up to this many characters.
  static let inlineWidth = 60

  var indentation = 0
  /// Everything on one line, as inside an interpolation.
  var isInline = false
  /// In the head of `if`, `for`, `while` or `match`, where a call with a block needs parentheses.
  var isHead = false

  public static func print(_ program: Program) -> String {
    let text = SyntaxPrinter().statements(program.statements)
    return text.isEmpty ? "" : text + "\n"
  }

  public static func print(_ expression: Expression) -> String {
    SyntaxPrinter().expression(expression, .pipe)
  }

  public static func print(_ statement: Statement) -> String {
    SyntaxPrinter().statement(statement)
  }

  // MARK: - Layout

  private var margin: String { String(repeating: "  ", count: indentation) }

  private func nested() -> SyntaxPrinter {
    var copy = self
    copy.indentation += 1
    copy.isHead = false
    return copy
  }

  func bracketed() -> SyntaxPrinter {
    var copy = self
    copy.isHead = false
    return copy
  }

  private func inHead() -> SyntaxPrinter {
    var copy = self
    copy.isHead = true
    return copy
  }

  private func inline() -> SyntaxPrinter {
    var copy = bracketed()
    copy.isInline = true
    return copy
  }

  /// Statements without braces; lines after the first begin with the margin.
  func statements(_ statements: [Statement], guardsFirst: Bool = false) -> String {
    var lines = statements.map { statement($0) }
    if guardsFirst, let first = lines.first { lines[0] = "(\(first))" }
    if isInline { return lines.joined(separator: "; ") }
    for (i, statement) in statements.enumerated() where statement.hidesResult { lines[i] += ";" }
    return lines.joined(separator: "\n" + margin)
  }

  /// `{ … }`, with `opening` right after the brace (a block's parameters),
  /// and with the first statement, an expression, in parentheses if `guardsFirst`.
  func block(_ block: Block, opening: String = "", guardsFirst: Bool = false) -> String {
    guard !block.statements.isEmpty else { return opening.isEmpty ? "{}" : "{\(opening) }" }
    let inner = nested()
    let body = inner.statements(block.statements, guardsFirst: guardsFirst)
    if isInline || staysOnLine(block, body) { return "{\(opening) \(body) }" }
    return "{\(opening)\n\(inner.margin)\(body)\n\(margin)}"
  }

  /// A single short statement that is no definition and no loop.
  private func staysOnLine(_ block: Block, _ body: String) -> Bool {
    guard block.statements.count == 1, let only = block.statements.first, !only.hidesResult,
      body.utf8.count <= SyntaxPrinter.inlineWidth, !body.utf8.contains(0x0A)
    else { return false }
    return switch only.kind {
    case .define, .model, .forLoop, .whileLoop: false
    default: true
    }
  }

  // MARK: - Statements

  func statement(_ statement: Statement) -> String {
    switch statement.kind {
    case .expression(let value): return expression(value, .pipe)
    case .assign(let target, let operation, let value):
      return "\(self.target(target)) \(operation?.rawValue ?? "")= \(expression(value, .pipe))"
    case .define(let function): return definition(function)
    case .model(let model):
      return documentation(model.documentation)
        + "model \(model.name)(\(parameters(model.parameters))) \(block(model.body))"
    case .forLoop(let target, let sequence, let body):
      return "for \(self.target(target)) in \(inHead().expression(sequence, .pipe)) \(block(body))"
    case .whileLoop(let condition, let body):
      return "while \(inHead().expression(condition, .pipe)) \(block(body))"
    case .breakLoop: return "break"
    case .continueLoop: return "continue"
    case .returnValue(let value): return value.map { "return \(expression($0, .pipe))" } ?? "return"
    case .assertion(let condition, let message):
      return "assert \(expression(condition, .pipe))"
        + (message.map { ", \(expression($0, .pipe))" } ?? "")
    }
  }

  private func target(_ target: Target) -> String {
    switch target {
    case .name(let name, _): return name
    case .index(let object, let subscripts, let range):
      return expression(Expression(.index(object, subscripts), range), .postfix)
    case .field(let object, let name, let range):
      return expression(Expression(.field(object, name, nameRange: range), range), .postfix)
    case .list(let targets, _):
      return "(" + targets.map { self.target($0) }.joined(separator: ", ") + (targets.count == 1 ? ",)" : ")")
    }
  }

  private func definition(_ function: Function) -> String {
    let head = documentation(function.documentation)
    let parameters = parameters(function.parameters)
    if let value = singleExpression(function.body) {
      return "\(head)\(function.name)(\(parameters)) = \(expression(value, .pipe))"
    }
    return "\(head)fn \(function.name)(\(parameters)) \(block(function.body))"
  }

  private func documentation(_ text: String?) -> String {
    guard let text, !isInline else { return "" }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { ($0.isEmpty ? "##" : "## \($0)") + "\n" + margin }.joined()
  }

  func parameters(_ parameters: [FunctionParameter]) -> String {
    parameters.map { parameter in
      (parameter.isVariadic ? "*" : "") + parameter.name
        + (parameter.defaultValue.map { "=" + bracketed().expression($0, .pipe) } ?? "")
    }.joined(separator: ", ")
  }

  /// The expression that is the whole of a body.
  func singleExpression(_ body: Block) -> Expression? {
    guard body.statements.count == 1, let only = body.statements.first, !only.hidesResult,
      case .expression(let value) = only.kind
    else { return nil }
    return value
  }

  // MARK: - Control

  func conditional(_ condition: Expression, _ then: Block, _ otherwise: Block?) -> String {
    var text = "if \(inHead().expression(condition, .pipe)) \(bracketed().block(then))"
    guard let otherwise else { return text }
    text += " else "
    if let nested = singleExpression(otherwise), case .conditional = nested.kind {
      return text + bracketed().expression(nested, .pipe)
    }
    return text + bracketed().block(otherwise)
  }

  func match(_ value: Expression, _ arms: [MatchArm]) -> String {
    let inner = isInline ? bracketed() : nested()
    let lines = arms.map { arm in
      let patterns = arm.patterns.map { inner.expression($0, .or) }.joined(separator: ", ")
      return (arm.patterns.isEmpty ? "else" : patterns) + " -> " + inner.armBody(arm.body)
    }
    let head = "match \(inHead().expression(value, .pipe)) {"
    if isInline { return "\(head) \(lines.joined(separator: "; ")) }" }
    return "\(head)\n\(inner.margin)\(lines.joined(separator: "\n" + inner.margin))\n\(margin)}"
  }

  private func armBody(_ body: Block) -> String {
    // `{}` would be a record.
    if body.statements.isEmpty { return "{ ; }" }
    return singleExpression(body).map { expression($0, .pipe) } ?? block(body)
  }

  // MARK: - Texts

  func text(_ parts: [TextPart]) -> String {
    var result = "\""
    for part in parts {
      switch part {
      case .literal(let literal): result += SyntaxPrinter.escaped(literal)
      case .value(let value, let format):
        var inner = inline().expression(value, .pipe)
        // `{{` would be a literal brace.
        if inner.hasPrefix("{") { inner = "(\(inner))" }
        result += "{\(inner)" + (format.map { ":\($0)" } ?? "") + "}"
      }
    }
    return result + "\""
  }

  /// Controls, line and paragraph separators, and what turns the direction of writing: a terminal might obey.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  static func escaped(_ literal: String) -> String {
    var result = ""
    for scalar in literal.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "{": result += "{{"
      case "}": result += "}}"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where isInvisible(scalar):
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
