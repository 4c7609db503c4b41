import ArgumentParser
import Glibc
import Language
import Notebook
import Terminal

/// `gradus session`: what is kept.
struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Lists, shows, exports and deletes what is kept.",
    subcommands: [List.self, Show.self, Export.self, Import.self, Delete.self],
    defaultSubcommand: List.self)

  /// The one session that is meant.
  static func session(_ text: String) throws -> SessionSummary {
    let found = SessionSummary.matching(text)
    if found.count == 1 { return found[0] }
    let problem =
      found.isEmpty
      ? "there is no session \(text); `gradus session list` shows them\n"
      : "\(text) may be one of \(found.count) sessions; name it by the digits before it\n"
        + found.map { "  \($0.id)  \($0.name)  \(SessionTable.folder($0))\n" }.joined()
    Output(STDERR_FILENO).write("gradus: \(problem)")
    throw Status.failed
  }

  /// Says what went wrong with a session, and ends with the status for that.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as SessionError {
      Output(STDERR_FILENO).write("gradus: \(error.message)\n")
      throw Status.failed
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the sessions of all directories.")
    @Flag(help: "One JSON object per session.") var json = false

    func run() {
      let all = SessionSummary.all()
      if json {
        Output.standard.write(all.map { SessionTable.json($0).text + "\n" }.joined())
      } else {
        let style = DisplayArguments.standardStyle
        Output.standard.write(all.isEmpty ? "No sessions yet.\n" : SessionTable.text(all, width: style.width))
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a session's cells and variables.")
    @ArgumentParser.Argument(help: "The digits, a name or a folder from `gradus session list`.") var name:
      String
    func run() throws {
      let output = Output.standard
      try SessionCommand.reporting {
        let store = try SessionStore(path: try SessionCommand.session(name).path, sharing: true)
        for cell in try store.cells() {
          let lead = "[\(cell.number)] "
          let source = cell.source.replacing("\n", with: "\n" + String(repeating: " ", count: lead.count))
          output.write("\(lead)\(source)\n")
        }
        let items = try store.items().filter { !$0.name.hasPrefix("#") }
        output.write(items.map { "\($0.name) : \($0.summary)\n" }.joined())
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a session to one file: its cells as a notebook (.md), or everything in it.")
    @ArgumentParser.Argument(help: "The digits, a name or a folder from `gradus session list`.") var name:
      String
    @ArgumentParser.Argument(
      help: "The file: FILE.md for a notebook; any other ending for cells, outputs and variables.")
    var file: String

    func run() throws {
      try SessionCommand.reporting {
        let store = try SessionStore(path: try SessionCommand.session(name).path, sharing: true)
        if file.hasSuffix(".md") {
          do {
            try Files.write(SessionExport.notebook(try store.cells()), to: file)
          } catch let error as Files.Failure {
            throw SessionError(message: error.message)
          }
        } else {
          try store.export(to: file)
        }
        Output.standard.write("wrote \(file)\n")
      }
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a session of this directory from an exported one; `gradus --session NAME` opens it.")
    @ArgumentParser.Argument(help: "What `gradus session export` wrote.") var file: String
    @Option(name: .customLong("as"), help: "The session's name.") var name = "imported"

    func run() throws {
      try SessionCommand.reporting {
        let path = SessionFolder.path(session: name)
        try SessionStore.importing(file, to: path)
        Output.standard.write("`gradus --session \(name)` opens it\n")
      }
    }
  }

  struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Deletes a session's file.")
    @ArgumentParser.Argument(help: "The digits, a name or a folder from `gradus session list`.") var name:
      String
    func run() throws {
      let session = try SessionCommand.session(name)
      guard !session.isOpen else {
        throw Problem.report(
          "\(session.name) is open in another Gradus", ["leave that one first"], Output(STDERR_FILENO))
      }
      for ending in ["", "-wal", "-shm", ".lock"] { unlink(session.path + ending) }
      Output.standard.write("deleted \(session.name) of \(SessionTable.folder(session))\n")
    }
  }
}
