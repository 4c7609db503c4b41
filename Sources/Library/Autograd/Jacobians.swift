import Language
import Tensors

/// Matrices of derivatives, made of vector–Jacobian products.
enum Jacobians {
  static var all: [BuiltIn] { [jacobian, hessian, jvp] }

  private static var jacobian: BuiltIn {
    BuiltIn(
      "jacobian", "f, x", family: "gradients", summary: "all partial derivatives of f at x",
      shapes: "f: x.shape → y.shape gives [*y.shape, *x.shape]", example: "jacobian(x -> x * x, [1.0, 2.0])",
      gives: "[[2., 0.],\n [0., 4.]]  f64[2, 2]", section: "2.3.4"
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(0)
      return .tensor(try jacobian(of: f, at: call[1], call))
    }
  }

  private static var hessian: BuiltIn {
    BuiltIn(
      "hessian", "f, x", family: "gradients", summary: "second partial derivatives of a scalar function at x",
      shapes: "f: x.shape → [] gives [*x.shape, *x.shape]", example: "hessian(x -> sum(x ^ 3), [1.0, 2.0])",
      gives: "[[ 6.,  0.],\n [ 0., 12.]]  f64[2, 2]", section: "2.3.5"
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(0)
      let gradient = FunctionObject(name: "gradient") { (interpreter, arguments) throws(Diagnostic) in
        try Autograd.gradient(of: f, arguments, interpreter).gradient
      }
      return .tensor(try jacobian(of: .function(gradient), at: call[1], call))
    }
  }

  /// Double use of the reverse mode: vᵀ ↦ vᵀ·J is linear, and its own transpose is J·u.
  private static var jvp: BuiltIn {
    BuiltIn(
      "jvp", "f, x, u", family: "gradients",
      summary: "(f(x), J·u): the value and the derivative in direction u",
      shapes: "u has the shape of x; the product has the shape of f(x)",
      example: "jvp(x -> x ^ 2, [1.0, 2.0], [1.0, 0.0])[1]", gives: "[2., 0.]  f64[2]", section: "7.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(0)
      let point = call[1], direction = try call.tensor(2)
      let tape = call.interpreter.context.tape
      var output: Tensor?
      let pullback = FunctionObject(name: "pullback") { (interpreter, arguments) throws(Diagnostic) in
        let x = tape.leaf(try tensor(point, interpreter))
        let y = try interpreter.call(f, [.tensor(x)])
        guard let y = y.tensor, let v = arguments.first?.tensor else { return .float(0) }
        output = y.detached()
        let product = try converting { () throws(TensorError) in
          try tape.gradients(of: y, withRespectTo: [x], gradient: v, createGraph: true)
        }
        return .tensor(product[0] ?? Tensor.zeros(like: x))
      }
      let x = try tensor(point, call.interpreter)
      guard let probe = try call.interpreter.call(f, [.tensor(x)]).tensor else {
        return .list([.float(0), .float(0)])
      }
      let product = try Autograd.gradient(
        of: .function(pullback), [.tensor(Tensor.zeros(like: probe.detached()))], call.interpreter,
        seed: direction
      ).gradient
      return .list([.tensor(output ?? probe.detached()), product])
    }
  }

  private static func tensor(_ value: Value, _ interpreter: Interpreter) throws(Diagnostic) -> Tensor {
    guard let tensor = try interpreter.tensor(from: value)?.detached() else {
      throw Diagnostic(.type, "G03", "a derivative can't be taken with respect to \(value.kindName)")
    }
    if tensor.dtype.isFloat { return tensor }
    let dtype = interpreter.context.defaultDType
    return try converting { () throws(TensorError) in try tensor.converted(to: dtype) }
  }

  /// One vector–Jacobian product for each element of the output.
  private static func jacobian(of f: Value, at point: Value, _ call: Call) throws(Diagnostic) -> Tensor {
    let tape = call.interpreter.context.tape
    let wasRecording = tape.isRecording
    tape.isRecording = true
    defer { tape.isRecording = wasRecording }
    let x = tape.leaf(try tensor(point, call.interpreter))
    guard let y = try call.interpreter.call(f, [.tensor(x)]).tensor else {
      throw Diagnostic(
        .type, "G04", "the function must give a tensor for its derivatives to be taken", argument: 0)
    }
    var values: [Double] = []
    values.reserveCapacity(y.count * x.count)
    guard y.requiresGrad else {
      return Tensor(
        [Double](repeating: 0, count: y.count * x.count), Shape(y.shape.dims + x.shape.dims), x.dtype)
    }
    for i in 0..<y.count {
      var seed = [Double](repeating: 0, count: y.count)
      seed[i] = 1
      let row = try converting { () throws(TensorError) in
        try tape.gradients(
          of: y, withRespectTo: [x], gradient: Tensor(seed, y.shape, y.dtype), createGraph: true)
      }
      values += row[0]?.doubles() ?? [Double](repeating: 0, count: x.count)
    }
    return Tensor(values, Shape(y.shape.dims + x.shape.dims), x.dtype)
  }
}
