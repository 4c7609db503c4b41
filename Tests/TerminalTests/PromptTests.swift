import Glibc
import Notebook
import Testing

@testable import Terminal

@Suite("The prompt in a terminal", .serialized)
struct PromptTests {
  /// A folder that no earlier run has used.
  private func home(_ name: String) -> String {
    "GRADUS_HOME=/tmp/gradus-prompt-\(getpid())-\(time(nil))-\(name)"
  }

  @Test("shows results, goes on over several lines, interrupts loops and keeps the variables")
  func conversation() throws {
    let screen = try Screen([home("a"), Screen.program])
    try screen.wait(for: "[1]› ")
    screen.type("x = (1,\n")
    try screen.wait(for: "… ")
    screen.type("2)\n")
    try screen.wait(for: "[2]› ")
    screen.type("x\n")
    try screen.wait(for: "[2]= (1, 2)")
    try screen.wait(for: "[3]› ")
    // The text appears only once the cell runs: before that Ctrl-C would clear the line instead.
    screen.type("print(\"running\" + \"!\"); while true { x.append(0) }\n")
    try screen.wait(for: "running!")
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
    try screen.wait(for: "[4]› ")
    screen.type("len(x)\n")
    try screen.wait(for: "[4]= 2")
    try screen.wait(for: "[5]› ")
    screen.type("half a line")
    try screen.wait(for: "half a line")
    screen.type("\u{3}")
    try screen.wait(for: "[5]› ")
    screen.type("1/0\n")
    try screen.wait(for: "error[Z01]")
    try screen.wait(for: "[6]› ")
    screen.type("log_softma\t\n")
    try screen.wait(for: "softmax(")
    try screen.wait(for: "… ")
    screen.type("\u{3}")
    try screen.wait(for: "[6]› ")
    screen.type(":vars\n")
    try screen.wait(for: "list of 2")
    // Between two prompts the terminal itself would take Ctrl-D.
    try screen.wait(for: "[6]› ")
    screen.type("\u{4}")
    #expect(screen.ended() == 0)
  }

  @Test("`:nan` and `:trace nan on` name what made the first nan or infinity, and where it stands")
  func nonFinite() throws {
    let screen = try Screen([home("nan"), Screen.program])
    try screen.wait(for: "[1]› ")
    screen.type("x = [1.0, 0.0]\n")
    try screen.wait(for: "[2]› ")
    screen.type("y = exp(x) + log(x)\n")
    try screen.wait(for: "[3]› ")
    screen.type(":nan\n")
    try screen.wait(for: "`log` made the first -inf (1 of 2 elements, shape\r\n  [2], at [1])")
    try screen.wait(for: "its operand is finite: f64[2] from 0.0 to 1.0")
    try screen.wait(for: "[4]› ")
    screen.type(":nan sum(x)\n")
    try screen.wait(for: "every number that was made is finite")
    screen.type(":trace nan on\n")
    try screen.wait(for: "[5]› ")
    screen.type("w = param(x); loss = sum(sqrt(w))\n")
    try screen.wait(for: "[6]› ")
    screen.type("loss.backward()\n")
    try screen.wait(for: "the derivative of `sqrt` made the first inf")
    try screen.wait(for: "`sqrt` was recorded in cell 5, line 1: `sqrt(w)`")
    screen.type(":trace nan off\n")
    try screen.wait(for: "[7]› ")
    screen.type("log(x)\n")
    try screen.wait(for: "[7]= [  0., -inf]")
  }

  @Test("a network from the library is trained, looked into, and goes on training after a restart")
  func training() throws {
    let folder = home("moons")
    let first = try Screen([folder, Screen.program])
    let cells = [
      "seed(1)", "(x, y) = make_moons(200, noise=0.1, seed=0);",
      "net = Sequential(Linear(2, 16), ReLU(), Linear(16, 2))", "opt = Adam(net, lr=0.02)",
      "loader = DataLoader((x, y), batch_size=32, shuffle=true)",
      "epoch() = { for (a, b) in loader { opt.zero_grad(); cross_entropy(net(a), b).backward(); opt.step() } }",
      "for i in 0..<20 { epoch() }",
    ]
    for (i, cell) in cells.enumerated() {
      try first.wait(for: "[\(i + 1)]› ")
      first.type(cell + "\n")
    }
    try first.wait(for: "[8]› ")
    first.type("accuracy(y, net(x)) > 0.9\n")
    try first.wait(for: "[8]= true")
    try first.wait(for: "[9]› ")
    first.type("Dropout??\n")
    try first.wait(for: "forward(x) = dropout(x, p, self.training)")
    try first.wait(for: "[9]› ")
    first.type("net(x.T)\n")
    try first.wait(for: "error[S01] cell 9, line 1")
    try first.wait(for: "prelude/layers.gradus")
    try first.wait(for: "[10]› ")
    first.kill9()
    let second = try Screen([folder, Screen.program])
    try second.wait(for: "]› ")
    second.type("epoch(); (opt.memory[0].t, accuracy(y, net(x)) > 0.9)\n")
    try second.wait(for: "= (147, true)")
  }

  @Test("shows the shape of what is being typed, and why it would not fit; not in a dumb terminal")
  func ghosts() throws {
    let screen = try Screen([home("ghost"), Screen.program])
    try screen.wait(for: "[1]› ")
    screen.type("x = ones((60, 784)); w = ones((784, 10)); v = ones(512);\n")
    try screen.wait(for: "[2]› ")
    screen.type("h = relu(x @ w")
    try screen.wait(for: "→ f64[60, 10]")
    screen.type("\u{15}x @ v")
    try screen.wait(for: "✗ the inner sizes of `@` differ, 784 and 512")
    screen.type("\u{15}:ghost off\n")
    try screen.wait(for: "[2]› ")
    screen.type("x @ w")
    #expect(!screen.shows("→", within: 0.3))
    screen.type("\u{15}:ghost on\n")
    try screen.wait(for: "[2]› ")
    screen.type("x @ w")
    try screen.wait(for: "→ f64[60, 10]")

    let plain = try Screen([home("dumb"), "TERM=dumb", Screen.program])
    try plain.wait(for: "[1]› ")
    plain.type("ones(3) + 1")
    try plain.wait(for: "+ 1")
    #expect(!plain.shows("→", within: 0.3))
  }

  @Test("completes symbols both ways, and says what the candidates are")
  func symbols() throws {
    let screen = try Screen([home("symbols"), Screen.program])
    try screen.wait(for: "[1]› ")
    screen.type("\\alp\t = 3\n")
    try screen.wait(for: "[2]› ")
    screen.type("α + 1\n")
    try screen.wait(for: "[2]= 4")
    screen.type("∇\t")
    try screen.wait(for: "\\del")
    screen.type("\u{15}log_s\t\t")
    try screen.wait(for: "logarithm of the sigmoid")
  }

  @Test("a killed program goes on after its last cell")
  func resume() throws {
    let folder = home("b")
    let first = try Screen([folder, Screen.program])
    try first.wait(for: "[1]› ")
    first.type("w = param([1.0, 2.0]); seed(3)\n")
    try first.wait(for: "[2]› ")
    first.type("y = rand(2)\n")
    try first.wait(for: "[3]› ")
    first.kill9()
    let second = try Screen([folder, Screen.program])
    try second.wait(for: "[3]› ")
    second.type("w\n")
    try second.wait(for: "param [1., 2.]")
    try second.wait(for: "[4]› ")
    second.type("\u{4}")
    #expect(second.ended() == 0)
  }

  @Test("a cell of several lines is edited by its lines: arrows, ends, another line; then comes the history")
  func lines() throws {
    let screen = try Screen([home("lines"), Screen.program])
    try screen.wait(for: "[1]› ")
    screen.type("7 * 6\n")
    try screen.wait(for: "[2]› ")
    screen.type("f(a) = {\n")
    try screen.wait(for: "… ")
    screen.type("  a + 1\n")
    try screen.wait(for: "… ")
    screen.type("}\n")
    try screen.wait(for: "[3]› ")
    screen.type(":edit 2\n")
    try screen.wait(for: "a + 1")
    // Up from the brace to the middle line, to its end: times two, and one line more below it.
    screen.type("\u{1B}[A\u{5} + b\u{1B}\r\u{1B}[A  b = 10\u{1B}\r\n")
    try screen.wait(for: "[3]› ")
    screen.type("f(1)\n")
    try screen.wait(for: "[3]= 12")
    try screen.wait(for: "[4]› ")
    // Past the call, then from the last line of the cell up to its first, and past that to the first cell.
    screen.type("\u{1B}[A\u{1B}[A" + String(repeating: "\u{1B}[A", count: 9) + "\n")
    try screen.wait(for: "[4]= 42")
  }

  @Test("Tab completes files after `:load` and in texts, columns of tables and keys of records, data sets")
  func completesTexts() throws {
    let folder = "/tmp/gradus-files-\(getpid())-\(time(nil))"
    mkdir(folder, 0o700)
    mkdir(folder + "/some-notes", 0o700)
    for name in ["a-first.md", "table one.csv"] {
      close(open("\(folder)/some-notes/\(name)", O_WRONLY | O_CREAT, 0o600))
    }
    let program = Screen.program
    let path = program.hasPrefix("/") ? program : SessionFolder.workingDirectory + "/" + program
    let screen = try Screen([home("files"), "/bin/sh", "-c", "cd \(folder); exec \(path)"])
    try screen.wait(for: "[1]› ")
    screen.type(":load some-n\ta\t")
    try screen.wait(for: ":load some-notes/a-first.md")
    screen.type("\u{15}read_text(\"some-notes/t\t")
    try screen.wait(for: "read_text(\"some-notes/table one.csv\"")
    screen.type("\u{15}t = table({income: (1, 2), other: (3, 4)}); r = {alpha: 1, \"b c\": 2}\n")
    try screen.wait(for: "[2]› ")
    screen.type("t[\"inc\t")
    try screen.wait(for: "t[\"income\"")
    screen.type("\u{15}r[\"b\t")
    try screen.wait(for: "r[\"b c\"")
    screen.type("\u{15}read_csv(\"data:long\t")
    try screen.wait(for: "read_csv(\"data:longley.csv\"")
  }

  @Test("Ctrl-C at the prompt is for the line, and not for the command after it")
  func interruptedLine() throws {
    let screen = try Screen([home("line"), Screen.program])
    try screen.wait(for: "[1]› ")
    screen.type("w = param(2.0); loss = w * w\n")
    try screen.wait(for: "[2]› ")
    screen.type("something\u{3}")
    try screen.wait(for: "[2]› ")
    screen.type(":graph loss\n")
    try screen.wait(for: "multiply(w, w)")
    try screen.wait(for: "[2]› ")
  }
}
