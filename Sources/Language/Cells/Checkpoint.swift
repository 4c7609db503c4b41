import Tensors

/// The whole state of a session at one moment: its variables, what objects with identity hold, its random
/// streams. Taking one copies nothing: values are shared until somebody changes them.
///
/// `:back`, `:whatif` and the marks beside cells are made of these.
public final class Checkpoint {
  private let interpreter: Interpreter
  private let globals: Module.Snapshot
  private let generator: Generator
  private let dtype: DType
  /// How each object with identity gets its present state back.
  private var restorations: [ObjectIdentifier: () -> Void] = [:]
  /// Objects that each variable reaches, and a number that changes when any of them does.
  private var reached: [[ObjectIdentifier]] = []
  private var prints: [Int] = []
  /// Bytes of each block of memory that tensors of this state lie in.
  public private(set) var memory: [ObjectIdentifier: Int] = [:]

  public init(_ interpreter: Interpreter) {
    self.interpreter = interpreter
    globals = interpreter.module.snapshot()
    generator = interpreter.context.generator
    dtype = interpreter.context.defaultDType
    for slot in globals.slots {
      var walk = Walk()
      walk.run(from: slot)
      reached.append(Array(walk.objects.keys))
      prints.append(walk.hasher.finalize())
      restorations.merge(walk.objects) { old, _ in old }
      memory.merge(walk.memory) { old, _ in old }
    }
  }

  /// Puts everything back as it was.
  public func restore() {
    globals.restore(to: interpreter.module)
    interpreter.context.generator = generator
    interpreter.context.defaultDType = dtype
    for restoration in restorations.values { restoration() }
  }

  /// Puts some variables back, with the objects that they reach, and the random streams.
  public func restore(only names: Set<String>) {
    interpreter.context.generator = generator
    for name in names {
      guard let index = interpreter.module.index(of: name) else { continue }
      let slot = index < globals.slots.count ? globals.slots[index] : .undefined
      interpreter.module.set(index, slot.tag == .undefined ? nil : slot.value)
      guard index < reached.count else { continue }
      for object in reached[index] { restorations[object]?() }
    }
  }

  /// Names of the variables that differ from an earlier state, in themselves or in an object they reach.
  public func changes(since earlier: Checkpoint) -> Set<String> {
    var names: Set<String> = []
    for index in prints.indices {
      let before = index < earlier.prints.count ? earlier.prints[index] : Checkpoint.undefinedPrint
      if prints[index] != before { names.insert(interpreter.module.names[index]) }
    }
    return names
  }

  private static let undefinedPrint: Int = {
    var walk = Walk()
    walk.run(from: .undefined)
    return walk.hasher.finalize()
  }()
}

/// Everything that one value reaches, without recursion.
private struct Walk {
  var hasher = Hasher()
  var objects: [ObjectIdentifier: () -> Void] = [:]
  var memory: [ObjectIdentifier: Int] = [:]
  private var seen: Set<UInt64> = []
  private var pending: [Slot] = []

  mutating func run(from slot: Slot) {
    visit(slot)
    while let next = pending.popLast() { expand(next) }
  }

  /// Notes a value; what it holds is looked at later.
  private mutating func visit(_ slot: Slot) {
    hasher.combine(slot.tag)
    hasher.combine(slot.bits)
    if slot.isHeap, slot.tag != .text, slot.tag != .range, seen.insert(slot.bits).inserted {
      pending.append(slot)
    }
  }

  private mutating func visit(_ tensor: Tensor) {
    let block = tensor.memoryBlock
    memory[block.id] = block.bytes
    hasher.combine(block.id)
  }

  private mutating func expand(_ slot: Slot) {
    switch slot.tag {
    case .list:
      let list = slot.object(ListObject.self)
      for i in 0..<list.count where list.slots[i].isHeap { visit(list.slots[i]) }
    case .record:
      let record = slot.object(RecordObject.self)
      for i in 0..<record.count where record.slots[i].isHeap { visit(record.slots[i]) }
    case .tensor: visit(Tensor(body: slot.object(TensorBody.self)))
    case .parameter: visit(slot.object(Parameter.self))
    case .model: visit(slot.object(ModelObject.self))
    case .function: visit(slot.object(FunctionObject.self))
    case .object:
      let object = slot.object(ObjectValue.self)
      if let (state, restoration) = object.checkpoint() {
        objects[ObjectIdentifier(object)] = restoration
        hasher.combine(state)
      }
    default: break
    }
  }

  private mutating func visit(_ parameter: Parameter) {
    let tensor = parameter.tensor, gradient = parameter.grad, requiresGrad = parameter.requiresGrad
    visit(tensor)
    if let gradient { visit(gradient) }
    let values = tensor.detached()
    objects[ObjectIdentifier(parameter)] = {
      parameter.restore(values, gradient: gradient, requiresGrad: requiresGrad)
    }
  }

  private mutating func visit(_ model: ModelObject) {
    let held = SlotCopies((0..<model.definition.fieldNames.count).map { model.slots[$0] })
    let isTraining = model.isTraining
    hasher.combine(isTraining)
    for slot in held.slots { visit(slot) }
    objects[ObjectIdentifier(model)] = {
      model.isTraining = isTraining
      for (i, slot) in held.slots.enumerated() {
        slot.retain()
        model.slots[i].release()
        model.slots[i] = slot
      }
    }
  }

  private mutating func visit(_ function: FunctionObject) {
    switch function.kind {
    case .closure(_, let boxes): for box in boxes { visit(box) }
    case .method(let receiver, _, let boxes):
      if seen.insert(UInt64(UInt(bitPattern: ObjectIdentifier(receiver)))).inserted { visit(receiver) }
      for box in boxes { visit(box) }
    case .model(let definition): for box in definition.boxes { visit(box) }
    case .builtIn, .native: break
    }
  }

  private mutating func visit(_ box: Box) {
    guard objects[ObjectIdentifier(box)] == nil else { return }
    let held = SlotCopies([box.place.pointee])
    objects[ObjectIdentifier(box)] = {
      held.slots[0].retain()
      box.place.pointee.release()
      box.place.pointee = held.slots[0]
    }
    visit(held.slots[0])
  }
}

/// Slots with references of their own.
private final class SlotCopies {
  let slots: [Slot]
  init(_ slots: [Slot]) {
    self.slots = slots
    for slot in slots { slot.retain() }
  }
  deinit { for slot in slots { slot.release() } }
}
