import CTerminal
import Formatting
import Language
import Notebook

/// Shows what happens while notebooks are replayed.
public final class ReplayReport {
  private let style: Style
  private let output: Output
  private let errors: Output
  private let isQuiet: Bool
  private let showsTime: Bool
  private let isJSON: Bool
  private let progress: Progress
  /// Cells of the notebook that is being replayed, and its path.
  private var current = (path: "", cells: 0)

  public init(style: Style, output: Output, errors: Output, isQuiet: Bool, showsTime: Bool, isJSON: Bool) {
    self.style = style
    self.output = output
    self.errors = errors
    self.isQuiet = isQuiet
    self.showsTime = showsTime
    self.isJSON = isJSON
    progress = Progress(errors)
  }

  /// Replays one file.
  /// - Returns: 0, 1 when a cell failed, 3 when an output differs, 130 when interrupted.
  public func replay(_ path: String, options: Replayer.Options) -> Int32 {
    let document: NotebookDocument
    do {
      document = try NotebookDocument(path: path)
    } catch {
      complain("gradus: \(error.message)", error.hints)
      return 1
    }
    let workspace = Workspace()
    // Recorded outputs must not depend on who records them.
    let isRecorded = options.mode != .show
    workspace.display =
      isRecorded
      ? DisplayOptions(width: 80)
      : DisplayOptions(width: style.width, ascii: style.isASCII, color: style.hasColor)
    if !isRecorded { workspace.diagnosticStyle = { [style] in style.diagnostic($0, $1) } }
    workspace.directory = NotebookPath.directory(of: path)
    if !isQuiet && !isJSON {
      workspace.live = { [output] in output.write($0) }
      workspace.showsLoops = style.showsProgress
      if style.movesCursor {
        workspace.drawing = { $0 ? gradus_begin_drawing() : gradus_end_drawing() }
      }
    }
    current = (path, document.cells.count)
    let replayer = Replayer(
      document, name: NotebookPath.name(of: path), workspace: workspace, options: options)
    let summary = replayer.run { report($0) }
    progress.clear()
    for name in replayer.unusedSettings {
      complain("gradus: no cell assigns `\(name)`, so --set changed nothing", [])
    }
    if options.mode == .update, summary.failed == 0, !summary.wasInterrupted,
      !write(replayer.document, document, path)
    {
      return 1
    }
    return finish(summary, path, options.mode)
  }

  private func write(_ new: NotebookDocument, _ old: NotebookDocument, _ path: String) -> Bool {
    guard new.text != old.text else { return true }
    do {
      try Files.write(new.text, to: path)
      return true
    } catch {
      complain("gradus: \(error.message)", ["the file is as it was"])
      return false
    }
  }

  private func complain(_ problem: String, _ hints: [String]) {
    progress.clear()
    errors.write(problem + "\n" + hints.map { "  \($0)\n" }.joined())
  }

  private func report(_ event: Replayer.Event) {
    if isJSON { return reportJSON(event) }
    switch event {
    case .prose(let text):
      guard !isQuiet else { break }
      let shown = style.prose(text)
      if !shown.isEmpty { output.write(shown + "\n\n") }
    case .start(let index, let cell):
      if isQuiet {
        progress.show(
          "\(current.path): cell \(index + 1) of \(current.cells)\(cell.id.isEmpty ? "" : " #\(cell.id)")")
      } else if !cell.classes.contains(.hidden) {
        output.write(style.code(cell.source) + "\n")
      }
    case .output(_, _, let result):
      if isQuiet { break }
      if showsTime { output.write(style.dim(Self.duration(result.seconds)) + "\n") }
      output.write("\n")
    case .difference(let index, let cell, let difference):
      progress.clear()
      output.write("\(style.error("differs:")) cell \(label(index, cell)), output \(shown(difference))\n")
    case .failure(let index, let cell, let result):
      progress.clear()
      let problem = result.succeeded ? "was to fail, and did not" : "failed"
      output.write("\(style.error("cell \(label(index, cell)) \(problem)"))\n")
      if isQuiet, !result.succeeded { output.write(result.text + "\n") }
    case .skipped(let index, let cell):
      if !isQuiet, !cell.classes.contains(.exercise) {
        output.write(style.dim("(cell \(index + 1) skipped)") + "\n\n")
      }
      if !isQuiet, cell.classes.contains(.exercise) { showExercise(cell) }
    }
  }

  /// Both lines, and below them a mark where they part.
  private func shown(_ difference: OutputComparison.Difference) -> String {
    let ends = [difference.recorded, difference.new].map { $0.isEmpty ? style.dim("(nothing)") : $0 }
    if difference.recorded.isEmpty || difference.new.isEmpty {
      return "line \(difference.line)\n  recorded  \(ends[0])\n  now       \(ends[1])"
    }
    let same = zip(difference.recorded, difference.new).prefix { $0 == $1 }.map { String($0.0) }.joined()
    let lead = "  recorded  "
    return """
      line \(difference.line)
      \(lead)\(difference.recorded)
        now       \(difference.new)
      \(String(repeating: " ", count: lead.count + DisplayWidth.of(same)))\(style.error("^"))
      """
  }

  private func showExercise(_ cell: CodeCell) {
    output.write(
      "\(style.dim("exercise:")) \(cell.options["prompt"]?.first ?? "")\n\(style.code(cell.source))\n\n")
  }

  private func reportJSON(_ event: Replayer.Event) {
    let fields: [(String, JSONValue)]
    switch event {
    case .output(let index, let cell, let result):
      fields =
        [
          ("cell", .int(index + 1)), ("id", .string(cell.id)), ("ok", .bool(true)),
          ("output", .string(result.text)),
        ] + (showsTime ? [("seconds", .double(result.seconds))] : [])
    case .failure(let index, let cell, let result):
      fields = [
        ("cell", .int(index + 1)), ("id", .string(cell.id)), ("ok", .bool(false)),
        ("output", .string(result.text)),
      ]
    case .difference(let index, let cell, let difference):
      fields = [
        ("cell", .int(index + 1)), ("id", .string(cell.id)), ("differs", .bool(true)),
        ("line", .int(difference.line)),
        ("recorded", .string(difference.recorded)), ("new", .string(difference.new)),
      ]
    case .skipped(let index, let cell):
      fields = [("cell", .int(index + 1)), ("id", .string(cell.id)), ("skipped", .bool(true))]
    case .prose, .start: return
    }
    output.write(JSONValue.object(fields).text + "\n")
  }

  private func label(_ index: Int, _ cell: CodeCell) -> String {
    "\(index + 1)\(cell.id.isEmpty ? "" : " #\(cell.id)") (line \(cell.line))"
  }

  private func finish(_ summary: Replayer.Summary, _ path: String, _ mode: Replayer.Mode) -> Int32 {
    var parts = ["\(summary.run) \(summary.run == 1 ? "cell" : "cells")"]
    if summary.failed > 0 { parts.append("\(summary.failed) failed") }
    if summary.different > 0 {
      parts.append("\(summary.different) \(summary.different == 1 ? "differs" : "differ")")
    }
    if mode == .check, summary.failed == 0, summary.different == 0 { parts.append("all outputs agree") }
    if mode == .update, summary.failed == 0 { parts.append("outputs recorded") }
    if summary.wasInterrupted { parts.append("interrupted") }
    if showsTime { parts.append(Self.duration(summary.seconds)) }
    let line = "\(path): \(parts.joined(separator: ", "))"
    if isJSON {
      let fields: [(String, JSONValue)] = [
        ("file", .string(path)), ("run", .int(summary.run)), ("failed", .int(summary.failed)),
        ("differ", .int(summary.different)), ("skipped", .int(summary.skipped)),
        ("interrupted", .bool(summary.wasInterrupted)),
      ]
      output.write(
        JSONValue.object(fields + (showsTime ? [("seconds", .double(summary.seconds))] : [])).text + "\n")
    } else {
      output.write((summary.failed + summary.different == 0 ? style.good(line) : style.error(line)) + "\n")
    }
    if summary.wasInterrupted { return 130 }
    return summary.failed > 0 ? 1 : summary.different > 0 ? 3 : 0
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 1 ? "\(Numbers.general(seconds * 1000, 3)) ms" : "\(Numbers.fixed(seconds, 2)) s"
  }
}
