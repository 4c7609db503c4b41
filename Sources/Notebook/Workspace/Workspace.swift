import Formatting
import Kernels
import Language
import Library
import Tensors

/// One thing that a cell showed.
public enum OutputPiece {
  /// Printed text, warnings among it.
  case text(String)
  /// A value, with the text that it was shown as.
  case value(String, Value)
}

/// What a cell did, in every form that someone asks for.
public struct CellOutput {
  /// What was shown, in order; an error is none of them.
  public var pieces: [OutputPiece] = []
  /// What a person sees, without colours: what was printed, then the value or the error. No newline at the end.
  public var text: String = ""
  public var result: CellResult = CellResult()
  public var seconds: Double = 0

  public var succeeded: Bool { result.error == nil }
  public var wasInterrupted: Bool { result.error?.kind == .interrupted }
}

/// An interpreter with the standard library: what the prompt, notebooks, `eval` and the kernel share.
public final class Workspace {
  public let interpreter: Interpreter
  public var context: TensorContext { interpreter.context }
  /// Receives text while a cell runs, piece by piece; the cell's output has it all in the end.
  public var live: ((String) -> Void)?
  /// Receives what a cell shows, piece by piece, and whether it is the cell's value.
  public var onPiece: ((OutputPiece, _ isResult: Bool) -> Void)?
  /// Receives errors in the place of `live`, when set: for programs that keep the two apart.
  public var liveError: ((String) -> Void)?
  /// Rows of the terminal that `live` writes to, where it can move its cursor: frames are then drawn in place.
  public var terminalRows: (() -> Int)?
  private var frame = LiveFrame()
  /// Whether a long loop says how far it is, on the terminal that `live` writes to.
  public var showsLoops = false
  private var bar: LoopBar?
  /// Told when something begins to be drawn again and again in its place, and when that is over.
  public var drawing: ((_ begins: Bool) -> Void)?
  private var isDrawing = false
  private var collected = ""
  private var pieces: [OutputPiece] = []
  /// What was printed since the last value: one piece, however often it was added to.
  private var printed = ""

  /// Whether what was interrupted before a cell began is forgotten; the kernel sees to that itself.
  public var clearsInterrupt = true

  /// Where relative paths of files start: a notebook's own folder.
  public var directory: String {
    get { interpreter.directory }
    set { interpreter.directory = newValue }
  }

  public init() {
    interpreter = Interpreter(registry: .standard(), context: TensorContext())
    interpreter.sink = { [unowned self] in self.receive($0) }
    interpreter.dataFile = { DataFolder.file($0) }
    interpreter.importer = { (path) throws(Diagnostic) in try NotebookImport.file(path) }
  }

  public var display: DisplayOptions {
    get { interpreter.display }
    set { interpreter.display = newValue }
  }

  /// Colours what stands before a value, such as `[7]= `.
  public var prefixStyle: (String) -> String = { $0 }

  /// Colours the parts of an error; plain by default.
  public var diagnosticStyle: DiagnosticText.Style = { $1 }

  /// Where prose in errors is broken; nil for what is recorded.
  public var diagnosticWidth: Int?

  private func text(_ diagnostic: Diagnostic) -> String {
    DiagnosticText.render(diagnostic, style: diagnosticStyle, width: diagnosticWidth) + "\n"
  }

  private func receive(_ output: Output) {
    switch output {
    case .text(let text): emit(text)
    case .value(let value):
      let text = value.display(display)
      emit(text + "\n", .value(text, value))
    case .frame(let value):
      endBar()
      frame.show(value)
      if frame.isDue() { drawFrame() }
    case .warning(let diagnostic): emit(text(diagnostic))
    }
  }

  /// Says how far a loop is; a figure that is drawn while it runs says enough.
  private func show(_ progress: LoopProgress?) {
    guard frame.value == nil, let text = bar?.look(progress, display), !text.isEmpty else { return }
    beginDrawing()
    live?(text)
  }

  private func beginDrawing() {
    if !isDrawing { drawing?(true) }
    isDrawing = true
  }

  private func endDrawing() {
    if isDrawing { drawing?(false) }
    isDrawing = false
  }

  private func endBar() {
    if let text = bar?.erase(), !text.isEmpty { live?(text) }
  }

  private func drawFrame() {
    guard let live, let terminalRows, let value = frame.value else { return }
    beginDrawing()
    live(frame.draw(value.display(display), rows: terminalRows()))
  }

  /// The last frame becomes a part of what the cell showed.
  private func endFrames() {
    guard let value = frame.value else { return }
    let text = value.display(display)
    collected += text + "\n"
    endPrinting()
    pieces.append(.value(text, value))
    live?(terminalRows == nil ? text + "\n" : frame.finish(text))
    onPiece?(.value(text, value), false)
    frame = LiveFrame()
  }

  private func endPrinting() {
    if !printed.isEmpty { pieces.append(.text(Escapes.removed(from: printed))) }
    printed = ""
  }

  /// Shows text, which belongs to `piece` when it is not simply printed.
  private func emit(_ text: String, _ piece: OutputPiece? = nil, isResult: Bool = false) {
    collected += text
    if let piece {
      endPrinting()
      pieces.append(piece)
    } else {
      printed += text
    }
    live?(terminalRows != nil && frame.value != nil ? frame.print(text) : bar?.print(text) ?? text)
    onPiece?(piece ?? .text(text), isResult)
  }

  /// Runs one cell. `prefix` is put before a value that is shown, as the prompt's `[7]= `; an `observer` is told
  /// about each operation.
  @discardableResult
  public func run(
    _ source: String, name: String, prefix: String = "", observer: Interpreter.Observer? = nil
  ) -> CellOutput {
    (collected, pieces, printed) = ("", [], "")
    frame = LiveFrame()
    if clearsInterrupt { gradus_interrupt_clear() }
    MemoryWatch.shared.begin()
    defer { MemoryWatch.shared.end() }
    if showsLoops, live != nil { watchLoops() }
    let start = ContinuousClock.now
    var output = CellOutput()
    let cell = SourceText(name: name, text: source)
    output.result = observer.map { interpreter.run(cell, observer: $0) } ?? interpreter.run(cell)
    output.seconds = (ContinuousClock.now - start).seconds
    stopWatchingLoops()
    endFrames()
    endDrawing()
    if let error = output.result.error {
      let text = text(error)
      collected += text
      if let liveError { liveError(text) } else { live?(text) }
    } else if output.result.showsValue, !output.result.value.isNone {
      let value = output.result.value
      emit(shown(value, prefix) + "\n", .value(value.display(display), value), isResult: true)
    }
    endPrinting()
    output.pieces = pieces
    output.text = Escapes.removed(from: collected)
    if output.text.hasSuffix("\n") { output.text.removeLast() }
    return output
  }

  private func watchLoops() {
    bar = LoopBar()
    interpreter.look = { [unowned self] in self.show($0) }
    LoopClock.shared.begin()
  }

  private func stopWatchingLoops() {
    guard bar != nil else { return }
    LoopClock.shared.end()
    interpreter.look = nil
    endBar()
    bar = nil
  }

  /// Puts what stands behind the elements, `  f64[200]`, on a line of its own when the last one has no room for it.
  private static func breakingKind(_ text: String, _ width: Int) -> String {
    guard let last = text.split(separator: "\n", omittingEmptySubsequences: false).last,
      DisplayWidth.of(String(last)) > width, text.contains("\n"), let space = last.ranges(of: "]  ").last
    else { return text }
    let start = last.index(after: space.lowerBound)
    return String(text[..<start]) + "\n" + String(last[start...])
  }

  /// The value's text after its prefix; later lines are indented to match.
  private func shown(_ value: Value, _ prefix: String) -> String {
    let styled = prefixStyle(prefix)
    // Plots and tables start on a line of their own; what else has several lines is indented, and has less room.
    if case .object = value {
      let text = value.display(display)
      return text.contains("\n") && !prefix.isEmpty ? styled + "\n" + text : styled + text
    }
    let indent = String(repeating: " ", count: DisplayWidth.of(prefix))
    var narrower = display
    narrower.width = max(20, display.width - indent.count)
    let text = Self.breakingKind(value.display(narrower), narrower.width)
    return styled + text.replacing("\n", with: "\n" + indent)
  }
}

extension Duration {
  /// Seconds as a number.
  public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
