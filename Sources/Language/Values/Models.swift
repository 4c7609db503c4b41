import Tensors

/// What `model Name(…) { … }` defines: how to construct one, its fields' names, its methods.
public final class ModelDefinitionObject {
  public let name: String
  public let documentation: String?
  public let fieldNames: [String]
  let constructor: FunctionPrototype
  /// Where each field lies.
  let shape: RecordShape
  let methods: [String: FunctionPrototype]
  /// Names of the methods, and what a call of each enters.
  let methodShape: RecordShape
  let methodTargets: [CallTarget]
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
    shape = prototype.shape
    methods = prototype.methods
    methodShape = prototype.methodShape
    methodTargets = prototype.methodEntries.map {
      CallTarget($0, boxes, takesArgumentsAsTheyStand: true)
    }
    source = prototype.source
    range = prototype.range
    ordinal = prototype.ordinal
    self.boxes = boxes
  }

  deinit {
    for target in methodTargets { target.deallocate() }
  }

  func fieldIndex(_ name: String) -> Int? { fieldNames.firstIndex(of: name) }
}

/// One model: an object with identity, made by running its definition's body once.
public final class ModelObject {
  public let definition: ModelDefinitionObject
  /// One for each of the definition's fields, undefined until the body assigns it.
  let slots: UnsafeMutablePointer<Slot>
  /// Whether dropout and batch norm behave as in training.
  public var isTraining = true

  init(_ definition: ModelDefinitionObject) {
    self.definition = definition
    slots = Slot.allocate(definition.fieldNames.count)
    slots.initialize(repeating: .undefined, count: definition.fieldNames.count)
  }

  deinit {
    let count = definition.fieldNames.count
    Slot.dismantle(slots, count)
    Slot.deallocate(slots, count)
  }

  /// The fields' values in the definition's order; nil where none was assigned yet.
  public var fields: [Value?] {
    definition.fieldNames.indices.map { slots[$0].tag == .undefined ? nil : slots[$0].value }
  }

  public subscript(name: String) -> Value? {
    guard let index = definition.fieldIndex(name), slots[index].tag != .undefined else { return nil }
    return slots[index].value
  }

  func setField(_ index: Int, _ value: Value) {
    slots[index].release()
    slots[index] = Slot(value)
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
