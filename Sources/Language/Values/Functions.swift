import Tensors

/// Anything that can be called.
public final class FunctionObject {
  enum Kind {
    /// Code of the language with the variables that it shares with where it was made.
    case closure(FunctionPrototype, boxes: [Box])
    /// One name of the registry: overloads, told apart by the kind of their first argument.
    case builtIn([BuiltIn])
    /// `net.forward` without its parentheses.
    case method(receiver: ModelObject, FunctionPrototype, boxes: [Box])
    /// `model Name(…) { … }`: calling it makes a model.
    case model(ModelDefinitionObject)
    /// A function of the library that holds values, such as what `grad(f)` returns.
    case native((Interpreter, [Value]) throws(Diagnostic) -> Value)
  }

  let kind: Kind
  public let name: String
  /// The code that a call runs; nil for built-ins.
  let entry: UnsafeMutablePointer<CodeEntry>?
  /// The number of positional arguments that can be passed as they stand; -1 when a call needs binding.
  let simpleArity: Int
  /// The boxes that the code captures, as plain pointers; `kind` owns them.
  let boxPointers: UnsafeMutablePointer<Unmanaged<Box>>?

  init(_ kind: Kind, name: String) {
    self.kind = kind
    self.name = name
    switch kind {
    case .closure(let prototype, let boxes):
      entry = prototype.entry
      simpleArity = prototype.entry.pointee.arity
      boxPointers = Self.pointers(boxes)
    case .method(_, let prototype, let boxes):
      (entry, simpleArity) = (prototype.entry, -1)
      boxPointers = Self.pointers(boxes)
    case .model(let definition):
      (entry, simpleArity) = (definition.constructor.entry, -1)
      boxPointers = Self.pointers(definition.boxes)
    case .builtIn, .native: (entry, simpleArity, boxPointers) = (nil, -1, nil)
    }
  }

  deinit { boxPointers?.deallocate() }

  private static func pointers(_ boxes: [Box]) -> UnsafeMutablePointer<Unmanaged<Box>>? {
    guard !boxes.isEmpty else { return nil }
    let pointers = UnsafeMutablePointer<Unmanaged<Box>>.allocate(capacity: boxes.count)
    for (i, box) in boxes.enumerated() { (pointers + i).initialize(to: .passUnretained(box)) }
    return pointers
  }

  /// A function written in Swift that takes positional arguments.
  public convenience init(name: String, _ body: @escaping (Interpreter, [Value]) throws(Diagnostic) -> Value)
  {
    self.init(.native(body), name: name)
  }

  /// The built-ins behind this name; empty for functions of the language.
  public var builtIns: [BuiltIn] {
    if case .builtIn(let overloads) = kind { overloads } else { [] }
  }

  /// The text it was defined by, with the name of where that stands.
  public var source: (text: String, origin: String)? {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _):
      (prototype.source.slice(prototype.range), prototype.source.name)
    case .model(let definition):
      (definition.source.slice(definition.range), definition.source.name)
    case .builtIn, .native: nil
    }
  }

  /// `f(x, n=2)`
  public var signature: String {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _): prototype.signature
    case .model(let definition): definition.constructor.signature
    case .builtIn(let overloads): overloads.first?.signatureText ?? name
    case .native: "\(name)(…)"
    }
  }

  public var documentation: String? {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _): prototype.documentation
    case .model(let definition): definition.documentation
    case .builtIn, .native: nil
    }
  }
}

/// What `model Name(…) { … }` defines: how to construct one, its fields' names, its methods.
public final class ModelDefinitionObject {
  public let name: String
  public let documentation: String?
  let constructor: FunctionPrototype
  public let fieldNames: [String]
  let fieldIndex: [String: Int]
  let methods: [String: FunctionPrototype]
  /// Variables of the function that the model was defined in.
  let boxes: [Box]
  let source: SourceText
  let range: SourceRange
  /// Which of its cell's definitions it is, so that a session can find it again.
  let ordinal: Int

  init(_ prototype: ModelPrototype, boxes: [Box]) {
    name = prototype.name
    documentation = prototype.documentation
    constructor = prototype.constructor
    fieldNames = prototype.fieldNames
    fieldIndex = prototype.fieldIndex
    methods = prototype.methods
    source = prototype.source
    range = prototype.range
    ordinal = prototype.ordinal
    self.boxes = boxes
  }
}

/// One model: an object with identity, made by running its definition's body once.
public final class ModelObject {
  public let definition: ModelDefinitionObject
  /// By the definition's field order; nil until the body assigns it.
  public var fields: [Value?]
  /// Whether dropout and batch norm behave as in training.
  public var isTraining = true

  init(_ definition: ModelDefinitionObject) {
    self.definition = definition
    fields = Array(repeating: nil, count: definition.fieldNames.count)
  }

  public subscript(name: String) -> Value? {
    definition.fieldIndex[name].flatMap { fields[$0] }
  }

  /// Every parameter below this model with its dotted path, in order of definition; shared ones once.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    var found: [(name: String, parameter: Parameter)] = []
    var seen: Set<ObjectIdentifier> = []
    collect(path: "", into: &found, seen: &seen, depth: 0)
    return found
  }

  private func collect(
    path: String, into found: inout [(name: String, parameter: Parameter)], seen: inout Set<ObjectIdentifier>,
    depth: Int
  ) {
    guard seen.insert(ObjectIdentifier(self)).inserted else { return }
    for (name, field) in zip(definition.fieldNames, fields) {
      guard let field else { continue }
      Self.collect(field, path: path + name, into: &found, seen: &seen, depth: depth)
    }
  }

  private static func collect(
    _ value: Value, path: String, into found: inout [(name: String, parameter: Parameter)],
    seen: inout Set<ObjectIdentifier>, depth: Int
  ) {
    guard depth < 200 else { return }
    switch value {
    case .parameter(let parameter):
      if seen.insert(ObjectIdentifier(parameter)).inserted { found.append((path, parameter)) }
    case .model(let model):
      model.collect(path: path + ".", into: &found, seen: &seen, depth: depth + 1)
    case .list(let list):
      for (i, item) in list.items.enumerated() {
        collect(item, path: "\(path).\(i)", into: &found, seen: &seen, depth: depth + 1)
      }
    case .record(let record):
      for (key, item) in record.entries {
        guard case .text(let name) = key else { continue }
        collect(item, path: "\(path).\(name)", into: &found, seen: &seen, depth: depth + 1)
      }
    default: break
    }
  }
}
