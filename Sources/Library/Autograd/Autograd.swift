import Language
import Tensors

/// Gradients in the language: parameters, `backward`, and derivatives of functions.
enum Autograd {
  static var all: [BuiltIn] {
    [param, backward, noGrad, detach, retainGrad, item, grad, valueAndGrad, vjp] + Watching.all
  }

  private static var param: BuiltIn {
    BuiltIn(
      "param", "x", family: "gradients",
      summary: "marks a tensor as a parameter: `backward` fills its `.grad`, `-=` updates it in place",
      shapes: "any shape → the same shape",
      example: "w = param([1.0, 2.0])\n(w ^ 2).sum().backward()\nw.grad",
      gives: "[2., 4.]  f64[2]", section: "6.3.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let context = call.interpreter.context
      var tensor = try call.tensor(0).detached()
      if case .int = call[0] { tensor = Tensor.scalar(.float(try call.number(0)), context.defaultDType) }
      guard tensor.dtype.isFloat else {
        throw Diagnostic(
          .dtype, "G02", "a parameter needs a float dtype, and this is \(tensor.dtype.name)",
          hints: [
            "write the numbers with a point, [1.0, 2.0], or convert: param(x.to(\(context.defaultDType.name)))"
          ],
          argument: 0)
      }
      return .parameter(try converting { () throws(TensorError) in try Parameter(tensor, context: context) })
    }
  }

  private static var backward: BuiltIn {
    BuiltIn(
      "backward", "loss, gradient=none, retain_graph=false", family: "gradients",
      summary:
        "computes the gradient of a loss with respect to every parameter that it depends on and adds it to `.grad`",
      shapes: "loss [] (or any shape with a gradient of that shape)",
      example: "w = param([3.0])\nloss = (w * w).sum()\nloss.backward()\nw.grad", gives: "[6.]  f64[1]",
      section: "7.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let tape = call.interpreter.context.tape
      let loss = try call.tensor(0)
      let gradient = call[1].isNone ? nil : try call.tensor(1)
      let retain = try call.flag(2)
      try converting { () throws(TensorError) in
        try tape.backward(from: loss, gradient: gradient, retainGraph: retain)
      }
      if tape.addsToOutdated {
        tape.addsToOutdated = false
        call.interpreter.warn(
          Diagnostic(
            .graph, "W05", "this gradient is added to the one from before the last update",
            hints: ["clear it after each update: `zero_grad(w)`, or `w.grad = none`"]))
      }
      return .none
    }
  }

  private static var noGrad: BuiltIn {
    BuiltIn(
      "no_grad", "block", family: "gradients",
      summary: "runs a block without recording a graph, and gives its value",
      example: "w = param([1.0])\nno_grad { (w * 2).requires_grad }", gives: "false", section: "6.3.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let tape = call.interpreter.context.tape
      let block = try call.function(0)
      let wasRecording = tape.isRecording
      tape.isRecording = false
      defer { tape.isRecording = wasRecording }
      return try call.interpreter.call(block, [])
    }
  }

  private static var detach: BuiltIn {
    BuiltIn(
      "detach", "x", family: "gradients", summary: "the same values, no part of the graph",
      shapes: "any shape → the same shape",
      example: "w = param([1.0])\nw.detach().requires_grad", gives: "false", section: "6.3.1"
    ) { (call: inout Call) throws(Diagnostic) in .tensor(try call.tensor(0).detached()) }
  }

  private static var retainGrad: BuiltIn {
    BuiltIn(
      "retain_grad", "x", family: "gradients",
      summary: "keeps the gradient of an intermediate result, for `x.grad` after `backward`",
      example: "w = param([2.0])\nh = w * w\nretain_grad(h)\nh.sum().backward()\nh.grad",
      gives: "[1.]  f64[1]",
      section: "7.2.3"
    ) { (call: inout Call) throws(Diagnostic) in
      let tensor = try call.tensor(0)
      try converting { () throws(TensorError) in try tensor.retainGrad() }
      return .none
    }
  }

  private static var item: BuiltIn {
    BuiltIn(
      "item", "x", family: "tensors", summary: "the number in a tensor of one element",
      shapes: "[] or [1, …] → number",
      example: "item([2.5])", gives: "2.5", section: "6.3.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let tensor = try call.tensor(0)
      return Value(try converting { () throws(TensorError) in try tensor.item() })
    }
  }

  // MARK: Derivatives of functions

  private static var grad: BuiltIn {
    BuiltIn(
      "grad", "f, x=none", family: "gradients",
      summary:
        "`grad(f)` is the gradient function of f; `grad(f, x)` the gradient at x; `grad(loss, (w, b))` gradients of a result",
      shapes: "f: any shape → [] gives the shape of x", example: "grad(x -> x ^ 3)(2.0)", gives: "12.0",
      section: "2.3.3"
    ) { (call: inout Call) throws(Diagnostic) in
      switch (call[0], call[1].isNone) {
      case (.function, true), (.model, true):
        let f = call[0]
        return .function(
          FunctionObject(name: "grad") { (interpreter, arguments) throws(Diagnostic) in
            try gradient(of: f, arguments, interpreter).gradient
          })
      case (.function, false), (.model, false):
        return try gradient(of: call[0], [call[1]], call.interpreter).gradient
      case (.text, _), (.record, _), (.none, _): throw call.mismatch(0, "a function or a result")
      case (_, true):
        throw Diagnostic(
          .arity, "A01", "`grad` of a result needs what to differentiate by", hints: ["grad(loss, (w, b))"],
          argument: 0)
      default: return try gradients(of: try call.tensor(0), by: call[1], call)
      }
    }
  }

  private static var valueAndGrad: BuiltIn {
    BuiltIn(
      "value_and_grad", "f", family: "gradients", summary: "a function that gives (f(x), gradient of f at x)",
      example: "value_and_grad(x -> x ^ 2)(3.0)", gives: "(9.0, 6.0)", section: "6.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(0)
      return .function(
        FunctionObject(name: "value_and_grad") { (interpreter, arguments) throws(Diagnostic) in
          let (value, gradient) = try gradient(of: f, arguments, interpreter)
          return .list([value, gradient])
        })
    }
  }

  private static var vjp: BuiltIn {
    BuiltIn(
      "vjp", "f, x, v", family: "gradients",
      summary: "(f(x), vᵀ·J): the value and the vector–Jacobian product",
      shapes: "v has the shape of f(x); the product has the shape of x",
      example: "vjp(x -> x ^ 2, [1.0, 2.0], [1.0, 1.0])[1]", gives: "[2., 4.]  f64[2]", section: "7.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let v = try call.tensor(2)
      let (value, gradient) = try gradient(of: try call.function(0), [call[1]], call.interpreter, seed: v)
      return .list([value, gradient])
    }
  }

  /// The value and gradient of `f` with respect to its first argument: a number, a tensor, or a list of tensors.
  static func gradient(
    of f: Value, _ arguments: [Value], _ interpreter: Interpreter, seed: Tensor? = nil
  ) throws(Diagnostic) -> (value: Value, gradient: Value) {
    guard let first = arguments.first else {
      throw Diagnostic(.arity, "A01", "the gradient of a function needs a point: grad(f)(x)")
    }
    let tape = interpreter.context.tape
    let wasRecording = tape.isRecording
    tape.isRecording = true
    defer { tape.isRecording = wasRecording }
    // Inside another derivative the point is part of a graph already, and the result must be one too.
    let isInner = tensors(in: first).contains { $0.requiresGrad }
    var leaves: [Tensor] = []
    let point = try replacingTensors(first, interpreter) { (tensor) throws(Diagnostic) in
      let leaf = tensor.requiresGrad ? tensor : tape.leaf(tensor)
      leaves.append(leaf)
      return leaf
    }
    let value = try interpreter.call(f, [point] + arguments.dropFirst())
    guard let output = value.tensor else {
      return (value, try filled(first, leaves.map { _ in nil }, leaves, isInner, interpreter))
    }
    let found = try converting { () throws(TensorError) in
      try tape.gradients(of: output, withRespectTo: leaves, gradient: seed, createGraph: isInner)
    }
    let shown =
      isNumber(first) && output.rank == 0
      ? Value(output.scalar(at: 0)) : .tensor(isInner ? output : output.detached())
    return (shown, try filled(first, found, leaves, isInner, interpreter))
  }

  private static func isNumber(_ value: Value) -> Bool {
    switch value {
    case .int, .float: true
    default: false
    }
  }

  private static func tensors(in value: Value) -> [Tensor] {
    if case .list(let list) = value { return list.items.flatMap { tensors(in: $0) } }
    return value.tensor.map { [$0] } ?? []
  }

  /// The same structure with every tensor replaced; plain numbers become tensors of the default dtype.
  private static func replacingTensors(
    _ value: Value, _ interpreter: Interpreter, _ replace: (Tensor) throws(Diagnostic) -> Tensor
  ) throws(Diagnostic) -> Value {
    switch value {
    case .list(let list):
      var items: [Value] = []
      for item in list.items { items.append(try replacingTensors(item, interpreter, replace)) }
      return .list(items)
    case .int, .float:
      return .tensor(try replace(Tensor.scalar(.float(value.number ?? 0), interpreter.context.defaultDType)))
    default:
      guard let tensor = value.tensor else {
        throw Diagnostic(.type, "G03", "a gradient can't be taken with respect to \(value.kindName)")
      }
      guard tensor.dtype.isFloat else {
        let dtype = interpreter.context.defaultDType
        return .tensor(
          try replace(try converting { () throws(TensorError) in try tensor.converted(to: dtype) }))
      }
      return .tensor(try replace(tensor))
    }
  }

  /// The gradients in the structure of the point; where nothing depends on it, zeros.
  private static func filled(
    _ value: Value, _ gradients: [Tensor?], _ leaves: [Tensor], _ keepsGraph: Bool, _ interpreter: Interpreter
  ) throws(Diagnostic) -> Value {
    var next = 0
    let result = try replacingTensors(value, interpreter) { _ throws(Diagnostic) in
      defer { next += 1 }
      let gradient = gradients[next] ?? Tensor.zeros(like: leaves[next])
      return keepsGraph ? gradient : gradient.detached()
    }
    if isNumber(value), let scalar = result.scalar { return Value(scalar) }
    return result
  }

  private static func gradients(of loss: Tensor, by value: Value, _ call: Call) throws(Diagnostic) -> Value {
    let tape = call.interpreter.context.tape
    let leaves = tensors(in: value)
    guard !leaves.isEmpty else { throw call.mismatch(1, "a tensor or a list of tensors") }
    let found = try converting { () throws(TensorError) in
      try tape.gradients(of: loss, withRespectTo: leaves, createGraph: false)
    }
    return try filled(value, found, leaves, false, call.interpreter)
  }
}
