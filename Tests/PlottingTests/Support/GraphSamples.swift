@testable import Plotting

/// Graphs by hand: what the language makes of small programs, and shapes that are hard to draw.
enum GraphSamples {
  /// Puts a graph together: nodes by name, operands as names.
  struct Builder {
    private(set) var nodes: [Graph.Node] = []
    private(set) var edges: [Graph.Edge] = []
    private var places: [String: Int] = [:]

    mutating func leaf(
      _ name: String, _ kind: Graph.Node.Kind, type: String, value: String = "", gradient: String = "",
      part: [String] = []
    ) {
      places[name] = nodes.count
      nodes.append(
        Graph.Node(
          kind, name: name, type: type, value: value, gradient: gradient, part: part,
          carriesGradient: kind == .parameter))
    }

    mutating func operation(
      _ key: String, _ operation: String, _ operands: [String], type: String = "f64[]", value: String = "",
      name: String = "", gradient: String = "", part: [String] = [], carries: Bool = true, cuts: Bool = false
    ) {
      for operand in operands {
        guard let from = places[operand] else { continue }
        edges.append(
          Graph.Edge(from, nodes.count, carriesGradient: nodes[from].carriesGradient && carries && !cuts))
      }
      places[key] = nodes.count
      nodes.append(
        Graph.Node(
          .operation, name: name, operation: operation, type: type, value: value, gradient: gradient,
          part: part,
          carriesGradient: carries))
    }

    func graph(_ title: String = "", isBackward: Bool = false, isFolded: Bool = true) throws -> Graph {
      try Graph(title: title, nodes: nodes, edges: edges, isBackward: isBackward, isFolded: isFolded)
    }
  }

  static func all() throws -> [(name: String, graph: Graph)] {
    [
      ("graph-sgd", try sgd()), ("graph-backward", try sgd(isBackward: true)), ("graph-shared", try shared()),
      ("graph-detached", try detached()), ("graph-mlp", try mlp()), ("graph-steps", try steps(8)),
      ("graph-blocks", try blocks(12)), ("graph-wide", try wide(24)), ("graph-characters", try characters()),
    ]
  }

  /// mean((w * x - y) ^ 2)
  static func sgd(isBackward: Bool = false) throws -> Graph {
    var b = Builder()
    b.leaf("w", .parameter, type: "f64[]", value: "2", gradient: "-0.3333")
    b.leaf("x", .input, type: "f64[3]", value: "[1, 2, 3]")
    b.operation("a", "multiply(w, x)", ["w", "x"], type: "f64[3]", value: "[2, 4, 6]")
    b.leaf("y", .input, type: "f64[3]", value: "[2.1, 3.9, 6.2]")
    b.operation("b", "subtract(·, y)", ["a", "y"], type: "f64[3]", value: "[-0.1, 0.1, -0.2]")
    b.operation("c", "square", ["b"], type: "f64[3]", value: "[0.01, 0.01, 0.04]")
    b.operation("d", "sum", ["c"], value: "0.06")
    b.operation("loss", "divide(·, 3)", ["d"], value: "0.02", name: "loss")
    return try b.graph("", isBackward: isBackward)
  }

  /// x * x + x
  static func shared() throws -> Graph {
    var b = Builder()
    b.leaf("x", .parameter, type: "f64[]", value: "3", gradient: "7")
    b.operation("a", "multiply(x, x)", ["x", "x"], value: "9")
    b.operation("y", "add(·, x)", ["a", "x"], value: "12", name: "y")
    return try b.graph("y = x * x + x")
  }

  /// sum(h * h.detach())
  static func detached() throws -> Graph {
    var b = Builder()
    b.leaf("w", .parameter, type: "f64[3]", value: "[1, 2, 3]")
    b.operation("h", "tanh", ["w"], type: "f64[3]", name: "h")
    b.operation("d", "detach", ["h"], type: "f64[3]", name: "d", carries: false, cuts: true)
    b.operation("p", "multiply(h, d)", ["h", "d"], type: "f64[3]")
    b.operation("s", "sum", ["p"], value: "1.5")
    return try b.graph()
  }

  static func linear(
    _ b: inout Builder, _ key: String, from input: String, _ part: [String], _ inputs: Int, _ outputs: Int
  ) {
    let path = part.joined(separator: ".")
    b.leaf(
      "\(path).weight", .parameter, type: "f64[\(outputs), \(inputs)]",
      gradient: "f64[\(outputs), \(inputs)] of norm 0.12", part: part)
    b.operation(
      "\(key)t", "permute(order 1, 0)", ["\(path).weight"], type: "f64[\(inputs), \(outputs)]", part: part)
    b.operation("\(key)m", "matmul", [input, "\(key)t"], type: "f64[32, \(outputs)]", part: part)
    b.leaf(
      "\(path).bias", .parameter, type: "f64[\(outputs)]", gradient: "f64[\(outputs)] of norm 0.05",
      part: part)
    b.operation(key, "add", ["\(key)m", "\(path).bias"], type: "f64[32, \(outputs)]", part: part)
  }

  /// cross_entropy(net(x), y) of two layers
  static func mlp() throws -> Graph {
    var b = Builder()
    b.leaf("x", .input, type: "f64[32, 2]")
    linear(&b, "l1", from: "x", ["net", "l1"], 2, 16)
    b.operation("r", "relu", ["l1"], type: "f64[32, 16]", part: ["net", "l1"])
    linear(&b, "l2", from: "r", ["net", "l2"], 16, 3)
    b.operation("c", "cross_entropy", ["l2"], type: "f64[32]")
    b.operation("s", "sum", ["c"], value: "35.2")
    b.operation("loss", "divide(·, 32)", ["s"], value: "1.1", name: "loss")
    return try b.graph("A classifier")
  }

  /// A recurrent network over so many steps in time, whose weights all steps share.
  static func steps(_ count: Int) throws -> Graph {
    var b = Builder()
    b.leaf("x", .input, type: "f64[\(count), 4, 3]")
    b.leaf("weight_hh", .parameter, type: "f64[5, 5]", part: ["rnn", "cell"])
    b.leaf("h0", .input, type: "f64[4, 5]")
    linear(&b, "drive", from: "x", ["rnn", "cell"], 3, 5)
    var state = "h0"
    for t in 0..<count {
      b.operation("x\(t)", "slice(index \(t))", ["drive"], type: "f64[4, 5]")
      b.operation("w\(t)", "permute(order 1, 0)", ["weight_hh"], type: "f64[5, 5]")
      b.operation("m\(t)", "matmul", [state, "w\(t)"], type: "f64[4, 5]")
      b.operation("a\(t)", "add", ["x\(t)", "m\(t)"], type: "f64[4, 5]")
      b.operation("h\(t)", "tanh", ["a\(t)"], type: "f64[4, 5]")
      state = "h\(t)"
    }
    b.operation("loss", "sum", [state], value: "0.3", name: "loss")
    return try b.graph()
  }

  /// A stack of residual blocks with weights of their own.
  static func blocks(_ count: Int) throws -> Graph {
    var b = Builder()
    b.leaf("x", .input, type: "f64[32, 8]")
    linear(&b, "in", from: "x", ["net", "embed"], 8, 16)
    var before = "in"
    for i in 0..<count {
      let part = ["net", "blocks", "\(i)"]
      linear(&b, "u\(i)", from: before, part + ["up"], 16, 64)
      b.operation("g\(i)", "gelu", ["u\(i)"], type: "f64[32, 64]", part: part)
      linear(&b, "d\(i)", from: "g\(i)", part + ["down"], 64, 16)
      b.operation("b\(i)", "add", [before, "d\(i)"], type: "f64[32, 16]", part: part)
      before = "b\(i)"
    }
    linear(&b, "head", from: before, ["net", "head"], 16, 3)
    b.operation("loss", "sum", ["head"], value: "1.25", name: "loss")
    return try b.graph()
  }

  /// More parameters beside each other than any terminal has room for.
  static func wide(_ count: Int) throws -> Graph {
    var b = Builder()
    let names = (0..<count).map { "weight_\($0)" }
    for name in names { b.leaf(name, .parameter, type: "f64[100, 100]") }
    b.operation("c", "concatenate(axis 0)", names, type: "f64[2400, 100]")
    b.operation("loss", "sum", ["c"], value: "1")
    return try b.graph()
  }

  /// Names that take two columns, and characters that a terminal must not get.
  static func characters() throws -> Graph {
    var b = Builder()
    b.leaf("重み", .parameter, type: "f64[]", value: "2")
    b.leaf("α\u{1B}[31m", .input, type: "f64[]", value: "3")
    b.operation("y", "multiply(重み, α)", ["重み", "α\u{1B}[31m"], value: "6", name: "損失")
    return try b.graph("計算グラフ")
  }
}
