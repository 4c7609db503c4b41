import Language
import Library
import Plotting

/// A notebook with what its cells gave: what exports are made of.
public struct RanNotebook {
  public let document: NotebookDocument
  /// For each cell that ran, by its index.
  public let outputs: [Int: CellOutput]

  /// Why a notebook could not be run to its end.
  public struct Failure: Error {
    /// Number of the cell, counted from 1.
    public var cell: Int
    /// What it showed.
    public var text: String
    /// It was to fail, and did not.
    public var succeeded: Bool
    public var wasInterrupted: Bool
  }

  /// Runs every cell, in a workspace of its own.
  /// - Parameter directory: where the notebook's relative paths start.
  /// - Throws: when a cell fails that is not to fail, or does not fail and should, or somebody interrupts.
  public init(
    _ document: NotebookDocument, name: String, directory: String, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(Failure) {
    let workspace = Workspace()
    workspace.display = DisplayOptions(width: 80)
    workspace.directory = directory
    let replayer = Replayer(document, name: name, workspace: workspace, options: Replayer.Options())
    var outputs: [Int: CellOutput] = [:], failure: Failure?
    _ = replayer.run { event in
      switch event {
      case .start(let index, _): progress(index + 1, document.cells.count)
      case .output(let index, _, let output): outputs[index] = output
      case .failure(let index, _, let output):
        failure =
          failure
          ?? Failure(
            cell: index + 1, text: output.text, succeeded: output.succeeded,
            wasInterrupted: output.wasInterrupted)
      case .prose, .difference, .skipped: break
      }
    }
    if let failure { throw failure }
    self.document = document
    self.outputs = outputs
  }

  init(document: NotebookDocument, outputs: [Int: CellOutput]) {
    self.document = document
    self.outputs = outputs
  }

  /// The notebook's own text, with these outputs recorded.
  public var markdown: String {
    var copy = document
    for (index, output) in outputs where copy.cells[index].output != output.text {
      copy.record(output, for: index)
    }
    return copy.text
  }
}

extension OutputPiece {
  /// The piece as a picture, when it is one.
  var svg: String? { figure?.svg() }

  var figure: Figure? {
    guard case .value(_, .object(let object)) = self else { return nil }
    return (object as? ChartValue)?.figure
  }

  var text: String {
    switch self {
    case .text(let text), .value(let text, _): text
    }
  }
}
