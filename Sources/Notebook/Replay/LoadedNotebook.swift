/// A notebook that the prompt steps through, one cell at a time.
public struct LoadedNotebook: Sendable {
  public let document: NotebookDocument
  public let path: String
  /// Index of the next item.
  public var position = 0

  public init(_ document: NotebookDocument, path: String) {
    self.document = document
    self.path = path
  }

  /// The prose before the next cell, and its source; nil at the end. Solutions are passed over.
  public mutating func next() -> (prose: [String], source: String)? {
    var prose: [String] = []
    while position < document.items.count {
      defer { position += 1 }
      switch document.items[position] {
      case .prose(let text): prose.append(text)
      case .cell(let index):
        let cell = document.cells[index]
        guard !cell.classes.contains(.solution) else { continue }
        return (prose, (cell.showsWarnings ? "" : "#| warnings: off\n") + cell.source)
      }
    }
    return nil
  }
}
