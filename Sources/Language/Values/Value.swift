import Formatting
import Tensors

/// Any value of the language.
///
/// Numbers, text, tensors, lists, records and ranges behave as values: a copy never changes when the
/// original does. Parameters, models and some objects have identity.
public enum Value {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case text(TextObject)
  case tensor(Tensor)
  case list(ListObject)
  case record(RecordObject)
  case range(RangeObject)
  case function(FunctionObject)
  case parameter(Parameter)
  case model(ModelObject)
  /// What the library adds: tables, charts, regression results, generators.
  case object(ObjectValue)

  public static func text(_ string: String) -> Value { .text(TextObject(string)) }
  public static func list(_ items: [Value]) -> Value { .list(ListObject(items)) }

  /// What messages call the kind of value this is: `a number`, `a list`.
  public var kindName: String {
    switch self {
    case .none: "none"
    case .bool: "a boolean"
    case .int: "an integer"
    case .float: "a number"
    case .text: "a text"
    case .tensor: "a tensor"
    case .list: "a list"
    case .record: "a record"
    case .range: "a range"
    case .function: "a function"
    case .parameter: "a parameter"
    case .model(let model): "a \(model.definition.name)"
    case .object(let object): object.kindName
    }
  }

  /// The short form that labels and `:vars` show: `f32[32, 784]`, `i64`, `text`, `list of 3`.
  public var typeSummary: String {
    switch self {
    case .none: "none"
    case .bool: "bool"
    case .int: "i64"
    case .float: "f64"
    case .text(let text): "text of \(text.string.count)"
    case .tensor(let tensor): "\(tensor.dtype.name)\(tensor.shape)"
    case .list(let list): "list of \(list.count)"
    case .record(let record): "record of \(record.count)"
    case .range: "range"
    case .function(let function): "function \(function.name)"
    case .parameter(let parameter): "param \(parameter.tensor.dtype.name)\(parameter.tensor.shape)"
    case .model(let model): "model \(model.definition.name)"
    case .object(let object): object.typeSummary
    }
  }

  /// The kind, and the value itself where it is a number: `the number 2.0`.
  var described: String {
    switch self {
    case .float(let x): "the number \(Numbers.shortest(x))"
    case .tensor(let tensor): "a tensor of \(tensor.dtype.name)"
    default: kindName
    }
  }

  public var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// The tensor that a tensor or a parameter holds.
  public var tensor: Tensor? {
    switch self {
    case .tensor(let tensor): tensor
    case .parameter(let parameter): parameter.tensor
    default: nil
    }
  }

  /// The number that an integer, a float, a boolean or a one-element tensor holds.
  public var number: Double? {
    switch self {
    case .bool(let x): x ? 1 : 0
    case .int(let x): Double(x)
    case .float(let x): x
    case .tensor, .parameter: scalar.map { $0.double }
    default: nil
    }
  }

  /// The integer that an integer, a boolean, or a one-element integer tensor holds.
  public var integer: Int? {
    switch self {
    case .bool(let x): x ? 1 : 0
    case .int(let x): x
    case .tensor(let tensor):
      if tensor.count == 1, case .int(let x) = tensor.scalar(at: 0) { x } else { nil }
    default: nil
    }
  }

  /// The scalar of a number, a boolean or a one-element tensor.
  /// A number that is no tensor: it takes the dtype of the tensor that it meets.
  var plainNumber: Scalar? {
    switch self {
    case .bool, .int, .float: scalar
    default: nil
    }
  }

  public var scalar: Scalar? {
    switch self {
    case .bool(let x): .bool(x)
    case .int(let x): .int(x)
    case .float(let x): .float(x)
    case .tensor(let tensor): tensor.count == 1 ? tensor.scalar(at: 0) : nil
    case .parameter(let parameter): parameter.tensor.count == 1 ? parameter.tensor.scalar(at: 0) : nil
    default: nil
    }
  }

  public init(_ scalar: Scalar) {
    switch scalar {
    case .bool(let x): self = .bool(x)
    case .int(let x): self = .int(x)
    case .float(let x): self = .float(x)
    }
  }
}

extension Scalar {
  /// The number as a double; `true` is 1.
  public var double: Double {
    switch self {
    case .bool(let x): x ? 1 : 0
    case .int(let x): Double(x)
    case .float(let x): x
    }
  }
}
