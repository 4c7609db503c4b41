import Formatting
import Language

/// `:step`, `:trace`: an expression one operation at a time.
@MainActor
enum StepCommands {
  static var all: [ReplCommand] { [step, trace] }

  /// So many steps are shown; what comes after them is counted.
  private static let limit = 200

  private static var step: ReplCommand {
    ReplCommand(
      name: "step", usage: ":step EXPR",
      summary: "runs it one operation at a time: Enter goes on, c runs to the end, q stops"
    ) { argument, repl in
      guard repl.style.isInteractive else { return trace(argument, ":step", repl) }
      if argument.isEmpty { return repl.complain("`:step` needs an expression", ":step sum([1, 2] * 3)") }
      var waits = true
      repl.run(argument) { step in
        repl.say(line(step, width: repl.width))
        guard waits else { return true }
        guard let answer = repl.ask("  ↵ ") else { return false }
        if answer == "c" { waits = false }
        return answer != "q"
      }
    }
  }

  private static var trace: ReplCommand {
    ReplCommand(
      name: "trace", usage: ":trace EXPR, :trace nan on|off",
      summary: "runs it and shows each operation; `nan on` stops every cell at its first nan or infinity"
    ) { argument, repl in
      let words = argument.split(separator: " ")
      if words.first == "nan", words.count <= 2 {
        return NonFiniteCommands.trace(words.count > 1 ? String(words[1]) : "", repl)
      }
      trace(argument, ":trace", repl)
    }
  }

  private static func trace(_ source: String, _ command: String, _ repl: Repl) {
    if source.isEmpty {
      return repl.complain("`\(command)` needs an expression", "\(command) sum([1, 2] * 3)")
    }
    var count = 0
    repl.run(source) { step in
      count += 1
      if count <= limit { repl.say(line(step, width: repl.width)) }
      return true
    }
    if count > limit { repl.tell("  … \(Numbers.grouped(count - limit)) more steps") }
  }

  /// A step on one line: its source, indented by calls; its value; time; what its gradient goes through.
  ///
  ///     x @ w                       f64[3, 1]                    1.2 µs  matmul
  static func line(_ step: Step, width: Int) -> String {
    let valueWidth = max(12, width / 3), rest = 8 + 2 + 10
    let sourceWidth = max(12, width - valueWidth - rest - 6)
    let source = step.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let indented = String(repeating: "  ", count: min(step.depth, sourceWidth / 4)) + source
    let columns = [
      DisplayWidth.pad(DisplayWidth.truncate(indented, to: sourceWidth), to: sourceWidth),
      DisplayWidth.pad(DisplayWidth.truncate(value(step), to: valueWidth), to: valueWidth),
      DisplayWidth.pad(ValueCommands.duration(step.seconds), to: 8, right: true),
      step.node.map { DisplayWidth.truncate($0, to: 10) } ?? "",
    ]
    var line = "  " + columns.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func value(_ step: Step) -> String {
    step.value.inline(depth: 0).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
