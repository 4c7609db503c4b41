/// Which variables a cell uses, from its text alone: what it reads, what it gives values to, and what the
/// functions that it defines will read when somebody calls them.
///
/// Names of built-ins are among the reads; whoever asks knows which of them are variables.
public struct CellNames: Sendable {
  /// Names that are used while the cell runs, before the cell itself has surely given them a value.
  public private(set) var reads: Set<String> = []
  /// Names that are used while the cell runs, those that it has given a value itself among them.
  public private(set) var uses: Set<String> = []
  /// Names that the cell assigns, defines, or changes a part of.
  public private(set) var writes: Set<String> = []
  /// For each function and model of the cell, the names from outside that its body uses.
  public private(set) var bodies: [String: Set<String>] = [:]

  /// A text that does not parse uses nothing.
  public init(_ source: String) {
    guard let program = try? Parser.parse(SourceText(name: "", text: source)) else { return }
    for statement in program.statements { visit(statement, isCertain: true) }
  }

  /// Variables of the functions around the place that is looked at, innermost last; empty at the top.
  private var locals: [Set<String>] = []
  /// The definition whose body is looked at.
  private var definition: String?

  private mutating func use(_ name: String) {
    if locals.contains(where: { $0.contains(name) }) { return }
    if let definition {
      bodies[definition, default: []].insert(name)
    } else {
      uses.insert(name)
      if !certain.contains(name) { reads.insert(name) }
    }
  }

  /// Names that the statements before this place have surely given a value.
  private var certain: Set<String> = []

  private mutating func assign(_ name: String, isCertain: Bool) {
    if !locals.isEmpty {
      locals[locals.count - 1].insert(name)
    } else {
      writes.insert(name)
      if isCertain { certain.insert(name) }
    }
  }

  // MARK: Statements

  private mutating func visit(_ statement: Statement, isCertain: Bool) {
    switch statement.kind {
    case .expression(let expression): visit(expression)
    case .assign(let target, let operation, let value):
      visit(value)
      if operation != nil, case .name(let name, _) = target { use(name) }
      visit(target, isCertain: isCertain)
    case .define(let function): define(function.name, isCertain) { $0.visit(function) }
    case .model(let model):
      define(model.name, isCertain) { names in
        names.inFunction(model.parameters) { $0.visit(model.body, isCertain: false) }
      }
    case .forLoop(let target, let items, let body):
      visit(items)
      visit(target, isCertain: false)
      visit(body, isCertain: false)
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body, isCertain: false)
    case .breakLoop, .continueLoop: break
    case .returnValue(let value): if let value { visit(value) }
    case .assertion(let condition, let message):
      visit(condition)
      if let message { visit(message) }
    }
  }

  private mutating func define(_ name: String, _ isCertain: Bool, _ body: (inout CellNames) -> Void) {
    assign(name, isCertain: isCertain)
    let outer = definition
    if locals.isEmpty {
      definition = name
      bodies[name] = bodies[name] ?? []
    }
    body(&self)
    definition = outer
  }

  private mutating func visit(_ target: Target, isCertain: Bool) {
    switch target {
    case .name(let name, _): assign(name, isCertain: isCertain)
    case .index(let base, let subscripts, _):
      visit(base)
      visit(subscripts)
      change(base)
    case .field(let base, _, _):
      visit(base)
      change(base)
    case .list(let targets, _): for target in targets { visit(target, isCertain: isCertain) }
    }
  }

  /// `x[0].a = 1` changes x.
  private mutating func change(_ place: Expression) {
    switch place.kind {
    case .name(let name): assign(name, isCertain: false)
    case .index(let base, _), .field(let base, _, _): change(base)
    default: break
    }
  }

  private mutating func visit(_ block: Block, isCertain: Bool) {
    // What a branch or a loop assigns may not have happened; inside of it, it has.
    let before = certain
    for statement in block.statements { visit(statement, isCertain: true) }
    if !isCertain { certain = before }
  }

  // MARK: Functions

  private mutating func visit(_ function: Function) {
    for parameter in function.parameters {
      if let value = parameter.defaultValue { visit(value) }
    }
    if function.isBlock {
      // A trailing block assigns to the scope around it; only its parameters are its own.
      let own = Set(function.parameters.map(\.name)), before = certain
      if locals.isEmpty { certain.formUnion(own) } else { locals[locals.count - 1].formUnion(own) }
      visit(function.body, isCertain: false)
      certain = before
    } else {
      inFunction(function.parameters) { $0.visit(function.body, isCertain: false) }
    }
  }

  private mutating func inFunction(_ parameters: [FunctionParameter], _ body: (inout CellNames) -> Void) {
    locals.append(Set(parameters.map(\.name)))
    body(&self)
    locals.removeLast()
  }

  // MARK: Expressions

  private mutating func visit(_ subscripts: [Subscript]) {
    for entry in subscripts {
      switch entry {
      case .expression(let expression): visit(expression)
      case .slice(let from, let to, let step, _):
        for part in [from, to, step] { if let part { visit(part) } }
      case .ellipsis: break
      }
    }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .integer, .float, .boolean, .none, .placeholder: break
    case .name(let name): use(name)
    case .text(let parts): for case .value(let value, _) in parts { visit(value) }
    case .tensor(let items), .list(let items): for item in items { visit(item) }
    case .record(let entries):
      for entry in entries {
        visit(entry.key)
        visit(entry.value)
      }
    case .range(let from, let to, let step, _):
      visit(from)
      visit(to)
      if let step { visit(step) }
    case .unary(_, let operand): visit(operand)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right),
      .pipe(let left, let right):
      visit(left)
      visit(right)
    case .comparison(let first, let rest):
      visit(first)
      for comparison in rest { visit(comparison.right) }
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then, isCertain: false)
      if let otherwise { visit(otherwise, isCertain: false) }
    case .call(let callee, let arguments): call(callee, arguments)
    case .index(let base, let subscripts):
      visit(base)
      visit(subscripts)
    case .field(let base, _, _): visit(base)
    case .importFile(let path): visit(path)
    case .function(let function): visit(function)
    case .match(let subject, let arms):
      visit(subject)
      for arm in arms {
        for pattern in arm.patterns { visit(pattern) }
        visit(arm.body, isCertain: false)
      }
    case .attempt(let body, let name, let handler):
      visit(body, isCertain: false)
      if let name { assign(name, isCertain: true) }
      visit(handler, isCertain: false)
    }
  }

  private mutating func call(_ callee: Expression, _ arguments: [Argument]) {
    if case .field(let base, let name, _) = callee.kind {
      // `x.f(y)` may be `f(x, y)`, and `x.append(y)` changes x.
      use(name)
      visit(base)
      if Self.changing.contains(name) { change(base) }
    } else {
      visit(callee)
    }
    for argument in arguments { visit(argument.value) }
  }

  /// Methods of lists and records that change what they are called on.
  private static let changing: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "sort", "reverse", "clear", "update", "setdefault",
  ]
}
