import Language
import Testing

@Suite("The language")
struct LanguageValueTests {
  @Test(
    "computes",
    arguments: [
      ("7 // 2 + -7 // 2", "-1"), ("-7 % 3", "2"), ("2 ^ 10", "1024"), ("2 ^ -1", "0.5"), ("-2 ^ 2", "-4"),
      (
        "(batch_norm([[1.0], [3.0]], [2.0], [1.0], running_mean=[0.0], running_var=[1.0], eps=0) "
          + "== batch_norm([[1.0], [3.0]], [0.0], [1.0], [2.0], [1.0], eps=0)).all().item()", "true"
      ),
      ("1 / 4", "0.25"), ("0 < 1 < 2", "true"), ("1 < 2 > 3", "false"), ("3 in (1, 2, 3)", "true"),
      ("\"b\" not in \"abc\"", "false"), ("not true or true", "true"),
      ("\"a{1 + 1}b{0.5:.2f}\"", "\"a2b0.50\""),
      ("(1, \"a\", none)", "(1, \"a\", none)"), ("{w: 1, \"l m\": 2}", "{w: 1, \"l m\": 2}"),
      ("if 1 > 2 { \"a\" } else { \"b\" }", "\"b\""), ("(0..<10 by 3) |> list", "(0, 3, 6, 9)"),
      ("3...1 by -1 |> list", "(3, 2, 1)"), ("(x -> x + 1)(2)", "3"), ("(1, 2, 3)[-1]", "3"),
      ("\"héllo\"[1]", "\"é\""), ("(1, 2, 3, 4)[1:3]", "(2, 3)"), ("\"abc\"[::-1]", "\"cba\""),
      ("[1, 2, 3] * 2", "[2, 4, 6]  i64[3]"), ("[[1, 2], [3, 4]].T", "[[1, 3],\n [2, 4]]  i64[2, 2]"),
      ("[1, 2, 3] > 1", "[false,  true,  true]  bool[3]"), ("sqrt(16)", "4.0"), ("1_000", "1000"),
      ("match 3 { 1, 2 -> \"low\"\n else -> \"high\" }", "\"high\""),
      ("try { 1 / 0 } catch e { e.kind }", "\"division\""), ("{a: {b: (1, 2)}}.a.b[1]", "2"),
      ("none == none", "true"), ("true and none", "none"), ("[1.0, 2.0].sum().item()", "3.0"),
    ])
  func expressions(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test("keeps values apart: a copy never changes")
  func valueSemantics() throws {
    #expect(try value("a = (1, 2)\nb = a\nb[0] = 9\nb.append(3)\n(a, b)") == "((1, 2), (9, 2, 3))")
    #expect(try value("x = [1, 2, 3]\ny = x\ny[0] = 9\n(x[0].item(), y[0].item())") == "(1, 9)")
    #expect(try value("r = {a: {b: 1}}\ns = r\ns.a.b = 2\n(r.a.b, s.a.b)") == "(1, 2)")
    #expect(try value("x = zeros((2, 2))\nv = x[0]\nx[0, 0] = 5.0\nv") == "[0., 0.]  f64[2]")
  }

  @Test("changes parts of values in place")
  func paths() throws {
    #expect(try value("r = {a: (1, (2, 3))}\nr.a[1][0] = 7\nr.a[1].append(4)\nr") == "{a: (1, (7, 3, 4))}")
    #expect(
      try value("x = zeros((2, 3))\nx[:, 1] = [5, 6]\nx[x > 5] += 1\nx")
        == "[[0., 5., 0.],\n [0., 7., 0.]]  f64[2, 3]")
    #expect(try value("xs = (3, 1, 2)\nxs.sort()\nxs.pop(0)\nxs") == "(2, 3)")
  }

  @Test("has functions with defaults, keywords, variadics and closures")
  func functions() throws {
    #expect(
      try value("f(x, n=2, *rest) = x * n + len(rest)\n(f(1), f(1, 5), f(n=3, x=2), f(1, 1, 1, 1))")
        == "(2, 5, 6, 3)")
    #expect(try value("adder(n) = x -> x + n\nadd = adder(10)\nadd(5)") == "15")
    #expect(try value("fs = ()\nfor i in 0..<3 { fs.append(() -> i) }\nfs[0]()") == "2")
    #expect(
      try value("fn make() {\n fs = ()\n for i in 0..<3 { fs.append(() -> i) }\n fs.map(f -> f())\n}\nmake()")
        == "(0, 1, 2)")
    #expect(try value("total = 0\nrepeat(4) { i in total += i }\ntotal") == "6")
    #expect(try value("fib(n) = if n < 2 { n } else { fib(n - 1) + fib(n - 2) }\nfib(15)") == "610")
    #expect(
      try value("down(n, acc=0) = if n == 0 { acc } else { down(n - 1, acc=acc + 1) }\ndown(3000)") == "3000")
  }

  @Test("has loops that can be left")
  func loops() throws {
    #expect(
      try value("s = 0\nfor i in 0..<100 { if i == 5 { break }; if i % 2 == 0 { continue }; s += i }\ns")
        == "4")
    #expect(try value("n = 0\nwhile n < 10 { n += 3 }\nn") == "12")
    #expect(
      try value("s = 0\nfor i in (1, 2, 3) { try { if i == 2 { break } } catch e { } ; s += i }\ns") == "1")
    #expect(try value("t = \"\"\nfor (i, c) in enumerate(\"ab\") { t += \"{i}{c}\" }\nt") == "\"0a1b\"")
  }

  @Test("has models with fields, methods and parameters")
  func models() throws {
    let definition = """
      model Line(slope) {
        w = param([slope])
        calls = 0
        forward(x) = { calls = calls + 1; helper(x) }
        helper(x) = w * x
      }
      line = Line(2.0)
      """
    #expect(try value(definition, "line([3.0])") == "[6.]  f64[1]")
    #expect(try value(definition, "line([1.0])\nline([1.0])\nline.calls") == "2")
    #expect(try value(definition, "other = line\nother.calls = 7\nline.calls") == "7")
    #expect(try value(definition, "len(line.parameters)") == "1")
    #expect(try value(definition, "line(2.0).sum().backward()\nline.w.grad") == "[2.]  f64[1]")
  }

  @Test("goes back to the variables before a cell that fails")
  func failedCell() throws {
    let interpreter = Interpreter(registry: .standard(), context: .init())
    #expect(interpreter.run(SourceText(name: "1", text: "x = [1, 2]\nys = (1,)")).error == nil)
    let result = interpreter.run(SourceText(name: "2", text: "x[0] = 9\nys.append(2)\nz = 1\nx @ [1, 2, 3]"))
    #expect(result.error?.code == "S01")
    #expect(interpreter.variable("x")?.display() == "[1, 2]  i64[2]")
    #expect(interpreter.variable("ys")?.display() == "(1,)")
    #expect(interpreter.variable("z") == nil)
  }

  @Test(
    "answers mistakes",
    arguments: [
      ("1 / 0", "Z01"), ("1 // 0", "Z01"), ("9223372036854775807 + 1", "O01"), ("2 ^ 64", "O01"),
      ("nosuch", "N01"),
      ("softmx([1])", "N01"), ("(1, 2)[5]", "X01"), ("[1, 2][5]", "X01"), ("{a: 1}.b", "N05"),
      ("\"a\" + 1", "T02"),
      ("(1, 2) * 2.5", "T02"), ("f(x) = f(x + 1)\nf(0)", "R01"), ("zeros(10^12)", "E01"),
      ("zeros((3, -1))", "S09"),
      ("zeros((2, 3)) + zeros((3, 2))", "S02"), ("sum([1, 2], axis=3)", "X10"), ("sum([1], axs=0)", "K02"),
      ("f(x) = x\nf()", "A01"), ("f(x) = x\nf(1, 2)", "A02"), ("exp()", "A01"), ("assert 1 > 2", "A10"),
      ("[1, \"a\"]", "T11"), ("for i in 3 { }", "T14"), ("3(4)", "T15"), ("if [1, 2] { 1 }", "T03"),
      ("(a, b) = (1,)", "V02"),
      ("param([1, 2])", "G02"), ("[1.0].backward()", "G10"), ("x = ___", "V09"), ("0.5..<3", "T12"),
      ("break", "P41"),
      ("return 1", "P42"), ("\"{3.5:d}\"", "V04"), ("solve([[1.0, 1.0], [1.0, 1.0]], [1.0, 2.0])", "L01"),
      ("[1, 2, 3][[true, false]]", "X14"), ("reshape([1, 2, 3], (2, 2))", "S05"),
      ("cat(([1], [[2]]))", "S04"),
      ("reduce((), (a, b) -> a)", "V07"), ("int(\"x\")", "V05"), ("\"abc\"[0] = \"x\"", "T06"),
      ("y = 1\nh(n) = { y += 1; y }\nh(1)", "N02"),
    ])
  func errors(code: String, expected: String) throws {
    let error = try failure(code)
    #expect(error.code == expected, "\(code): \(error.message)")
    #expect(error.primary != nil, "\(code) has no place")
    #expect(!error.message.isEmpty)
  }
}

@Suite("Methods and variables of one name")
struct MethodNameTests {
  @Test("a variable does not hide the method that it is named after")
  func shadowing() throws {
    #expect(try value("x = [1.0, 3.0]\nmean = x.mean()\nx.mean()") == "2.  f64[]")
    #expect(try value("x = [1.0, 3.0]", "mean = x.mean()", "mean = x.mean()\nmean") == "2.  f64[]")
    #expect(try value("f(x) = {\n  sum = x.sum()\n  x.sum() + sum\n}\nf([1, 2])") == "6  i64[]")
    // What can be called does hide it.
    #expect(try value("sum(x) = 7\n[1, 2].sum()") == "7")
  }
}
