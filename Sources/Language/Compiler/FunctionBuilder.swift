/// Gathers the code of one function while the compiler walks its body: instructions, constants,
/// registers, what it captures, and where each instruction comes from.
final class FunctionBuilder {
  let scope: Scope
  /// The builder of the code that makes this function; nil for a cell.
  let parent: FunctionBuilder?
  var parts: FunctionPrototype.Parts
  let captureList: CaptureList
  let shared: Shared

  /// The next free temporary.
  private(set) var top = 0
  /// Where the model is boxed when closures share it.
  private(set) var selfBox = -1
  /// Variables that certainly have a value at this point of the code.
  var assigned: Set<String> = []
  var loops: [Loop] = []
  /// Error handlers that are active at this point, for `break` out of a `try`.
  var handlerDepth = 0
  /// Variables that are read where they may have no value yet: they begin as undefined.
  private var uncertain: Set<Int> = []
  private var intConstants: [Int: Int] = [:]
  private var floatConstants: [UInt64: Int] = [:]
  private var textConstants: [String: Int] = [:]
  private var nameIndices: [String: Int] = [:]

  /// What all functions of one cell share.
  final class Shared {
    let module: Module
    let registry: Registry
    let source: SourceText
    let scopes: [SourceRange: Scope]
    /// Whether every operation is followed by an `observe` instruction.
    let isObserved: Bool
    var functionCount = 0

    init(
      module: Module, registry: Registry, source: SourceText, scopes: [SourceRange: Scope], isObserved: Bool
    ) {
      self.module = module
      self.registry = registry
      self.source = source
      self.scopes = scopes
      self.isObserved = isObserved
    }
  }

  struct Loop {
    var continueTarget: Int?
    var breaks: [Int] = []
    var continues: [Int] = []
    var handlerDepth: Int
  }

  /// The variables of enclosing functions that a closure, or all methods of a model, share.
  final class CaptureList {
    let parent: FunctionBuilder?
    var captures: [Capture] = []
    var keys: [(scope: ObjectIdentifier, name: String)] = []
    init(parent: FunctionBuilder?) { self.parent = parent }
  }

  /// Where a name's value is, seen from this function.
  enum Reference {
    case register(Int)
    case box(Int)
    case captured(Int)
    case field(Int)
    case capturedField(Int, model: Int)
    case method(String)
    case capturedMethod(String, model: Int)
    case global(Int)
  }

  init(
    scope: Scope, parent: FunctionBuilder?, shared: Shared, range: SourceRange,
    captureList: CaptureList? = nil
  ) {
    self.scope = scope
    self.parent = parent
    self.shared = shared
    self.captureList = captureList ?? CaptureList(parent: parent)
    parts = FunctionPrototype.Parts(source: shared.source, range: range)
    parts.ordinal = shared.functionCount
    shared.functionCount += 1
    parts.takesSelf = scope.takesSelf
    layOutRegisters()
  }

  private func layOutRegisters() {
    if scope.kind == .module {
      top = shared.module.count
    } else {
      top = scope.takesSelf ? 1 : 0
      for variable in scope.order {
        variable.register = top
        top += 1
      }
      parts.locals = scope.order.map(\.name)
    }
    if scope.selfIsCaptured {
      selfBox = top
      top += 1
    }
    parts.firstTemporary = top
    parts.registerCount = top
  }

  // MARK: Registers

  func allocate(_ count: Int = 1) -> Int {
    let register = top
    top += count
    parts.registerCount = max(parts.registerCount, top)
    return register
  }

  func release(to mark: Int) { top = mark }

  func isTemporary(_ register: Int) -> Bool { register >= parts.firstTemporary }

  /// Moves a temporary that is not read again, or copies a variable.
  func emitMove(_ target: Int, _ source: Int, at range: SourceRange) {
    if target != source { emit(isTemporary(source) ? .take : .move, target, source, at: range) }
  }

  // MARK: Names

  func reference(_ name: String) -> Reference {
    if scope.kind == .module { return .register(shared.module.declare(name, registry: shared.registry) ?? 0) }
    if name == "self", scope.isInsideModel {
      return scope.takesSelf ? .register(0) : .captured(captureSelf())
    }
    var current: Scope? = scope
    var passedModel = false
    while let here = current, here.kind != .module {
      if here.kind == .model {
        if !passedModel, let reference = fieldReference(name, of: here) { return reference }
        passedModel = true
      } else if let variable = here.variables[name] {
        if here === scope {
          return variable.isCaptured ? .box(variable.register) : .register(variable.register)
        }
        return .captured(capture(variable, of: here))
      }
      current = here.parent
    }
    return .global(shared.module.declare(name, registry: shared.registry) ?? 0)
  }

  /// The register of a variable that only this function reaches and that certainly has a value.
  func ownVariable(_ expression: Expression) -> Int? {
    guard case .name(let name) = expression.kind, case .register(let register) = reference(name),
      assigned.contains(name) || name == "self" && scope.takesSelf
    else { return nil }
    return register
  }

  private func fieldReference(_ name: String, of model: Scope) -> Reference? {
    if model.methods.contains(name) {
      return scope.takesSelf ? .method(name) : .capturedMethod(name, model: captureSelf())
    }
    guard let index = model.order.firstIndex(where: { $0.name == name }) else { return nil }
    return scope.takesSelf ? .field(index) : .capturedField(index, model: captureSelf())
  }

  private func capture(_ variable: Scope.Variable, of owner: Scope) -> Int {
    captured(key: (ObjectIdentifier(owner), variable.name)) { parent in
      parent.scope === owner ? .register(variable.register) : .captured(parent.capture(variable, of: owner))
    }
  }

  private func captureSelf() -> Int {
    captured(key: (ObjectIdentifier(FunctionBuilder.self), "self")) { parent in
      parent.scope.takesSelf ? .register(parent.selfBox) : .captured(parent.captureSelf())
    }
  }

  private func captured(
    key: (scope: ObjectIdentifier, name: String), _ find: (FunctionBuilder) -> Capture
  ) -> Int {
    if let index = captureList.keys.firstIndex(where: { $0 == key }) { return index }
    // A captured variable always has an enclosing function: the scope it was found in.
    guard let parent = captureList.parent else { return 0 }
    let source = find(parent)
    captureList.keys.append(key)
    captureList.captures.append(source)
    return captureList.captures.count - 1
  }

  // MARK: Code

  var here: Int { parts.code.count }

  @discardableResult
  func emit(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, at place: Place) -> Int {
    // Most instructions in a row come from the same expression.
    if parts.places.last?.range != place.range || parts.places.last?.operands != place.operands {
      parts.places.append(place)
    }
    parts.placeIndex.append(Int32(parts.places.count - 1))
    parts.code.append(Instruction(operation, a, b, c))
    return parts.code.count - 1
  }

  @discardableResult
  func emit(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, at range: SourceRange) -> Int {
    emit(operation, a, b, c, at: Place(range: range))
  }

  /// Notes that a variable is read where it may have no value.
  func markUncertain(_ register: Int) { uncertain.insert(register) }

  /// An error at this point unless the variable has a value.
  func emitCheck(_ register: Int, _ name: String, at range: SourceRange) {
    uncertain.insert(register)
    emit(.checkDefined, register, self.name(name), at: range)
  }

  /// Makes the jump at `index` lead to `target`, or to the next instruction.
  func patch(_ index: Int, to target: Int? = nil) {
    parts.code[index].distance = (target ?? here) - (index + 1)
  }

  func patch(_ jumps: [Int], to target: Int? = nil) {
    for jump in jumps { patch(jump, to: target) }
  }

  func constant(_ value: Value) -> Int {
    switch value {
    case .int(let x):
      if let index = intConstants[x] { return index }
      intConstants[x] = parts.constants.count
    case .float(let x):
      if let index = floatConstants[x.bitPattern] { return index }
      floatConstants[x.bitPattern] = parts.constants.count
    case .text(let text) where text.string.utf8.count <= 64:
      // Keys and field names are found by identity.
      if let index = textConstants[text.string] { return index }
      textConstants[text.string] = parts.constants.count
      parts.constants.append(.text(shared.registry.text(text.string)))
      return parts.constants.count - 1
    default: break
    }
    parts.constants.append(value)
    return parts.constants.count - 1
  }

  /// The index of a constant that code uses as an operand where it stands.
  func constant(_ literal: Expression) -> Int? {
    switch literal.kind {
    case .integer(let x): constant(.int(x))
    case .float(let x): constant(.float(x))
    case .boolean(let x): constant(.bool(x))
    case .text: literal.literalText.map { constant(.text($0)) }
    case .unary(.minus, let inner):
      switch inner.kind {
      case .integer(let x): constant(.int(-x))
      case .float(let x): constant(.float(-x))
      default: nil
      }
    default: nil
    }
  }

  func name(_ name: String) -> Int {
    if let index = nameIndices[name] { return index }
    nameIndices[name] = parts.names.count
    parts.names.append(name)
    return parts.names.count - 1
  }

  func finish() throws(Diagnostic) -> FunctionPrototype {
    guard parts.registerCount < 65_000, parts.code.count < 1 << 24, parts.constants.count < 65_000,
      parts.names.count < 65_000, parts.prototypes.count < 65_000
    else {
      throw Diagnostic(
        .syntax, "P90", "this is too large to compile as one piece",
        labels: [.init(parts.range, in: shared.source)], hints: ["split it into several cells or functions"])
    }
    parts.captures = captureList.captures
    clearUncertain()
    return FunctionPrototype(parts, module: shared.module, registry: shared.registry)
  }

  /// A call finds numbers of earlier calls in its registers. Only variables that may be read before they
  /// are assigned have to begin as undefined; jumps are relative, so instructions may go in front.
  private func clearUncertain() {
    guard scope.kind != .module else { return }
    var place: Int32?
    for register in uncertain.sorted() where register >= parts.parameters.count + (parts.takesSelf ? 1 : 0) {
      if place == nil {
        parts.places.append(Place(range: parts.range))
        place = Int32(parts.places.count - 1)
      }
      parts.code.insert(Instruction(.clear, register, 1), at: 0)
      parts.placeIndex.insert(place ?? 0, at: 0)
    }
  }
}

extension Expression {
  /// The text of a literal without values in it.
  var literalText: String? {
    guard case .text(let parts) = kind else { return nil }
    if parts.isEmpty { return "" }
    if parts.count == 1, case .literal(let text) = parts[0] { return text }
    return nil
  }
}
