import Language
import Tensors

/// Runs a notebook from top to bottom: shows it, checks its outputs, or records them.
public final class Replayer {
  public enum Mode: Sendable { case show, check, update }

  public struct Options: Sendable {
    public var mode = Mode.show
    /// Numbers of the cells to run, counted from 1; nil for all.
    public var cells: ClosedRange<Int>?
    /// Values for variables, in place of what the notebook assigns first.
    public var settings: [(name: String, value: String)] = []
    /// Skips cells marked `.slow`.
    public var skipsSlow = false
    public init() {}
  }

  /// What happens, in order.
  public enum Event {
    case prose(String)
    case start(Int, CodeCell)
    case output(Int, CodeCell, CellOutput)
    case difference(Int, CodeCell, OutputComparison.Difference)
    case failure(Int, CodeCell, CellOutput)
    case skipped(Int, CodeCell)
  }

  public struct Summary: Sendable {
    public var run = 0
    public var failed = 0
    public var different = 0
    public var skipped = 0
    public var seconds = 0.0
    public var wasInterrupted = false
  }

  public private(set) var document: NotebookDocument
  private let name: String
  private let workspace: Workspace
  private var options: Options
  private var overrides: Overrides

  public init(_ document: NotebookDocument, name: String, workspace: Workspace, options: Options) {
    self.document = document
    self.name = name
    self.workspace = workspace
    self.options = options
    overrides = Overrides(options.settings)
    document.frontMatter.apply(to: workspace.context)
  }

  /// Runs until the end, an error that the notebook does not expect, or an interrupt.
  public func run(_ report: (Event) -> Void) -> Summary {
    var summary = Summary()
    for item in document.items {
      switch item {
      case .prose(let text): report(.prose(text))
      case .cell(let index):
        let cell = document.cells[index]
        guard isWanted(index, cell) else {
          summary.skipped += 1
          report(.skipped(index, cell))
          continue
        }
        guard run(index, cell, &summary, report) else { return summary }
      }
    }
    return summary
  }

  /// An exercise that still has its blank is for the reader; its solution runs instead.
  private func isWanted(_ index: Int, _ cell: CodeCell) -> Bool {
    if let range = options.cells, !range.contains(index + 1) { return false }
    if cell.classes.contains(.slow), options.skipsSlow { return false }
    return !(cell.classes.contains(.exercise) && cell.source.contains("___"))
  }

  /// False when the replay ends here.
  private func run(_ index: Int, _ cell: CodeCell, _ summary: inout Summary, _ report: (Event) -> Void)
    -> Bool
  {
    report(.start(index, cell))
    let output = workspace.run(overrides.apply(to: cell.source), name: "\(name), cell \(index + 1)")
    summary.run += 1
    summary.seconds += output.seconds
    if output.wasInterrupted {
      summary.wasInterrupted = true
      report(.failure(index, cell, output))
      return false
    }
    let mustFail = cell.classes.contains(.fails)
    if output.succeeded == mustFail {
      summary.failed += 1
      report(.failure(index, cell, output))
      // Without the error that was to be shown the rest still makes sense.
      return mustFail
    }
    report(.output(index, cell, output))
    switch options.mode {
    case .show: break
    case .update: document.record(output, for: index)
    case .check:
      guard !cell.classes.contains(.unchecked) else { break }
      if let difference = OutputComparison(tolerance: cell.tolerance).difference(cell, output) {
        summary.different += 1
        report(.difference(index, cell, difference))
      }
    }
    return true
  }

  /// Settings whose names no cell has assigned.
  public var unusedSettings: [String] { overrides.unused }
}

extension NotebookDocument.FrontMatter {
  /// Sets the dtype and the seed that a notebook asks for.
  public func apply(to context: TensorContext) {
    if let dtype = dtype.flatMap(DType.init(name:)), dtype.isFloat { context.defaultDType = dtype }
    if let seed { context.generator.seed(UInt64(bitPattern: Int64(seed))) }
  }
}
