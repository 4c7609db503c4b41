import Language
import Notebook

/// `:fix`: applies a repair that an error proposed.
@MainActor
enum FixCommand {
  static var all: [ReplCommand] { [fix] }

  private static var fix: ReplCommand {
    ReplCommand(
      name: "fix", usage: ":fix [N]",
      summary: "runs the last cell again with its error's repair N, or the first"
    ) { argument, repl in
      guard let repairs = repl.lastError?.repairs, !repairs.isEmpty, let cell = repl.lastCell else {
        return repl.complain(
          "the last cell's error has no repairs", "repairs stand below an error, after `fits:`")
      }
      guard let number = argument.isEmpty ? 1 : Int(argument), repairs.indices.contains(number - 1) else {
        return repl.complain(
          "there is no repair \(argument)", "there \(repairs.count == 1 ? "is 1" : "are \(repairs.count)")")
      }
      apply(repairs[number - 1], to: cell, repl)
    }
  }

  private static func apply(_ repair: Diagnostic.Repair, to cell: Cell, _ repl: Repl) {
    if repair.source.text == cell.source {
      repl.book.edit(cell.number, repair.applied)
    } else {
      // A repair of another cell changes what it made; then the failed one may run as it is.
      repl.show(repair.replacement)
      guard repl.run(repair.replacement).succeeded else { return }
    }
    repl.show(repl.book[cell.number]?.source ?? "")
    repl.rerun(cell.number)
  }
}
