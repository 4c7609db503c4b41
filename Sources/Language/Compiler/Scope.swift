/// One lexical scope: a cell, a function, a trailing block or a model's body.
///
/// Built for the whole cell before any code is generated, so that the compiler knows which variables
/// closures share (they live in boxes) and which globals the cell names.
final class Scope {
  enum Kind { case module, function, block, model }

  let kind: Kind
  let parent: Scope?
  /// Variables that live in this scope, in order of declaration. A block has only its parameters:
  /// what it assigns belongs to the scope around it.
  private(set) var variables: [String: Variable] = [:]
  private(set) var order: [Variable] = []
  /// A method: its first register is the model, and the model's fields are in scope.
  let takesSelf: Bool
  /// The model itself, when a closure inside a method or a model's body uses a field.
  var selfIsCaptured = false
  /// Parameters of a model that its body has not assigned: the first of `order`.
  var parameters: [String] = []
  /// Names of the methods of a model's scope.
  var methods: Set<String> = []

  final class Variable {
    let name: String
    /// A closure uses it, so it lives in a box.
    var isCaptured = false
    var register = -1
    init(_ name: String) { self.name = name }
  }

  init(_ kind: Kind, parent: Scope?, takesSelf: Bool = false) {
    self.kind = kind
    self.parent = parent
    self.takesSelf = takesSelf
  }

  @discardableResult
  func declare(_ name: String) -> Variable {
    if let variable = variables[name] { return variable }
    let variable = Variable(name)
    variables[name] = variable
    order.append(variable)
    return variable
  }

  /// A parameter that a model's body assigns becomes a field there: `bias` of `Linear(n, m, bias=true)`
  /// comes behind `weight`.
  func reassign(_ name: String) {
    guard kind == .model, let i = parameters.firstIndex(of: name) else { return }
    order.append(order.remove(at: i))
    parameters.remove(at: i)
  }

  /// Whether `self` means a model here.
  var isInsideModel: Bool { takesSelf || parent?.isInsideModel ?? false }

  /// The scope that an assignment inside this one belongs to.
  var owner: Scope {
    var scope = self
    while scope.kind == .block, let parent = scope.parent { scope = parent }
    return scope
  }
}

/// Walks a program once and builds its scopes.
struct ScopeBuilder {
  /// Scopes of the functions and models, by their source range.
  private(set) var scopes: [SourceRange: Scope] = [:]
  private(set) var globals: [String] = []
  private var uses: [(name: String, scope: Scope)] = []
  private var globalSet: Set<String> = []
  let module = Scope(.module, parent: nil)

  init(_ program: Program) {
    for statement in program.statements { visit(statement, module) }
    for (name, scope) in uses { resolve(name, from: scope) }
  }

  private mutating func global(_ name: String) {
    if globalSet.insert(name).inserted { globals.append(name) }
  }

  /// Marks what a use of `name` shares across functions.
  private mutating func resolve(_ name: String, from scope: Scope) {
    if name == "self", scope.isInsideModel { return captureSelf(from: scope) }
    var current = scope
    while true {
      if current.kind == .module { return global(name) }
      if current.kind == .model, current.variables[name] != nil || current.methods.contains(name) {
        return captureSelf(from: scope)
      }
      if let variable = current.variables[name] {
        if current !== scope { variable.isCaptured = true }
        return
      }
      guard let parent = current.parent else { return }
      current = parent
    }
  }

  /// A field is reached through the model in the first register of the nearest method.
  private func captureSelf(from scope: Scope) {
    var current = scope
    while !current.takesSelf, let parent = current.parent { current = parent }
    if current !== scope { current.selfIsCaptured = true }
  }

  private mutating func assign(_ name: String, _ scope: Scope) {
    let owner = scope.owner
    if owner.kind == .module {
      global(name)
    } else if !(owner.takesSelf && owner.kind == .function && owner.parent?.variables[name] != nil) {
      owner.declare(name)
      owner.reassign(name)
    }
    uses.append((name, scope))
  }

  private mutating func visit(_ block: Block, _ scope: Scope) {
    for statement in block.statements { visit(statement, scope) }
  }

  private mutating func visit(_ target: Target, _ scope: Scope) {
    switch target {
    case .name(let name, _): assign(name, scope)
    case .index(let base, let subscripts, _):
      visit(base, scope)
      visit(subscripts, scope)
    case .field(let base, _, _): visit(base, scope)
    case .list(let targets, _): for target in targets { visit(target, scope) }
    }
  }

  private mutating func visit(_ statement: Statement, _ scope: Scope) {
    switch statement.kind {
    case .expression(let expression): visit(expression, scope)
    case .assign(let target, _, let value):
      visit(value, scope)
      visit(target, scope)
    case .define(let function):
      // A method is not a field: it stays in the model's definition, and its name leads to it.
      if scope.kind != .model { assign(function.name, scope) }
      visit(function, scope, takesSelf: scope.kind == .model)
    case .model(let model):
      assign(model.name, scope)
      visit(model, scope)
    case .forLoop(let target, let sequence, let body):
      visit(sequence, scope)
      visit(target, scope)
      visit(body, scope)
    case .whileLoop(let condition, let body):
      visit(condition, scope)
      visit(body, scope)
    case .breakLoop, .continueLoop: break
    case .returnValue(let value): if let value { visit(value, scope) }
    case .assertion(let condition, let message):
      visit(condition, scope)
      if let message { visit(message, scope) }
    }
  }

  private mutating func visit(_ function: Function, _ scope: Scope, takesSelf: Bool = false) {
    let inner = Scope(function.isBlock ? .block : .function, parent: scope, takesSelf: takesSelf)
    scopes[function.range] = inner
    for parameter in function.parameters {
      inner.declare(parameter.name)
      if let value = parameter.defaultValue { visit(value, inner) }
    }
    visit(function.body, inner)
  }

  private mutating func visit(_ model: ModelDefinition, _ scope: Scope) {
    let inner = Scope(.model, parent: scope, takesSelf: true)
    scopes[model.body.range] = inner
    for parameter in model.parameters {
      inner.declare(parameter.name)
      if let value = parameter.defaultValue { visit(value, inner) }
    }
    inner.parameters = inner.order.map(\.name)
    for statement in model.body.statements {
      if case .define(let method) = statement.kind { inner.methods.insert(method.name) }
    }
    // Fields first: a method may use one that is assigned below it.
    for statement in model.body.statements {
      if case .define = statement.kind { continue }
      visit(statement, inner)
    }
    for statement in model.body.statements {
      if case .define = statement.kind { visit(statement, inner) }
    }
  }

  private mutating func visit(_ subscripts: [Subscript], _ scope: Scope) {
    for entry in subscripts {
      switch entry {
      case .expression(let expression): visit(expression, scope)
      case .slice(let from, let to, let step, _):
        for part in [from, to, step] { if let part { visit(part, scope) } }
      case .ellipsis: break
      }
    }
  }

  private mutating func visit(_ expression: Expression, _ scope: Scope) {
    switch expression.kind {
    case .integer, .float, .boolean, .none, .placeholder: break
    case .name(let name): uses.append((name, scope))
    case .text(let parts):
      for case .value(let value, _) in parts { visit(value, scope) }
    case .tensor(let items), .list(let items): for item in items { visit(item, scope) }
    case .record(let entries):
      for entry in entries {
        visit(entry.key, scope)
        visit(entry.value, scope)
      }
    case .range(let from, let to, let step, _):
      visit(from, scope)
      visit(to, scope)
      if let step { visit(step, scope) }
    case .unary(_, let operand): visit(operand, scope)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right),
      .pipe(let left, let right):
      visit(left, scope)
      visit(right, scope)
    case .comparison(let first, let rest):
      visit(first, scope)
      for comparison in rest { visit(comparison.right, scope) }
    case .conditional(let condition, let then, let otherwise):
      visit(condition, scope)
      visit(then, scope)
      if let otherwise { visit(otherwise, scope) }
    case .call(let callee, let arguments):
      visitCallee(callee, scope)
      for argument in arguments { visit(argument.value, scope) }
    case .index(let base, let subscripts):
      visit(base, scope)
      visit(subscripts, scope)
    case .field(let base, _, _): visit(base, scope)
    case .function(let function): visit(function, scope)
    case .match(let subject, let arms):
      visit(subject, scope)
      for arm in arms {
        for pattern in arm.patterns { visit(pattern, scope) }
        visit(arm.body, scope)
      }
    case .importFile(let path): visit(path, scope)
    case .attempt(let body, let name, let handler):
      visit(body, scope)
      if let name { assign(name, scope) }
      visit(handler, scope)
    }
  }

  /// `x.f(y)` may mean `f(x, y)`, so a method's name is a use of that name too.
  private mutating func visitCallee(_ callee: Expression, _ scope: Scope) {
    if case .field(let base, let name, _) = callee.kind {
      visit(base, scope)
      uses.append((name, scope))
    } else {
      visit(callee, scope)
    }
  }
}
