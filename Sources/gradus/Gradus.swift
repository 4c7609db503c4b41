import ArgumentParser
import CTerminal
import Formatting
import Glibc
import Notebook
import Terminal

/// The program: the prompt when no command is named.
@main
struct Gradus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus",
    abstract: "A terminal notebook that goes step by step from linear regression to a chatbot.",
    subcommands: [
      Prompt.self, Run.self, Teach.self, Eval.self, KernelCommand.self, Export.self, Import.self,
      SessionCommand.self, DataCommand.self, Doc.self,
    ],
    defaultSubcommand: Prompt.self)

  static func main() {
    gradus_install_signals()
    do {
      var command = try parseAsRoot()
      try command.run()
      complainAboutOutput()
    } catch {
      complainAboutOutput()
      // The parser's own status for a wrong command line is 64; ours is 2.
      let status = exitCode(for: error)
      if status == .validationFailure {
        Output(STDERR_FILENO).write((unknownCommand ?? fullMessage(for: error)) + "\n")
        Glibc.exit(2)
      }
      exit(withError: error)
    }
  }
}

extension Gradus {
  /// What to say when the first word of the command line is no command.
  private static var unknownCommand: String? {
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-") else { return nil }
    let names =
      configuration.subcommands.map { $0.configuration.commandName ?? "\($0)".lowercased() } + ["help"]
    if names.contains(word) { return nil }
    if access(word, F_OK) == 0 {
      return
        "gradus: \(word) is no command; `gradus run \(word)` replays a notebook, `gradus teach \(word)` walks through it"
    }
    let near = NearNames.best(for: word, among: names)
    let hint = near.isEmpty ? "`gradus --help` lists them" : "did you mean `gradus \(near[0])`?"
    return "gradus: there is no command `\(word)`; \(hint)"
  }

  /// Ends with status 1 when something that was written to standard output is lost: the disk is full.
  private static func complainAboutOutput() {
    guard let failure = Output.standard.failure else { return }
    Output(STDERR_FILENO).write("gradus: standard output can't be written: \(failure)\n")
    Glibc.exit(1)
  }
}

/// Options that every command which shows something has.
struct DisplayArguments: ParsableArguments {
  @Flag(help: "Plain text: no colours.") var plain = false
  @Flag(help: "Draw with ASCII characters only.") var ascii = false

  var style: Style { Self.style(plain: plain, ascii: ascii) }

  /// Of commands without these options.
  static var standardStyle: Style { style(plain: false, ascii: false) }

  private static func style(plain: Bool, ascii: Bool) -> Style {
    var style = Style(plain: plain, ascii: ascii)
    // A pipe has no width of its own: recorded outputs are 80 columns wide everywhere.
    if isatty(STDOUT_FILENO) != 1 { style.fixedWidth = 80 }
    return style
  }
}

/// Statuses of `gradus`: 0 success, 1 something failed, 2 wrong usage, 3 outputs differ, 130 interrupted.
enum Status {
  static let failed = ExitCode(1)
  static let usage = ExitCode(2)
  static let different = ExitCode(3)
  static let interrupted = ExitCode(130)
}
