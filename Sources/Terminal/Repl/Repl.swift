import CTerminal
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
    /// What the session belongs to: a folder, or a notebook that is walked through.
    public var sessionFolder: String?
    public init(sessionPath: String?, historyPath: String?, sessionFolder: String? = nil) {
      self.sessionPath = sessionPath
      self.historyPath = historyPath
      self.sessionFolder = sessionFolder
    }
  }

  let workspace: Workspace
  let output: Output
  let style: Style
  private let editor: any CellReader
  let book: CellBook
  var session: WorkspaceSession?
  var isDone = false
  /// Whether a cell of a script failed.
  private var hasFailed = false
  /// What the last cell ended in, for `:explain` and `:fix`.
  private(set) var lastError: Diagnostic?
  /// The code of the last error, also when cells have succeeded since.
  private(set) var lastCode: String?
  private(set) var lastCell: Cell?
  /// Whether the line below the prompt shows the shape of what is being typed.
  var showsGhosts = false {
    didSet { editor.ghost = showsGhosts ? { [unowned self] in style.ghost(ghosts.answer(for: $0)) } : nil }
  }
  private lazy var ghosts = GhostShape(workspace.interpreter)
  /// The loaded notebook and the position in it.
  var loaded: LoadedNotebook?
  /// Set while every cell is to stop at its first nan or infinity.
  var nonFiniteTrace: NonFiniteTrace?
  /// What a colon may begin with.
  var commands = ReplCommand.all
  /// Told about each cell before it is kept; what it returns is kept with the cell.
  var beforeKeeping: ((CellOutput) -> LessonChange?)?

  var width: Int { style.width }

  public init(options: Options, style: Style, output: Output) {
    self.style = style
    self.output = output
    workspace = Workspace()
    book = CellBook(workspace)
    editor = style.isInteractive ? LineEditor(historyPath: options.historyPath, style: style) : PlainReader()
    workspace.display = DisplayOptions(width: style.width, ascii: style.isASCII, color: style.hasColor)
    followWidth()
    workspace.diagnosticStyle = { [style] in style.diagnostic($0, $1) }
    workspace.prefixStyle = { [style] in style.resultPrefix($0) }
    workspace.live = { [output] in output.write($0) }
    if style.movesCursor { workspace.terminalRows = { [style] in style.rows } }
    if style.movesCursor { workspace.drawing = { $0 ? gradus_begin_drawing() : gradus_end_drawing() } }
    workspace.showsLoops = style.showsProgress && style.isInteractive
    if let path = options.sessionPath { openSession(path, options) }
  }

  /// What is shown from now on has the terminal's present width.
  func followWidth() {
    workspace.display.width = style.width
    workspace.diagnosticWidth = style.isInteractive ? style.width : nil
  }

  // MARK: The loop

  /// Reads and runs cells until the reader leaves.
  /// - Returns: the exit status.
  public func run() -> Int32 {
    if style.isInteractive { greet() }
    completes()
    workspace.interpreter.showsWarnings = (try? session?.setting("warnings")) != "off"
    while !isDone {
      switch read(number: book.upcomingNumber) {
      case .endOfInput: isDone = true
      case .interrupted: continue
      case .text(let text):
        // The window may have another size than when the prompt appeared.
        workspace.display.width = style.width
        handle(text)
      }
      if output.isClosed { isDone = true }
    }
    session?.close(readingAll: false)
    if style.isInteractive { output.write("\n") }
    return hasFailed && !style.isInteractive ? 1 : 0
  }

  /// Lets Tab complete names and commands, and shows shapes below the line unless the reader has turned that off.
  func completes() {
    editor.completer = { [unowned self] in self.complete($0, $1) }
    showsGhosts = (try? session?.setting("ghost")) != "off"
  }

  /// Reads a cell; `initial` stands there already.
  func read(
    number: Int, initial: Draft = Draft(""), isIncomplete: (String) -> Bool = Parser.isIncomplete
  ) -> Input {
    // The terminal may have been resized while the reader typed.
    defer { followWidth() }
    return editor.readCell(
      prompt: style.prompt("[\(number)]› "), continuation: continuation(number), initial: initial,
      isIncomplete: isIncomplete)
  }

  /// Reads one line that is no cell.
  func readLine(prompt: String) -> Input {
    let ghost = editor.ghost
    editor.ghost = nil
    defer {
      editor.ghost = ghost
      followWidth()
    }
    return editor.readCell(
      prompt: style.prompt(prompt), continuation: "", initial: Draft(""), isIncomplete: { _ in false })
  }

  private func continuation(_ number: Int) -> String {
    String(repeating: " ", count: "[\(number)]".count) + (style.isASCII ? ". " : "… ")
  }

  private func greet() {
    let resumed =
      book.cells.isEmpty
      ? ""
      : " · \(book.cells.count) cells and \(workspace.interpreter.variableNames.count) variables from last time"
    tell("Gradus · :help for help, Ctrl-D to leave\(resumed)", isDim: true)
  }

  /// Does what a reader typed: a command, a question, or a cell.
  func handle(_ text: String) {
    let trimmed = text.trimmed
    if trimmed.isEmpty { return }
    // Ctrl-C at the prompt took a line away; it is not for what comes after it.
    gradus_interrupt_clear()
    if trimmed == "?" || trimmed == "??" { return command("help") }
    if trimmed.hasPrefix("?"), !trimmed.contains("\n") {
      // As in IPython, the question may stand before the name.
      let name = String(trimmed.drop { $0 == "?" }).trimmed
      return trimmed.hasPrefix("??") ? HelpCommands.showSource(name, self) : HelpCommands.describe(name, self)
    }
    if trimmed.hasPrefix(":") { return command(String(trimmed.dropFirst())) }
    if let command = IPythonHabits.command(for: trimmed) {
      return complain("`\(trimmed.prefix { $0 != " " })` is IPython's", "here it is `\(command)`")
    }
    if trimmed.hasSuffix("??") { return HelpCommands.showSource(String(trimmed.dropLast(2)).trimmed, self) }
    if trimmed.hasSuffix("?"), !trimmed.contains("\n") {
      return HelpCommands.describe(String(trimmed.dropLast()).trimmed, self)
    }
    run(text)
  }

  private func command(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    let name = parts.first ?? ""
    guard let command = commands.first(where: { $0.name == name }) else {
      let near = NearNames.best(for: name, among: commands.map(\.name))
      return complain(
        "there is no command `:\(name)`", near.isEmpty ? ":help lists them" : "did you mean `:\(near[0])`?")
    }
    command.run(parts.count > 1 ? parts[1].trimmed : "", self)
  }

  /// Runs a new cell and keeps it.
  @discardableResult
  func run(_ source: String, observer: Interpreter.Observer? = nil) -> CellOutput {
    if nonFiniteTrace != nil { return runTraced(source, observer: observer) }
    return finish(book.run(source, prefix: Self.prefix, observer: observer))
  }

  /// Runs a new cell, which ends at the first nan or infinity that it makes.
  func runTraced(_ source: String, observer: Interpreter.Observer? = nil) -> CellOutput {
    let trace = nonFiniteTrace ?? NonFiniteTrace(workspace.context)
    return trace.watch {
      finish(
        book.run(source, prefix: Self.prefix) { (step) throws(Diagnostic) in
          trace.observe(step)
          return try observer?(step) ?? true
        })
    }
  }

  /// Runs a cell again in its place; nil when there is none.
  @discardableResult
  func rerun(_ number: Int) -> CellOutput? {
    book.rerun(number, prefix: Self.prefix).map { finish($0, number) }
  }

  static func prefix(_ number: Int) -> String { "[\(number)]= " }

  private func finish(_ result: CellOutput, _ number: Int? = nil) -> CellOutput {
    lastError = result.result.error
    if !result.succeeded { hasFailed = true }
    lastCode = lastError?.code ?? lastCode
    lastCell = number.map { book[$0] } ?? book.cells.last
    if let lastCell { keep(lastCell, beforeKeeping?(result)) }
    return result
  }

  /// One line of the reader's; nil when they interrupt or leave.
  func ask(_ prompt: String) -> String? {
    switch readLine(prompt: prompt) {
    case .text(let text): text.trimmed
    case .endOfInput, .interrupted: nil
    }
  }

  // MARK: Saying things

  /// Shows code that is about to run.
  func show(_ code: String) { output.write(style.code(code) + "\n") }

  func say(_ text: String) { output.write(text + "\n") }

  /// Says something in prose: no word is broken at the margin.
  func tell(_ text: String, isDim: Bool = false) {
    let lines = wrapped(style.plain(text)).split(separator: "\n", omittingEmptySubsequences: false)
    say(lines.map { isDim ? style.dim(String($0)) : String($0) }.joined(separator: "\n"))
  }

  /// Prose in lines of the terminal's width; a pipe has none.
  func wrapped(_ text: String, indent: String? = nil, used: Int = 0) -> String {
    style.isInteractive ? WordWrap.text(text, width: width, indent: indent, used: used) : text
  }

  func complain(_ problem: String, _ hint: String) {
    let (problem, hint) = (style.plain(problem), style.plain(hint))
    let wrappedProblem = wrapped(problem, indent: "  ", used: "error: ".count)
    output.write(style.error("error:") + " \(wrappedProblem)\n\(wrapped("  \(hint)"))\n")
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
      let found = commands.filter { $0.name.hasPrefix(text.dropFirst()) }
      return Completions(start: 1, candidates: found.map { .init(text: $0.name, note: $0.summary) })
    }
    let completion = Completion.at(cursor, in: text, workspace.interpreter)
    let inside = text.prefix(cursor).dropFirst(completion.start)
    if completion.isInText, inside.hasPrefix("data:") {
      let paths = DataSet.all.flatMap { set in set.paths.map { ($0, set.summary) } }
      return Completions(
        start: completion.start,
        candidates: paths.filter { $0.0.hasPrefix(inside) }.map { .init(text: $0.0, note: $0.1) })
    }
    return Completions(
      start: completion.start, candidates: completion.candidates.map { .init(text: $0.text, note: $0.note) })
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
