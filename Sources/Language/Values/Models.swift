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
  /// The same for the machine's quick path: those methods that no field hides.
  let plainMethods: UnsafeMutablePointer<PlainMethod>
  let plainMethodCount: Int
  /// What the call of a model enters; nil where it has no method `forward`, or a field hides it.
  let forward: CallTarget?
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
    let plain = methodTargets.enumerated().filter { [shape, methodShape] method in
      shape.find(methodShape.keys[method.offset]) < 0
    }
    plainMethodCount = plain.count
    forward =
      plain.first { [methodShape] in
        methodShape.keys[$0.offset].object(TextObject.self).string == "forward"
      }?.element
    plainMethods = .allocate(capacity: max(1, plain.count))
    for (i, method) in plain.enumerated() {
      (plainMethods + i).initialize(
        to: PlainMethod(name: methodShape.keys[method.offset].bits, target: method.element))
    }
  }

  /// A method by its name's text object.
  struct PlainMethod {
    var name: UInt64
    var target: CallTarget
  }

  deinit {
    plainMethods.deallocate()
    for target in methodTargets { target.deallocate() }
  }

  /// Whether a tensor in this field belongs to the model's state: what is only passed in does not.
  func holdsBuffer(_ field: Int) -> Bool {
    !constructor.parameters.contains { $0.name == fieldNames[field] }
  }

  func fieldIndex(_ name: String) -> Int? { fieldNames.firstIndex(of: name) }
}

/// One model: an object with identity, made by running its definition's body once.
public final class ModelObject {
  public let definition: ModelDefinitionObject
  /// One for each of the definition's fields, undefined until the body assigns it.
  private(set) var slots: UnsafeMutablePointer<Slot>
  private var count: Int
  /// Whether dropout and batch norm behave as in training.
  public var isTraining = true

  init(_ definition: ModelDefinitionObject) {
    self.definition = definition
    count = definition.fieldNames.count
    slots = Slot.allocate(count)
    slots.initialize(repeating: .undefined, count: count)
  }

  /// Gives the fields' block away to the caller, who owns it; the model is good for nothing afterwards.
  func surrender() -> Slot.Block {
    let given = Slot.Block(slots: slots, count: count, capacity: count)
    (slots, count) = (Slot.allocate(0), 0)
    return given
  }

  deinit {
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

  /// A method of the definition, bound to this model.
  public func method(_ name: String) -> Value? {
    guard let code = definition.methods[name] else { return nil }
    return .function(FunctionObject(.method(receiver: self, code, boxes: definition.boxes), name: name))
  }

  func setField(_ index: Int, _ value: Value) {
    slots[index].release()
    slots[index] = Slot(value)
  }

  /// Every parameter below this model with its dotted path, in order of definition; shared ones once.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    ModelParts(of: .model(self)).namedParameters
  }
}
