import Language

/// What an exercise asks for, and how an answer is told.
public struct Exercise: Sendable {
  public let prompt: String
  public let hints: [String]
  /// The code with its blanks, as the reader finds it.
  public let template: String
  public let solutions: [String]
  /// The variables or functions that the reader is to make; empty when the cell's value is asked for.
  public let targets: [String]
  public let tolerance: Double?
  /// Arguments that functions are tried on, such as `(2.0, [1, 2])`.
  public let probes: [String]

  public init(_ cell: CodeCell, solutions: [CodeCell]) {
    prompt = cell.options["prompt"]?.joined(separator: "\n") ?? ""
    hints = cell.options["hint"] ?? cell.options["hints"] ?? []
    template = cell.source
    self.solutions = solutions.map(\.source)
    tolerance = cell.tolerance
    probes = cell.options["probes"] ?? []
    let solution = self.solutions.first ?? ""
    let written = CellNames(solution).writes, asked = CellNames(template).writes
    let common = written.intersection(asked)
    targets = (common.isEmpty && asked.isEmpty ? [] : common.isEmpty ? Array(written) : Array(common))
      .sorted { Self.place($0, solution) < Self.place($1, solution) }
  }

  private static func place(_ name: String, _ text: String) -> Int {
    text.firstRange(of: name).map { text.distance(from: text.startIndex, to: $0.lowerBound) } ?? .max
  }

  /// Whether the reader still has something to fill in.
  public var hasBlank: Bool { template.contains("___") }

  /// Whether running this text gives an answer to judge.
  public func isAnswer(_ source: String) -> Bool {
    targets.isEmpty || !CellNames(source).writes.isDisjoint(with: targets)
  }
}
