import Language
import Testing

/// A variable that is passed to a function is lent: the call counts no reference. Nobody must be able to tell.
@Suite("Lending")
struct LendingTests {
  @Test(
    "an argument is what it was when it was written down",
    arguments: [
      ("fn pair(a, b) { (a, b) }\nfn f() { xs = (1,)\n pair(xs, xs.append(2)) }\nf()", "((1,), none)"),
      (
        "fn pair(a, b) { (a, b) }\nfn f() { xs = (1,)\n pair(xs, if true { xs = 5\n xs } else { 0 }) }\nf()",
        "((1,), 5)"
      ),
      (
        "fn pair(a, b) { (a, b) }\nfn f() { xs = (1, 2)\n pair(xs, pair(xs.pop(), xs)) }\nf()",
        "((1, 2), (2, (1,)))"
      ),
      ("fn pair(a, b) { (a, b) }\nfn f() { x = 1\n pair(x, repeat(2) { x += 1 })\n x }\nf()", "3"),
      ("fn pair(a, b) { (a, b) }\nxs = (1,)\npair(xs, xs.append(2))", "((1,), none)"),
    ])
  func order(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "a function that changes its parameter leaves the caller's variable alone",
    arguments: [
      (
        "fn add(xs) { xs.append(3)\n xs }\nfn f() { a = (1, 2)\n b = add(a)\n (a, b) }\nf()",
        "((1, 2), (1, 2, 3))"
      ),
      ("fn put(xs) { xs[0] = 9\n xs }\nfn f() { a = (1, 2)\n b = put(a)\n (a, b) }\nf()", "((1, 2), (9, 2))"),
      (
        "fn put(xs, y) { xs[0] = y\n xs }\nfn f() { a = (1, 2)\n b = put(a, a)\n (a, b) }\nf()",
        "((1, 2), ((1, 2), 2))"
      ),
      (
        "fn put(r) { r.x += 1\n r.y = 2\n r }\nfn f() { a = {x: 1}\n b = put(a)\n (a, b) }\nf()",
        "({x: 1}, {x: 2, y: 2})"
      ),
      (
        "fn grow(t) { t += \"b\"\n t }\nfn f() { a = \"a\"\n a += \"a\"\n b = grow(a)\n \"{a} {b}\" }\nf()",
        "\"aa aab\""
      ),
      ("fn grow(t) { t += (1,)\n t }\nfn f() { a = (0,)\n b = grow(a)\n (a, b) }\nf()", "((0,), (0, 1))"),
      (
        "fn h(t) { t += 1\n t }\nfn g(t) { h(t)\n h(t) }\nfn f() { a = [1.0]\n b = g(a)\n (a + b).item() }\nf()",
        "3.0"
      ),
      (
        "fn put(xs) { xs[0][0] = 9\n xs }\nfn f() { a = ((1, 2), 3)\n b = put(a)\n (a, b) }\nf()",
        "(((1, 2), 3), ((9, 2), 3))"
      ),
    ])
  func copies(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "what outlives the call has a reference of its own",
    arguments: [
      ("fn same(x) { x }\nfn f() { a = (1, 2)\n b = same(same(a))\n a = 0\n b }\nf()", "(1, 2)"),
      (
        "fn keep(x) { (x, {x: x}) }\nfn f() { a = (1, 2)\n b = keep(a)\n a = 0\n b }\nf()",
        "((1, 2), {x: (1, 2)})"
      ),
      ("fn keep(x) { () -> x }\nfn f() { a = (1, 2)\n b = keep(a)\n a = 0\n b() }\nf()", "(1, 2)"),
      ("fn keep(x) { y = x\n x = 0\n y }\nfn f() { a = (1, 2)\n b = keep(a)\n a = 0\n b }\nf()", "(1, 2)"),
      ("model M(x) { get() = x }\nfn f() { a = (1, 2)\n m = M(a)\n a = 0\n m.get() }\nf()", "(1, 2)"),
      (
        "model M() { x = 0\n put(y) = { x = y } }\nfn f() { a = (1, 2)\n m = M()\n m.put(a)\n a = 0\n m.x }\nf()",
        "(1, 2)"
      ),
      ("model M() { x = 7\n me() = self }\nfn f() { m = M()\n n = m.me()\n m = 0\n n.x }\nf()", "7"),
      (
        "d = {}\nfn keep(k) { d[k] = 1 }\nfn f() { a = \"a\"\n a += \"b\"\n keep(a)\n a = 0 }\nf()\nd",
        "{ab: 1}"
      ),
      ("xs = ()\nfn keep(x) { xs.append(x) }\nfn f() { a = (1, 2)\n keep(a)\n a = 0 }\nf()\nxs", "((1, 2),)"),
      (
        "fn h(x) { 1 / 0\n x }\nfn g(x) { try { h(x) } catch e { x } }\nfn f() { a = (1, 2)\n b = g(a)\n a = 0\n b }\nf()",
        "(1, 2)"
      ),
      ("fn f() { a = (3, 4)\n b = map((1, 2), x -> a)\n a[0] = 5\n b }\nf()", "((3, 4), (3, 4))"),
      (
        "fn fill(xs=(0,)) { xs.append(1)\n xs }\nfn f() { a = (5,)\n (fill(a), fill(), fill(xs=a), a) }\nf()",
        "((5, 1), (0, 1), (5, 1), (5,))"
      ),
    ])
  func lifetime(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "a part is read of what a variable held when it was named",
    arguments: [
      ("xs = (1, 2)\nfn other() { repeat(1) { xs = (3, 4) }\n 0 }\nfn f() { xs[other()] }\nf()", "1"),
      ("fn f() { xs = (1, 2)\n g = () -> { xs = (3, 4)\n 0 }\n h = () -> xs[g()]\n h() }\nf()", "1"),
      ("model M() { xs = (1, 2)\n other() = { xs = (3, 4)\n 0 }\n get() = xs[other()] }\nM().get()", "1"),
      ("xs = ((1, 2), (3, 4))\nfn f(i) { xs[i][i] + xs[0][1] }\nf(1)", "6"),
      ("r = {a: {b: 5}}\nfn f() { r.a.b }\nf()", "5"),
    ])
  func parts(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }

  @Test(
    "a list that is only looked up is the same one again, and nobody else's",
    arguments: [
      (
        "d = {(1, 2): \"a\", (2, 1): \"b\"}\nfn f() { (d[(1, 2)], d[(2, 1)], (1, 2) in d, (1, 1) in d, (1, 1) not in d) }\nf()",
        "(\"a\", \"b\", true, false, true)"
      ),
      (
        "fn f() { d = {}\n for i in 0..<3 { d[(i, i)] = i }\n (d, (1, 1) in d, d[(2, 2)]) }\nf()",
        "({(0, 0): 0, (1, 1): 1, (2, 2): 2}, true, 2)"
      ),
      (
        "d = {(1, 2): 3}\nfn f() { try { d[(5, 6)] } catch e { (e.message, d[(1, 2)]) } }\nf()",
        "(\"the record has no (5, 6)\", 3)"
      ),
      (
        "fn f() { ((1, 2) in ((1, 2), (3, 4)), (\"a\", 1) in {(\"a\", 1): 0}, () in ((), 1)) }\nf()",
        "(true, true, true)"
      ),
      ("d = {(1, 2): 3}\nd[(1, 2)] + (if (1, 2) in d { 1 } else { 0 })", "4"),
    ])
  func keys(code: String, shown: String) throws {
    #expect(try value(code) == shown)
  }
}
