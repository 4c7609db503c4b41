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

  /// The file of a name as `list` prints it.
  static func file(_ name: String) throws -> String {
    guard SessionFolder.all().contains(name) else {
      Output(STDERR_FILENO).write("gradus: there is no session \(name); `gradus session list` shows them\n")
      throw Status.failed
    }
    return "\(SessionFolder.home)/sessions/\(name).sqlite"
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
    func run() {
      let names = SessionFolder.all()
      Output.standard.write(names.isEmpty ? "No sessions yet.\n" : names.joined(separator: "\n") + "\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a session's cells and variables.")
    @ArgumentParser.Argument(help: "A name from `gradus session list`.") var name: String
    func run() throws {
      let output = Output.standard
      try SessionCommand.reporting {
        let store = try SessionStore(path: try SessionCommand.file(name))
        for cell in try store.cells() { output.write("[\(cell.number)] \(cell.source)\n") }
        let items = try store.items().filter { !$0.name.hasPrefix("#") }
        output.write(items.map { "\($0.name) : \($0.summary)\n" }.joined())
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a session to one file: its cells as a notebook (.md), or everything in it.")
    @ArgumentParser.Argument(help: "A name from `gradus session list`.") var name: String
    @ArgumentParser.Argument(
      help: "The file: FILE.md for a notebook; any other ending for cells, outputs and variables.")
    var file: String

    func run() throws {
      try SessionCommand.reporting {
        let store = try SessionStore(path: try SessionCommand.file(name))
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
    @ArgumentParser.Argument(help: "A name from `gradus session list`.") var name: String
    func run() throws {
      let path = try SessionCommand.file(name)
      for ending in ["", "-wal", "-shm", ".lock"] { unlink(path + ending) }
    }
  }
}
