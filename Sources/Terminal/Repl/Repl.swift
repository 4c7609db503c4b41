import Formatting
import Kernels
import Language
import Notebook
import Tensors

/// The prompt: reads a cell, runs it, shows what came of it, keeps it in the session.
@MainActor
public final class Repl {
  public struct Options {
    /// The session's file; nil keeps nothing.
    public var sessionPath: String?
    public var historyPath: String?
    public init(sessionPath: String?, historyPath: String?) {
      self.sessionPath = sessionPath
      self.historyPath = historyPath
    }
  }

  let workspace = Workspace()
  let output: Output
  let style: Style
  private let editor: any CellReader
  private(set) var session: WorkspaceSession?
  var cells: [ReplCell] = []
  var isDone = false
  /// What the last cell ended in, for `:explain` and `:fix`.
  private(set) var lastError: Diagnostic?
  /// The loaded notebook and the position in it.
  private var loaded: LoadedNotebook?

  var width: Int { style.width }

  public init(options: Options, style: Style, output: Output) {
    self.style = style
    self.output = output
    editor = style.isInteractive ? LineEditor(historyPath: options.historyPath) : PlainReader()
    workspace.display = DisplayOptions(width: style.width, ascii: style.isASCII, color: style.hasColor)
    workspace.diagnosticStyle = { [style] in style.diagnostic($0, $1) }
    workspace.live = { [output] in output.write($0) }
    if let path = options.sessionPath { openSession(path) }
  }

  // MARK: The loop

  /// Reads and runs cells until the reader leaves.
  /// - Returns: the exit status.
  public func run() -> Int32 {
    if style.isInteractive { greet() }
    editor.completer = { [unowned self] in self.complete($0, $1) }
    while !isDone {
      workspace.display.width = style.width
      let number = cells.count + 1
      switch editor.readCell(
        prompt: style.prompt("[\(number)]› "), continuation: continuation(number),
        isIncomplete: Parser.isIncomplete)
      {
      case .endOfInput: isDone = true
      case .interrupted: continue
      case .text(let text): handle(text)
      }
      if output.isClosed { isDone = true }
    }
    session?.close()
    if style.isInteractive { output.write("\n") }
    return 0
  }

  private func continuation(_ number: Int) -> String {
    String(repeating: " ", count: "[\(number)]".count) + (style.isASCII ? ". " : "… ")
  }

  private func greet() {
    let resumed =
      cells.isEmpty
      ? ""
      : " · \(cells.count) cells and \(workspace.interpreter.variableNames.count) variables from last time"
    output.write(style.dim("Gradus · :help for help, Ctrl-D to leave\(resumed)") + "\n")
  }

  private func handle(_ text: String) {
    let trimmed = text.trimmed
    if trimmed.isEmpty { return }
    if trimmed.hasPrefix(":") { return command(String(trimmed.dropFirst())) }
    if trimmed.hasSuffix("??") { return HelpCommands.showSource(String(trimmed.dropLast(2)).trimmed, self) }
    if trimmed.hasSuffix("?"), !trimmed.contains("\n") {
      return HelpCommands.describe(String(trimmed.dropLast()).trimmed, self)
    }
    run(text)
  }

  private func command(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    let name = parts.first ?? ""
    guard let command = ReplCommand.named(name) else {
      let near = NearNames.best(for: name, among: ReplCommand.all.map(\.name))
      return complain(
        "there is no command `:\(name)`", near.isEmpty ? ":help lists them" : "did you mean `:\(near[0])`?")
    }
    command.run(parts.count > 1 ? parts[1].trimmed : "", self)
  }

  /// Runs a cell and keeps it. nil when nothing was run.
  @discardableResult
  func run(_ source: String) -> ReplCell? {
    let number = cells.count + 1
    let result = workspace.run(source, name: "cell \(number)", prefix: style.resultPrefix("[\(number)]= "))
    lastError = result.result.error
    let cell = ReplCell(
      number: number, source: source, output: result.text, seconds: result.seconds,
      succeeded: result.succeeded,
      isFromEarlierSession: false)
    cells.append(cell)
    keep(cell)
    return cell
  }

  // MARK: Saying things

  /// Shows code that is about to run.
  func show(_ code: String) { output.write(style.code(code) + "\n") }

  func say(_ text: String) { output.write(text + "\n") }

  func complain(_ problem: String, _ hint: String) {
    output.write(style.error("error:") + " \(problem)\n  \(hint)\n")
  }

  func write(_ text: String, to path: String) {
    do {
      try Files.write(text, to: path)
      say("wrote \(path)")
    } catch {
      complain(error.message, "choose another place: :save /tmp/work.md")
    }
  }

  private func complete(_ text: String, _ cursor: Int) -> Completions {
    if text.hasPrefix(":"), !text.contains(" ") {
      let found = ReplCommand.all.filter { $0.name.hasPrefix(text.dropFirst()) }
      return Completions(start: 1, candidates: found.map { .init(text: $0.name, note: $0.summary) })
    }
    let completion = Completion.at(cursor, in: text, workspace.interpreter)
    return Completions(
      start: completion.start, candidates: completion.candidates.map { .init(text: $0.text, note: $0.note) })
  }

  // MARK: Notebooks

  func load(_ path: String) {
    do {
      let document = try NotebookDocument(path: path)
      let notebook = LoadedNotebook(document, path: path)
      loaded = notebook
      document.frontMatter.apply(to: workspace.context)
      workspace.directory = NotebookPath.directory(of: path)
      say("\(document.frontMatter.title ?? path): \(document.cells.count) cells. `:next` runs the first.")
      remember("notebook", path)
    } catch {
      complain(error.message, error.hints.first ?? ":load notebooks/03-linear-regression.md")
    }
  }

  func next(runs: Bool) {
    guard loaded != nil else {
      return complain("no notebook is loaded", ":load notebooks/03-linear-regression.md")
    }
    guard let step = loaded?.next() else { return say("That was the last cell.") }
    for prose in step.prose {
      let shown = style.prose(prose)
      if !shown.isEmpty { output.write(shown + "\n\n") }
    }
    output.write(style.code(step.source) + "\n")
    if runs { run(step.source) } else { say("(skipped)") }
    remember("position", String(loaded?.position ?? 0))
  }

  /// Keeps where the reader is, without disturbing them when that fails.
  private func remember(_ name: String, _ value: String) {
    do { try session?.set(name, value) } catch {
      complain(error.message, "the place in the notebook is not kept")
    }
  }

  // MARK: The session

  private func openSession(_ path: String) {
    do {
      let opened = try WorkspaceSession(path: path, workspace: workspace)
      session = opened
      let restored = try opened.restore()
      cells = restored.cells.map {
        ReplCell(
          number: $0.number, source: $0.source, output: $0.output, seconds: $0.seconds,
          succeeded: $0.succeeded,
          isFromEarlierSession: true)
      }
      for failure in restored.failures {
        complain(
          "`\(failure.name)` could not be read back: \(failure.reason.message)",
          "run the cell that made it again")
      }
    } catch {
      complain(
        error.message,
        "this time nothing will be kept; `gradus --no-session` starts without a session on purpose")
    }
  }

  private func keep(_ cell: ReplCell) {
    guard let session else { return }
    do {
      let lost = try session.keep(
        .init(
          number: cell.number, source: cell.source, output: cell.output, seconds: cell.seconds,
          succeeded: cell.succeeded))
      for name in lost {
        say(style.dim("`\(name)` will not be kept: it holds a function made by a built-in"))
      }
    } catch {
      complain("this cell could not be kept: \(error.message)", "its variables are here until you leave")
    }
  }

  func clearVariables() {
    workspace.interpreter.removeAllVariables()
    keepSettings()
  }

  /// Keeps what a command changed: it is a cell of its own without source.
  func keepSettings() {
    do { try session?.keep(nil) } catch {
      complain("the change could not be kept: \(error.message)", "it holds until you leave")
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var view = Substring(self)
    while view.first?.isWhitespace ?? false { view.removeFirst() }
    while view.last?.isWhitespace ?? false { view.removeLast() }
    return String(view)
  }
}
