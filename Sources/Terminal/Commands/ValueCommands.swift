import Formatting
import Language
import Notebook

/// `:vars`, `:describe`, `:time`: values, and what it takes to make them.
@MainActor
enum ValueCommands {
  static var all: [ReplCommand] { [vars, describe, time] + ProfileCommand.all }

  private static var vars: ReplCommand {
    ReplCommand(name: "vars", usage: ":vars", summary: "the variables: name, kind, value in short") {
      _, repl in
      let interpreter = repl.workspace.interpreter
      let names = interpreter.variableNames
      if names.isEmpty { return repl.say("No variables yet.") }
      let rows = names.compactMap { name in
        interpreter.variable(name).map { (name, $0.typeSummary, $0.inline(depth: 0)) }
      }
      let nameWidth = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
      let kindWidth = rows.map { DisplayWidth.of($0.1) }.max() ?? 0
      let lines = rows.map { name, kind, value -> String in
        let line = "  \(DisplayWidth.pad(name, to: nameWidth))  \(DisplayWidth.pad(kind, to: kindWidth))  "
        // Tensors end in what stands in the column before.
        let shown =
          value == kind ? "" : value.hasSuffix("  " + kind) ? String(value.dropLast(kind.count)) : value
        return DisplayWidth.truncate(line + shown, to: repl.width, ellipsis: repl.style.plain("…"))
      }
      repl.say(lines.map(trimmed).joined(separator: "\n"))
    }
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  private static var describe: ReplCommand {
    ReplCommand(
      name: "describe", usage: ":describe VALUE",
      summary: "a plot, a graph, a tensor or a table in words, for readers who cannot see it"
    ) { argument, repl in
      if argument.isEmpty { return repl.complain("`:describe` needs a value", ":describe plot([1, 4, 9])") }
      let output = GraphSubject.inCopy(repl) { repl.workspace.run(argument, name: "described") }
      guard output.succeeded else { return repl.say(output.text) }
      let value = output.result.value, interpreter = repl.workspace.interpreter
      let described = interpreter.registry.value("describe").flatMap { try? interpreter.call($0, [value]) }
      repl.say(
        wrapped(described?.plainText(repl.workspace.display) ?? value.inWords(repl.workspace.display), repl))
    }
  }

  /// Prose broken at the width of the terminal; a table stays as it is.
  private static func wrapped(_ text: String, _ repl: Repl) -> String {
    text.contains("\n") ? text : WordWrap.text(text, width: repl.width - 1)
  }

  private static var time: ReplCommand {
    ReplCommand(
      name: "time", usage: ":time EXPR",
      summary: "runs it again and again, and says how long it takes: median and spread"
    ) { argument, repl in
      if argument.isEmpty { return repl.complain("`:time` needs an expression", ":time sum(rand(1000))") }
      measure(argument, repl)
    }
  }

  /// Half a second's worth of runs, at most a thousand, in a copy of the session.
  private static func measure(_ source: String, _ repl: Repl) {
    let live = repl.workspace.live
    let before = Checkpoint(repl.workspace.interpreter)
    defer {
      before.restore()
      repl.workspace.live = live
    }
    var seconds: [Double] = []
    var spent = 0.0
    while seconds.count < 1000, seconds.isEmpty || spent < 0.5 {
      let result = repl.workspace.run(source, name: "timed")
      // What it shows is seen once.
      repl.workspace.live = { _ in }
      guard result.succeeded else {
        if result.wasInterrupted, !seconds.isEmpty { break }
        return
      }
      seconds.append(result.seconds)
      spent += result.seconds
    }
    repl.tell(report(seconds.sorted()))
  }

  private static func report(_ sorted: [Double]) -> String {
    let median = sorted[sorted.count / 2]
    if sorted.count == 1 { return "took \(duration(median)), run once" }
    let low = sorted[sorted.count / 10], high = sorted[sorted.count - 1 - sorted.count / 10]
    return
      "took \(duration(median)) (median of \(sorted.count) runs; most between \(duration(low)) and \(duration(high)))"
  }

  /// `12.3 ms`
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: "\(Numbers.general(seconds * 1e6, 3)) µs"
    case ..<1: "\(Numbers.general(seconds * 1e3, 3)) ms"
    default: "\(Numbers.fixed(seconds, 2)) s"
    }
  }
}
