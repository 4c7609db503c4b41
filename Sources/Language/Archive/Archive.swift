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

  public init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  // MARK: Writing

  /// All variables and every object that they reach, and names of variables that can't be kept
  /// (functions made by built-ins, such as `grad(f)`).
  public func items() -> (items: [Item], lost: [String]) {
    var items: [Item] = []
    var lost: [String] = []
    var pending: [Int] = []
    var written: Set<Int> = []
    for name in interpreter.variableNames {
      guard let value = interpreter.variable(name) else { continue }
      var encoder = Encoder(self)
      if encoder.value(value, depth: 0) {
        items.append(Item(name: name, summary: value.typeSummary, bytes: encoder.writer.bytes))
        pending += encoder.references
      } else {
        lost.append(name)
      }
    }
    _ = writeObjects(pending, &written, &items)
    for number in kept.keys where !written.contains(number) {
      if let object = kept.removeValue(forKey: number) { numbers[ObjectIdentifier(object)] = nil }
    }
    return (items, lost)
  }

  /// A value and every object that it reaches; nil when something in it can't be kept.
  func items(of value: Value) -> [Item]? {
    var encoder = Encoder(self)
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
      var encoder = Encoder(self)
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

  // MARK: Reading

  /// Sets the interpreter's variables to what was stored. Gives the names that could not be read,
  /// each with the reason; the others are there.
  public func restore(_ items: [Item]) -> [(name: String, reason: Diagnostic)] {
    var decoder = Decoder(self, objects: items)
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
}
