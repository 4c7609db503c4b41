import Language

/// What `import "path.md"` reads: the code cells of another notebook, or a file of code as one cell.
enum NotebookImport {
  static func file(_ path: String) throws(Diagnostic) -> Interpreter.ImportedFile {
    let directory =
      path.contains("/") ? String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)) : "."
    return Interpreter.ImportedFile(
      sources: path.hasSuffix(".md") ? try cells(path) : [try code(path)], directory: directory)
  }

  private static func cells(_ path: String) throws(Diagnostic) -> [SourceText] {
    let document: NotebookDocument
    do {
      document = try NotebookDocument(path: path)
    } catch {
      throw Diagnostic(.file, error.code, error.message, hints: error.hints)
    }
    return document.cells.enumerated().compactMap { number, cell in
      cell.classes.contains(.exercise) || cell.classes.contains(.fails)
        ? nil : SourceText(name: "\(path), cell \(number + 1)", text: cell.source)
    }
  }

  private static func code(_ path: String) throws(Diagnostic) -> SourceText {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path, limit: NotebookDocument.sizeLimit)
    } catch {
      throw Diagnostic(
        .file, error.isMissing ? "F01" : "F02", error.message,
        hints: error.isMissing ? ["check the path; it starts in the folder of the notebook"] : [])
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.file, "F04", "\(path) is not a text file")
    }
    return SourceText(name: path, text: text)
  }
}
