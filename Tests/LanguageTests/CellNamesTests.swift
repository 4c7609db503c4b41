import Testing

@testable import Language

@Suite("What a cell reads and writes")
struct CellNamesTests {
  @Test(
    "is read off its text",
    arguments: [
      ("y = x + 1", "x", "y"),
      ("x = 1\nx + 1", "", "x"),
      ("x += 1", "x", "x"),
      ("if c { x = 1 }\nx", "c x", "x"),
      ("for i in xs { total += i }", "total xs i", "i total"),
      ("x[0] = k", "k x", "x"),
      ("r.a.b = 1", "r", "r"),
      ("(a, b) = pair", "pair", "a b"),
      ("xs.append(3)", "append xs", "xs"),
      ("repeat(3) { i in x = i + n }", "n repeat", "x"),
      ("map(xs, v -> v * scale)", "map scale xs", ""),
      ("\"{x:.2f} of {y}\"", "x y", ""),
      ("x ===", "", ""),
      ("try { f() } catch e { print(e) }", "f print", "e"),
    ])
  func names(source: String, reads: String, writes: String) {
    let names = CellNames(source)
    #expect(names.reads.sorted() == reads.split(separator: " ").map(String.init).sorted(), "\(source)")
    #expect(names.writes.sorted() == writes.split(separator: " ").map(String.init).sorted(), "\(source)")
  }

  @Test("knows what a function will read when it is called")
  func bodies() {
    let names = CellNames(
      "f(x, k=base) = {\n  t = x * lr\n  t + g(k)\n}\nmodel M(n) { w = param(init(n))\n forward(x) = x @ w + shift }"
    )
    #expect(names.reads == [])
    #expect(names.writes == ["f", "M"])
    #expect(names.bodies["f"] == ["base", "lr", "g"])
    #expect(names.bodies["M"]?.isSuperset(of: ["param", "init", "shift"]) == true)
    #expect(names.bodies["M"]?.contains("w") == false)
  }
}
