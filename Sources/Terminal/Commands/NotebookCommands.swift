import Notebook

/// `:load`, `:next`, `:skip`: a notebook, one cell at a time, at the prompt.
@MainActor
enum NotebookCommands {
  static var all: [ReplCommand] { [load, next, skip] }

  private static var load: ReplCommand {
    ReplCommand(
      name: "load", usage: ":load FILE", summary: "opens a notebook; :next then runs its cells one by one"
    ) { argument, repl in
      if argument.isEmpty {
        return repl.complain("`:load` needs a file", ":load notebooks/03-linear-regression.md")
      }
      repl.load(argument)
    }
  }

  private static var next: ReplCommand {
    ReplCommand(name: "next", usage: ":next", summary: "shows and runs the loaded notebook's next cell") {
      _, repl in
      repl.next(runs: true)
    }
  }

  private static var skip: ReplCommand {
    ReplCommand(name: "skip", usage: ":skip", summary: "passes over the next cell without running it") {
      _, repl in
      repl.next(runs: false)
    }
  }
}
