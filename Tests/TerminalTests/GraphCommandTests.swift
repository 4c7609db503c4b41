import Formatting
import Glibc
import Testing

@testable import Terminal

/// The commands that look into graphs, at a prompt without a terminal.
@Suite("Looking into graphs")
@MainActor
struct GraphCommandTests {
  /// What the prompt answers to some lines.
  private func answers(_ lines: String..., columns: Int = 80, ascii: Bool = false) throws -> String {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    var style = Style(plain: true, ascii: ascii)
    style.isASCII = ascii
    style.hasColor = false
    style.isInteractive = false
    style.fixedWidth = columns
    let repl = Repl(
      options: .init(sessionPath: nil, historyPath: nil), style: style, output: Terminal.Output(fileno(file)))
    for line in lines {
      guard line.hasPrefix(":") else {
        repl.run(line)
        continue
      }
      let words = line.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
      try #require(ReplCommand.all.first(where: { $0.name == words[0] })).run(
        words.count > 1 ? words[1] : "", repl)
    }
    rewind(file)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private let line = "x = [1.0, 2.0, 3.0]; y = [2.1, 3.9, 6.2]; w = param(2.0); loss = mean((w * x - y) ^ 2);"

  @Test("`:graph` draws a variable or an expression, at the width of the terminal", arguments: [40, 80, 120])
  func graph(columns: Int) throws {
    let shown = try answers(line, ":graph loss", ":graph sum(w * x)", columns: columns)
    #expect(shown.contains("w = 2") && shown.contains("▼"), "\(shown)")
    #expect(shown.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= columns }, "\(shown)")
  }

  @Test("a graph that backward has freed is made again, in a copy")
  func remade() throws {
    let shown = try answers(line, "loss.backward(); w.grad", ":graph loss", "w.grad")
    #expect(shown.contains("had freed the graph"), "\(shown)")
    #expect(shown.contains("∂ -0.3333"), "\(shown)")
    #expect(shown.split(separator: "= -0.3333").count == 3, "\(shown)")
  }

  @Test("`:backward` and `:why` keep to the width of the terminal", arguments: [40, 80, 120])
  func width(columns: Int) throws {
    let net =
      "net = Sequential(Linear(2, 4), ReLU(), Linear(4, 3)); l = cross_entropy(net(ones((5, 2))), [0, 1, 2, 0, 1]);"
    let shown = try answers(
      line, net, ":backward loss", ":why loss / w", ":backward l", ":why l / net.layers[0].bias",
      columns: columns)
    #expect(shown.contains("net.layers[0].bias"), "\(shown)")
    for line in shown.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= columns, "\(line)") }
  }

  @Test("`:backward` shows each factor, and what parameters get, without touching them")
  func backward() throws {
    let shown = try answers(line, ":backward loss", "w.grad")
    for part in ["square", "g * 2 * x", "∂loss/∂w = -0.3333", "upstream g = 1"] {
      #expect(shown.contains(part), "\(part)\n\(shown)")
    }
    #expect(shown.hasSuffix("∂loss/∂w = -0.3333\n"), "\(shown)")
  }

  @Test("hooks take part in `:backward` and `:why`, and what they did is taken back")
  func hooks() throws {
    let hooked = "h = w.register_hook(g -> 10 * g + 0 * rand(1)[0]); seed(7);"
    let shown = try answers(line, hooked, ":backward loss", ":why loss / w", "rand(1)", "seed(7); rand(1)")
    #expect(shown.contains("a hook makes it g = -3.333"), "\(shown)")
    #expect(shown.contains("∂loss/∂w = -3.333"), "\(shown)")
    #expect(shown.contains("differs from -3.33333: a hook changed a gradient"), "\(shown)")
    // The random stream is where it was.
    let numbers = shown.split(separator: "\n").suffix(2).map { $0.drop { $0 != "=" } }
    #expect(numbers.count == 2 && numbers[0] == numbers[1], "\(shown)")
    let watching = try answers(
      "w = param([1.0, 2.0]); h = w * w; s = h.register_hook(g -> none); y = sum(h);", ":backward y")
    #expect(watching.contains("a hook looks at it, and leaves it"), "\(watching)")
    let failing = try answers("w = param(1.0); y = w * w; s = w.register_hook(g -> rand());", ":backward y")
    #expect(failing.contains("a hook failed: `rand` needs an argument"), "\(failing)")
  }

  @Test("`:why` multiplies along the ways and is checked without derivatives")
  func why() throws {
    let shown = try answers(line, ":why loss / w")
    #expect(shown.contains("∂loss/∂w = -0.3333") && shown.contains("agrees"), "\(shown)")
    #expect(shown.contains("by running the code again"), "\(shown)")
    let shared = try answers("x = param(3.0); y = x * x + x;", ":why y / x")
    #expect(shared.contains("∂y/∂x = 7") && shared.contains("is used 3 times so far"), "\(shared)")
  }

  @Test("`:why` tells a detached way by its difference, and says when a cell can't run again")
  func whyNot() throws {
    let detached = try answers("w = param(2.0); h = w * w; y = h + h.detach();", ":why y / w")
    #expect(detached.contains("∂y/∂w = 4") && detached.contains("differs from 4"), "\(detached)")
    let moved = try answers("w = param(2.0); y = w * w;", "w -= 0.5", ":why y / w")
    #expect(moved.contains("a variable has changed since") && moved.contains("agrees"), "\(moved)")
    let loop = try answers("w = param(2.0); for i in 0..<3 { y = w * w * i }", ":why y / w")
    #expect(loop.contains("by running the code again") && loop.contains("agrees"), "\(loop)")
  }

  @Test("`:profile` lists operations and those of backward, with a total", arguments: [40, 80, 120])
  func profile(columns: Int) throws {
    let shown = try answers(
      "w = param(ones((50, 50)))", ":profile for i in 0..<5 { sum(tanh(w @ w)).backward() }", "w.grad",
      columns: columns)
    for part in ["operation", "matmul backward", "the language itself", "total"] {
      #expect(shown.contains(part), "\(part)\n\(shown)")
    }
    #expect(shown.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= columns }, "\(shown)")
    // It ran in a copy.
    #expect(!shown.contains("f64[50, 50]"), "\(shown)")
  }

  @Test("`:describe` says plots, tensors and tables in words")
  func describe() throws {
    let shown = try answers(
      ":describe plot([1, 4, 9], title=\"squares\")", ":describe [1.0, nan]", ":describe table({a: [1, 2]})")
    for part in ["\"squares\"", "rising", "1 nan", "mean"] {
      #expect(shown.contains(part), "\(shown)")
    }
  }

  @Test("hostile arguments are answered, not crashed on")
  func hostile() throws {
    let shown = try answers(
      "s = \"text\"; v = param([1.0, 2.0]); u = v * 2; f(x) = x", ":graph", ":graph nothing", ":graph s",
      ":graph f",
      ":graph 1 +", ":backward", ":backward u", ":why", ":why u", ":why u / v", ":why u / q",
      ":why sum(u) / s", ":profile",
      ":profile 1 / 0", ":describe", ":describe )", ":graph [1.0]", "\"still here\"")
    #expect(shown.contains("still here"), "\(shown)")
    #expect(shown.split(separator: "error").count >= 16, "\(shown)")
  }

  @Test("ASCII terminals get ASCII")
  func ascii() throws {
    let shown = try answers(line, ":graph loss", ":backward loss", ":profile sum(x)", ascii: true)
    #expect(shown.utf8.allSatisfy { $0 < 0x80 }, "\(shown)")
  }
}
