import Notebook

/// The commands of a walkthrough. They stand before the prompt's own of the same name.
@MainActor
enum TeachCommands {
  static func all(_ teacher: Teacher) -> [ReplCommand] {
    [back(teacher), skip(teacher), hint(teacher), solution(teacher), edit(teacher)]
  }

  private static func back(_ teacher: Teacher) -> ReplCommand {
    ReplCommand(
      name: "back", usage: ":back [N]",
      summary: "shows the step before this one again; variables stay as they are"
    ) { [unowned teacher] argument, repl in
      guard let count = argument.isEmpty ? 1 : Int(argument), count > 0 else {
        return repl.complain("`\(argument)` is no number of steps", ":back 3")
      }
      guard teacher.walkthrough.position > 0 else { return repl.say("This is the first step.") }
      teacher.move(by: -min(count, teacher.walkthrough.position))
    }
  }

  private static func edit(_ teacher: Teacher) -> ReplCommand {
    ReplCommand(
      name: "edit", usage: ":edit [N]",
      summary: "gives this step's cell to you to change and run, or cell N"
    ) { [unowned teacher] argument, repl in
      if !argument.isEmpty { return CellCommands.edit.run(argument, repl) }
      guard repl.style.isInteractive else {
        return repl.complain("`:edit` needs a terminal to type at", "type the cell anew")
      }
      if !teacher.giveToEdit() { repl.say("There is no cell here: Enter goes on.") }
    }
  }

  private static func skip(_ teacher: Teacher) -> ReplCommand {
    ReplCommand(name: "skip", usage: ":skip", summary: "goes on without running this step's cell") {
      [unowned teacher] _, repl in
      repl.say("(skipped)")
      teacher.update(advances: true) { if $0.state == .open { $0.state = .skipped } }
    }
  }

  private static func hint(_ teacher: Teacher) -> ReplCommand {
    ReplCommand(name: "hint", usage: ":hint", summary: "one hint after the other") {
      [unowned teacher] _, repl in
      guard let step = teacher.walkthrough.step, step.kind == .exercise, let exercise = teacher.exercise(step)
      else { return repl.say("There are no hints here: Enter runs the cell.") }
      let seen = teacher.walkthrough.record(step).hints
      guard seen < exercise.hints.count else {
        return repl.say(
          exercise.hints.isEmpty
            ? "There are no hints here; `:solution` shows the solution."
            : "Those were all hints; `:solution` shows the solution.")
      }
      repl.tell("hint \(seen + 1) of \(exercise.hints.count): \(exercise.hints[seen])")
      teacher.update { $0.hints = seen + 1 }
    }
  }

  private static func solution(_ teacher: Teacher) -> ReplCommand {
    ReplCommand(name: "solution", usage: ":solution", summary: "shows the solution; Enter then runs it") {
      [unowned teacher] _, repl in
      guard let step = teacher.walkthrough.step, step.kind == .exercise, let exercise = teacher.exercise(step)
      else { return repl.say("This step is no exercise: Enter runs the cell.") }
      guard !exercise.solutions.isEmpty else { return repl.say("No solution stands in the notebook.") }
      for source in exercise.solutions { repl.show(source) }
      repl.say(repl.style.dim("Enter takes it; or type your own."))
      teacher.update { if $0.state != .solved { $0.state = .shown } }
    }
  }
}
