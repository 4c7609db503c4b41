import OrderedCollections
import Tensors

/// Turns a session's variables into bytes and back, bit for bit.
///
/// Values are written whole. Objects with identity (parameters, models, boxed variables) are written
/// once each, under a number that values refer to, so that what was shared stays shared. Functions are
/// written as their cell's source and their place in it, and compiled again.
public final class Archive {
  /// One piece to store: a variable, or an object with identity (its name is then `#` and a number).
  public struct Item {
    public var name: String
    /// What `:vars` and `gradus session show` can say without decoding it.
    public var summary: String
    public var bytes: [UInt8]
    public init(name: String, summary: String, bytes: [UInt8]) {
      self.name = name
      self.summary = summary
      self.bytes = bytes
    }
  }

  let interpreter: Interpreter
  /// Numbers of the objects with identity, and the objects themselves, so that no address is used twice.
  private var numbers: [ObjectIdentifier: Int] = [:]
  private var kept: [Int: AnyObject] = [:]
  private var nextNumber = 1
  /// What each stored item refers to.
  private struct Trace {
    var objects: [String]
    var blocks: [BlockName]
  }
  private var traces: [String: Trace] = [:]
  /// Large tensors as blocks.
  let cutter = BlockCutter()

  public init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  // MARK: Writing

  /// What a session has to store to be what the interpreter is now.
  public struct Contents {
    /// What may have changed.
    public var items: [Item] = []
    /// Everything there is: what is stored under other names is no more.
    public var names: Set<String> = []
    /// The blocks of large tensors in `items`.
    public var blocks: [StoredBlock] = []
    /// Names of all blocks there are.
    public var blockNames: Set<BlockName> = []
    /// Variables that can't be kept (functions made by built-ins, such as `grad(f)`).
    public var lost: [String] = []
  }

  /// All variables and every object that they reach.
  /// - Parameter changed: variables to look at; the others are known to be as they were at the last call, and so
  ///   is all that they reach. nil for all.
  public func contents(changed: Set<String>? = nil) -> Contents {
    var contents = Contents()
    var unchanged: [String] = []
    var pending: [String] = []
    for name in interpreter.variableNames {
      guard let value = interpreter.variable(name) else { continue }
      if let changed, !changed.contains(name), traces[name] != nil {
        unchanged.append(name)
        continue
      }
      var encoder = Encoder(self, cutter)
      if encoder.value(value, depth: 0) {
        contents.add(Item(name: name, summary: value.typeSummary, bytes: encoder.writer.bytes), encoder)
        pending += note(encoder, name)
      } else {
        contents.lost.append(name)
      }
    }
    addObjects(pending, to: &contents)
    // What only unchanged variables reach is as it was.
    while let name = unchanged.popLast() {
      if contents.names.insert(name).inserted { unchanged += traces[name]?.objects ?? [] }
    }
    traces = traces.filter { contents.names.contains($0.key) }
    contents.blockNames = Set(traces.values.lazy.flatMap(\.blocks))
    cutter.forget(allBut: contents.blockNames)
    for (number, object) in kept where !contents.names.contains("#\(number)") {
      kept[number] = nil
      numbers[ObjectIdentifier(object)] = nil
    }
    return contents
  }

  /// Adds the objects of these names and all that they reach.
  private func addObjects(_ names: [String], to contents: inout Contents) {
    var pending = names
    while let name = pending.popLast() {
      guard !contents.names.contains(name), let object = Int(name.dropFirst()).flatMap({ kept[$0] }) else {
        continue
      }
      var encoder = Encoder(self, cutter)
      guard encoder.object(object) else { continue }
      contents.add(Item(name: name, summary: "object", bytes: encoder.writer.bytes), encoder)
      pending += note(encoder, name)
    }
  }

  /// Remembers what an item refers to, and gives the names of the objects among it.
  private func note(_ encoder: Encoder, _ name: String) -> [String] {
    let objects = encoder.references.map { "#\($0)" }
    traces[name] = Trace(objects: objects, blocks: encoder.blocks.map(\.name))
    return objects
  }

  /// A value and every object that it reaches; nil when something in it can't be kept.
  func items(of value: Value) -> [Item]? {
    var encoder = Encoder(self, nil)
    guard encoder.value(value, depth: 0) else { return nil }
    var items = [Item(name: "", summary: value.typeSummary, bytes: encoder.writer.bytes)]
    var written: Set<Int> = []
    return writeObjects(encoder.references, &written, &items) ? items : nil
  }

  /// Adds the objects with these numbers and all that they reach; false when one of them can't be kept.
  private func writeObjects(_ numbers: [Int], _ written: inout Set<Int>, _ items: inout [Item]) -> Bool {
    var pending = numbers
    var isComplete = true
    while let number = pending.popLast() {
      guard written.insert(number).inserted, let object = kept[number] else { continue }
      var encoder = Encoder(self, nil)
      guard encoder.object(object) else {
        isComplete = false
        continue
      }
      items.append(Item(name: "#\(number)", summary: "object", bytes: encoder.writer.bytes))
      pending += encoder.references
    }
    return isComplete
  }

  func number(of object: AnyObject) -> Int {
    if let number = numbers[ObjectIdentifier(object)] { return number }
    let number = nextNumber
    nextNumber += 1
    remember(object, as: number)
    return number
  }

  func remember(_ object: AnyObject, as number: Int) {
    numbers[ObjectIdentifier(object)] = number
    kept[number] = object
    nextNumber = max(nextNumber, number + 1)
  }

  /// Begins anew with numbering: what is restored next has nothing to do with the objects there are.
  public func forgetObjects() {
    (numbers, kept, traces, nextNumber) = ([:], [:], [:], 1)
  }

  // MARK: Reading

  /// Reads the elements of all tensors that wait for somebody to look at them.
  public func readAll() { cutter.readAll() }

  /// Sets the interpreter's variables to what was stored. Gives the names that could not be read,
  /// each with the reason; the others are there.
  /// - Parameter blocks: where the elements of large tensors are; it must stay there until they are read.
  public func restore(
    _ items: [Item], blocks: BlockSource = BlockSource()
  ) -> [(name: String, reason: Diagnostic)] {
    var decoder = Decoder(self, objects: items, blocks: blocks)
    var failures: [(name: String, reason: Diagnostic)] = []
    for item in items where !item.name.hasPrefix("#") {
      do {
        interpreter.setVariable(item.name, try decoder.variable(item.bytes))
      } catch {
        failures.append((item.name, error))
      }
    }
    return failures
  }
}

/// Kinds of stored values; part of the file format, never renumbered.
enum StoredKind: UInt8 {
  case none = 0
  case bool, int, float, text, tensor, list, record, range
  case builtIn, closure, method, definition, parameter, model, object
  case reference
  /// A definition of the prelude, by name.
  case prelude
  /// A large tensor: its elements are in blocks, named here.
  case blocks
  /// A parameter; its values and gradient are tensors in either form.
  case leaf
}

extension Archive.Contents {
  fileprivate mutating func add(_ item: Archive.Item, _ encoder: Encoder) {
    items.append(item)
    names.insert(item.name)
    blocks += encoder.blocks
  }
}
