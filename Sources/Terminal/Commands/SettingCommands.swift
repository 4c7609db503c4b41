import Kernels
import Language
import Tensors

/// `:dtype`, `:seed`, `:threads`, `:warnings`, `:ghost`, `:clear`, `:quit`: how the session works.
@MainActor
enum SettingCommands {
  static var all: [ReplCommand] { [dtype, seed, threads, warnings, ghost, clear, quit] }

  private static var dtype: ReplCommand {
    ReplCommand(name: "dtype", usage: ":dtype [f32|f64]", summary: "the dtype of new float tensors") {
      argument, repl in
      let context = repl.workspace.context
      if argument.isEmpty { return repl.say(context.defaultDType.name) }
      guard let dtype = DType(name: argument), dtype.isFloat else {
        return repl.complain("`\(argument)` is no float dtype", "choose f64 or f32")
      }
      context.defaultDType = dtype
      repl.keepSettings()
    }
  }

  private static var seed: ReplCommand {
    ReplCommand(name: "seed", usage: ":seed N", summary: "starts the random stream anew") { argument, repl in
      guard let number = Int(argument) else { return repl.complain("`:seed` needs an integer", ":seed 1024") }
      repl.workspace.context.generator.seed(UInt64(bitPattern: Int64(number)))
      repl.keepSettings()
    }
  }

  private static var threads: ReplCommand {
    ReplCommand(name: "threads", usage: ":threads [N]", summary: "how many processors compute together") {
      argument, repl in
      if argument.isEmpty { return repl.say("\(gradus_threads())") }
      guard let number = Int32(argument), (1...64).contains(number) else {
        return repl.complain("`:threads` needs a number from 1 to 64", ":threads 1")
      }
      gradus_set_threads(number)
    }
  }

  private static var warnings: ReplCommand {
    onOrOff(
      "warnings",
      "whether cells are warned of what is nearly always wrong; off for one cell: #| warnings: off",
      { $0.workspace.interpreter.showsWarnings }, { $0.workspace.interpreter.showsWarnings = $1 })
  }

  private static var ghost: ReplCommand {
    onOrOff(
      "ghost", "shows, below the line, the shape of what is being typed", { $0.showsGhosts },
      { $0.showsGhosts = $1 })
  }

  /// A command that says, or sets and keeps with the session, whether something is on.
  private static func onOrOff(
    _ name: String, _ summary: String, _ value: @escaping @MainActor (Repl) -> Bool,
    _ set: @escaping @MainActor (Repl, Bool) -> Void
  ) -> ReplCommand {
    ReplCommand(name: name, usage: ":\(name) [on|off]", summary: summary) { argument, repl in
      switch argument {
      case "": repl.say(value(repl) ? "on" : "off")
      case "on", "off":
        set(repl, argument == "on")
        repl.remember(name, argument)
      default: repl.complain("`:\(name)` is on or off, not `\(argument)`", ":\(name) off")
      }
    }
  }

  private static var clear: ReplCommand {
    ReplCommand(name: "clear", usage: ":clear", summary: "removes all variables; the cells stay listed") {
      _, repl in
      repl.clearVariables()
    }
  }

  private static var quit: ReplCommand {
    ReplCommand(name: "quit", usage: ":quit", summary: "leaves; variables and history are kept (also Ctrl-D)")
    { _, repl in
      repl.isDone = true
    }
  }
}
