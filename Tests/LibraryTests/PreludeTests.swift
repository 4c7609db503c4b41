import Foundation
import Library
import Tensors
import Testing

@testable import Language

@Suite("The library that is written in the language")
struct PreludeTests {
  private static func interpreter() -> Interpreter {
    Interpreter(registry: .standard(), context: TensorContext())
  }

  private static let names = Prelude.standard.names

  @Test("is there by name, and no variable of the reader's")
  func lookup() throws {
    let interpreter = Self.interpreter()
    let result = interpreter.run(SourceText(name: "cell 1", text: "net = Linear(3, 2)"))
    #expect(result.error == nil)
    #expect(interpreter.variableNames == ["net"])
    #expect(result.changed == ["net"])
  }

  @Test("gives every name a documented meaning", arguments: names)
  func documented(_ name: String) throws {
    let interpreter = Self.interpreter()
    let definition = try #require(Prelude.standard.definition(name))
    #expect(!definition.summary.isEmpty, "\(name) needs a line of ##")
    guard case .function(let function)? = try interpreter.preludeValue(name) else {
      Issue.record("\(name) is no function or model")
      return
    }
    #expect(function.documentation?.hasPrefix(definition.summary) == true)
    #expect(interpreter.registry.value(name) == nil, "\(name) is also a built-in")
  }

  @Test("defines no name twice")
  func unique() { #expect(Set(Self.names).count == Self.names.count) }

  @Test("can be shadowed, and keeps using its own names")
  func shadowing() throws {
    #expect(try value("Linear = 3", "Linear") == "3")
    // `RNN` goes on to use the library's `RNNCell`.
    #expect(try value("RNNCell = 3", "RNN(3, 4)(ones((5, 3)))[0].shape") == "(5, 4)")
    #expect(try value("linear(x, w, b) = 7", "Linear(2, 1)(ones((3, 2))).shape") == "(3, 1)")
    #expect(try value("f() = accuracy([1], [1])", "f()") == "1.0")
  }

  @Test("has help, source and completion, and is suggested for a near name")
  func help() throws {
    let interpreter = Self.interpreter()
    let help = try #require(Help.text(for: "LayerNorm", in: interpreter))
    #expect(help.hasPrefix("LayerNorm(size, eps=1e-5, bias=true)\n  The last axes with mean 0"))
    #expect(help.hasSuffix("defined in prelude/layers.gradus"))
    let source = try #require(Help.source(of: "LayerNorm", in: interpreter))
    #expect(source.contains("forward(x) = layer_norm(x, weight, bias, eps)"))
    let found = Completion.at(4, in: "Laye", interpreter).candidates
    #expect(found.map(\.text) == ["LayerNorm("])
    let arguments = Completion.at(14, in: "LayerNorm(4, e", interpreter).candidates
    #expect(arguments.contains { $0.text == "eps=" })
    // In a text nothing is code: there are a table's columns and a record's keys, and else files.
    interpreter.setVariable("r", .record(RecordObject(fields: ["alpha": .int(1), "beta": .int(2)])))
    let keys = Completion.at(8, in: "x = r[\"a", interpreter)
    #expect(keys.isInText && keys.start == 7 && keys.candidates.map(\.text) == ["alpha"])
    #expect(Completion.at(4, in: "f(\"s", interpreter).candidates.isEmpty)
    #expect(try failure("Linaer(2, 3)").hints.first?.contains("`Linear`") == true)
    #expect(try failure("_groups2").hints.allSatisfy { !$0.contains("`_groups`") })
  }

  @Test("tells errors inside it from the reader's own line")
  func errors() throws {
    let direct = DiagnosticText.render(try failure("net = Linear(2, 3)", "net(ones((4, 5)))"))
    #expect(
      direct.hasPrefix(
        """
        error[S01] cell 2, line 1: the inner sizes of `@` differ, 5 and 2

          1 | net(ones((4, 5)))
            | ^^^^^^^^^^^^^^^^^

          prelude/layers.gradus:
          8 |   forward(x) = linear(x, weight, bias)
            |                       -  ------  ----
        """), "\(direct)")
    let inside = try failure(
      "model N() {\n  a = Linear(2, 3)\n  forward(x) = a(x)\n}\nn = N()", "n(ones((4, 5)))")
    #expect(inside.primary?.source.name == "cell 1")
    #expect(inside.position?.line == 3)
    #expect(inside.labels.contains { $0.source.name == "prelude/layers.gradus" && !$0.isPrimary })
    let helper = try failure("SGD(())")
    #expect(helper.primary?.source.name == "cell 1")
    #expect(helper.frames.map(\.function) == ["_groups", "SGD"])
  }

  @Test("comes back from a session: models, optimisers in the middle of training, functions by name")
  func sessions() throws {
    let setup = """
      seed(4)
      net = Sequential(Linear(2, 4), BatchNorm1d(4), Tanh(), Linear(4, 1))
      opt = Adam(net, lr=0.1)
      schedule = StepLR(opt, 2)
      loader = DataLoader((randn(8, 2), randn(8, 1)), 4, shuffle=true)
      score = r2_score
      kind = Linear
      epoch() = {
        for (x, y) in loader {
          opt.zero_grad()
          mse_loss(net(x), y).backward()
          opt.step()
        }
        schedule.step()
      }
      epoch()
      """
    let first = Self.interpreter()
    #expect(first.run(SourceText(name: "cell 1", text: setup)).error == nil)
    let kept = Archive(first).contents()
    #expect(kept.lost.isEmpty)
    let second = Self.interpreter()
    #expect(Archive(second).restore(kept.items).isEmpty)
    second.context.generator = first.context.generator
    let more =
      "epoch()\nepoch()\n(net.state, opt.state(), opt.groups[0].lr, score([1.0, 2.0], [1.0, 2.0]), kind(2, 1))"
    let a = first.run(SourceText(name: "cell 2", text: more))
    let b = second.run(SourceText(name: "cell 2", text: more))
    #expect(a.error == nil && b.error == nil)
    #expect(b.value.display() == a.value.display())
  }

  @Test("optimisers give and take their state, and models are copied whole")
  func states() throws {
    let code = """
      train_on(net, opt) = {
        for i in 0..<3 {
          opt.zero_grad()
          sum(net([[1.0, 2.0]]) ^ 2).backward()
          opt.step()
        }
      }
      seed(2)
      (a, p) = (Linear(2, 1), none)
      p = Adam(a, lr=0.1)
      train_on(a, p)
      b = copy(a)
      q = Adam(b, lr=0.5)
      q.load_state(p.state())
      train_on(a, p)
      train_on(b, q)
      """
    #expect(try value(code, "sum(abs(a.weight - b.weight)).item()") == "0.0")
    #expect(try value(code, "q.groups[0].lr") == "0.1")
    let error = try failure(code, "SGD(Linear(2, 2, bias=false)).load_state(p.state())")
    #expect(error.message.contains("belongs to other parameters"))
    #expect(
      try value(
        code, "c = copy(q)\nc.groups[0].parameters[0] += 1\na.weight[0, 0].item() == b.weight[0, 0].item()")
        == "true")
  }

  @Test("lists a layer's weight before its bias, though the bias is also an argument")
  func order() throws {
    #expect(try value("keys(Linear(2, 3).state)") == "(\"weight\", \"bias\")")
    #expect(try value("keys(Linear(2, 3, bias=false).state)") == "(\"weight\",)")
    #expect(
      try value("keys(MultiHeadAttention(4, 2).state)")
        == "(\"in_proj_weight\", \"in_proj_bias\", \"out_proj.weight\", \"out_proj.bias\")")
  }

  @Test("goes through what a model's `iterate` gives: a list, or a function that gives none at the end")
  func iteration() throws {
    let code = """
      model Countdown(n) { iterate() = i -> if i < n { n - i } }
      model Pair(a, b) { iterate() = (a, b); length() = 2 }
      seen = ()
      for x in Countdown(3) { for y in Pair("a", "b") { seen.append((x, y)) } }
      """
    #expect(try value(code, "len(seen)") == "6")
    #expect(try value(code, "seen[-1]") == "(1, \"b\")")
    #expect(try value(code, "list(Countdown(2))") == "(2, 1)")
    #expect(try value(code, "len(Pair(1, 2))") == "2")
    #expect(try failure("for x in ReLU() { }").code == "T14")
    #expect(try failure("model B() { iterate() = i -> [1, 2][i + 5] }\nfor x in B() { }").code.hasPrefix("X"))
    #expect(
      try value("net = Sequential(ReLU(), Tanh())\nlist(net).map(type)") == "(\"model ReLU\", \"model Tanh\")"
    )
  }

  /// Inputs, states and weights of a cell with so many gates.
  private static func cell(gates: Int) -> String {
    "x = param(randn(2, 4))\n(h, c) = (randn(2, 3), randn(2, 3))\n"
      + "(u, v, p, q) = (randn(\(3 * gates), 4), randn(\(3 * gates), 3), randn(\(3 * gates)), randn(\(3 * gates)))"
  }

  @Test(
    "takes the steps of Adam and AdamW that it writes out",
    arguments: [
      "", ", weight_decay=0.1", ", weight_decay=0.1, decoupled=true", ", beta1=0.5, beta2=0.6, eps=0.01",
    ])
  func adam(options: String) throws {
    let code = """
      seed(8)
      (w, m, v) = (randn(3, 4), randn(3, 4), rand(3, 4))
      (a, b) = ((w, m, v), (w, m, v))
      for t in 1...20 {
        g = randn(3, 4)
        a = adam_step(a[0], g, a[1], a[2], t, lr=0.05\(options))
        b = adam_step_by_hand(b[0], g, b[1], b[2], t, lr=0.05\(options))
      }
      """
    #expect(try value(code, "zip(a, b).map(p -> max(abs(p[0] - p[1])).item() < 1e-12).all()") == "true")
    let net = """
      seed(8)
      model Pair() { a = Linear(3, 2); forward(x) = a(x) }
      (one, two) = (Pair(), Pair())
      two.load_state(one.state)
      (p, q) = (Adam(one, lr=0.1, amsgrad=true), Adam(two, lr=0.1))
      x = randn(5, 3)
      for i in 0..<3 {
        for (net, o) in ((one, p), (two, q)) {
          o.zero_grad()
          sum(net(x) ^ 2).backward()
          o.step()
        }
      }
      """
    #expect(try value(net, "p.memory[0].largest.shape") == "(2, 3)")
    #expect(try value(net, "q.memory[0].t") == "3")
  }

  @Test(
    "writes out what the fast operations compute, value and gradient",
    arguments: [
      ("x = param(randn(3, 4))", "softmax_by_hand(x)", "softmax(x)"),
      ("x = param(randn(3, 4))\nt = [0, 3, 1]", "cross_entropy_by_hand(x, t)", "cross_entropy(x, t)"),
      (
        "x = param(randn(3, 4))\n(w, b) = (randn(4), randn(4))", "layer_norm_by_hand(x, w, b)",
        "layer_norm(x, w, b)"
      ),
      ("x = param(randn(3, 4))\nw = randn(4)", "rms_norm_by_hand(x, w)", "rms_norm(x, w, 1e-5)"),
      (
        "x = param(randn(5, 4))\n(w, b) = (randn(4), randn(4))", "batch_norm_by_hand(x, w, b)",
        "batch_norm(x, w, b)"
      ),
      (
        "x = param(randn(2, 5, 4))\n(k, v) = (randn(2, 5, 4), randn(2, 5, 3))",
        "attention_by_hand(x, k, v, causal=true)", "scaled_dot_product_attention(x, k, v, causal=true)"
      ),
      ("x = param(randn(2, 3, 6, 5))\nw = randn(4, 3, 3, 2)", "conv2d_by_hand(x, w)", "conv2d(x, w)"),
      (
        cell(gates: 4), "stack(lstm_cell_by_hand(x, h, c, u, v, p, q))",
        "stack(lstm_cell(x, h, c, u, v, p, q))"
      ),
      (
        "x = param(randn(2, 12))\n(h, c, v) = (randn(2, 3), randn(2, 3), randn(12, 3))",
        "stack(lstm_cell_by_hand(x, h, c, none, v))", "stack(lstm_cell(x, h, c, none, v))"
      ),
      (cell(gates: 3), "gru_cell_by_hand(x, h, u, v, p, q)", "gru_cell(x, h, u, v, p, q)"),
      (
        "x = param(randn(2, 9))\n(h, v) = (randn(2, 3), randn(9, 3))", "gru_cell_by_hand(x, h, none, v)",
        "gru_cell(x, h, none, v)"
      ),
    ])
  func byHand(_ setup: String, _ readable: String, _ fast: String) throws {
    let code = """
      seed(6)
      \(setup)
      a = \(readable)
      weight = randn(a.shape)
      sum(a * weight).backward()
      first = x.grad
      x.grad = none
      b = \(fast)
      sum(b * weight).backward()
      """
    #expect(try value(code, "max(abs(a - b)).item() < 1e-12") == "true")
    #expect(try value(code, "max(abs(first - x.grad)).item() < 1e-12") == "true")
  }

  @Test("clips gradients, averages parameters, groups options")
  func helpers() throws {
    let code = "w = param([3.0, 4.0])\nsum(w * w / 2).backward()"
    #expect(
      try value(code, "(clip_grad_norm(w, 1.0).item(), round(clip_grad_norm((w,), 1.0), 4).item())")
        == "(5.0, 1.0)")
    #expect(try value(code, "clip_grad_value(w, 3.5)\nw.grad") == "[3.0000, 3.5000]  f64[2]")
    #expect(try failure(code, "w.grad = [1.0]").code == "S22")
    #expect(
      try value(
        "net = Linear(1, 1)\nema = ExponentialMovingAverage(net, 0.5)\nw = net.weight.item()\nnet.weight += 1\nema.update()\nabs(ema.net.weight.item() - w - 0.5) < 1e-12"
      ) == "true")
    #expect(
      try value(
        "n = Linear(1, 1)\no = SGD(({parameters: n.weight, lr: 0.5}, {parameters: n.bias}), lr=0.1)\no.groups.map(g -> g.lr)"
      )
        == "(0.5, 0.1)")
    #expect(try value("rotary(ones((3, 4)))[0]") == "[1., 1., 1., 1.]  f64[4]")
    #expect(
      try value("(inputs, next) = sequence_windows(arange(5), 3)\nnext")
        == "[[1, 2, 3],\n [2, 3, 4]]  i64[2, 3]")
    #expect(try value("batches(arange(5), 2).map(len)") == "(2, 2, 1)")
  }
}

@Suite("The manual of the library in the language")
struct PreludeManualTests {
  @Test("every example runs, and gives true", arguments: ["prelude", "language"])
  func examples(name: String) throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/\(name).md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let examples = text.components(separatedBy: "```gradus\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(!examples.isEmpty)
    for example in examples { #expect(try value(example) == "true", "\(example)") }
  }

  @Test("names every file of the library")
  func files() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/prelude.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for source in Prelude.standard.sources {
      #expect(text.contains("`\(source.name.split(separator: "/").last ?? "")`"), "\(source.name)")
    }
  }
}
