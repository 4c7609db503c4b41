import Formatting
import Language
import Tensors

/// Values of the language as JSON, and back: what `let` and `value` of the kernel protocol are.
enum JSONValues {
  /// Why JSON stands for no value.
  struct Problem: Error {
    var message: String
  }

  static func value(_ json: JSONValue) throws(Problem) -> Value {
    switch json {
    case .null: return Value.none
    case .bool(let x): return .bool(x)
    case .int(let x): return .int(x)
    case .double(let x): return .float(x)
    case .string(let x): return nonFinite[x].map { .float($0) } ?? .text(x)
    case .array(let items):
      var values: [Value] = []
      values.reserveCapacity(items.count)
      for item in items { values.append(try value(item)) }
      return .list(values)
    case .object(let fields):
      if json["values"] != nil, json["shape"] != nil { return .tensor(try tensor(json)) }
      let record = RecordObject()
      for (name, item) in fields { record.entries[.text(name)] = try value(item) }
      return .record(record)
    }
  }

  private static let nonFinite: [String: Double] = ["nan": .nan, "inf": .infinity, "-inf": -.infinity]

  /// `{"dtype": "f64", "shape": [2, 3], "values": […]}`
  private static func tensor(_ json: JSONValue) throws(Problem) -> Tensor {
    guard case .array(let sizes)? = json["shape"], case .array(let items)? = json["values"] else {
      throw Problem(message: "shape and values of a tensor are lists")
    }
    let dims = sizes.compactMap(\.int)
    guard dims.count == sizes.count, dims.allSatisfy({ $0 >= 0 }) else {
      throw Problem(message: "a shape is a list of whole numbers from 0 on")
    }
    guard dims.count <= 64 else { throw Problem(message: "a tensor has at most 64 axes") }
    var count = 1
    for size in dims {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw Problem(message: "the shape \(Shape(dims)) is too large") }
      count = product
    }
    guard count == items.count else {
      throw Problem(message: "the shape \(Shape(dims)) takes \(count) values, and there are \(items.count)")
    }
    guard let dtype = dtype(json["dtype"]) else {
      throw Problem(message: "there is no dtype \(json["dtype"]?.text ?? "")")
    }
    return dtype.isInteger
      ? try whole(items, Shape(dims), dtype) : try real(items, Shape(dims), dtype)
  }

  /// f64 when it is not named.
  private static func dtype(_ json: JSONValue?) -> DType? {
    json.map { $0.string.flatMap(DType.init(name:)) } ?? .f64
  }

  private static func whole(_ items: [JSONValue], _ shape: Shape, _ dtype: DType) throws(Problem) -> Tensor {
    let range: ClosedRange<Int> =
      switch dtype {
      case .u8: 0...255
      case .i32: Int(Int32.min)...Int(Int32.max)
      default: Int.min...Int.max
      }
    var values: [Int] = []
    values.reserveCapacity(items.count)
    for item in items {
      guard let value = item.int, range.contains(value) else {
        throw Problem(message: "\(item.text.prefix(40)) is no \(dtype.name)")
      }
      values.append(value)
    }
    do {
      return try Tensor(values, shape).converted(to: dtype)
    } catch {
      throw Problem(message: "these values are no \(dtype.name)")
    }
  }

  private static func real(_ items: [JSONValue], _ shape: Shape, _ dtype: DType) throws(Problem) -> Tensor {
    var values: [Double] = []
    values.reserveCapacity(items.count)
    for item in items {
      guard let number = number(item) else {
        throw Problem(message: "\(item.text.prefix(40)) is no number")
      }
      values.append(number)
    }
    return dtype == .bool ? Tensor(values.map { $0 != 0 }, shape) : Tensor(values, shape, dtype)
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
