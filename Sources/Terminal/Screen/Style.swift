import CTerminal
import Formatting
import Glibc
import Language
import Notebook

/// How the program looks here: colours or none, Unicode or ASCII, how wide. Decided once at the start.
public struct Style: Sendable {
  public var hasColor: Bool
  public var isASCII: Bool
  /// A person types at a terminal.
  public var isInteractive: Bool
  /// The terminal can move its cursor, and somebody looks at it.
  public var movesCursor: Bool
  /// A line may be drawn and taken away again while something runs.
  public var showsProgress: Bool
  /// A fixed width; nil follows the terminal.
  public var fixedWidth: Int?

  /// - Parameters: what the command line asks for; everything else is read from the environment.
  public init(plain: Bool = false, ascii: Bool = false) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let terminal = Self.variable("TERM") ?? ""
    isInteractive = isTerminal && isatty(STDIN_FILENO) == 1
    hasColor =
      isTerminal && !plain && terminal != "dumb" && !terminal.isEmpty && Self.variable("NO_COLOR") == nil
      && Self.variable("ACCESSIBLE") == nil
    movesCursor =
      isInteractive && terminal != "dumb" && !terminal.isEmpty && Self.variable("ACCESSIBLE") == nil
    showsProgress =
      isTerminal && !plain && terminal != "dumb" && !terminal.isEmpty && Self.variable("ACCESSIBLE") == nil
    isASCII = ascii || !Self.isUTF8
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The locale's character set; without any setting UTF-8 is assumed.
  private static var isUTF8: Bool {
    guard let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") else { return true }
    let upper = locale.uppercased()
    return upper.contains("UTF-8") || upper.contains("UTF8")
  }

  /// Columns of the terminal: its own, or `COLUMNS`, or 80.
  public var width: Int {
    if let fixedWidth { return fixedWidth }
    let columns = Int(gradus_terminal_columns())
    if columns > 0 { return columns }
    return Self.variable("COLUMNS").flatMap(Int.init).map { min(max($0, 20), 1000) } ?? 80
  }

  /// Lines of the terminal, or 24.
  var rows: Int {
    let rows = Int(gradus_terminal_rows())
    return rows > 0 ? rows : 24
  }

  /// Our own words without the signs that an ASCII terminal lacks.
  func plain(_ text: String) -> String {
    guard isASCII, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return Self.inASCII.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private static let inASCII = [
    ("·", "-"), ("…", "..."), ("→", "->"), ("–", "-"), ("×", "x"), ("≠", "!="), ("✓", "+"), ("✎", "~"),
    ("✗", "x"), ("µ", "u"),
  ]

  // MARK: Colours: the sixteen of every terminal, none of them alone telling two things apart

  private func paint(_ text: String, _ code: String) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  func dim(_ text: String) -> String { paint(text, "2") }
  func strong(_ text: String) -> String { paint(text, "1") }
  func error(_ text: String) -> String { paint(text, "1;31") }
  func good(_ text: String) -> String { paint(text, "32") }
  func resultPrefix(_ text: String) -> String { paint(text, "36") }

  /// The shape that an expression would have, or why it would have none; commands and questions have neither.
  func ghost(_ answer: GhostShape.Answer?) -> String? {
    switch answer {
    case .shape(let shape): (isASCII ? "-> " : "→ ") + shape
    case .misfit(let reason): (isASCII ? "x " : "✗ ") + reason
    case nil: nil
    }
  }

  /// A prompt for readline, which must be told what takes no room.
  func prompt(_ text: String) -> String {
    let shown = isASCII ? text.replacing("›", with: ">") : text
    return hasColor ? "\u{1}\u{1B}[32m\u{2}\(shown)\u{1}\u{1B}[0m\u{2}" : shown
  }

  /// Colours a part of an error.
  public func diagnosticText(_ role: DiagnosticText.Role, _ text: String) -> String { diagnostic(role, text) }

  func diagnostic(_ role: DiagnosticText.Role, _ text: String) -> String {
    switch role {
    case .severity: paint(text, "1;31")
    case .location, .gutter: paint(text, "2")
    case .message: paint(text, "1")
    case .caret: paint(text, "31")
    case .label: paint(text, "36")
    case .hint: paint(text, "32")
    case .source, .frame: text
    }
  }

  /// Markdown prose typeset for this terminal.
  func prose(_ markdown: String) -> String {
    ProseText.lines(markdown, width: min(width, 100)).map { line in
      line.map { span in
        switch span.role {
        case .plain: span.text
        case .heading: paint(span.text, "1")
        case .strong: paint(span.text, "1")
        case .emphasis: paint(span.text, "3")
        case .code: paint(span.text, "36")
        case .link: paint(span.text, "4")
        case .math: paint(span.text, "35")
        case .quote, .rule: paint(span.text, "2")
        }
      }.joined()
    }.joined(separator: "\n")
  }

  /// A cell's source as replays show it.
  func code(_ source: String) -> String {
    let mark = isASCII ? "> " : "› "
    let shown = hasColor ? CodeHighlighter.colored(source) : source
    return shown.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { i, line in
      dim(i == 0 ? mark : "  ") + line
    }.joined(separator: "\n")
  }
}
