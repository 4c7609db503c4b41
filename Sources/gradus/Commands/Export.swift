import ArgumentParser
import Glibc
import Language
import Notebook
import Terminal

/// `gradus export FILE --to html|ipynb|md`: other people's formats.
struct Export: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, ipynb, md }

  static let configuration = CommandConfiguration(
    abstract: "Runs a notebook and writes it as HTML, for Jupyter, or as Markdown.",
    discussion: """
      The file lies beside the notebook, with the ending of its format; --output names another one, and - is standard \
      output. Exit status: 0, or 1 when a cell failed: then nothing is written.
      """)

  @ArgumentParser.Argument(help: "A notebook (.md or .ipynb).") var file: String
  @Option(name: .customLong("to"), help: "html (one file, with everything in it), ipynb (Jupyter), or md.")
  var format: Format
  @Option(name: .shortAndLong, help: "Where to write; - for standard output.") var output: String?

  func run() throws {
    // Exports are the same everywhere.
    unsetenv("GRADUS_AMBIGUOUS")
    let errors = Output(STDERR_FILENO)
    let document: NotebookDocument
    do {
      document = try Import.document(file, errors)
    } catch {
      throw Problem.report(error.message, error.hints, errors)
    }
    let directory = NotebookPath.directory(of: file)
    let notebook: RanNotebook
    let progress = Progress(errors)
    do {
      notebook = try RanNotebook(document, name: NotebookPath.name(of: file), directory: directory) {
        progress.show("cell \($0) of \($1)")
      }
      progress.clear()
    } catch {
      progress.clear()
      if error.wasInterrupted { throw Status.interrupted }
      let what = error.succeeded ? "was to fail, and did not" : "failed"
      throw Problem.report("cell \(error.cell) \(what): nothing was written", [error.text], errors)
    }
    let text =
      switch format {
      case .html: HTMLPage.text(notebook, directory: directory)
      case .ipynb: IPYNBWriter.text(notebook)
      case .md: notebook.markdown
      }
    try write(text, errors)
  }

  private func write(_ text: String, _ errors: Terminal.Output) throws {
    let standard = NotebookPath.replacingEnding(of: file, by: format.rawValue)
    // A notebook is never overwritten by its own export.
    guard let path = output ?? (standard == file ? nil : standard), path != "-" else {
      return Output.standard.write(text)
    }
    do {
      try Files.write(text, to: path)
      Output.standard.write("wrote \(path)\n")
    } catch {
      throw Problem.report(error.message, [], errors)
    }
  }
}

/// `gradus import FILE.ipynb`: a notebook of Jupyter's as one of ours.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a Jupyter notebook as Markdown.",
    discussion:
      "The file lies beside the notebook and ends in .md; a file that is there already is left alone.")

  @ArgumentParser.Argument(help: "A notebook (.ipynb).") var file: String
  @Option(name: .shortAndLong, help: "Where to write; - for standard output.") var output: String?
  @Flag(help: "Replace a file that is there.") var force = false

  func run() throws {
    let errors = Output(STDERR_FILENO)
    let reader: IPYNBReader
    do {
      reader = try IPYNBReader(path: file)
    } catch {
      throw Problem.report(error.message, error.hints, errors)
    }
    for loss in reader.losses { errors.write("gradus: \(loss)\n") }
    let path = output ?? NotebookPath.replacingEnding(of: file, by: "md")
    if path == "-" { return Output.standard.write(reader.markdown) }
    if !force, access(path, F_OK) == 0 {
      throw Problem.report(
        "\(path) is there already", ["--force replaces it, --output names another file"], errors)
    }
    do {
      try Files.write(reader.markdown, to: path)
      Output.standard.write("wrote \(path)\n")
    } catch {
      throw Problem.report(error.message, [], errors)
    }
  }

  /// A notebook of ours, or of Jupyter's.
  static func document(_ path: String, _ errors: Terminal.Output) throws(NotebookError) -> NotebookDocument {
    guard path.hasSuffix(".ipynb") else { return try NotebookDocument(path: path) }
    let reader = try IPYNBReader(path: path)
    for loss in reader.losses { errors.write("gradus: \(loss)\n") }
    return try NotebookDocument(text: reader.markdown)
  }
}

/// Says what went wrong, on standard error.
enum Problem {
  static func report(_ message: String, _ hints: [String], _ errors: Terminal.Output) -> ExitCode {
    errors.write("gradus: \(message)\n" + hints.map { "  \($0.replacing("\n", with: "\n  "))\n" }.joined())
    return Status.failed
  }
}
