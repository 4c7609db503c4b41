import Language

/// A notebook as a reader walks through it: prose with the cell that it leads to, one after the other.
public struct Lesson: Sendable {
  public struct Step: Sendable {
    public enum Kind: Sendable { case reading, code, prediction, exercise }

    /// The same in every reading of the file, also after cells were added elsewhere.
    public var key: String
    public var kind: Kind
    /// What stands before the cell.
    public var prose: [String]
    /// Index in the document's cells; nil for prose at the end.
    public var cell: Int?
    /// The last heading above.
    public var heading: String?
  }

  public let document: NotebookDocument
  public let steps: [Step]

  public init(_ document: NotebookDocument) {
    self.document = document
    var steps: [Step] = [], prose: [String] = [], heading = document.frontMatter.title
    var seen: [String: Int] = [:]
    for item in document.items {
      switch item {
      case .prose(let text):
        if Markdown.blocks(text).isEmpty { continue }
        prose.append(text)
        heading = Markdown.firstHeading(text) ?? heading
      case .cell(let index):
        let cell = document.cells[index]
        // Solutions wait until somebody asks for them.
        if cell.classes.contains(.solution) { continue }
        steps.append(
          Step(
            key: Self.key(cell, &seen), kind: Self.kind(cell), prose: prose, cell: index, heading: heading))
        prose = []
      }
    }
    if !prose.isEmpty {
      steps.append(Step(key: "end", kind: .reading, prose: prose, cell: nil, heading: heading))
    }
    self.steps = steps
  }

  public func cell(_ step: Step) -> CodeCell? { step.cell.map { document.cells[$0] } }

  /// The solutions of an exercise: those that name it, or that follow it without a name.
  public func solutions(of step: Step) -> [CodeCell] {
    guard let index = step.cell else { return [] }
    let id = document.cells[index].id
    var found = id.isEmpty ? [] : document.cells.filter { $0.isSolution(of: id) }
    var next = index + 1
    while next < document.cells.count, document.cells[next].isSolution(of: nil) {
      found.append(document.cells[next])
      next += 1
    }
    return found
  }

  private static func kind(_ cell: CodeCell) -> Step.Kind {
    cell.classes.contains(.exercise) ? .exercise : cell.classes.contains(.predict) ? .prediction : .code
  }

  private static func key(_ cell: CodeCell, _ seen: inout [String: Int]) -> String {
    if !cell.id.isEmpty { return "#" + cell.id }
    let text = StableHash.text(cell.source)
    seen[text, default: 0] += 1
    return seen[text] == 1 ? text : "\(text)-\(seen[text] ?? 0)"
  }
}

extension CodeCell {
  /// Whether this is a solution of the exercise `id`; with nil, whether it is one that names no exercise.
  fileprivate func isSolution(of id: String?) -> Bool {
    classes.contains(.solution) && attributes["for"] == id
  }
}

/// A hash that is the same in every run and on every machine, unlike Swift's own.
enum StableHash {
  /// FNV-1a of the UTF-8 bytes, in hexadecimal digits.
  static func text(_ text: String) -> String {
    let value = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(value, radix: 16)
  }
}
