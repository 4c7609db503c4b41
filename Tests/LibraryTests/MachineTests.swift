import Language
import Testing

/// What the machine's quick paths do is what the general functions do: the same programs with plain numbers,
/// which take the quick way, and with other values, which don't.
@Suite("The machine")
struct MachineTests {
  @Test(
    "changes entries and fields in place, and never those of a copy",
    arguments: [
      ("d = {1: 2}\nd[1] += 3\nd[2] = 7\nd[\"a\"] = 1\nd", "{1: 5, 2: 7, a: 1}"),
      ("d = {a: 1}\ne = d\nd.a += 1\nd.b = 2\n(d, e)", "({a: 2, b: 2}, {a: 1})"),
      ("xs = (1, 2)\nys = xs\nxs[0] += 1\nxs[-1] *= 5\n(xs, ys)", "((2, 10), (1, 2))"),
      (
        "fn f(d) {\n d.n += 1\n d.m = 1\n d[\"k\"] -= 1\n d\n}\nr = {n: 1, k: 1}\n(f(r), r)",
        "({n: 2, k: 0, m: 1}, {n: 1, k: 1})"
      ),
      ("xs = (1, 2, 3)\nfn f() { for i in 0..<3 { xs[i] = xs[i] + 1 } }\nf()\nxs", "(2, 3, 4)"),
      ("r = {t: \"a\"}\nr.t += \"b\"\nr.x = [1.0]\nr.x += 1\nr.x.item()", "2.0"),
      ("r = {n: 9223372036854775807}\ntry { r.n += 1 } catch e { e.kind }", "\"overflow\""),
      ("xs = (1,)\ntry { xs[3] += 1 } catch e { e.kind }", "\"index\""),
      ("r = {}\ntry { r.n += 1 } catch e { e.kind }", "\"name\""),
      ("r = {}\ntry { r[2] += 1 } catch e { e.kind }", "\"index\""),
    ])
  func places(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "changes variables of closures, models and globals",
    arguments: [
      ("fn f() {\n n = 0\n repeat(2) { k in n += k + 1.5 }\n n\n}\nf()", "4.0"),
      ("model C(k) {\n n = 0\n up() = { n += k\n n }\n}\nc = C(2)\nc.up()\nc.up()", "4"),
      ("model C() {\n f = x -> x + 1\n up(x) = f(x)\n}\nc = C()\nfn g(c) { c.up(1) + c.f(2) }\ng(c)", "5"),
      (
        "model C() { up(x, y=10) = x + y }\nfn g(c) { (c.up(1), c.up(1, 2), c.up(y=0, x=4)) }\ng(C())",
        "(11, 3, 4)"
      ),
      ("total = 0\nrepeat(3) { k in total += k }\ntotal", "3"),
      ("fn f() { x += 1 }\nx = 1\ntry { f() } catch e { e.kind }", "\"name\""),
    ])
  func variables(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "has dictionaries with keys of every kind",
    arguments: [
      (
        "walls = {(3, 3): true, (3, 4): false}\n((3, 4) in walls, (4, 3) in walls, walls[(3, 4)])",
        "(true, false, false)"
      ),
      (
        "d = {1: \"one\", -2: \"minus\", 0.5: \"half\", \"a b\": 0}\n(d[1], d[1.0], d[-2], d[0.5], len(d))",
        "(\"one\", \"one\", \"minus\", \"half\", 4)"
      ),
      ("d = {}\nfor i in 0..<1000 { d[i * i % 37] = i }\nlen(d)", "19"),
      (
        "fn f() {\n d = {}\n for w in split(\"a b a c a\") { d[w] = get(d, w, 0) + 1 }\n d\n}\nf()",
        "{a: 3, b: 1, c: 1}"
      ),
      (
        "d = {a: 1}\nfn f(k) { if k not in d { 0 } else { d[k] } }\n(f(\"a\"), f(\"b\"), f((1, 2)))",
        "(1, 0, 0)"
      ),
    ])
  func dictionaries(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "calls back from built-ins with functions of every kind",
    arguments: [
      ("map((1, 2), x -> (x, x))", "((1, 1), (2, 2))"), ("map((1, 4), sqrt)", "(1.0, 2.0)"),
      ("map(x -> x, 0..<3)", "(0, 1, 2)"), ("map(\"abc\", c -> c + c)", "(\"aa\", \"bb\", \"cc\")"),
      ("map((1, 2), (x, y=10) -> x + y)", "(11, 12)"), ("map((1, 2)) { 7 }", "(7, 7)"),
      ("filter((\"a\", \"\", \"b\"), s -> s)", "(\"a\", \"b\")"), ("filter((1, 0, 2), x -> x)", "(1, 2)"),
      ("reduce((\"a\", \"b\"), (x, y) -> x + y)", "\"ab\""), ("reduce((), (x, y) -> x, 5)", "5"),
      ("model D(k) { forward(x) = k * x }\nmap((1, 2), D(3))", "(3, 6)"),
      ("try { map((1, 0), x -> 1 / x) } catch e { e.kind }", "\"division\""),
      ("try { reduce((1, 2), x -> x) } catch e { e.kind }", "\"arity\""),
    ])
  func callbacks(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "puts texts together",
    arguments: [
      ("t = \"a\"\nt += t\nt += \"é{1}\"\nu = t\nt += \"!\"\n(t, u, len(t))", "(\"aaé1!\", \"aaé1\", 5)"),
      ("t = \"k\"\nd = {}\nd[t] = 1\nt += \"2\"\nd[t] = 2\nd", "{k: 1, k2: 2}"),
      (
        "\"{-5}|{2.675:.2f}|{-0.001:.1f}|{1e20:.1f}|{0.5:.0f}|{1.5:.0f}\"",
        "\"-5|2.67|-0.0|100000000000000000000.0|0|2\""
      ),
      ("\"{3.14159:8.2f}|{1234567.891:,.1f}|{2:.3f}\"", "\"    3.14|1,234,567.9|2.000\""),
      ("join(\", \", (1, \"a\", 2.5))", "\"1, a, 2.5\""),
    ])
  func texts(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }
}
