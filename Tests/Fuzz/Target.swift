import Formatting
import Glibc
import Kernels
import Language
import Library
import Notebook
import Tables
import Tensors

/// What is fed.
enum Target: String, CaseIterable {
  /// Lexer, parser, printer, compiler and a bounded evaluation.
  case program
  case csv, json, notebook
  /// What `load` reads.
  case archive

  nonisolated(unsafe) static var chosen = Target.program

  func feed(_ bytes: [UInt8]) {
    switch self {
    case .program: Programs.run(String(decoding: bytes, as: UTF8.self))
    case .csv: _ = try? CSV.parse(bytes)
    case .json: _ = try? JSONParser.parse(bytes)
    case .notebook: Self.notebook(String(decoding: bytes, as: UTF8.self))
    case .archive:
      let archive = Archive(Interpreter(registry: Programs.registry, context: TensorContext()))
      _ = try? archive.value(from: Array("gradus value 1\n".utf8) + bytes)
    }
  }

  /// A notebook that is read must come back byte for byte.
  private static func notebook(_ text: String) {
    guard let document = try? NotebookDocument(text: text) else { return }
    if document.text != text { fail("a notebook that nobody edited was changed") }
  }

  static func fail(_ message: String) -> Never {
    complain(message)
    abort()
  }
}

/// Programs, each in an interpreter of its own.
enum Programs {
  nonisolated(unsafe) static let registry = Registry.standard()

  /// What writes files, waits or asks is not what is looked for.
  private static let excluded = ["save", "write_", "sleep", "input", "import", "threads", "clear_memory"]

  static func run(_ text: String) {
    guard !excluded.contains(where: text.contains) else { return }
    let source = SourceText(name: "input", text: text)
    _ = Parser.isIncomplete(text)
    if let program = try? Parser.parse(source) { checkPrinting(program, text) }
    gradus_interrupt_clear()
    let interpreter = Interpreter(registry: registry, context: TensorContext())
    Deadline.shared.start()
    let result = interpreter.run(source)
    Deadline.shared.stop()
    gradus_interrupt_clear()
    if let error = result.error { _ = DiagnosticText.render(error) } else { _ = result.value.display() }
  }

  /// What is printed parses, and prints as itself.
  private static func checkPrinting(_ program: Program, _ text: String) {
    let once = SyntaxPrinter.print(program)
    guard let again = try? Parser.parse(SourceText(name: "printed", text: once)) else {
      Target.fail("what was printed does not parse:\n\(once)")
    }
    if SyntaxPrinter.print(again) != once { Target.fail("printing is not stable:\n\(once)") }
  }
}

/// Interrupts a program that runs longer than it may, as Ctrl-C would.
final class Deadline: @unchecked Sendable {
  static let shared = Deadline()
  private static let milliseconds = 200

  private var lock = pthread_mutex_t()
  private var end: ContinuousClock.Instant?
  private var thread = pthread_t()

  private init() {
    pthread_mutex_init(&lock, nil)
    let own = Unmanaged.passUnretained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { own in
        guard let own else { return nil }
        Unmanaged<Deadline>.fromOpaque(own).takeUnretainedValue().watch()
        return nil
      }, own)
  }

  func start() { set(.now + .milliseconds(Self.milliseconds)) }
  func stop() { set(nil) }

  private func set(_ end: ContinuousClock.Instant?) {
    pthread_mutex_lock(&lock)
    self.end = end
    pthread_mutex_unlock(&lock)
  }

  private func watch() {
    while true {
      usleep(20_000)
      pthread_mutex_lock(&lock)
      if let end, .now > end { gradus_interrupt_request() }
      pthread_mutex_unlock(&lock)
    }
  }
}
