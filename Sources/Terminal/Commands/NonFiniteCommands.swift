import Language

/// `:nan` and `:trace nan`: where the first nan or infinity comes from.
@MainActor
enum NonFiniteCommands {
  static var all: [ReplCommand] { [find] }

  private static var find: ReplCommand {
    ReplCommand(
      name: "nan", usage: ":nan [EXPR]",
      summary: "runs it, or the last cell again, and names the operation that makes the first nan or infinity"
    ) { argument, repl in
      guard let source = argument.isEmpty ? repl.lastCell?.source : argument else {
        return repl.complain("no cell has run yet", ":nan log([1.0, -1.0])")
      }
      if argument.isEmpty { repl.show(source) }
      let result = repl.runTraced(source)
      if result.succeeded { repl.say("every number that was made is finite") }
    }
  }

  /// `on` stops every cell at its first nan or infinity, until `off`.
  static func trace(_ setting: String, _ repl: Repl) {
    switch setting {
    case "on": repl.nonFiniteTrace = repl.nonFiniteTrace ?? NonFiniteTrace(repl.workspace.context)
    case "off": repl.nonFiniteTrace = nil
    case "": repl.say(repl.nonFiniteTrace == nil ? "off" : "on")
    default: repl.complain("`:trace nan` is turned on or off, not `\(setting)`", ":trace nan on")
    }
  }
}
