import Formatting
import Language

/// `:cells`, `:vars`, `:run`, `:time`, `:save`: what was typed and what it left behind.
@MainActor
enum CellCommands {
  static var all: [ReplCommand] { [cells, vars, run, fix, time, save] }

  private static var cells: ReplCommand {
    ReplCommand(
      name: "cells", usage: ":cells",
      summary: "the cells so far, with their marks: ✓ ran here, ✗ failed, ? from an earlier start"
    ) {
      _, repl in
      if repl.cells.isEmpty { return repl.say("No cells yet.") }
      let lines = repl.cells.map { cell -> String in
        let first =
          cell.source.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let more = cell.source.contains("\n") ? " …" : ""
        let head = "\(cell.mark) [\(cell.number)] "
        return head + DisplayWidth.truncate(first + more, to: max(10, repl.width - DisplayWidth.of(head)))
      }
      repl.say(lines.joined(separator: "\n"))
    }
  }

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
        let shown = value == kind ? "" : value
        return DisplayWidth.truncate(line + shown, to: repl.width)
      }
      repl.say(lines.map(trimmed).joined(separator: "\n"))
    }
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  private static var fix: ReplCommand {
    ReplCommand(
      name: "fix", usage: ":fix [N]",
      summary: "runs the last cell again with its error's repair N, or the first"
    ) { argument, repl in
      guard let repairs = repl.lastError?.repairs, !repairs.isEmpty, let cell = repl.cells.last else {
        return repl.complain(
          "the last cell's error has no repairs", "repairs stand below an error, after `fits:`")
      }
      guard let number = argument.isEmpty ? 1 : Int(argument), repairs.indices.contains(number - 1) else {
        return repl.complain(
          "there is no repair \(argument)", "there \(repairs.count == 1 ? "is 1" : "are \(repairs.count)")")
      }
      let repair = repairs[number - 1]
      // A repair of another cell changes what it made; then the failed cell may run as it is.
      guard repair.source.text == cell.source else {
        repl.show(repair.replacement)
        if repl.run(repair.replacement)?.succeeded ?? false { repl.run(cell.source) }
        return
      }
      let changed = repair.applied
      repl.show(changed)
      repl.run(changed)
    }
  }

  private static var run: ReplCommand {
    ReplCommand(name: "run", usage: ":run N", summary: "runs the source of cell N again, as a new cell") {
      argument, repl in
      guard let number = Int(argument), let cell = repl.cells.first(where: { $0.number == number }) else {
        return repl.complain("there is no cell \(argument)", ":cells lists them")
      }
      repl.run(cell.source)
    }
  }

  private static var time: ReplCommand {
    ReplCommand(name: "time", usage: ":time EXPR", summary: "runs it as a cell and says how long it took") {
      argument, repl in
      if argument.isEmpty { return repl.complain("`:time` needs an expression", ":time sum(rand(1000))") }
      guard let cell = repl.run(argument) else { return }
      repl.say("took \(Self.duration(cell.seconds))")
    }
  }

  /// `12.3 ms`
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: "\(Numbers.general(seconds * 1e6, 3)) µs"
    case ..<1: "\(Numbers.general(seconds * 1e3, 3)) ms"
    default: "\(Numbers.fixed(seconds, 2)) s"
    }
  }

  private static var save: ReplCommand {
    ReplCommand(name: "save", usage: ":save FILE", summary: "writes the cells that ran as a notebook") {
      argument, repl in
      if argument.isEmpty { return repl.complain("`:save` needs a file name", ":save work.md") }
      let parts = repl.cells.filter(\.succeeded).map { cell -> String in
        let output = cell.output.isEmpty ? "" : "\n\n```output\n\(cell.output)\n```"
        return "```gradus\n\(cell.source)\n```\(output)"
      }
      repl.write(parts.joined(separator: "\n\n") + "\n", to: argument)
    }
  }
}
