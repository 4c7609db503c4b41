import Language

/// What `import "path.md"` reads: the code cells of another notebook.
enum NotebookImport {
  static func sources(_ path: String) throws(Diagnostic) -> [SourceText] {
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
}
