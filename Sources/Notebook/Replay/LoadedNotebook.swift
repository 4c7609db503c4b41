/// A notebook that the prompt steps through, one cell at a time.
public struct LoadedNotebook: Sendable {
  public let lesson: Lesson
  public let path: String
  /// Index of the next step.
  public var position = 0

  public init(_ document: NotebookDocument, path: String) {
    lesson = Lesson(document)
    self.path = path
  }

  /// The prose before the next cell, and its source; nil at the end. Solutions are passed over.
  public mutating func next() -> (prose: [String], source: String)? {
    guard position < lesson.steps.count, let cell = lesson.cell(lesson.steps[position]) else { return nil }
    defer { position += 1 }
    return (lesson.steps[position].prose, (cell.showsWarnings ? "" : "#| warnings: off\n") + cell.source)
  }
}
