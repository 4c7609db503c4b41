import Glibc
import Language
import Tensors

/// Kinds and conversions: `len`, `type`, `int`, `float`, `text`, `list`, `tensor`.
enum Conversions {
  static var all: [BuiltIn] {
    [length, type, int, float, bool, text, list, record, tensor] + TensorFacts.all
  }

  private static var length: BuiltIn {
    let builtIn = BuiltIn(
      "len", "x", family: "values",
      summary:
        "number of elements: of a list, a text, a record, a range, a table's rows, a tensor's first axis, a model's `length()`",
      example: "len((1, 2, 3))", gives: "3", section: "2.1.1"
    ) { (call: inout Call) throws(Diagnostic) in
      switch call[0] {
      case .list(let list): return .int(list.count)
      case .text(let text): return .int(text.string.count)
      case .record(let record): return .int(record.count)
      case .range(let range): return .int(range.count)
      case .tensor, .parameter:
        if let tensor = call[0].tensor, tensor.rank > 0 { return .int(tensor.shape.dims[0]) }
      case .object(let object): if let length = object.length { return .int(length) }
      case .model(let model):
        if let length = model.method("length") { return try call.interpreter.call(length, []) }
      default: break
      }
      throw call.mismatch(0, "something with a length")
    }
    builtIn.intrinsic = .len
    return builtIn
  }

  private static var type: BuiltIn {
    BuiltIn(
      "type", "x", family: "values", summary: "what kind of value this is, as a text",
      example: "type([1.0, 2.0])",
      gives: "\"f64[2]\""
    ) { (call: inout Call) throws(Diagnostic) in .text(call[0].typeSummary) }
  }

  private static var int: BuiltIn {
    BuiltIn(
      "int", "x, base=10", family: "values",
      summary: "the integer in a text, or a number without its fraction; a tensor becomes i64",
      example: "int(\"42\") + int(2.9) + int(\"ff\", 16)", gives: "299"
    ) { (call: inout Call) throws(Diagnostic) in
      if case .text(let text) = call[0] {
        if let value = try whole(trimmed(text.string), call) { return .int(value) }
        throw Diagnostic(.value, "V05", "\(call[0].inline(depth: 0)) is not an integer", argument: 0)
      }
      if let value = call[0].integer { return .int(value) }
      if let converted = try elements(call, .i64) { return converted }
      let number = try call.number(0)
      guard let value = Int(exactly: number.rounded(.towardZero)) else {
        throw Diagnostic(
          .overflow, "O02", "\(Value.float(number).inline(depth: 0)) has no 64-bit integer", argument: 0)
      }
      return .int(value)
    }
  }

  /// The integer that a text writes; 0x, 0b and 0o may stand in front where they fit the base.
  private static func whole(_ text: String, _ call: Call) throws(Diagnostic) -> Int? {
    let base = try call.int(1)
    guard (2...36).contains(base) else {
      throw Diagnostic(.value, "V20", "numbers have bases from 2 to 36, not \(base)", argument: 1)
    }
    let prefix = [16: "0x", 2: "0b", 8: "0o"][base]
    let digits = text.filter { $0 != "_" }
    if let prefix, digits.lowercased().hasPrefix(prefix) { return Int(digits.dropFirst(2), radix: base) }
    return Int(digits, radix: base)
  }

  private static var float: BuiltIn {
    BuiltIn(
      "float", "x", family: "values",
      summary: "the number in a text, or a number as a float; a tensor takes the default dtype",
      example: "float(\"2.5\")",
      gives: "2.5"
    ) { (call: inout Call) throws(Diagnostic) in
      if case .text(let text) = call[0] {
        if let value = Double(trimmed(text.string)) { return .float(value) }
        throw Diagnostic(.value, "V05", "\(call[0].inline(depth: 0)) is not a number", argument: 0)
      }
      if let converted = try elements(call, call.interpreter.context.defaultDType) { return converted }
      return .float(try call.number(0))
    }
  }

  /// A tensor with axes, converted; nil for everything else.
  private static func elements(_ call: Call, _ dtype: DType) throws(Diagnostic) -> Value? {
    guard let tensor = call[0].tensor, tensor.rank > 0 else { return nil }
    return .tensor(try converting { () throws(TensorError) in try tensor.converted(to: dtype) })
  }

  private static func trimmed(_ text: String) -> String {
    var view = Substring(text)
    while view.first?.isWhitespace ?? false { view.removeFirst() }
    while view.last?.isWhitespace ?? false { view.removeLast() }
    return String(view)
  }

  private static var bool: BuiltIn {
    BuiltIn(
      "bool", "x", family: "values", summary: "whether a condition on this value would hold",
      example: "bool(0)",
      gives: "false"
    ) { (call: inout Call) throws(Diagnostic) in .bool(try call.interpreter.isTrue(call[0])) }
  }

  private static var text: BuiltIn {
    BuiltIn(
      "text", "x", family: "text", summary: "the value as `print` would show it", example: "text(1 / 4)",
      gives: "\"0.25\""
    ) { (call: inout Call) throws(Diagnostic) in .text(call[0].plainText(call.interpreter.display)) }
  }

  private static var list: BuiltIn {
    BuiltIn(
      "list", "x=none", family: "lists",
      summary: "the elements of anything that a loop can go through, as a list",
      example: "list(0..<3)", gives: "(0, 1, 2)"
    ) { (call: inout Call) throws(Diagnostic) in
      if call[0].isNone { return .list([]) }
      if let tensor = call[0].tensor, tensor.rank == 1 {
        return .list((0..<tensor.count).map { Value(tensor.scalar(at: $0)) })
      }
      return .list(try call.interpreter.elements(of: call[0]))
    }
  }

  private static var record: BuiltIn {
    BuiltIn(
      "record", "pairs=none", family: "records", summary: "a record from a list of (key, value) pairs",
      example: "record(((\"a\", 1), (\"b\", 2)))", gives: "{a: 1, b: 2}"
    ) { (call: inout Call) throws(Diagnostic) in
      let result = RecordObject()
      if call[0].isNone { return .record(result) }
      for pair in try call.interpreter.elements(of: call[0]) {
        guard case .list(let items) = pair, items.items.count == 2, let key = RecordKey(items.items[0]) else {
          throw call.mismatch(0, "a list of (key, value) pairs")
        }
        result.entries[key] = items.items[1]
      }
      return .record(result)
    }
  }

  private static var tensor: BuiltIn {
    BuiltIn(
      "tensor", "x, dtype=none", family: "creation",
      summary:
        "a tensor from numbers, lists of equal lengths, ranges or columns; a copy that is no part of a graph",
      shapes: "list of n → [n]; n lists of m → [n, m]", example: "tensor(((1, 2), (3, 4)))",
      gives: "[[1, 2],\n [3, 4]]  i64[2, 2]", section: "2.1.1"
    ) { (call: inout Call) throws(Diagnostic) in
      var tensor = try call.tensor(0).detached()
      if !call[1].isNone {
        guard case .text(let name) = call[1], let dtype = DType(name: name.string) else {
          throw call.mismatch(1, "a dtype such as f32")
        }
        tensor = try converting { () throws(TensorError) in try tensor.converted(to: dtype) }
      }
      return .tensor(tensor)
    }
  }
}

/// Runs engine code, its errors turned into the language's.
func converting<T>(_ body: () throws(TensorError) -> T) throws(Diagnostic) -> T {
  do {
    return try body()
  } catch {
    throw Diagnostic(error)
  }
}
