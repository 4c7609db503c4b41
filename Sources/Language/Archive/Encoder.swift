import OrderedCollections
import Tensors

/// Writes one value; objects with identity become references.
struct Encoder {
  private let archive: Archive
  var writer = ByteWriter()
  private(set) var references: [Int] = []
  /// The blocks of large tensors, where those are not written in place.
  private(set) var blocks: [StoredBlock] = []
  private let cutter: BlockCutter?

  /// - Parameter cutter: cuts large tensors into blocks; nil to write them in place.
  init(_ archive: Archive, _ cutter: BlockCutter?) {
    self.archive = archive
    self.cutter = cutter
  }

  /// False when the value, or something in it, can't be kept.
  mutating func value(_ value: Value, depth: Int) -> Bool {
    guard depth < 500 else { return false }
    switch value {
    case .none: kind(.none)
    case .bool(let x):
      kind(.bool)
      writer.byte(x ? 1 : 0)
    case .int(let x):
      kind(.int)
      writer.int(x)
    case .float(let x):
      kind(.float)
      writer.double(x)
    case .text(let text):
      kind(.text)
      writer.text(text.string)
    case .tensor(let tensor): self.tensor(tensor)
    case .list(let list):
      kind(.list)
      return values(Array(list.items), depth)
    case .record(let record):
      kind(.record)
      return values(record.entries.keys.map(\.value), depth) && values(record.entries.values, depth)
    case .range(let range):
      kind(.range)
      for x in [range.start, range.end, range.step, range.isClosed ? 1 : 0] { writer.int(x) }
    case .function(let function): return self.function(function, depth)
    case .parameter(let parameter): reference(.parameter, parameter)
    case .model(let model): reference(.model, model)
    case .object(let object):
      guard let (type, payload) = object.archived() else { return false }
      kind(.object)
      writer.text(type)
      return self.value(payload, depth: depth + 1)
    }
    return true
  }

  private mutating func values(_ values: [Value], _ depth: Int) -> Bool {
    writer.int(values.count)
    for value in values where !self.value(value, depth: depth + 1) { return false }
    return true
  }

  private mutating func kind(_ kind: StoredKind) { writer.byte(kind.rawValue) }

  private mutating func tensor(_ tensor: Tensor) {
    if tensor.byteCount >= BlockCutter.smallest, let blocks = cutter?.blocks(of: tensor) {
      kind(.blocks)
      head(tensor)
      writer.int(blocks.count)
      for block in blocks {
        writer.word(block.name.high)
        writer.word(block.name.low)
      }
      self.blocks += blocks
    } else {
      kind(.tensor)
      head(tensor)
      writer.raw(tensor.rawBytes())
    }
  }

  private mutating func head(_ tensor: Tensor) {
    writer.text(tensor.dtype.name)
    writer.int(tensor.rank)
    for size in tensor.shape.dims { writer.int(size) }
  }

  private mutating func reference(_ kind: StoredKind, _ object: AnyObject) {
    self.kind(.reference)
    writer.byte(kind.rawValue)
    let number = archive.number(of: object)
    writer.int(number)
    references.append(number)
  }

  private mutating func function(_ function: FunctionObject, _ depth: Int) -> Bool {
    switch function.kind {
    case .builtIn:
      kind(.builtIn)
      writer.text(function.name)
    case .closure(let prototype, _) where isPrelude(prototype.name, prototype.source):
      prelude(prototype.name)
    case .model(let definition) where isPrelude(definition.name, definition.source):
      prelude(definition.name)
    case .closure(let prototype, let boxes):
      kind(.closure)
      code(prototype.source, prototype.ordinal)
      self.boxes(boxes)
    case .method(let receiver, let prototype, _):
      kind(.method)
      reference(.model, receiver)
      writer.text(prototype.name)
    case .model(let definition):
      kind(.definition)
      code(definition.source, definition.ordinal)
      boxes(definition.boxes)
    case .native: return false
    }
    return true
  }

  private func isPrelude(_ name: String, _ source: SourceText) -> Bool {
    archive.interpreter.preludeName(name, source) != nil
  }

  private mutating func prelude(_ name: String) {
    kind(.prelude)
    writer.text(name)
  }

  private mutating func code(_ source: SourceText, _ ordinal: Int) {
    writer.text(source.name)
    writer.text(source.text)
    writer.int(ordinal)
  }

  private mutating func boxes(_ boxes: [Box]) {
    writer.int(boxes.count)
    for box in boxes { reference(.object, box) }
  }

  /// The contents of an object with identity.
  mutating func object(_ object: AnyObject) -> Bool {
    switch object {
    case let parameter as Parameter:
      kind(.leaf)
      tensor(parameter.tensor.detached())
      writer.byte(parameter.requiresGrad ? 1 : 0)
      writer.byte(parameter.grad == nil ? 0 : 1)
      if let gradient = parameter.grad { tensor(gradient.detached()) }
      return true
    case let model as ModelObject:
      kind(.model)
      guard function(FunctionObject(.model(model.definition), name: model.definition.name), 0) else {
        return false
      }
      writer.byte(model.isTraining ? 1 : 0)
      let fields = model.fields
      writer.int(fields.count)
      for field in fields {
        writer.byte(field == nil ? 0 : 1)
        if let field, !value(field, depth: 0) { return false }
      }
      return true
    case let box as Box:
      kind(.object)
      writer.byte(box.place.pointee.tag == .undefined ? 0 : 1)
      return value(box.place.pointee.value, depth: 0)
    default: return false
    }
  }
}
