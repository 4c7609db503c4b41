import Formatting
import Language
import Notebook

/// `:back`, `:redo`, `:whatif`: other states of the same session.
@MainActor
enum HistoryCommands {
  static var all: [ReplCommand] { [back, undo, redo, whatIf] }

  private static var back: ReplCommand {
    ReplCommand(
      name: "back", usage: ":back [N]",
      summary: "undoes the last N cells: variables, models, random streams"
    ) { travel($0, $1, isBack: true) }
  }

  private static var undo: ReplCommand {
    ReplCommand(name: "undo", usage: ":undo", summary: "undoes the last cell; the same as :back 1") {
      travel($0, $1, isBack: true)
    }
  }

  private static var redo: ReplCommand {
    ReplCommand(name: "redo", usage: ":redo [N]", summary: "takes undone cells up again") {
      travel($0, $1, isBack: false)
    }
  }

  private static func travel(_ argument: String, _ repl: Repl, isBack: Bool) {
    guard let count = argument.isEmpty ? 1 : Int(argument), count > 0 else {
      return repl.complain("`\(argument)` is no number of cells", isBack ? ":back 3" : ":redo 3")
    }
    let numbers = isBack ? back(count, repl) : redo(count, repl)
    guard !numbers.isEmpty else {
      return repl.say(isBack ? "There is nothing to undo." : "There is nothing to take up again.")
    }
    let list = numbers.map { "[\($0)]" }.joined(separator: " ")
    repl.tell(
      isBack
        ? "undone: \(list). Variables, models and random streams are as before; `:redo` takes them up."
        : "taken up again: \(list)")
  }

  private static func back(_ count: Int, _ repl: Repl) -> [Int] {
    let numbers = repl.book.back(count)
    if !numbers.isEmpty { repl.keepState(.back(numbers.count)) }
    return numbers
  }

  /// Each cell by itself, so that each can be undone again after a new start.
  private static func redo(_ count: Int, _ repl: Repl) -> [Int] {
    var numbers: [Int] = []
    while numbers.count < count, let number = repl.book.redo() {
      numbers.append(number)
      repl.keepState(.cell(number))
    }
    return numbers
  }

  private static var whatIf: ReplCommand {
    ReplCommand(
      name: "whatif", usage: ":whatif x=1",
      summary: "runs what depends on x with another value, in a copy, and shows both results"
    ) { argument, repl in
      guard let values = settings(argument) else {
        return repl.complain("`:whatif` needs a variable with another value", ":whatif lr=0.3")
      }
      for (name, _) in values where repl.workspace.interpreter.variable(name) == nil {
        let near = NearNames.best(for: name, among: repl.workspace.interpreter.variableNames)
        return repl.complain(
          "there is no variable `\(name)`", near.isEmpty ? ":vars lists them" : "did you mean `\(near[0])`?")
      }
      compare(argument, values, repl)
    }
  }

  /// `lr=0.3; n=5` as names and values; nil when it is something else.
  private static func settings(_ text: String) -> [(name: String, value: String)]? {
    guard let program = try? Parser.parse(SourceText(name: "", text: text)), !program.statements.isEmpty
    else {
      return nil
    }
    var values: [(name: String, value: String)] = []
    for statement in program.statements {
      guard case .assign(.name(let name, _), nil, let value) = statement.kind else { return nil }
      values.append((name, program.source.slice(value.range)))
    }
    return values
  }

  private static func compare(_ text: String, _ values: [(name: String, value: String)], _ repl: Repl) {
    // Only the comparison is shown, not what the cells print on the way.
    let live = repl.workspace.live
    repl.workspace.live = nil
    defer { repl.workspace.live = live }
    var count = 0
    let failure = repl.book.whatIf(values, prefix: Repl.prefix) { result in
      count += 1
      guard result.before != result.after.text else { return }
      repl.say(
        repl.style.dim("[\(result.number)] as it is") + "\n\(result.before)\n"
          + repl.style.dim("[\(result.number)] with \(text)") + "\n\(result.after.text)")
    }
    if let failure {
      repl.say(failure.text)
    } else if count == 0 {
      repl.say("No cell reads \(values.map(\.name).joined(separator: ", ")).")
    }
    repl.tell(
      "\(count) \(count == 1 ? "cell" : "cells") ran in a copy; your variables are as they were", isDim: true)
  }
}
