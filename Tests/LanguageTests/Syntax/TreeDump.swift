@testable import Language

/// A tree as an S-expression, so that tests can state how something was grouped.
enum TreeDump {
  static func dump(_ program: Program) -> String {
    program.statements.map { dump($0) }.joined(separator: "\n")
  }

  static func dump(_ statement: Statement) -> String {
    let text =
      switch statement.kind {
      case .expression(let value): dump(value)
      case .assign(let target, let operation, let value):
        "(\(operation?.rawValue ?? "")= \(dump(target)) \(dump(value)))"
      case .define(let function): "(define \(dump(function)))"
      case .model(let model):
        "(model \(model.name) (\(dump(model.parameters)))\(documentation(model.documentation)) \(dump(model.body)))"
      case .forLoop(let target, let sequence, let body):
        "(for \(dump(target)) \(dump(sequence)) \(dump(body)))"
      case .whileLoop(let condition, let body): "(while \(dump(condition)) \(dump(body)))"
      case .breakLoop: "(break)"
      case .continueLoop: "(continue)"
      case .returnValue(let value): value.map { "(return \(dump($0)))" } ?? "(return)"
      case .assertion(let condition, let message):
        "(assert \(dump(condition))\(message.map { " " + dump($0) } ?? ""))"
      }
    return statement.hidesResult ? text + ";" : text
  }

  static func dump(_ block: Block) -> String {
    "{" + block.statements.map { dump($0) }.joined(separator: " ") + "}"
  }

  static func dump(_ target: Target) -> String {
    switch target {
    case .name(let name, _): name
    case .index(let object, let subscripts, _): "(index \(dump(object))\(dump(subscripts)))"
    case .field(let object, let name, _): "(. \(dump(object)) \(name))"
    case .list(let targets, _): "(list" + targets.map { " " + dump($0) }.joined() + ")"
    }
  }

  static func dump(_ function: Function) -> String {
    let head = function.isBlock ? "block" : "fn"
    return
      "(\(head) \(function.name)(\(dump(function.parameters)))\(documentation(function.documentation)) \(dump(function.body)))"
  }

  private static func documentation(_ text: String?) -> String {
    text.map { " doc:\($0.debugDescription)" } ?? ""
  }

  static func dump(_ parameters: [FunctionParameter]) -> String {
    parameters.map {
      ($0.isVariadic ? "*" : "") + $0.name + ($0.defaultValue.map { "=" + dump($0) } ?? "")
    }.joined(separator: " ")
  }

  static func dump(_ value: Expression) -> String {
    switch value.kind {
    case .integer(let number): return String(number)
    case .float(let number): return "\(number)"
    case .boolean(let flag): return "\(flag)"
    case .none: return "none"
    case .placeholder: return "___"
    case .name(let name): return name
    case .text(let parts): return "(text" + parts.map { " " + dump($0) }.joined() + ")"
    case .tensor(let items): return "[" + items.map { dump($0) }.joined(separator: " ") + "]"
    case .list(let items): return "(list" + items.map { " " + dump($0) }.joined() + ")"
    case .record(let entries):
      return "(record" + entries.map { " \(dump($0.key)): \(dump($0.value))" }.joined() + ")"
    case .range(let from, let to, let by, let closed):
      return "(\(closed ? "..." : "..<") \(dump(from)) \(dump(to))\(by.map { " by \(dump($0))" } ?? ""))"
    case .unary(let operation, let operand): return "(\(operation.rawValue) \(dump(operand)))"
    case .binary(let operation, let left, let right, _):
      return "(\(operation.rawValue) \(dump(left)) \(dump(right)))"
    case .comparison(let first, let rest):
      return "(compare \(dump(first))"
        + rest.map { " \($0.operation.rawValue) \(dump($0.right))" }.joined() + ")"
    case .and(let left, let right): return "(and \(dump(left)) \(dump(right)))"
    case .or(let left, let right): return "(or \(dump(left)) \(dump(right)))"
    case .conditional(let condition, let then, let otherwise):
      return "(if \(dump(condition)) \(dump(then))\(otherwise.map { " " + dump($0) } ?? ""))"
    case .call(let callee, let arguments):
      return "(call \(dump(callee))"
        + arguments.map { " " + ($0.name.map { $0 + "=" } ?? "") + dump($0.value) }.joined() + ")"
    case .pipe(let left, let right): return "(|> \(dump(left)) \(dump(right)))"
    case .index(let object, let subscripts): return "(index \(dump(object))\(dump(subscripts)))"
    case .field(let object, let name, _): return "(. \(dump(object)) \(name))"
    case .function(let function): return dump(function)
    case .match(let value, let arms):
      return "(match \(dump(value))"
        + arms.map { arm in
          " (\(arm.patterns.isEmpty ? "else" : arm.patterns.map { dump($0) }.joined(separator: " ")) -> \(dump(arm.body)))"
        }.joined() + ")"
    case .importFile(let path): return "(import \(dump(path)))"
    case .attempt(let body, let name, let handler):
      return "(try \(dump(body)) \(name ?? "_") \(dump(handler)))"
    }
  }

  private static func dump(_ part: TextPart) -> String {
    switch part {
    case .literal(let text): text.debugDescription
    case .value(let value, let format): "{\(dump(value))\(format.map { ":" + $0 } ?? "")}"
    }
  }

  private static func dump(_ subscripts: [Subscript]) -> String {
    subscripts.map { entry in
      switch entry {
      case .expression(let value): " \(dump(value))"
      case .ellipsis: " ..."
      case .slice(let from, let to, let step, _):
        " (slice \(from.map { dump($0) } ?? "_") \(to.map { dump($0) } ?? "_") \(step.map { dump($0) } ?? "_"))"
      }
    }.joined()
  }
}
