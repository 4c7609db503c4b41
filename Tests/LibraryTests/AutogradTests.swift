import Language
import Library
import Tensors
import Testing

@Suite("Gradients in the language")
struct AutogradTests {
  @Test("of functions, once and twice")
  func functions() throws {
    #expect(try value("grad(x -> x ^ 3)(2.0)") == "12.0")
    #expect(try value("grad(grad(x -> x ^ 3))(2.0)") == "12.0")
    #expect(try value("(∇(x -> sum(x * x)))([1.0, 2.0])") == "[2., 4.]  f64[2]")
    #expect(try value("value_and_grad((a, b) -> a * b)(2.0, 3.0)") == "(6.0, 3.0)")
    #expect(try value("hessian(s -> prod(s), [1.0, 2.0])") == "[[0., 1.],\n [1., 0.]]  f64[2, 2]")
    #expect(try value("grad(w -> sum(w[0] * w[1]), ([1.0], [3.0]))") == "([3.]  f64[1], [1.]  f64[1])")
  }

  @Test("accumulate until they are cleared")
  func accumulation() throws {
    let setup = "w = param([2.0])\n(w * 3).sum().backward()\n(w * 3).sum().backward()"
    #expect(try value(setup, "w.grad") == "[6.]  f64[1]")
    #expect(try value(setup, "zero_grad(w)\nw.grad") == "none")
  }

  @Test("updates of a parameter keep it a parameter, outside the graph")
  func updates() throws {
    #expect(try value("w = param([1.0])\nv = w\nw -= 0.5\nv") == "param [0.5000]  f64[1]")
    #expect(try value("w = param([1.0])\nw = w - 0.5\ntype(w)") == "\"f64[1]\"")
  }

  @Test("a loss from before an update is refused where its derivative needs the old values")
  func overwritten() throws {
    let error = try failure("w = param([3.0])\ny = (w * w).sum()\nw -= 1\ny.backward()")
    #expect(error.code == "G15" && error.message.contains("multiply"))
    #expect(
      try failure("w = param([3.0])\ny = checkpoint(x -> x * w, [1.0])\nw -= 1\ny.backward()").code == "G15")
    // What is linear in w does not need it, nor does the product with a constant.
    #expect(
      try value("w = param([3.0])\ny = (w + [1.0] * w).sum()\nw -= 1\ny.backward()\nw.grad") == "[2.]  f64[1]"
    )
    // Another forward pass is all it takes.
    #expect(try value("w = param([3.0])\nw -= 1\n(w * w).sum().backward()\nw.grad") == "[4.]  f64[1]")
  }

  @Test("hooks see, replace and stop seeing gradients")
  func hooks() throws {
    let setup = "w = param([1.0, 2.0])\nseen = ()\nh = w * 2\nr = register_hook(h, g -> 3 * g)\n"
    #expect(try value(setup + "h.sum().backward()\nw.grad") == "[6., 6.]  f64[2]")
    #expect(try value(setup + "r.remove()\nh.sum().backward()\nw.grad") == "[2., 2.]  f64[2]")
    #expect(
      try value("w = param([1.0])\nh = w.split(1)\nh[0].register_hook(g -> none)\nh[0].backward()\nw.grad")
        == "[1.]  f64[1]")
    let error = try failure("w = param([1.0])\nw.register_hook(g -> g + [1.0, 2.0, 3.0])\nw.sum().backward()")
    #expect(error.code == "G13")
    #expect(try failure("w = param([1.0])\nw.register_hook(g -> missing)\nw.sum().backward()").code == "N01")
  }

  @Test("a checkpoint has the same gradients, random numbers and derivatives of derivatives")
  func checkpoints() throws {
    for f in ["x -> tanh(x @ w) * rand(2, 2)", "x -> exp(x @ w)"] {
      let start =
        "w = param([[0.1, -0.2], [0.3, 0.4]])\nx = param([[1.0, 2.0], [3.0, 4.0]])\nf = \(f)\nseed(3)\n"
      let end = "\nlater = rand(2)\ny.sum().backward()\n(x.grad, w.grad, later, rand(2))"
      #expect(try value(start + "y = f(x)" + end) == value(start + "y = checkpoint(f, x)" + end))
    }
    #expect(try value("grad(grad(x -> checkpoint(u -> u ^ 3, x)))(2.0)") == "12.0")
    #expect(try value("checkpoint((a, n) -> (a * n, a + n), [1.0], 3)") == "([3.]  f64[1], [4.]  f64[1])")
  }

  @Test("the operation that makes the first nan is named, forwards and backwards")
  func anomalies() throws {
    let forward = try failure("x = [1.0, -1.0]\ndetect_anomaly { y = log(x)\ny * 2 }")
    #expect(forward.code == "L05" && forward.message.contains("`log` made the first nan (1 of 2"))
    let backward = try failure("w = param([0.0])\ndetect_anomaly { sqrt(w).sum().backward() }")
    #expect(backward.code == "L05" && backward.message.contains("derivative of `sqrt`"))
    #expect(forward.hints == ["its operand is finite: f64[2] from -1.0 to 1.0"])
    #expect(forward.message.hasSuffix("(1 of 2 elements, shape [2], at [1])"))
    #expect(
      backward.hints == [
        "the gradient that came in: f64[1] of 1.0", "its operand is finite: f64[1] of 0.0",
      ])
    // An infinity that was put in was not made.
    #expect(
      try value("detect_anomaly { softmax(masked_fill([1.0, 2.0], [true, false], -inf), axis=0) }")
        == "[0., 1.]  f64[2]")
    #expect(try value("detect_anomaly { 1 }\n[0.0] / 0") == "[nan]  f64[1]")
  }

  @Test("a trace says where the operation stands whose derivative made the first infinity")
  func traced() throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let trace = NonFiniteTrace(interpreter.context)
    func run(_ number: Int, _ text: String) -> CellResult {
      trace.watch {
        interpreter.run(SourceText(name: "cell \(number)", text: text)) { (step) throws(Diagnostic) in
          trace.observe(step)
          return true
        }
      }
    }
    #expect(run(1, "w = param([4.0, 0.0])\nnorms(x) = sqrt(x) * 2\nloss = 0.0").error == nil)
    #expect(run(2, "a = w + 0\nloss = sum(norms(a))").error == nil)
    let error = try #require(run(3, "loss.backward()").error)
    #expect(error.code == "L05" && error.message.contains("the derivative of `sqrt` made the first inf"))
    #expect(error.message.contains("at [1]"))
    #expect(error.hints.first == "`sqrt` was recorded in cell 1, line 2: `sqrt(x)`")
    // Without the trace nothing is looked for.
    #expect(interpreter.run(SourceText(name: "cell 4", text: "sqrt(w).sum().backward()")).error == nil)
  }

  @Test("stop at no_grad and detach")
  func stopping() throws {
    #expect(try value("w = param([1.0])\ny = no_grad { w * 2 }\ny.requires_grad") == "false")
    #expect(try value("w = param([3.0])\n(w.detach() * w).sum().backward()\nw.grad") == "[3.]  f64[1]")
  }

  @Test("a graph is used once, unless it is kept")
  func freed() throws {
    #expect(try failure("w = param([1.0])\ny = (w * w).sum()\ny.backward()", "y.backward()").code == "G12")
    #expect(
      try value("w = param([1.0])\ny = (w * w).sum()\ny.backward(retain_graph=true)\ny.backward()\nw.grad")
        == "[4.]  f64[1]")
  }
}
