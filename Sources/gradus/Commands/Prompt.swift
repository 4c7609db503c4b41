import ArgumentParser
import Glibc
import Notebook
import Terminal

/// `gradus`: the prompt, in the last session of this directory.
struct Prompt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Opens the prompt (what `gradus` alone does).")

  @Option(help: "The session to open; each directory has its own.") var session = "default"
  @Flag(
    name: .customLong("new"), help: "Start the session anew: earlier cells and variables are moved aside.")
  var isNew = false
  @Flag(name: .customLong("no-session"), help: "Keep nothing.") var noSession = false
  @OptionGroup var display: DisplayArguments

  func run() throws {
    let style = display.style
    let output = Output.standard
    // Cells from a pipe are a script: nothing of it is kept unless a session is asked for.
    let isKept = !noSession && (style.isInteractive || session != "default")
    var path: String?
    if isKept {
      let file = SessionFolder.path(session: session)
      if SessionFolder.makeParent(of: file) {
        path = file
      } else {
        Output(STDERR_FILENO).write("gradus: \(SessionFolder.home) can't be written: nothing will be kept\n")
      }
      if isNew, let path { moveAside(path) }
    }
    let options = Repl.Options(
      sessionPath: path, historyPath: isKept ? SessionFolder.home + "/history" : nil,
      sessionFolder: SessionFolder.workingDirectory)
    let status = MainActor.assumeIsolated { Repl(options: options, style: style, output: output).run() }
    if status != 0 { throw ExitCode(status) }
  }

  /// An earlier session is never deleted: it has another name from now on.
  private func moveAside(_ path: String) {
    // One that is open elsewhere is refused when it is opened, as it is without `--new`.
    guard access(path, F_OK) == 0, !SessionSummary.isLocked(path) else { return }
    let name = "\(session)-until-\(Moment(seconds: time(nil)).compact)"
    let other = SessionFolder.path(session: name)
    guard rename(path, other) == 0 else {
      return Output(STDERR_FILENO).write("gradus: the session there was can't be renamed, and goes on\n")
    }
    for ending in ["-wal", "-shm"] { rename(path + ending, other + ending) }
    Output(STDERR_FILENO).write("gradus: the session there was is called \(name) now\n")
  }
}
