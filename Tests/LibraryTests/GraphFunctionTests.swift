import Language
import Library
import Tensors
import Testing

@Suite("Graphs in the language") struct GraphFunctionTests {
  private func value(_ code: String) throws -> Value {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let result = interpreter.run(SourceText(name: "cell 1", text: code))
    if let error = result.error { Issue.record("\(code): \(error.message)") }
    return result.value
  }

  private func text(_ code: String, width: Int = 80) throws -> String {
    try value(code).display(DisplayOptions(width: width))
  }

  @Test("a graph has the reader's names, values, and gradients after backward")
  func names() throws {
    let shown = try text(
      """
      x = [1.0, 2.0, 3.0]; y = [2.1, 3.9, 6.2]; w = param(2.0)
      loss = mean((w * x - y) ^ 2)
      loss.backward(retain_graph=true)
      graph(loss)
      """)
    for part in [
      "w = 2", "∂ -0.3333", "x = [1, 2, 3]", "y = [2.1, 3.9, 6.2]", "multiply(w, x)", "loss = divide(·, 3)",
    ] {
      #expect(shown.contains(part), "\(part)\n\(shown)")
    }
  }

  @Test("parameters of models are called by their place, and layers of a stack fold")
  func models() throws {
    let one = try text(
      "net = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))\nx = ones((4, 2))\ngraph(sum(net(x)))")
    #expect(one.contains("net.layers[0].weight") && one.contains("net.layers[2].bias"), "\(one)")
    let deep = try text(
      """
      model Deep(n) { layers = (0..<n).map(i -> Linear(4, 4)); forward(x) = { for l in layers { x = tanh(l(x)) }; x } }
      net = Deep(20)
      graph(sum(net(ones((2, 4)))))
      """)
    #expect(deep.contains(" × net.layers["), "\(deep)")
  }

  @Test("the reverse view has the gradient of every result, and leaves `.grad` alone")
  func backward() throws {
    let shown = try text("w = param([0.5, 1.0])\nh = tanh(w)\ngraph(sum(h * h), backward=true)")
    #expect(shown.contains("▲") && shown.contains("∂"), "\(shown)")
    let gradient = try value("w = param([0.5, 1.0])\ng = graph(sum(w * w), backward=true)\nw.grad")
    #expect(gradient.isNone)
  }

  @Test("a graph goes to SVG and to Graphviz, and into a session and back")
  func export() throws {
    let code = "w = param(3.0)\ng = graph(w * w + w, title=\"y\")\n"
    #expect(try text(code + "svg(g)[:4]") == "\"<svg\"")
    #expect(try text(code + "g.dot").hasPrefix("digraph {"))
    let first = Interpreter(registry: .standard(), context: TensorContext())
    _ = first.run(SourceText(name: "cell 1", text: code))
    let second = Interpreter(registry: .standard(), context: TensorContext())
    #expect(Archive(second).restore(Archive(first).contents().items).isEmpty)
    guard case .object(let here)? = first.variable("g"), case .object(let there)? = second.variable("g")
    else {
      Issue.record("the graph was not kept")
      return
    }
    #expect(here.isEqual(to: there))
  }

  @Test("what has no graph is refused with what to do")
  func refused() {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    for (code, expected) in [
      ("graph([1.0])", "G10"), ("w = param(2.0)\ny = w * w\ny.backward()\ngraph(y)", "G12"),
      ("graph((1, \"a\"))", "T11"), ("graph(\"a\")", "T01"),
    ] {
      let error = interpreter.run(SourceText(name: "cell 1", text: code)).error
      #expect(error?.code == expected, "\(code): \(error?.code ?? "") \(error?.message ?? "")")
    }
  }

  @Test("the rules that `:backward` shows are what the engine does", arguments: RuleCase.all)
  func rules(_ rule: RuleCase) throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let setUp =
      "x = param([[0.3, 0.7], [0.6, 0.2]]); y = param([[0.9, 0.4], [0.25, 0.8]])\n"
      + "out = \(rule.code)\ng = [[0.5, -1.0], [2.0, 0.25]]\nsum(out * g)"
    let result = interpreter.run(SourceText(name: "cell 1", text: setUp))
    #expect(result.error == nil, "\(rule.code): \(result.error?.message ?? "")")
    let loss = try #require(result.value.tensor)
    let snapshot = try GraphSnapshot(of: loss)
    let node = try #require(snapshot.nodes.firstIndex { $0.operation == rule.operation })
    var walk = try ReverseWalk(snapshot)
    while let step = try walk.step() {
      guard step.node == node else { continue }
      for (part, written) in zip(step.parts, snapshot.nodes[node].rules) {
        let names = zip(snapshot.nodes[node].parameterNames, ["x", "y"]).map { "\($0) = \($1).detach()" }
        let code =
          "no_grad { \(names.filter { !$0.hasPrefix("x = x") && !$0.hasPrefix("y = y") }.joined(separator: "; "))\n\(written) }"
        let expected = interpreter.run(SourceText(name: "rule", text: code))
        #expect(expected.error == nil, "\(written): \(expected.error?.message ?? "")")
        let numbers = try #require(expected.value.tensor).doubles()
        for (a, b) in zip(part.product.doubles(), numbers) { #expect(abs(a - b) < 1e-12, "\(written)") }
      }
    }
  }

  struct RuleCase: CustomTestStringConvertible, Sendable {
    var operation: String
    var code: String
    var testDescription: String { code }

    static let all: [RuleCase] =
      [
        "add": "x + y", "subtract": "x - y", "multiply": "x * y", "divide": "x / y", "power": "x ^ y",
        "matmul": "x @ y",
        "maximum": "maximum(x, y)", "minimum": "minimum(x, y)",
      ].map { RuleCase(operation: $0.key, code: $0.value) }
      + [
        "square", "sqrt", "exp", "log", "log1p", "expm1", "log2", "log10", "exp2", "sin", "cos", "tan",
        "sinh", "cosh",
        "tanh", "asin", "acos", "atan", "neg", "abs", "reciprocal", "rsqrt", "sigmoid", "relu", "softplus",
        "silu", "erf",
      ].map { RuleCase(operation: $0, code: "\($0)(x)") }
  }
}

@Suite("Values in words") struct DescriptionTests {
  private func shown(_ code: String) -> String {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let result = interpreter.run(SourceText(name: "cell 1", text: code))
    return result.error?.message ?? result.value.display(DisplayOptions())
  }

  @Test("long tensors come with range, mean, spread and a histogram; short ones do not")
  func summary() {
    let long = shown("x = arange(5000.0); x[7] = nan; x")
    #expect(long.hasSuffix("from 0 to 4999, mean 2500, std 1443  ████████████████  1 nan"), "\(long)")
    #expect(!shown("arange(10.0)").contains("mean"))
    #expect(shown("full((2000,), 3.0)").hasSuffix("from 3 to 3, mean 3, std 0"))
  }

  @Test("describe says what a tensor, a mask, a chart and a table hold")
  func describe() {
    #expect(
      shown("describe([1.0, nan, 3.0])").contains("from 1 to 3, mean 2, standard deviation 1.414; 1 nan"))
    #expect(shown("describe([true, false, true])").contains("2 true, 1 false"))
    #expect(shown("describe(plot([1, 4, 9]))").contains("rising throughout"))
    #expect(shown("describe(table({a: [1, 2]}))").contains("mean"))
    #expect(shown("describe(full((3,), inf))").contains("3 infinite"))
  }
}
