/// One command of the prompt, such as `:vars`. Adding one is adding a value to a family's list.
@MainActor
struct ReplCommand {
  var name: String
  /// `:load FILE`
  var usage: String
  var summary: String
  var run: (_ argument: String, _ repl: Repl) -> Void

  /// All commands, in the order in which `:help` lists them.
  static var all: [ReplCommand] {
    HelpCommands.all + CellCommands.all + FixCommand.all + StepCommands.all + NonFiniteCommands.all
      + GraphCommands.all
      + HistoryCommands.all + ValueCommands.all + NotebookCommands.all + SettingCommands.all
  }
}
