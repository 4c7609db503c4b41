import Language
import Testing

@testable import Notebook

@Suite("What made a variable") struct LastAssignmentTests {
  @Test(
    "the last assignment is found in loops, branches and blocks",
    arguments: [
      ("y = 1\ny = x + 2; z = 3", "y = x + 2"), ("for i in 0..<3 { y = x * i; z = y }", "y = x * i"),
      ("if x > 1 { y = 1 } else { y = 2 }", "y = 2"), ("no_grad { y = x }", "y = x"),
      ("(y, z) = f(x)", "(y, z) = f(x)"), ("while x < 3 { x += 1; y = x }", "y = x"),
    ])
  func found(source: String, statement: String) {
    #expect(LastAssignment.statement(of: "y", in: source) == statement)
  }

  @Test(
    "nothing is found where the value can't be made from the text alone",
    arguments: ["y += 1", "z = 1", "f(x) = { y = x }", "y[0] = 3", "y = (", "model M() { y = 1 }"])
  func notFound(source: String) { #expect(LastAssignment.statement(of: "y", in: source) == nil) }

  @Test("everything between parameters and a result is made again, detached or not; data are not")
  func chain() {
    let workspace = Workspace()
    let book = CellBook(workspace)
    let cells = [
      "w = param(2.0)", "x = [1.0, 2.0]", "n = len(x)", "h = w * x", "d = h.detach()",
      "loss = sum(d * h) / n",
    ]
    for cell in cells { _ = book.run(cell) }
    func dependency(_ name: String) -> CellBook.Dependency {
      name == "w" ? .parameter : ["h", "loss"].contains(name) ? .result : .unknown
    }
    #expect(
      book.statements(making: "loss", dependency) == ["h = w * x", "d = h.detach()", "loss = sum(d * h) / n"])
    #expect(book.statements(making: "nothing", dependency) == nil)
    _ = book.run("loss = loss * 2")
    #expect(book.statements(making: "loss", dependency) == nil)
  }
}
