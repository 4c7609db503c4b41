import ArgumentParser
import Glibc
import Notebook
import Terminal

/// `gradus teach FILE`: a notebook one step at a time.
struct Teach: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walks through a notebook, one cell at a time.",
    discussion: """
      Enter runs the cell; anything else is evaluated right there. :back, :skip, :hint, :solution and :quit, and all \
      commands of the prompt. Your place, variables and answers are kept for the next time.
      """)

  @ArgumentParser.Argument(help: "A notebook (.md).") var file: String
  @OptionGroup var display: DisplayArguments

  func run() throws {
    let style = display.style, output = Output.standard, errors = Output(STDERR_FILENO)
    let full = realpath(file, nil).map { pointer -> String in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    var session: String? = SessionFolder.path(
      session: "teach-\(SessionFolder.reader)-\(name)", directory: full ?? file)
    if let path = session, !SessionFolder.makeParent(of: path) {
      errors.write("gradus: \(SessionFolder.home) can't be written: your place will not be kept\n")
      session = nil
    }
    let options = Repl.Options(
      sessionPath: full == nil ? nil : session,
      historyPath: session == nil ? nil : SessionFolder.home + "/history", sessionFolder: full)
    let document: NotebookDocument
    do {
      document = try NotebookDocument(path: file)
    } catch {
      errors.write("gradus: \(error.message)\n" + error.hints.map { "  \($0)\n" }.joined())
      throw Status.failed
    }
    let status = MainActor.assumeIsolated {
      Teacher(document, path: file, options: options, style: style, output: output).run()
    }
    if status != 0 { throw ExitCode(status) }
  }
}
