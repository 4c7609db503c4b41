import OrderedCollections
import Tensors

/// Reads values back. Objects with identity are made once, when first referred to.
struct Decoder {
  private let archive: Archive
  private let stored: [Int: [UInt8]]
  private var objects: [Int: AnyObject] = [:]
  /// Cells that functions came from, compiled again.
  private var cells: [String: FunctionPrototype] = [:]
  /// Objects that exist but whose contents are still to be read: one after the other instead of one inside
  /// the other, as a chain of them may be long.
  private var pending: [(object: AnyObject, contents: ByteReader)] = []

  private let source: BlockSource
  /// Bytes of blocks that were read so far.
  private var readBytes = 0

  init(
    _ archive: Archive, objects items: [Archive.Item],
    blocks: BlockSource = BlockSource()
  ) {
    self.archive = archive
    source = blocks
    var stored: [Int: [UInt8]] = [:]
    for item in items where item.name.hasPrefix("#") {
      if let number = Int(item.name.dropFirst()) { stored[number] = item.bytes }
    }
    self.stored = stored
  }

  mutating func variable(_ bytes: [UInt8]) throws(Diagnostic) -> Value {
    var reader = ByteReader(bytes)
    let result = try value(&reader, depth: 0)
    while let (object, contents) = pending.popLast() { try fill(object, contents) }
    return result
  }

  private mutating func fill(_ object: AnyObject, _ contents: ByteReader) throws(Diagnostic) {
    var reader = contents
    if let model = object as? ModelObject {
      model.isTraining = try reader.byte() != 0
      let count = try reader.count()
      guard count == model.definition.fieldNames.count else { throw ByteReader.damaged }
      for i in 0..<count where try reader.byte() != 0 { model.setField(i, try value(&reader, depth: 0)) }
    } else if let box = object as? Box, try reader.byte() != 0 {
      set(box.place, Slot(try value(&reader, depth: 0)))
    }
  }

  private func kind(_ reader: inout ByteReader) throws(Diagnostic) -> StoredKind {
    guard let kind = StoredKind(rawValue: try reader.byte()) else { throw ByteReader.damaged }
    return kind
  }

  private mutating func value(_ reader: inout ByteReader, depth: Int) throws(Diagnostic) -> Value {
    guard depth < 600 else { throw ByteReader.damaged }
    switch try kind(&reader) {
    case .none: return .none
    case .bool: return .bool(try reader.byte() != 0)
    case .int: return .int(try reader.int())
    case .float: return .float(try reader.double())
    case .text: return .text(try reader.text())
    case .tensor: return .tensor(try tensor(&reader))
    case .blocks: return .tensor(try tensorInBlocks(&reader))
    case .list: return .list(try values(&reader, depth))
    case .record:
      let keys = try values(&reader, depth), values = try self.values(&reader, depth)
      let record = RecordObject()
      for (key, value) in zip(keys, values) {
        guard let key = RecordKey(key) else { throw ByteReader.damaged }
        record.entries[key] = value
      }
      return .record(record)
    case .range:
      let (start, end, step, closed) = (
        try reader.int(), try reader.int(), try reader.int(), try reader.int()
      )
      guard let range = RangeObject(from: start, to: end, by: step, closed: closed == 1) else {
        throw ByteReader.damaged
      }
      return .range(range)
    case .builtIn:
      let name = try reader.text()
      guard let value = archive.interpreter.registry.value(name) else {
        throw Diagnostic(.name, "D91", "the stored function `\(name)` is no longer a built-in")
      }
      return value
    case .closure:
      let (prototype, _) = try code(&reader)
      guard let prototype else { throw ByteReader.damaged }
      return .function(FunctionObject(.closure(prototype, boxes: try boxes(&reader)), name: prototype.name))
    case .definition:
      let definition = try definition(&reader)
      return .function(FunctionObject(.model(definition), name: definition.name))
    case .prelude: return try prelude(&reader)
    case .method:
      guard case .model(let model) = try value(&reader, depth: depth + 1) else { throw ByteReader.damaged }
      let name = try reader.text()
      guard let method = model.definition.methods[name] else { throw ByteReader.damaged }
      return .function(
        FunctionObject(.method(receiver: model, method, boxes: model.definition.boxes), name: name))
    case .object:
      let type = try reader.text()
      let payload = try value(&reader, depth: depth + 1)
      return .object(try archive.interpreter.registry.object(type: type, payload: payload))
    case .reference: return try reference(&reader)
    case .parameter, .leaf, .model: throw ByteReader.damaged
    }
  }

  private mutating func values(_ reader: inout ByteReader, _ depth: Int) throws(Diagnostic) -> [Value] {
    let count = try reader.count()
    var values: [Value] = []
    for _ in 0..<count { values.append(try value(&reader, depth: depth + 1)) }
    return values
  }

  // MARK: Tensors

  private func head(_ reader: inout ByteReader) throws(Diagnostic) -> (Shape, DType) {
    guard let dtype = DType(name: try reader.text()) else { throw ByteReader.damaged }
    let rank = try reader.count(of: 8)
    var dims: [Int] = []
    for _ in 0..<rank { dims.append(try reader.int()) }
    return (Shape(dims), dtype)
  }

  private func tensor(_ reader: inout ByteReader) throws(Diagnostic) -> Tensor {
    let (shape, dtype) = try head(&reader)
    guard let tensor = Tensor(rawBytes: try reader.raw(), shape, dtype) else { throw ByteReader.damaged }
    return tensor
  }

  /// A tensor in either form.
  private mutating func anyTensor(_ reader: inout ByteReader) throws(Diagnostic) -> Tensor {
    switch try kind(&reader) {
    case .tensor: return try tensor(&reader)
    case .blocks: return try tensorInBlocks(&reader)
    default: throw ByteReader.damaged
    }
  }

  private mutating func tensorInBlocks(_ reader: inout ByteReader) throws(Diagnostic) -> Tensor {
    let (shape, dtype) = try head(&reader)
    let count = try reader.count(of: 16)
    var names: [BlockName] = []
    for _ in 0..<count { names.append(BlockName(high: try reader.word(), low: try reader.word())) }
    let tensor: Tensor?
    do { tensor = try self.tensor(shape, dtype, names) } catch { tensor = nil }
    guard let tensor else { throw ByteReader.damaged }
    archive.cutter.remember(tensor, names: names)
    return tensor
  }

  /// A tensor of these blocks, read now or later; nil when one of them is missing or damaged.
  private mutating func tensor(
    _ shape: Shape, _ dtype: DType, _ names: [BlockName]
  ) throws(TensorError) -> Tensor? {
    let shape = try shape.checked(), byteCount = shape.count * dtype.size
    if source.size != nil {
      guard source.has(names, for: byteCount) else { return nil }
      if readBytes + byteCount > source.readAtOnce {
        return try Tensor.filledLater(shape, dtype) { [source] bytes in
          if source.fill(bytes, from: names) { return }
          // Nobody should take what is left of it for data.
          bytes.initializeMemory(as: UInt8.self, repeating: dtype == .bool ? 0 : 0xFF)
          source.foundDamaged()
        }
      }
    }
    readBytes += byteCount
    var isWhole = false
    let filled = try Tensor(shape, dtype, filledBy: { bytes in isWhole = source.fill(bytes, from: names) })
    return isWhole ? filled : nil
  }

  // MARK: Objects with identity

  private mutating func reference(_ reader: inout ByteReader) throws(Diagnostic) -> Value {
    let kind = try kind(&reader)
    let object = try self.object(try reader.int())
    switch (kind, object) {
    case (.parameter, let parameter as Parameter): return .parameter(parameter)
    case (.model, let model as ModelObject): return .model(model)
    default: throw ByteReader.damaged
    }
  }

  private mutating func object(_ number: Int) throws(Diagnostic) -> AnyObject {
    if let object = objects[number] { return object }
    guard let bytes = stored[number] else { throw ByteReader.damaged }
    var reader = ByteReader(bytes)
    switch try kind(&reader) {
    case .parameter: return keep(try parameter(&reader, isOld: true), number)
    case .leaf: return keep(try parameter(&reader, isOld: false), number)
    case .model:
      let model = keep(ModelObject(try modelDefinition(&reader)), number)
      pending.append((model, reader))
      return model
    case .object:
      let box = keep(Box.make(.undefined), number)
      pending.append((box, reader))
      return box
    default: throw ByteReader.damaged
    }
  }

  /// - Parameter isOld: written when tensors had one form only.
  private mutating func parameter(_ reader: inout ByteReader, isOld: Bool) throws(Diagnostic) -> Parameter {
    let values = isOld ? try tensor(&reader) : try anyTensor(&reader)
    let requiresGrad = try reader.byte() != 0
    let parameter: Parameter
    do { parameter = try Parameter(values, context: archive.interpreter.context) } catch {
      throw Diagnostic(error)
    }
    if try reader.byte() != 0 { parameter.grad = isOld ? try tensor(&reader) : try anyTensor(&reader) }
    parameter.requiresGrad = requiresGrad
    return parameter
  }

  /// Remembered before its contents are read: they may refer back to it.
  private mutating func keep<T: AnyObject>(_ object: T, _ number: Int) -> T {
    objects[number] = object
    archive.remember(object, as: number)
    return object
  }

  private mutating func boxes(_ reader: inout ByteReader) throws(Diagnostic) -> [Box] {
    let count = try reader.count()
    var boxes: [Box] = []
    for _ in 0..<count {
      guard case .reference = try kind(&reader), case .object = try kind(&reader),
        let box = try object(try reader.int()) as? Box
      else { throw ByteReader.damaged }
      boxes.append(box)
    }
    return boxes
  }

  // MARK: Code

  private func prelude(_ reader: inout ByteReader) throws(Diagnostic) -> Value {
    let name = try reader.text()
    guard let value = try archive.interpreter.preludeValue(name) else {
      throw Diagnostic(.name, "D91", "the stored `\(name)` is no longer in the standard library")
    }
    return value
  }

  /// What a model was made by: a definition of a cell or of the prelude.
  private mutating func modelDefinition(
    _ reader: inout ByteReader
  ) throws(Diagnostic) -> ModelDefinitionObject {
    switch try kind(&reader) {
    case .definition: return try definition(&reader)
    case .prelude:
      guard case .function(let function) = try prelude(&reader), case .model(let definition) = function.kind
      else { throw ByteReader.damaged }
      return definition
    default: throw ByteReader.damaged
    }
  }

  private mutating func definition(_ reader: inout ByteReader) throws(Diagnostic) -> ModelDefinitionObject {
    guard let model = try code(&reader).model else { throw ByteReader.damaged }
    return ModelDefinitionObject(model, boxes: try boxes(&reader))
  }

  private mutating func code(
    _ reader: inout ByteReader
  ) throws(Diagnostic) -> (function: FunctionPrototype?, model: ModelPrototype?) {
    let name = try reader.text(), text = try reader.text(), ordinal = try reader.int()
    let key = name + "\n" + text
    let cell: FunctionPrototype
    if let known = cells[key] {
      cell = known
    } else {
      cell = try archive.interpreter.compile(SourceText(name: name, text: text))
      cells[key] = cell
    }
    return (cell.function(ordinal), cell.model(ordinal))
  }
}

extension FunctionPrototype {
  /// This function or one inside it, by its number in the cell.
  func function(_ ordinal: Int) -> FunctionPrototype? {
    if self.ordinal == ordinal { return self }
    for inner in prototypes { if let found = inner.function(ordinal) { return found } }
    for model in models {
      for method in model.methods.values { if let found = method.function(ordinal) { return found } }
      if let found = model.constructor.function(ordinal) { return found }
    }
    return nil
  }

  func model(_ ordinal: Int) -> ModelPrototype? {
    for model in models {
      if model.ordinal == ordinal { return model }
      for method in model.methods.values { if let found = method.model(ordinal) { return found } }
      if let found = model.constructor.model(ordinal) { return found }
    }
    for inner in prototypes { if let found = inner.model(ordinal) { return found } }
    return nil
  }
}
