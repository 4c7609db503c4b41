import Tensors

/// Turns a parsed cell into code for the register machine.
///
/// Expressions are compiled "into" a register: a variable is used where it stands, everything else
/// goes to the register that asks for it, so that most operations need no moves.
struct Compiler {
  let shared: FunctionBuilder.Shared
  let context: TensorContext
  /// The function that is being compiled.
  var f: FunctionBuilder

  /// The code of a whole cell. Names that it mentions become globals of `module`.
  ///
  /// - Parameter isObserved: Whether each operation is followed by an `observe` instruction, for stepping.
  static func compile(
    _ program: Program, module: Module, registry: Registry, context: TensorContext, isObserved: Bool = false
  ) throws(Diagnostic) -> FunctionPrototype {
    let scopes = ScopeBuilder(program)
    for name in scopes.globals {
      guard module.declare(name, registry: registry) != nil else {
        throw Diagnostic(.syntax, "P91", "a session can hold \(Module.globalLimit) names, and no more")
      }
    }
    let shared = FunctionBuilder.Shared(
      module: module, registry: registry, source: program.source, scopes: scopes.scopes,
      isObserved: isObserved)
    let range = SourceRange(0, program.source.utf8.count)
    let builder = FunctionBuilder(scope: scopes.module, parent: nil, shared: shared, range: range)
    for (i, name) in module.names.enumerated() where module.isDefined(i) { builder.assigned.insert(name) }
    var compiler = Compiler(shared: shared, context: context, f: builder)
    return try compiler.cell(program, range)
  }

  private mutating func cell(_ program: Program, _ range: SourceRange) throws(Diagnostic) -> FunctionPrototype
  {
    let result = f.allocate()
    try statements(program.statements, into: result, range)
    f.emit(.halt, result, at: range)
    return try f.finish()
  }

  // MARK: Blocks

  /// Compiles statements; the last one's value goes to `target` when one is given.
  mutating func statements(
    _ statements: [Statement], into target: Int?, _ range: SourceRange
  ) throws(Diagnostic) {
    for (i, statement) in statements.enumerated() {
      let isLast = i == statements.count - 1
      if isLast, let target {
        if case .expression(let expression) = statement.kind {
          try self.expression(expression, into: target)
        } else {
          try self.statement(statement)
          f.emit(.loadNone, target, at: statement.range)
        }
      } else {
        try self.statement(statement)
      }
    }
    if statements.isEmpty, let target { f.emit(.loadNone, target, at: range) }
  }

  /// Compiles a block that may not run: what it assigns is not certain to have a value afterwards.
  mutating func conditionalBlock(_ block: Block, into target: Int?) throws(Diagnostic) {
    let before = f.assigned
    try statements(block.statements, into: target, block.range)
    f.assigned = before
  }

  // MARK: Functions

  /// The prototype of a function, with its default values and boxes set up first.
  mutating func prototype(
    _ function: Function, captureList: FunctionBuilder.CaptureList? = nil, parent: FunctionBuilder? = nil
  ) throws(Diagnostic) -> FunctionPrototype {
    guard let scope = shared.scopes[function.range] else {
      throw Diagnostic(.syntax, "P92", "this function was not found when names were resolved")
    }
    let outer = f
    let builder = FunctionBuilder(
      scope: scope, parent: parent ?? outer, shared: shared, range: function.range, captureList: captureList)
    f = builder
    defer { f = outer }
    builder.parts.name = function.name
    builder.parts.documentation = function.documentation
    builder.parts.isBlock = function.isBlock
    try prologue(function.parameters)
    try tail(function.body)
    return try f.finish()
  }

  /// Fills in default values, then moves shared variables into boxes.
  mutating func prologue(_ parameters: [FunctionParameter]) throws(Diagnostic) {
    let first = f.scope.takesSelf ? 1 : 0
    for (i, parameter) in parameters.enumerated() {
      let register = first + i
      f.parts.parameters.append(
        CompiledParameter(
          name: parameter.name, hasDefault: parameter.defaultValue != nil,
          defaultText: parameter.defaultValue.map { shared.source.slice($0.range) },
          isVariadic: parameter.isVariadic))
      if let value = parameter.defaultValue {
        // The machine leaves a missing argument undefined.
        let skip = f.emit(.jumpIfDefined, register, at: value.range)
        let before = f.assigned
        try expression(value, into: register)
        f.assigned = before
        f.patch(skip)
      }
      f.assigned.insert(parameter.name)
    }
    for variable in f.scope.order where f.scope.kind != .model && variable.isCaptured {
      let isParameter = variable.register < first + parameters.count
      f.emit(isParameter ? .makeBox : .newBox, variable.register, at: f.parts.range)
    }
    if f.scope.selfIsCaptured {
      f.emit(.move, f.selfBox, 0, at: f.parts.range)
      f.emit(.makeBox, f.selfBox, at: f.parts.range)
    }
  }

  mutating func closure(_ function: Function, into target: Int) throws(Diagnostic) {
    let prototype = try prototype(function)
    f.parts.prototypes.append(prototype)
    f.emit(.makeFunction, target, f.parts.prototypes.count - 1, at: function.range)
  }

  // MARK: Models

  mutating func model(_ model: ModelDefinition, into target: Int, _ range: SourceRange) throws(Diagnostic) {
    guard let scope = shared.scopes[model.body.range] else {
      throw Diagnostic(.syntax, "P92", "this model was not found when names were resolved")
    }
    let outer = f
    let ordinal = shared.functionCount
    let captures = FunctionBuilder.CaptureList(parent: outer)
    let builder = FunctionBuilder(
      scope: scope, parent: outer, shared: shared, range: range, captureList: captures)
    builder.parts.name = model.name
    f = builder
    var methods: [(name: String, code: FunctionPrototype)] = []
    do {
      defer { f = outer }
      try prologue(model.parameters)
      for (i, parameter) in model.parameters.enumerated() {
        let field = scope.order.firstIndex { $0.name == parameter.name } ?? 0
        f.emit(.storeField, 1 + i, field, at: parameter.range)
      }
      for statement in model.body.statements {
        if case .define(let method) = statement.kind {
          methods.append((method.name, try prototype(method, captureList: captures, parent: builder)))
        } else {
          try self.statement(statement)
        }
      }
      f.emit(.returnValue, 0, at: range)
    }
    builder.parts.ordinal = ordinal
    let prototype = ModelPrototype(
      name: model.name, documentation: model.documentation, constructor: try builder.finish(),
      methods: methods,
      fieldNames: scope.order.map(\.name), captures: captures.captures, source: shared.source, range: range,
      ordinal: ordinal, registry: shared.registry)
    outer.parts.models.append(prototype)
    outer.emit(.makeModel, target, outer.parts.models.count - 1, at: range)
  }
}
