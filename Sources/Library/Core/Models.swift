import Formatting
import Language
import Tensors

/// Models: their parameters, what they have learnt, training and freezing.
///
/// Everything here takes a model, or a list or record of models and parameters.
enum Models {
  static var all: [BuiltIn] {
    [
      parameters, namedParameters, modules, state, loadState, train, evaluate, freeze, unfreeze, zeroGrad,
      apply, copy,
    ]
  }

  /// What examples start with.
  private static let line = "model Line() { w = param([2.0, 1.0]); steps = zeros(1); forward(x) = w * x }\n"

  private static func holdsModels(_ value: Value) -> Bool {
    switch value {
    case .model, .parameter, .list, .record: true
    default: false
    }
  }

  /// The parts of the first argument, which has to be something that can have any.
  private static func parts(_ call: Call) throws(Diagnostic) -> ModelParts {
    guard holdsModels(call[0]) else { throw wrongKind(call) }
    return ModelParts(of: call[0])
  }

  private static func wrongKind(_ call: Call) -> Diagnostic {
    call.mismatch(0, "a model, a parameter, or a list of them,")
  }

  private static func record(_ entries: [(String, Value)]) -> Value {
    let record = RecordObject()
    for (name, value) in entries { record.entries[.text(name)] = value }
    return .record(record)
  }

  // MARK: Looking

  private static var parameters: BuiltIn {
    BuiltIn(
      "parameters", "model", family: "models",
      summary: "every parameter below a model or a list of them, in order of definition, shared ones once",
      example: line + "len(parameters((Line(), Line())))", gives: "2", section: "8.1.2", accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      .list(try parts(call).parameters.map { .parameter($0) })
    }
  }

  private static var namedParameters: BuiltIn {
    BuiltIn(
      "named_parameters", "model", family: "models",
      summary: "a record of every parameter below a model by its path, such as layers.0.weight",
      example: line + "keys(named_parameters({a: Line(), b: Line()}))", gives: "(\"a.w\", \"b.w\")",
      section: "8.1.2",
      accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      record(try parts(call).namedParameters.map { ($0.name, .parameter($0.parameter)) })
    }
  }

  private static var modules: BuiltIn {
    BuiltIn(
      "modules", "model", family: "models", summary: "a model and every model below it, as a list",
      example: line + "len(modules((Line(), Line())))", gives: "2", section: "8.1.2", accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in .list(try parts(call).models.map { .model($0) }) }
  }

  private static var state: BuiltIn {
    BuiltIn(
      "state", "model", family: "models",
      summary:
        "what a model has learnt: a record of the values of its parameters and buffers (tensors that its body assigns)",
      example: line + "state(Line())", gives: "{w: [2., 1.]  f64[2], steps: [0.]  f64[1]}",
      section: "3.4.2",
      accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      record(
        try parts(call).state.compactMap { (name, part) in part.tensor.map { (name, Value.tensor($0)) } })
    }
  }

  // MARK: Changing

  private static var loadState: BuiltIn {
    BuiltIn(
      "load_state", "model, state, strict=true", family: "models",
      summary:
        "gives a model the values that `state` gave; names and shapes have to agree, or nothing changes",
      example: line + "(a, b) = (Line(), Line())\na.w -= 1\nload_state(b, a.state)\nb.w.value",
      gives: "[1., 0.]  f64[2]", section: "3.4.2", accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      guard case .record(let given) = call[1] else {
        throw call.mismatch(1, "a record, as `state` gives it,")
      }
      let own = try parts(call).state
      let strict = try call.flag(2)
      var changes: [(ModelParts.Part, Tensor)] = []
      var missing: [String] = []
      for (name, part) in own {
        guard let value = given[name] else {
          missing.append(name)
          continue
        }
        guard let tensor = value.tensor, let wanted = part.tensor?.shape, tensor.shape == wanted else {
          throw mismatch(name, part, value)
        }
        changes.append((part, tensor))
      }
      if strict { try refuse(missing, unexpected(given, own.map(\.name))) }
      for (part, tensor) in changes {
        try converting { () throws(TensorError) in try part.assign(tensor) }
      }
      return .none
    }
  }

  private static func unexpected(_ given: RecordObject, _ known: [String]) -> [String] {
    let known = Set(known)
    return given.entries.keys.compactMap { key in
      guard case .text(let name) = key else { return key.value.inline(depth: 0) }
      return known.contains(name) ? nil : name
    }
  }

  private static func refuse(_ missing: [String], _ unexpected: [String]) throws(Diagnostic) {
    guard !missing.isEmpty || !unexpected.isEmpty else { return }
    var pieces: [String] = []
    if !missing.isEmpty { pieces.append("has no \(some(missing))") }
    if !unexpected.isEmpty { pieces.append("has \(some(unexpected)), which the model has not") }
    throw Diagnostic(
      .value, "V12", "this is the state of another model: it \(pieces.joined(separator: ", and "))",
      hints: ["load_state(model, state, strict=false) takes over what has the same name"], argument: 1)
  }

  private static func some(_ names: [String]) -> String {
    let shown = names.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }

  private static func mismatch(_ name: String, _ part: ModelParts.Part, _ value: Value) -> Diagnostic {
    let wanted = part.tensor?.shape ?? []
    guard let tensor = value.tensor else {
      return Diagnostic(
        .type, "T17", "`\(name)` in the state is \(value.kindName), not a tensor", argument: 1)
    }
    return Diagnostic(
      .shape, "S21", "`\(name)` has shape \(wanted) in the model and \(tensor.shape) in the state",
      hints: ["make the model with the sizes that it had when its state was saved"], argument: 1)
  }

  private static func switching(_ name: String, to training: Bool, _ summary: String) -> BuiltIn {
    BuiltIn(
      name, "model", family: "models", summary: summary,
      example: line + "net = (Line(), Line())\n\(name)(net)\nnet[1].training", gives: "\(training)",
      section: "8.1.4", accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      for model in try parts(call).models { model.isTraining = training }
      return call[0]
    }
  }

  private static var train: BuiltIn {
    switching(
      "train", to: true,
      "switches a model and all below it to training (dropout and batch norm), and gives it")
  }

  private static var evaluate: BuiltIn {
    switching("eval", to: false, "switches a model and all below it to evaluation, and gives it")
  }

  private static func freezing(_ name: String, _ isFrozen: Bool, _ summary: String) -> BuiltIn {
    BuiltIn(
      name, "model", family: "models", summary: summary,
      example: line + "net = Line()\n\(name)(net)\nnet.w.requires_grad", gives: "\(!isFrozen)",
      section: "8.3",
      accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      for parameter in try parts(call).parameters { parameter.requiresGrad = !isFrozen }
      return call[0]
    }
  }

  private static var freeze: BuiltIn {
    freezing(
      "freeze", true, "keeps every parameter below a model as it is: no gradients, and gives the model")
  }

  private static var unfreeze: BuiltIn {
    freezing("unfreeze", false, "lets every parameter below a model learn again, and gives the model")
  }

  private static var zeroGrad: BuiltIn {
    BuiltIn(
      "zero_grad", "model", family: "gradients",
      summary: "clears the gradients of a parameter, a list of them or a model",
      example: "w = param([1.0])\nw.sum().backward()\nzero_grad(w)\nw.grad", gives: "none", section: "7.3.2",
      accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      guard holdsModels(call[0]) else { throw wrongKind(call) }
      ModelParts.forEachParameter(below: call[0]) { $0.zeroGrad() }
      return .none
    }
  }

  private static var apply: BuiltIn {
    BuiltIn(
      "apply", "model, f", family: "models",
      summary: "calls f with every model below this one and then with itself, and gives it",
      example: line + "names = ()\napply((Line(), Line())) { m in names.append(m.training) }\nnames",
      gives: "(true, true)",
      section: "8.1.2", accepts: holdsModels
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(1)
      for model in try parts(call).modelsInnermostFirst { _ = try call.interpreter.call(f, [.model(model)]) }
      return call[0]
    }
  }

  private static var copy: BuiltIn {
    BuiltIn(
      "copy", "x", family: "models",
      summary: "a copy whose models and parameters are its own; other values never need one",
      example: line + "a = Line()\nb = copy(a)\nb.w -= 1\na.w.value", gives: "[2., 1.]  f64[2]",
      section: "14.2"
    ) { (call: inout Call) throws(Diagnostic) in
      var copies = DeepCopies(call.interpreter.context)
      let value = call[0]
      return try converting { () throws(TensorError) in try copies.copy(of: value) }
    }
  }
}
