import Language
import Testing

@Suite("Models")
struct ModelTests {
  private static let network = """
    model Layer(n, m) {
      weight = param(ones((n, m)))
      bias = param(zeros(m))
      forward(x) = x @ weight + bias
    }
    model Norm(n) {
      gain = param(ones(n))
      running = zeros(n)
      rate = 0.5
      forward(x) = {
        if self.training { running = running * rate + x.mean(axis=0).detach() * rate }
        (x - running) * gain
      }
    }
    model Net(n=2) {
      layers = (Layer(n, 3), Norm(3))
      head = {first: Layer(3, 1), plain: 7}
      forward(x) = {
        for layer in layers { x = layer(x) }
        head.first(x)
      }
    }
    net = Net()
    """

  private func check(_ code: String, _ shown: String) throws {
    #expect(try value(Self.network, code) == shown, "\(code)")
  }

  @Test("tell their parameters by path, through lists and records, in order of definition")
  func parameters() throws {
    let names =
      "(\"layers.0.weight\", \"layers.0.bias\", \"layers.1.gain\", \"head.first.weight\", \"head.first.bias\")"
    try check("keys(net.named_parameters)", names)
    try check("keys(net.named_parameters())", names)
    try check("len(net.parameters)", "5")
    try check("len(net.parameters())", "5")
    try check("len(parameters((net, net, param([1.0]))))", "6")
    try check("known = record(((net.layers[0].weight, 7),))\nknown[net.parameters[0]]", "7")
    try check("len(net.modules)", "4")
  }

  @Test("show themselves as a tree of names, shapes and counts")
  func tree() throws {
    try check(
      "net",
      """
      Net                                 16
      ├ layers: list of 2
      │ ├ 0: Layer                         9
      │ │ ├ weight: f64[2, 3]              6
      │ │ └ bias: f64[3]                   3
      │ └ 1: Norm                          3
      │   ├ gain: f64[3]                   3
      │   └ running: f64[3] buffer
      └ head: record of 2
        └ first: Layer                     4
          ├ weight: f64[3, 1]              3
          └ bias: f64[1]                   1
      16 parameters
      """)
    try check(
      "model Tied() { a = Layer(1, 1); b = a; w = a.weight }\nt = Tied()\nfreeze(t)\nt",
      """
      Tied                                   2
      ├ a: Layer                             2
      │ ├ weight: f64[1, 1] frozen           1
      │ └ bias: f64[1] frozen                1
      ├ b: Layer (is a)
      └ w: f64[1, 1] (is a.weight)
      2 parameters, all frozen
      """)
  }

  @Test("without parameters show their fields, even when they refer to each other")
  func plainModels() throws {
    try check("model Point(x, y=2) { norm() = x + y }\nPoint(1)", "Point(x=1, y=2)")
    try check("model Node(n) { next = none }\na = Node(1)\na.next = a\na", "Node(n=1, next=Node(…))")
    try check("model Node(n) { next = none }\na = Node(1)\na.next = a\nlen(a.modules)", "1")
    try check(
      "model Leaf() { }\nmodel Pair(l) { r = Leaf() }\n(Pair(1), {p: Pair(2)})", "(Pair(…), {p: Pair(…)})")
  }

  @Test("give and take their state, buffers included")
  func state() throws {
    try check("net(ones((4, 2)))\nnet.state[\"layers.1.running\"]", "[1., 1., 1.]  f64[3]")
    try check(
      "other = Net()\nnet(ones((4, 2)))\nnet.layers[0].weight -= 0.5\nload_state(other, net.state)\n"
        + "(other.layers[0].weight[0, 0].item(), other.layers[1].running[0].item())", "(0.5, 1.0)")
    // A state is a value: what the model learns later does not change it.
    try check("s = net.state\nnet.layers[0].weight -= 1\ns[\"layers.0.weight\"][0, 0].item()", "1.0")
    try check("len(state(net))", "6")
    try check(
      "load_state(net, {\"layers.0.bias\": [1.0, 2.0, 3.0], x: 1}, strict=false)\nnet.layers[0].bias.value",
      "[1., 2., 3.]  f64[3]")
  }

  @Test("refuse the state of another model, and stay as they were")
  func wrongState() throws {
    let setup = Self.network
    let missing = try failure(setup, "load_state(net, {})")
    #expect(missing.code == "V12")
    #expect(missing.message.contains("`layers.0.weight`, `layers.0.bias`, `layers.1.gain` and 3 more"))
    let extra = try failure(setup, "s = net.state\ns[\"x\"] = [1.0]\nload_state(net, s)")
    #expect(extra.message.contains("has `x`, which the model has not"))
    let shape = try failure(
      setup, "s = Net(5).state\ns[\"layers.0.bias\"] = [7.0, 7.0, 7.0]\nload_state(net, s)")
    #expect(shape.code == "S21")
    #expect(shape.message == "`layers.0.weight` has shape [2, 3] in the model and [5, 3] in the state")
    #expect(
      try failure(setup, "s = net.state\ns[\"layers.0.bias\"] = \"a\"\nload_state(net, s)").code == "T17")
    #expect(try failure(setup, "load_state(net, 3)").code == "T01")
    #expect(try failure(setup, "train(3)").code == "T01")
  }

  @Test("switch between training and evaluation, all the way down")
  func modes() throws {
    try check(
      "eval(net)\n(net.training, net.layers[1].training, net.head.first.training)", "(false, false, false)")
    try check("net.eval().train().layers[1].training", "true")
    try check("net.eval()\nnet(ones((4, 2)))\nnet.layers[1].running", "[0., 0., 0.]  f64[3]")
    try check("both = {a: net, b: (Net(),)}\neval(both)\nboth.b[0].layers[1].training", "false")
  }

  @Test("can be frozen, and have their gradients cleared")
  func freezing() throws {
    try check("freeze(net.layers)\nnet(ones((2, 2))).sum().backward()\nnet.layers[0].weight.grad", "none")
    try check(
      "freeze(net)\nunfreeze(net.head)\nnet.parameters.map(p -> p.requires_grad)",
      "(false, false, false, true, true)")
    try check(
      "net(ones((2, 2))).sum().backward()\nnet.zero_grad()\nnet.parameters.map(p -> p.grad)",
      "(none, none, none, none, none)")
  }

  @Test("are copied with what they share")
  func copies() throws {
    try check(
      "other = copy(net)\nother.layers[0].weight -= 1\n(net.layers[0].weight[0, 0].item(), other == net)",
      "(1.0, false)")
    try check("pair = copy((net, net))\npair[0] == pair[1]", "true")
    try check("model Tied() { a = Layer(1, 1); w = a.weight }\nt = copy(Tied())\nlen(t.parameters)", "2")
    try check(
      "net.eval()\nfreeze(net)\nc = copy(net)\n(c.training, c.parameters[0].requires_grad)", "(false, false)")
    try check(
      "model N(n) { next = none }\na = N(1)\na.next = a\nb = copy(a)\n(b == a, b.next == b)", "(false, true)")
    try check("copy((1, \"a\", {b: [1, 2]}))", "(1, \"a\", {b: [1, 2]  i64[2]})")
  }

  @Test("apply a function to every model below, the innermost first")
  func applying() throws {
    try check(
      "names = ()\napply(net) { m in names.append(type(m)) }\nnames",
      "(\"model Layer\", \"model Norm\", \"model Layer\", \"model Net\")")
  }

  @Test("have identity: as arguments, in lists, as keys")
  func identity() throws {
    try check("poke(m) = { m.layers[1].rate = 9 }\npoke(net)\nnet.layers[1].rate", "9")
    try check(
      "seen = {}\nseen[net] = 1\nseen[net.layers[0]] = 2\n(net in seen, Net() in seen, seen[net])",
      "(true, false, 1)")
    try check("net in (1, net)", "true")
    try check("a = net\na.n = 3\nnet.n", "3")
    #expect(try failure(Self.network, "net.nosuch = 1").code == "N05")
    #expect(try failure(Self.network, "net.nosuch").code == "N05")
    #expect(try failure(Self.network, "net.training()").code == "N06")
    #expect(try failure("model M() { }\nM()(1)").code == "T15")
    #expect(try failure("model M(a) { }\nM()").code == "A01")
    #expect(try failure("model M(a) { }\nM(1, b=2)").code == "K02")
  }

  @Test("take defaults, keywords and methods that call each other")
  func construction() throws {
    let code = """
      model Counter(start=1, *rest) {
        total = start + sum(rest)
        twice() = { step(); step() }
        step(by=1) = { total += by; total }
        fn reset() { total = start }
      }
      """
    #expect(try value(code, "Counter(2, 3, 4).total") == "9")
    #expect(try value(code, "Counter(start=5).twice()") == "7")
    #expect(try value(code, "c = Counter()\nc.step(by=10)\nc.reset()\nc.total") == "1")
    #expect(try value(code, "c = Counter()\nf = c.step\nf()\nf(2)") == "4")
    #expect(try value(code, "(a, b) = (Counter(), Counter(7))\na.step()\n(a.total, b.total)") == "(2, 7)")
  }

  @Test("a chain of ten thousand models is no problem")
  func longChain() throws {
    let code = """
      model Link(next) { w = param([1.0]) }
      chain = none
      for i in 0..<10000 { chain = Link(chain) }
      """
    #expect(try value(code, "len(chain.parameters)") == "10000")
    #expect(try value(code, "zero_grad(chain)\nlen(copy(chain).modules)") == "10000")
    #expect(try value(code, "text(chain).lines()[-1]") == "\"10,000 parameters\"")
  }
}
