import Testing

@testable import Notebook

@Suite("The cells of a session")
struct CellBookTests {
  private func book(_ sources: String...) -> CellBook {
    let book = CellBook(Workspace())
    for source in sources { book.run(source) }
    return book
  }

  private func marks(_ book: CellBook) -> String { book.cells.map { book.state(of: $0).mark }.joined() }

  @Test("are stale when something that they read has changed, and only then")
  func staleness() {
    let book = book("x = 1", "y = x + 1", "z = 10", "y * z")
    #expect(marks(book) == "✓✓✓✓")
    book.run("x = 5")
    #expect(marks(book) == "✓!✓✓✓")
    #expect(book.state(of: book.cells[1]) == .stale(variable: "x", cell: 5))
    // What depends on a stale cell becomes stale when that has run.
    book.rerun(2)
    #expect(marks(book) == "✓✓✓!✓")
    book.rerun(4)
    #expect(book[4]?.output == "60")
    // The same value again changes nothing.
    book.run("x = 5")
    #expect(marks(book) == "✓✓✓✓✓✓")
  }

  @Test("are stale through functions, models and objects that share state")
  func hiddenReads() {
    let book = book(
      "lr = 0.5", "f(x) = x * lr", "f(2)", "w = param([1.0])", "model M(p) { w = p\n forward(x) = x * w }",
      "m = M(w)",
      "m([2.0])", "n = numpy_random(3)", "n")
    #expect(marks(book) == "✓✓✓✓✓✓✓✓✓")
    book.run("lr = 1.0")
    #expect(marks(book).prefix(3) == "✓✓!")
    book.run("w -= 1")
    #expect(book.state(of: book.cells[6]) == .stale(variable: "m", cell: 11))
    book.run("n.rand(1);")
    #expect(book.state(of: book.cells[8]) == .stale(variable: "n", cell: 12))
  }

  @Test("that were edited or failed say so")
  func editing() {
    let book = book("x = 1", "nonsense(", "x + 1")
    #expect(marks(book) == "✓✗✓")
    book.edit(1, "x = 2")
    #expect(marks(book) == "✎✗✓")
    #expect(book.nextStale == 1)
    book.rerun(1)
    #expect(marks(book) == "✓✗!")
    book.move(3, before: 1)
    #expect(book.cells.map(\.number) == [3, 1, 2])
    book.delete(2)
    #expect(book.cells.map(\.number) == [3, 1])
    #expect(book.upcomingNumber == 4)
  }

  @Test("can be undone and taken up again: values, parameters, gradients, generators, closures")
  func undo() {
    let book = book(
      "xs = (1, 2); w = param([1.0, 2.0]); seed(3); k = numpy_random(4)\nfn counter() { n = [0]\n () -> w * n }\nc = counter()"
    )
    let state = "(xs, w, w.grad, c(), rand(1), k.rand(1))"
    let first = book.run(state).text
    #expect(book.back(1) == [2])
    #expect(book.run(state).text == first)
    #expect(book.back(1) == [2 + 1])
    book.run("xs.append(3); (w * w).sum().backward(); w -= 0.1 * w.grad; rand(5); k.rand(2);")
    let changed = book.run(state).text
    #expect(changed != first)
    #expect(book.back(2) == [5, 4])
    #expect(book.redo() == 4)
    #expect(book.run(state).text == changed)
    #expect(book.back(1000).count == 3)
    #expect(book.run(state).succeeded == false, "nothing has been defined yet")
  }

  @Test("show what another value would give, and stay as they are")
  func whatIf() {
    let book = book(
      "lr = 0.5; steps = 3", "w = param([4.0])",
      "for i in 0..<steps { w.grad = none; (w * w).sum().backward(); w -= lr * w.grad }",
      "w", "other = 1")
    let before = book[4]?.output
    var seen: [String] = []
    let failure = book.whatIf([("lr", "0.25")]) {
      seen.append("\($0.number): \($0.before) → \($0.after.text)")
    }
    #expect(failure == nil)
    // From 4: three steps of w ← w/2, where lr = 0.5 gave 0 at once.
    #expect(seen.last == "4: \(before ?? "") → param [0.5000]  f64[1]")
    #expect(book.run("w").text == before)
    #expect(book.run("lr").text == "0.5")
  }
}
