import Tensors

/// Everything below a value that training looks at, in order of definition: models, parameters, and
/// buffers (tensors that a model's body assigns, such as running statistics).
///
/// Lists and records are searched through; what is shared counts once, where it is met first.
public struct ModelParts {
  public enum Part {
    case model(ModelObject)
    case parameter(Parameter)
    /// A tensor in a field of `owner`.
    case buffer(Tensor, owner: ModelObject, field: Int)
  }

  /// A part, and where it hangs: paths are put together when someone asks for them.
  private struct Node {
    var part: Part
    var name: String
    var parent: Int
    /// A model's own place among the parents.
    var place = -1
  }

  private var nodes: [Node] = []
  private var names: [(name: String, parent: Int)] = []

  public init(of value: Value) {
    var seen: Set<ObjectIdentifier> = []
    // A stack instead of recursion: a chain of models may be long.
    var waiting: [(value: Value, name: String, parent: Int, owner: (model: ModelObject, field: Int)?)] = [
      (value, "", -1, nil)
    ]
    while let (value, name, parent, owner) = waiting.popLast() {
      switch value {
      case .parameter(let parameter):
        if seen.insert(ObjectIdentifier(parameter)).inserted { add(.parameter(parameter), name, parent) }
      case .tensor(let tensor):
        guard let owner, !tensor.requiresGrad, owner.model.definition.holdsBuffer(owner.field) else { break }
        add(.buffer(tensor, owner: owner.model, field: owner.field), name, parent)
      case .model(let model):
        guard seen.insert(ObjectIdentifier(model)).inserted else { break }
        let place = enter(name, parent)
        nodes.append(Node(part: .model(model), name: name, parent: parent, place: place))
        for (i, field) in model.definition.fieldNames.enumerated().reversed() {
          guard Self.mayHold(model.slots[i]) else { continue }
          waiting.append((model.slots[i].value, field, place, (model, i)))
        }
      case .list(let list):
        let place = enter(name, parent)
        for i in (0..<list.count).reversed() where Self.mayHold(list.slots[i]) {
          waiting.append((list.slots[i].value, "\(i)", place, nil))
        }
      case .record(let record):
        let place = enter(name, parent)
        for i in (0..<record.count).reversed() where Self.mayHold(record.slots[i]) {
          let key = record.entries[i].key
          guard case .text(let name) = key else { continue }
          waiting.append((record.slots[i].value, name, place, nil))
        }
      default: break
      }
    }
  }

  /// Most elements of a long list are numbers: they are passed over by their tag.
  private static func mayHold(_ slot: Slot) -> Bool {
    switch slot.tag {
    case .parameter, .model, .list, .record, .tensor: true
    default: false
    }
  }

  /// Calls `body` with each parameter below a value, with those that are shared more than once: what needs neither
  /// paths nor an order makes no list of parts.
  public static func forEachParameter(below value: Value, _ body: (Parameter) -> Void) {
    let root = Slot(value)
    defer { root.release() }
    // Lent: what holds them is not changed meanwhile.
    var waiting = [root.lent]
    var seen: Set<UInt64> = []
    var isRootSeen = false
    func note(_ slots: UnsafeMutablePointer<Slot>, _ count: Int) {
      for i in 0..<count where mayHold(slots[i]) {
        if slots[i].tag == .parameter {
          body(slots[i].object(Parameter.self))
        } else if slots[i].tag != .tensor {
          waiting.append(slots[i].lent)
        }
      }
    }
    while let slot = waiting.popLast() {
      switch slot.tag {
      case .parameter: body(slot.object(Parameter.self))
      case .model:
        // One model alone needs no set.
        if slot.bits == root.bits ? isRootSeen : !seen.insert(slot.bits).inserted { break }
        isRootSeen = true
        let model = slot.object(ModelObject.self)
        note(model.slots, model.definition.fieldNames.count)
      case .list:
        let list = slot.object(ListObject.self)
        note(list.slots, list.count)
      case .record:
        let record = slot.object(RecordObject.self)
        for i in 0..<record.count where record.shape.keys[i].tag == .text { note(record.slots + i, 1) }
      default: break
      }
    }
  }

  private mutating func add(_ part: Part, _ name: String, _ parent: Int) {
    nodes.append(Node(part: part, name: name, parent: parent))
  }

  private mutating func enter(_ name: String, _ parent: Int) -> Int {
    names.append((name, parent))
    return names.count - 1
  }

  /// `layers.0.weight`
  private func path(_ node: Node) -> String {
    var pieces = [node.name]
    var parent = node.parent
    while parent >= 0 {
      pieces.append(names[parent].name)
      parent = names[parent].parent
    }
    return pieces.reversed().filter { !$0.isEmpty }.joined(separator: ".")
  }

  public var models: [ModelObject] {
    nodes.compactMap { if case .model(let model) = $0.part { model } else { nil } }
  }

  /// The models, each behind those below it.
  public var modelsInnermostFirst: [ModelObject] {
    var result: [ModelObject] = []
    var open: [(model: ModelObject, depth: Int)] = []
    for node in nodes {
      guard case .model(let model) = node.part else { continue }
      let depth = depth(node)
      while let last = open.last, last.depth >= depth {
        result.append(last.model)
        open.removeLast()
      }
      open.append((model, depth))
    }
    return result + open.reversed().map(\.model)
  }

  private func depth(_ node: Node) -> Int {
    var depth = 0
    var parent = node.parent
    while parent >= 0 {
      depth += 1
      parent = names[parent].parent
    }
    return depth
  }

  public var parameters: [Parameter] {
    nodes.compactMap { if case .parameter(let parameter) = $0.part { parameter } else { nil } }
  }

  public var namedParameters: [(name: String, parameter: Parameter)] {
    nodes.compactMap { if case .parameter(let parameter) = $0.part { (path($0), parameter) } else { nil } }
  }

  /// Parameters and buffers with their paths: what a model has learnt.
  public var state: [(name: String, part: Part)] {
    nodes.compactMap { if case .model = $0.part { nil } else { (path($0), $0.part) } }
  }

  /// Where each model and parameter is met first, and for a model how many numbers the parameters below
  /// it hold that were not met before.
  func places() -> (path: (AnyObject) -> String?, counts: [ObjectIdentifier: Int]) {
    var totals = [Int](repeating: 0, count: names.count)
    var numbers: [ObjectIdentifier: Int] = [:]
    for (i, node) in nodes.enumerated() {
      switch node.part {
      case .model(let model): numbers[ObjectIdentifier(model)] = i
      case .parameter(let parameter):
        numbers[ObjectIdentifier(parameter)] = i
        if node.parent >= 0 { totals[node.parent] += parameter.tensor.count }
      case .buffer: break
      }
    }
    // Parents stand before their children.
    for i in names.indices.reversed() where names[i].parent >= 0 { totals[names[i].parent] += totals[i] }
    var counts: [ObjectIdentifier: Int] = [:]
    for node in nodes {
      if case .model(let model) = node.part { counts[ObjectIdentifier(model)] = totals[node.place] }
    }
    return ({ numbers[ObjectIdentifier($0)].map { path(nodes[$0]) } }, counts)
  }
}

extension ModelParts.Part {
  /// The values of a parameter or a buffer; nil for a model.
  public var tensor: Tensor? {
    switch self {
    case .model: nil
    case .parameter(let parameter): parameter.tensor.detached()
    case .buffer(let tensor, _, _): tensor
    }
  }

  /// Gives a parameter or a buffer other values, of its dtype.
  public func assign(_ tensor: Tensor) throws(TensorError) {
    switch self {
    case .model: break
    case .parameter(let parameter): try parameter.assign(tensor)
    case .buffer(let old, let owner, let field):
      owner.setField(field, .tensor(try tensor.detached().converted(to: old.dtype)))
    }
  }
}
