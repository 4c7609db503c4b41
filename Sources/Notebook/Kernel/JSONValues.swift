import Formatting
import Language
import Tensors

/// Values of the language as JSON, and back: what `let` and `value` of the kernel protocol are.
enum JSONValues {
  /// - Returns: nil for JSON that stands for no value.
  static func value(_ json: JSONValue) -> Value? {
    switch json {
    case .null: return Value.none
    case .bool(let x): return .bool(x)
    case .int(let x): return .int(x)
    case .double(let x): return .float(x)
    case .string(let x): return nonFinite[x].map { .float($0) } ?? .text(x)
    case .array(let items):
      var values: [Value] = []
      for item in items {
        guard let value = value(item) else { return nil }
        values.append(value)
      }
      return .list(values)
    case .object(let fields):
      if json["values"] != nil, json["shape"] != nil { return tensor(json).map { .tensor($0) } }
      let record = RecordObject()
      for (name, item) in fields {
        guard let value = value(item) else { return nil }
        record.entries[.text(name)] = value
      }
      return .record(record)
    }
  }

  private static let nonFinite: [String: Double] = ["nan": .nan, "inf": .infinity, "-inf": -.infinity]

  /// `{"dtype": "f64", "shape": [2, 3], "values": […]}`
  private static func tensor(_ json: JSONValue) -> Tensor? {
    guard case .array(let sizes)? = json["shape"], case .array(let items)? = json["values"] else {
      return nil
    }
    let dims = sizes.compactMap(\.int)
    var count = 1
    for size in dims {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if size < 0 || overflow { return nil }
      count = product
    }
    guard dims.count == sizes.count, count == items.count, dims.count <= 64 else { return nil }
    let dtype = json["dtype"]?.string.flatMap(DType.init(name:)) ?? .f64
    if dtype.isInteger {
      let values = items.compactMap(\.int)
      return values.count == count ? try? Tensor(values, Shape(dims)).converted(to: dtype) : nil
    }
    var values: [Double] = []
    values.reserveCapacity(count)
    for item in items {
      guard let number = number(item) else { return nil }
      values.append(number)
    }
    return dtype == .bool ? Tensor(values.map { $0 != 0 }, Shape(dims)) : Tensor(values, Shape(dims), dtype)
  }

  private static func number(_ json: JSONValue) -> Double? {
    switch json {
    case .int(let x): Double(x)
    case .double(let x): x
    case .bool(let x): x ? 1 : 0
    case .string(let x): nonFinite[x]
    default: nil
    }
  }

  static func json(_ value: Value) -> JSONValue {
    switch value {
    case .none: return .null
    case .bool(let x): return .bool(x)
    case .int(let x): return .int(x)
    case .float(let x): return .double(x)
    case .text(let x): return .string(x.string)
    case .tensor(let tensor): return json(tensor)
    case .parameter(let parameter): return json(parameter.tensor)
    case .list(let list): return .array(list.items.map(json))
    case .range(let range): return .array((0..<min(range.count, 10_000_000)).map { .int(range.element($0)) })
    case .record(let record):
      return .object(record.entries.map { key, value in (key.value.plainText(), json(value)) })
    case .function, .model, .object: return .object([("text", .string(value.display()))])
    }
  }

  private static func json(_ tensor: Tensor) -> JSONValue {
    let values: [JSONValue]
    switch tensor.dtype {
    case .u8, .i32, .i64: values = tensor.ints().map { .int($0) }
    case .bool: values = tensor.bools().map { .bool($0) }
    case .f16, .bf16, .f32, .f64: values = tensor.doubles().map { .double($0) }
    }
    return .object([
      ("dtype", .string(tensor.dtype.name)), ("shape", .array(tensor.shape.dims.map { .int($0) })),
      ("values", .array(values)),
    ])
  }
}
