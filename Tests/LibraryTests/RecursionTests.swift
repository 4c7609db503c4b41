import Language
import Testing

@Suite("What is nested without an end")
struct RecursionTests {
  @Test(
    "calls are an error",
    arguments: [
      "f(n) = f(n + 1)\nf(0)",
      "f(n) = 1 + f(n + 1)\nf(0)",
      "even(n) = odd(n + 1)\nodd(n) = even(n + 1)\neven(0)",
      "f(n) = map((1,), x -> f(n + 1))\nf(0)",
      "f(n) = sorted((2, 1), key=x -> f(n + 1))\nf(0)",
      "f(n) = reduce((1, 2, 3), (a, b) -> f(n + 1))\nf(0)",
      "model M() { twice(x) = twice(x) }\nm = M()\nm.twice(1)",
      "model M() { forward(x) = self(x) }\nm = M()\nm(1)",
      "model M() { inner = M() }\nM()",
      "f = none\nf = x -> f(x)\nf(1)",
      "fn f(n) { try { f(n + 1) } catch e { f(n + 1) } }\nf(0)",
      "f(x) = grad(f)(x)\nf(1.0)",
    ])
  func calls(code: String) throws {
    let error = try failure(code)
    #expect(error.code == "R01", "\(code): \(error.message)")
    // The machine goes on as if nothing had happened.
    #expect(try value("g(n) = if n == 0 { 0 } else { 1 + g(n - 1) }\ng(5000)") == "5000")
  }

  @Test("deep recursion that has an end is no error")
  func deep() throws {
    #expect(try value("f(n) = if n == 0 { 0 } else { 1 + f(n - 1) }\nf(9000)") == "9000")
    #expect(try value("f(n) = if n == 0 { 0 } else { map((n,), k -> f(k - 1))[0] + 1 }\nf(50)") == "50")
  }

  /// Lists, records and closures nested 300,000 deep.
  private static let nested = """
    x = ()
    y = ()
    for i in 0..<300000 {
      x = (x, i)
      y = (y, i)
    }
    """

  @Test(
    "values compare, are shown, copied and let go",
    arguments: [
      ("x == y", "true"), ("x != y", "false"), ("x == (x[0], 0)", "false"), ("y in (1, x)", "true"),
      ("len(\"{x}\") < 1000", "true"), ("z = x\nz[1] = 0\nz == x", "false"), ("x = 0\ny = 0\nx + y", "0"),
      ("match x { y -> 1\n else -> 2 }", "1"),
    ])
  func values(code: String, shown: String) throws {
    #expect(try value(Self.nested, code) == shown)
  }

  @Test(
    "what can't go through them says so",
    arguments: ["x < y", "{}[x]", "r = {}\nr[x] = 1", "tensor(x)", "max((x, y))"])
  func errors(code: String) throws {
    #expect(!(try failure(Self.nested, code)).message.isEmpty)
  }

  @Test("records, models and closures in each other are let go without recursion")
  func release() throws {
    #expect(try value("r = {}\nfor i in 0..<300000 { r = {inner: r} }\nr = 0\nr") == "0")
    #expect(
      try value("model Node(next) { }\nn = none\nfor i in 0..<300000 { n = Node(n) }\nn = 0\nn") == "0")
    #expect(
      try value("wrap(f) = x -> f(x)\nf = x -> x\nfor i in 0..<300000 { f = wrap(f) }\nf = 0\nf") == "0")
  }
}
