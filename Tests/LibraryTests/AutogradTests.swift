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
    #expect(try value("w = param([3.0])\ny = (w * w).sum()\nw -= 1\ny.backward()\nw.grad") == "[6.]  f64[1]")
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
