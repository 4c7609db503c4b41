import Glibc
import Testing

@testable import Terminal

/// What a reader asks at the prompt when something is not clear.
@Suite("Asking at the prompt", .serialized)
struct AskingTests {
  /// A prompt in a folder that no earlier run has used, and its first cells.
  private func screen(_ name: String, _ cells: String...) throws -> Screen {
    let home = "GRADUS_HOME=/tmp/gradus-asking-\(getpid())-\(time(nil))-\(name)"
    let screen = try Screen([home, Screen.program])
    for (i, cell) in cells.enumerated() {
      try screen.wait(for: "[\(i + 1)]› ")
      screen.type(cell + "\n")
    }
    try screen.wait(for: "[\(cells.count + 1)]› ")
    return screen
  }

  @Test("`:fix` applies the first repair of an error, shows the line, and runs the cell again")
  func fix() throws {
    let screen = try screen("fix", "x = ones((2, 3))", "w = ones((4, 3))")
    screen.type("x @ w\n")
    try screen.wait(for: "error[S01]")
    try screen.wait(for: "fits:")
    try screen.wait(for: "x @ w.T")
    try screen.wait(for: "[4]› ")
    screen.type(":fix\n")
    try screen.wait(for: "x @ w.T")
    try screen.wait(for: "f64[2, 4]")
    try screen.wait(for: "]› ")
    screen.type(":fix\n")
    try screen.wait(for: "has no repairs")
  }

  @Test("`:explain` tells of the last error, or of a code, what is wrong and what works")
  func explain() throws {
    let screen = try screen("explain")
    screen.type(":explain\n")
    try screen.wait(for: "no cell has failed yet")
    try screen.wait(for: "[1]› ")
    screen.type("[1, 2] @ [1, 2, 3]\n")
    try screen.wait(for: "error[S01]")
    try screen.wait(for: "[2]› ")
    screen.type(":explain\n")
    try screen.wait(for: "S01  a matrix product")
    try screen.wait(for: "not:")
    try screen.wait(for: "but:")
    try screen.wait(for: "[2]› ")
    screen.type(":explain z01\n")
    try screen.wait(for: "Z01  ")
    try screen.wait(for: "[2]› ")
    screen.type(":explain Q99\n")
    try screen.wait(for: "there is no code `Q99`")
  }

  @Test("`:step` waits after each operation, goes on to the end, and stops")
  func step() throws {
    let screen = try screen("step", "w = param([2.0, 3.0])")
    screen.type(":step sum(w * w)\n")
    try screen.wait(for: "w * w")
    try screen.wait(for: "mul")
    try screen.wait(for: "↵")
    screen.type("\n")
    try screen.wait(for: "sum(w * w)")
    try screen.wait(for: "13")
    screen.type("c\n")
    try screen.wait(for: "[2]= 13")
    try screen.wait(for: "[3]› ")
    screen.type(":step sum(w * w)\n")
    try screen.wait(for: "↵")
    screen.type("q\n")
    try screen.wait(for: "]› ")
    screen.type("w\n")
    try screen.wait(for: "param [2., 3.]")
  }

  @Test("`:backward` waits after each operation, runs on, and stops")
  func backward() throws {
    let screen = try screen("backward", "w = param([2.0, 3.0]); loss = sum(tanh(w * w));")
    screen.type(":backward loss\n")
    try screen.wait(for: "loss = sum(·)")
    try screen.wait(for: "↵")
    #expect(!screen.text.contains("tanh(·)"))
    screen.type("\n")
    try screen.wait(for: "tanh(·)")
    try screen.wait(for: "↵")
    #expect(!screen.text.contains("multiply(w, w)"))
    screen.type("c\n")
    try screen.wait(for: "multiply(w, w)")
    try screen.wait(for: "∂loss/∂w = ")
    try screen.wait(for: "[2]› ")
    screen.type(":backward loss\n")
    try screen.wait(for: "loss = sum(·)")
    try screen.wait(for: "↵")
    screen.type("q\n")
    try screen.wait(for: "[2]› ")
    #expect(!screen.text.contains("∂loss/∂w = "))
    // Ctrl-D in the middle leaves the walk, not the program.
    screen.type(":backward loss\n")
    try screen.wait(for: "↵")
    screen.type("\u{4}")
    try screen.wait(for: "[2]› ")
    screen.type("print(w.grad)\n")
    try screen.wait(for: "none")
  }

  @Test("`:trace` shows every operation with its value, indented by calls")
  func trace() throws {
    let screen = try screen("trace", "f(x) = x ^ 2 + 1")
    screen.type(":trace f(3)\n")
    try screen.wait(for: "    x ^ 2")
    try screen.wait(for: "9")
    try screen.wait(for: "    x ^ 2 + 1")
    try screen.wait(for: "10")
    try screen.wait(for: "  f(3)")
    try screen.wait(for: "[2]= 10")
    try screen.wait(for: "[3]› ")
    screen.type(":trace\n")
    try screen.wait(for: "needs an expression")
  }

  @Test(
    "`name?` shows signature, summary and example, `name??` the source, of built-ins, the library and one's own"
  )
  func help() throws {
    let screen = try screen("help", "## Twice x.\ntwice(x) = 2 * x")
    screen.type("softmax?\n")
    try screen.wait(for: "softmax(x, axis=-1")
    try screen.wait(for: "› softmax([1, 2, 3])")
    screen.type("Linear?\n")
    try screen.wait(for: "Linear(inputs, outputs")
    try screen.wait(for: "prelude/layers.gradus")
    screen.type("Linear??\n")
    try screen.wait(for: "model Linear(")
    try screen.wait(for: "forward(x) = linear(x, weight, bias)")
    screen.type("twice?\n")
    try screen.wait(for: "twice(x)")
    try screen.wait(for: "Twice x.")
    screen.type("twice??\n")
    try screen.wait(for: "twice(x) = 2 * x")
    screen.type("twise?\n")
    try screen.wait(for: "did you mean twice")
    screen.type(":help\n")
    try screen.wait(for: ":cells")
    try screen.wait(for: "`:help functions`")
    screen.type(":help functions\n")
    try screen.wait(for: "optimisers")
    try screen.wait(for: "Adam")
    screen.type(":help optimisers\n")
    try screen.wait(for: "  AdamW")
    screen.type("%timeit f(x)\n")
    try screen.wait(for: "here it is `:time f(x)`")
    screen.type(":help no_such\n")
    try screen.wait(for: "there is no `no_such`")
  }

  @Test("`:warnings off` keeps still, `on` speaks again")
  func warnings() throws {
    let screen = try screen("warnings")
    screen.type("mse_loss(ones((4, 1)), ones(4))\n")
    try screen.wait(for: "warning[W01]")
    try screen.wait(for: "[2]› ")
    screen.type(":warnings off\n")
    try screen.wait(for: "[2]› ")
    screen.type("mse_loss(ones((4, 1)), 2 * ones(4))\n")
    try screen.wait(for: "[2]= 1.")
    #expect(!screen.text.contains("W01"))
    try screen.wait(for: "[3]› ")
    screen.type(":warnings\n")
    try screen.wait(for: "off")
    try screen.wait(for: "[3]› ")
    screen.type(":warnings on\n")
    try screen.wait(for: "[3]› ")
    screen.type("mse_loss(ones((4, 1)), 3 * ones(4))\n")
    try screen.wait(for: "warning[W01]")
  }
}
