import Language
import Tensors

/// Looking at a backward walk while it happens, and trading memory for time in it.
enum Watching {
  static var all: [BuiltIn] { [registerHook, checkpoint, detectAnomaly] }

  private static var registerHook: BuiltIn {
    BuiltIn(
      "register_hook", "x, f", family: "gradients",
      summary:
        "calls f with the gradient of x in every backward; what f gives, if anything, replaces it. Gives {remove: …}",
      shapes: "f: x.shape → x.shape or none",
      example: "w = param([1.0, 2.0])\nh = w.register_hook(g -> 10 * g)\n(w * w).sum().backward()\nw.grad",
      gives: "[20., 40.]  f64[2]", section: "7.2.3"
    ) { (call: inout Call) throws(Diagnostic) in
      let tensor = try call.tensor(0)
      let f = try call.function(1)
      let interpreter = call.interpreter
      let remove = try converting { () throws(TensorError) in
        try tensor.addGradientHook { (gradient) throws(TensorError) in
          do {
            return try interpreter.call(f, [.tensor(gradient.detached())]).tensor
          } catch {
            throw TensorError.callback(error)
          }
        }
      }
      let function = FunctionObject(name: "remove") { (_, _) throws(Diagnostic) in
        remove()
        return .none
      }
      return .record(RecordObject(fields: ["remove": .function(function)]))
    }
  }

  private static var checkpoint: BuiltIn {
    BuiltIn(
      "checkpoint", "f, *x", family: "gradients",
      summary: "f(x), without keeping its graph: backward computes it again, which saves memory",
      shapes: "those of f",
      example: "w = param([2.0])\ny = checkpoint(x -> exp(x * w), [0.5])\ny.sum().backward()\nw.grad",
      gives: "[1.3591]  f64[1]", section: "13.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(0)
      let arguments = try call.list(1)
      let interpreter = call.interpreter
      let context = interpreter.context
      // Tensors go through the engine, which needs to know them; everything else is passed on as it is.
      let positions = arguments.indices.filter { arguments[$0].tensor != nil }
      let stream = context.generator
      var isFirst = true
      let results = try converting { () throws(TensorError) in
        try context.tape.checkpoint(positions.compactMap { arguments[$0].tensor }) {
          (tensors) throws(TensorError) in
          // The second time random numbers are drawn as they were the first time.
          let later = context.generator
          if !isFirst { context.generator = stream }
          defer {
            if !isFirst { context.generator = later }
            isFirst = false
          }
          var values = arguments
          for (tensor, i) in zip(tensors, positions) { values[i] = .tensor(tensor) }
          do {
            return try Self.tensors(try interpreter.call(f, values))
          } catch {
            throw TensorError.callback(error)
          }
        }
      }
      return results.count == 1 ? .tensor(results[0]) : .list(results.map { .tensor($0) })
    }
  }

  private static func tensors(_ value: Value) throws(Diagnostic) -> [Tensor] {
    if let tensor = value.tensor { return [tensor] }
    if case .list(let list) = value {
      let tensors = list.items.compactMap(\.tensor)
      if tensors.count == list.items.count { return tensors }
    }
    throw Diagnostic(
      .type, "G04",
      "a checkpointed function gives a tensor or a list of tensors, and this gave \(value.kindName)"
    )
  }

  private static var detectAnomaly: BuiltIn {
    BuiltIn(
      "detect_anomaly", "block", family: "gradients",
      summary:
        "runs a block and stops at the operation, or the derivative, that makes the first nan or infinity",
      example: "detect_anomaly { exp([1.0]) }", gives: "[2.7183]  f64[1]", section: "7.3.3"
    ) { (call: inout Call) throws(Diagnostic) in
      let tape = call.interpreter.context.tape
      let block = try call.function(0)
      let before = tape.findsNonFinite
      tape.findsNonFinite = true
      defer { tape.findsNonFinite = before }
      return try call.interpreter.call(block, [])
    }
  }
}
