import Formatting
import Language
import Notebook

/// `:cells`, `:edit`, `:run`, `:rerun` and their kin: the cells so far, and running them again.
@MainActor
enum CellCommands {
  static var all: [ReplCommand] { [cells, edit, run, rerun, delete, move, save] }

  private static var cells: ReplCommand {
    ReplCommand(
      name: "cells", usage: ":cells",
      summary: "the cells so far: ✓ fresh, ✎ edited, ! stale, ✗ failed, ? from an earlier start"
    ) { _, repl in
      if repl.book.cells.isEmpty { return repl.say("No cells yet.") }
      repl.say(repl.book.cells.map { line($0, repl) }.joined(separator: "\n"))
    }
  }

  /// `! [2] y = x + 1   x has changed in cell 3`
  static func line(_ cell: Cell, _ repl: Repl) -> String {
    let state = repl.book.state(of: cell)
    let mark = repl.style.isASCII ? asciiMark(state) : state.mark
    let lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    let head = "\(mark) [\(cell.number)] "
    var tail = ""
    if case .stale(let variable, let by) = state {
      tail = "   \(variable) has changed" + (by.map { " in cell \($0)" } ?? "")
    }
    let source = (lines.first.map(String.init) ?? "") + (lines.count > 1 ? repl.style.plain(" …") : "")
    let room = max(10, repl.width - DisplayWidth.of(head) - DisplayWidth.of(tail))
    return head + DisplayWidth.truncate(source, to: room, ellipsis: repl.style.plain("…"))
      + repl.style.dim(tail)
  }

  private static func asciiMark(_ state: Cell.State) -> String {
    switch state {
    case .fresh: "+"
    case .failed: "x"
    case .edited: "~"
    case .queued: "."
    case .stale: "!"
    case .earlier: "?"
    }
  }

  /// The cell that a command's argument names; complains when there is none.
  private static func cell(_ argument: String, _ repl: Repl) -> Cell? {
    if let number = Int(argument), let cell = repl.book[number] { return cell }
    repl.complain(
      argument.isEmpty ? "which cell?" : "there is no cell \(argument)",
      ":cells lists them with their numbers")
    return nil
  }

  static var edit: ReplCommand {
    ReplCommand(
      name: "edit", usage: ":edit N", summary: "gives cell N to you to change, and runs it in its place"
    ) { argument, repl in
      guard let cell = cell(argument, repl) else { return }
      guard repl.style.isInteractive else {
        return repl.complain(
          "`:edit` needs a terminal to type at", "write the cell anew, or :run \(cell.number)")
      }
      guard case .text(let text) = repl.read(number: cell.number, initial: Draft(cell.source)),
        !text.trimmed.isEmpty
      else { return repl.say("cell \(cell.number) is as it was") }
      repl.book.edit(cell.number, text)
      repl.keepArrangement(repl.book[cell.number])
      runInPlace(cell.number, repl)
    }
  }

  private static var run: ReplCommand {
    ReplCommand(name: "run", usage: ":run N", summary: "runs cell N again, in its place") { argument, repl in
      guard let cell = cell(argument, repl) else { return }
      repl.output.write(repl.style.code(cell.source) + "\n")
      runInPlace(cell.number, repl)
    }
  }

  private static func runInPlace(_ number: Int, _ repl: Repl) {
    repl.rerun(number)
    let stale = repl.book.cells.filter {
      if case .stale = repl.book.state(of: $0) { true } else { false }
    }
    guard !stale.isEmpty else { return }
    let numbers = stale.map { String($0.number) }.joined(separator: ", ")
    repl.tell("stale now: \(numbers). `:rerun` runs them in order", isDim: true)
  }

  private static var rerun: ReplCommand {
    ReplCommand(name: "rerun", usage: ":rerun", summary: "runs the edited and stale cells, in order") {
      _, repl in
      var done: Set<Int> = []
      guard repl.book.nextStale != nil else { return repl.say("Every cell is fresh.") }
      // Each cell runs once: two that change what the other reads would go on for ever.
      while let number = nextStale(repl, done) {
        done.insert(number)
        repl.book.queue(queued(repl, done))
        guard let cell = repl.book[number] else { break }
        repl.output.write(repl.style.code(cell.source) + "\n")
        let result = repl.rerun(number)
        if result?.succeeded != true {
          let left = queued(repl, done).map { "[\($0)]" }
          repl.book.queue([])
          if left.isEmpty { return }
          let verb = left.count == 1 ? "was" : "were"
          return repl.tell("\(left.joined(separator: " ")) \(verb) not run; `:rerun` goes on", isDim: true)
        }
      }
      repl.book.queue([])
    }
  }

  private static func nextStale(_ repl: Repl, _ done: Set<Int>) -> Int? { queued(repl, done).first }

  private static func queued(_ repl: Repl, _ done: Set<Int>) -> [Int] {
    repl.book.queue([])
    return repl.book.cells.filter { cell in
      guard !done.contains(cell.number) else { return false }
      switch repl.book.state(of: cell) {
      case .edited, .stale: return true
      default: return false
      }
    }.map(\.number)
  }

  private static var delete: ReplCommand {
    ReplCommand(name: "delete", usage: ":delete N", summary: "takes cell N off the list; its variables stay")
    {
      argument, repl in
      guard let cell = cell(argument, repl) else { return }
      repl.book.delete(cell.number)
      repl.keepArrangement()
      repl.tell("[\(cell.number)] is off the list; its variables stay", isDim: true)
    }
  }

  private static var move: ReplCommand {
    ReplCommand(name: "move", usage: ":move N M", summary: "puts cell N before cell M; without M at the end")
    {
      argument, repl in
      let words = argument.split(separator: " ").map(String.init)
      guard let moved = cell(words.first ?? "", repl) else { return }
      var place: Cell?
      if words.count > 1 {
        place = cell(words[1], repl)
        if place == nil { return }
      }
      repl.book.move(moved.number, before: place?.number)
      repl.keepArrangement()
      let position = place.map { "before [\($0.number)]" } ?? "at the end"
      repl.tell("[\(moved.number)] stands \(position) now", isDim: true)
    }
  }

  private static var save: ReplCommand {
    ReplCommand(name: "save", usage: ":save FILE", summary: "writes the cells that ran as a notebook") {
      argument, repl in
      if argument.isEmpty { return repl.complain("`:save` needs a file name", ":save work.md") }
      repl.write(SessionExport.notebook(repl.book.cells.map(\.kept)), to: argument)
    }
  }
}
