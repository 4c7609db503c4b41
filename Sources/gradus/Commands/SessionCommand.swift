import ArgumentParser
import Glibc
import Notebook
import Terminal

/// `gradus session`: what is kept.
struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Lists and shows what is kept.",
    subcommands: [List.self, Show.self, Delete.self],
    defaultSubcommand: List.self)

  /// The file of a name as `list` prints it.
  static func file(_ name: String) throws -> String {
    guard SessionFolder.all().contains(name) else {
      Output(STDERR_FILENO).write("gradus: there is no session \(name); `gradus session list` shows them\n")
      throw Status.failed
    }
    return "\(SessionFolder.home)/sessions/\(name).sqlite"
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the sessions of all directories.")
    func run() {
      let names = SessionFolder.all()
      Output(STDOUT_FILENO).write(names.isEmpty ? "No sessions yet.\n" : names.joined(separator: "\n") + "\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a session's cells and variables.")
    @ArgumentParser.Argument(help: "A name from `gradus session list`.") var name: String
    func run() throws {
      let output = Output(STDOUT_FILENO)
      do {
        let store = try SessionStore(path: try SessionCommand.file(name))
        for cell in try store.cells() { output.write("[\(cell.number)] \(cell.source)\n") }
        let items = try store.items().filter { !$0.name.hasPrefix("#") }
        output.write(items.map { "\($0.name) : \($0.summary)\n" }.joined())
      } catch let error as SessionError {
        Output(STDERR_FILENO).write("gradus: \(error.message)\n")
        throw Status.failed
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
