import Tensors

/// Copies of models: new models and parameters with the same values, shared as in the original.
public struct DeepCopies {
  private let context: TensorContext
  private var copies: [ObjectIdentifier: AnyObject] = [:]
  private var waiting: [(from: ModelObject, to: ModelObject)] = []

  public init(_ context: TensorContext) { self.context = context }

  /// A copy that has no model or parameter in common with the original. Functions are not copied: what
  /// they captured stays shared.
  public mutating func copy(of value: Value) throws(TensorError) -> Value {
    let result = try shallow(value)
    // One model after the other instead of recursion: a chain of models may be long.
    while let (from, to) = waiting.popLast() {
      for (i, field) in from.fields.enumerated() {
        if let field { to.setField(i, try shallow(field)) }
      }
    }
    return result
  }

  private mutating func shallow(_ value: Value) throws(TensorError) -> Value {
    switch value {
    case .model(let model):
      if let known = copies[ObjectIdentifier(model)] as? ModelObject { return .model(known) }
      let copy = ModelObject(model.definition)
      copy.isTraining = model.isTraining
      copies[ObjectIdentifier(model)] = copy
      waiting.append((model, copy))
      return .model(copy)
    case .parameter(let parameter):
      if let known = copies[ObjectIdentifier(parameter)] as? Parameter { return .parameter(known) }
      let copy = try Parameter(parameter.tensor.detached(), context: context)
      copy.requiresGrad = parameter.requiresGrad
      copies[ObjectIdentifier(parameter)] = copy
      return .parameter(copy)
    case .list(let list):
      var items: [Value] = []
      for item in list.items { items.append(try shallow(item)) }
      return .list(items)
    case .record(let record):
      let copy = RecordObject(copying: record)
      for (key, value) in record.entries { copy.entries[key] = try shallow(value) }
      return .record(copy)
    default: return value
    }
  }
}
