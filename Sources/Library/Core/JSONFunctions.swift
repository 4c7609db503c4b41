import Formatting
import Language
import Tensors

/// JSON: objects are records, arrays are lists, null is none.
enum JSONFunctions {
  static var all: [BuiltIn] { [json, parseJSON, readJSON, writeJSON] }

  private static var json: BuiltIn {
    BuiltIn(
      "json", "value", family: "files",
      summary: "a value as JSON: records are objects, lists and tensors arrays",
      example: "json({a: (1, 2.5, none)})", gives: "\"{{\\\"a\\\": [1, 2.5, null]}}\""
    ) { (call: inout Call) throws(Diagnostic) in .text(try encode(call[0], depth: 0).text) }
  }

  private static var parseJSON: BuiltIn {
    BuiltIn(
      "parse_json", "text", family: "files", summary: "the value that a JSON text stands for",
      example: "parse_json(\"[1, [true, null]]\")", gives: "(1, (true, none))"
    ) { (call: inout Call) throws(Diagnostic) in try parse(Array(try call.text(0).utf8), "this text") }
  }

  private static var readJSON: BuiltIn {
    BuiltIn(
      "read_json", "path", family: "files", summary: "the value in a JSON file", shapes: "path → value"
    ) { (call: inout Call) throws(Diagnostic) in
      let path = try FileFunctions.source(call, 0)
      return try parse(try FileFunctions.read(path), path)
    }
  }

  private static var writeJSON: BuiltIn {
    BuiltIn(
      "write_json", "path, value", family: "files", summary: "writes a value to a file as JSON",
      shapes: "path, value → file"
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try encode(call[1], depth: 0).text + "\n"
      try FileFunctions.write(Array(text.utf8), to: try FileFunctions.target(call, 0))
      return .none
    }
  }

  private static func parse(_ bytes: [UInt8], _ what: String) throws(Diagnostic) -> Value {
    do {
      return decode(try JSONParser.parse(bytes))
    } catch {
      let line = bytes.prefix(error.offset).count { $0 == 10 } + 1
      throw Diagnostic(.value, "V18", "\(what) is no JSON: \(error.message) in line \(line)", argument: 0)
    }
  }

  private static func decode(_ json: JSONValue) -> Value {
    switch json {
    case .null: return Value.none
    case .bool(let x): return .bool(x)
    case .int(let x): return .int(x)
    case .double(let x): return .float(x)
    case .string(let x): return .text(x)
    case .array(let items): return .list(items.map(decode))
    case .object(let fields):
      let record = RecordObject()
      for (name, item) in fields { record.entries[.text(name)] = decode(item) }
      return .record(record)
    }
  }

  private static func encode(_ value: Value, depth: Int) throws(Diagnostic) -> JSONValue {
    guard depth < 200 else { throw Diagnostic(.value, "V18", "the value is nested too deeply for JSON") }
    switch value {
    case .none: return .null
    case .bool(let x): return .bool(x)
    case .int(let x): return .int(x)
    case .float(let x): return try number(x)
    case .text(let x): return .string(x.string)
    case .tensor, .parameter:
      guard let tensor = value.tensor?.detached() else { break }
      return try encode(tensor)
    case .list(let list):
      var items: [JSONValue] = []
      for item in list.items { items.append(try encode(item, depth: depth + 1)) }
      return .array(items)
    case .range(let range): return .array(range.elements.map { .int($0) })
    case .record(let record):
      var fields: [(String, JSONValue)] = []
      for (key, item) in record.entries {
        fields.append((key.value.plainText(), try encode(item, depth: depth + 1)))
      }
      return .object(fields)
    case .object(let object): if let tensor = object.asTensor { return try encode(tensor) }
    case .function, .model: break
    }
    throw Diagnostic(
      .type, "T18", "\(value.kindName) has no form in JSON", hints: ["`save` writes any value"], argument: 0)
  }

  private static func number(_ x: Double) throws(Diagnostic) -> JSONValue {
    guard x.isFinite else {
      throw Diagnostic(
        .value, "V18", "JSON has no \(Value.float(x).inline(depth: 0))",
        hints: ["put `none` in its place, or use `save`"], argument: 0)
    }
    return .double(x)
  }

  /// Lists in lists, one for each axis.
  private static func encode(_ tensor: Tensor) throws(Diagnostic) -> JSONValue {
    var leaves: [JSONValue]
    if tensor.dtype == .bool {
      leaves = tensor.bools().map { .bool($0) }
    } else if tensor.dtype.isInteger {
      leaves = tensor.ints().map { .int($0) }
    } else {
      leaves = []
      for x in tensor.doubles() { leaves.append(try number(x)) }
    }
    let dims = tensor.shape.dims
    for (axis, size) in dims.enumerated().dropFirst().reversed() {
      let rows = dims[..<axis].reduce(1, *)
      leaves = (0..<rows).map { .array(Array(leaves[$0 * size..<($0 + 1) * size])) }
    }
    return tensor.rank == 0 ? leaves.first ?? .null : .array(leaves)
  }
}
