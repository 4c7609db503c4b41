import Tensors

/// Fields of the language's own values: what stands after a dot.
enum Attributes {
  /// Names that completion and near-name suggestions offer.
  static func names(of value: Value) -> [String] {
    switch value {
    case .tensor: ["shape", "dtype", "ndim", "T", "grad", "requires_grad"]
    case .parameter: ["shape", "dtype", "ndim", "T", "grad", "requires_grad", "value"]
    case .record(let record): record.fieldNames
    case .model(let model):
      model.definition.fieldNames + model.definition.methods.keys.sorted() + [
        "parameters", "named_parameters", "modules", "state", "training",
      ]
    case .object(let object): object.fieldNames
    default: []
    }
  }

  static func field(of tensor: Tensor, _ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "shape": return .list(tensor.shape.dims.map { .int($0) })
    case "dtype": return .text(tensor.dtype.name)
    case "ndim": return .int(tensor.rank)
    case "requires_grad": return .bool(tensor.requiresGrad)
    case "grad": return tensor.grad.map { .tensor($0) } ?? Value.none
    case "T":
      guard tensor.rank >= 2 else { return .tensor(tensor) }
      do {
        return .tensor(try tensor.transposed())
      } catch {
        throw Diagnostic(error)
      }
    default: return nil
    }
  }

  static func field(of parameter: Parameter, _ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "grad": parameter.grad.map { .tensor($0) } ?? Value.none
    case "requires_grad": .bool(parameter.requiresGrad)
    case "value": .tensor(parameter.tensor.detached())
    default: try field(of: parameter.tensor, name)
    }
  }

  static func field(of model: ModelObject, _ name: String, _ interpreter: Interpreter) throws(Diagnostic)
    -> Value?
  {
    if let value = model[name] { return value }
    if let method = model.definition.methods[name] {
      return .function(
        FunctionObject(.method(receiver: model, method, boxes: model.definition.boxes), name: name))
    }
    switch name {
    case "parameters": return .list(ModelParts(of: .model(model)).parameters.map { .parameter($0) })
    case "named_parameters": return .record(namedParameters(of: .model(model)))
    case "modules": return .list(ModelParts(of: .model(model)).models.map { .model($0) })
    case "state": return .record(state(of: .model(model)))
    case "training": return .bool(model.isTraining)
    default: return nil
    }
  }

  /// Path to parameter.
  static func namedParameters(of value: Value) -> RecordObject {
    let record = RecordObject()
    for (name, parameter) in ModelParts(of: value).namedParameters {
      record.entries[.text(name)] = .parameter(parameter)
    }
    return record
  }

  /// Path to the values of each parameter and buffer.
  static func state(of value: Value) -> RecordObject {
    let record = RecordObject()
    for (name, part) in ModelParts(of: value).state {
      if let tensor = part.tensor { record.entries[.text(name)] = .tensor(tensor) }
    }
    return record
  }

  /// Changes the field `name` of a value that is no record or model; `isLast` says that the old value is
  /// not needed.
  static func modify(
    _ value: inout Value, _ name: String, isLast: Bool,
    _ change: (inout Value) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch value {
    case .parameter(let parameter):
      var place = try field(of: parameter, name) ?? .none
      try change(&place)
      try set(parameter, name, place)
    case .object(let object):
      var place = isLast ? Value.none : try object.field(name) ?? .none
      try change(&place)
      guard let changed = try object.withField(name, place) else {
        throw Diagnostic(.type, "T06", "the field `\(name)` of \(object.kindName) can't be set")
      }
      value = .object(changed)
    default: throw Diagnostic(.type, "T06", "\(value.kindName) has no fields that can be set")
    }
  }

  private static func set(_ parameter: Parameter, _ name: String, _ value: Value) throws(Diagnostic) {
    switch (name, value) {
    case ("requires_grad", .bool(let flag)): parameter.requiresGrad = flag
    case ("grad", .none): parameter.zeroGrad()
    default:
      throw Diagnostic(
        .type, "T06", "the field `\(name)` of a parameter can't be set to \(value.kindName)",
        hints: ["`w -= step` updates a parameter; `w.grad = none` clears its gradient"])
    }
  }
}
