import Formatting

/// What a terminal of some width would show: rows of columns, a cursor, and how wide each character is drawn.
///
/// It knows what readline and the program send to an xterm, and refuses to guess: anything else is in `unknown`.
struct VirtualTerminal {
  private(set) var columns: Int
  /// The cells of each row; the second column of a wide character holds an empty text.
  private var rows: [[String]] = [[]]
  private(set) var row = 0
  private(set) var column = 0
  private(set) var unknown: [String] = []
  /// Rows that went on because a line was too long for the terminal.
  private(set) var wraps = 0
  private let ambiguous: AmbiguousWidth
  private var inserts = false

  init(columns: Int, ambiguous: AmbiguousWidth = .narrow) {
    self.columns = columns
    self.ambiguous = ambiguous
  }

  /// The rows that are not empty at the end, without the spaces behind them.
  var lines: [String] {
    var lines = rows.map { row -> String in
      var text = row.joined()
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  var text: String { lines.joined(separator: "\n") }

  mutating func show(_ text: String) {
    var rest = Substring(text)
    while let next = rest.popFirst() {
      switch next {
      case "\r\n":
        column = 0
        down()
      case "\n": down()
      case "\r": column = 0
      case "\u{8}": column = max(0, min(column, columns - 1) - 1)
      case "\u{7}": break
      case "\u{1B}": escape(&rest)
      default: put(next)
      }
    }
  }

  private mutating func down() {
    row += 1
    if row == rows.count { rows.append([]) }
  }

  private mutating func put(_ character: Character) {
    let width = ambiguous.width(character)
    guard width > 0 else { return }
    if column + width > columns {
      column = 0
      wraps += 1
      down()
    }
    pad(to: column)
    let cells = [String(character)] + Array(repeating: "", count: width - 1)
    if inserts {
      rows[row].insert(contentsOf: cells, at: column)
      rows[row] = Array(rows[row].prefix(columns))
    } else {
      pad(to: column + width)
      rows[row].replaceSubrange(column..<column + width, with: cells)
    }
    column += width
  }

  private mutating func pad(to count: Int) {
    while rows[row].count < count { rows[row].append(" ") }
  }

  private mutating func escape(_ rest: inout Substring) {
    guard rest.popFirst() == "[" else { return unknown.append("escape") }
    let parameters = rest.prefix { $0.isNumber || $0 == ";" || $0 == "?" }
    rest = rest.dropFirst(parameters.count)
    guard let final = rest.popFirst() else { return }
    let count = max(1, Int(parameters) ?? 1), here = min(column, columns - 1)
    switch final {
    case "A": row = max(0, row - count)
    case "B": for _ in 0..<count where row + 1 < rows.count { row += 1 }
    case "C": column = min(columns - 1, here + count)
    case "D": column = max(0, here - count)
    case "H": (row, column) = (0, 0)
    case "J", "K":
      rows[row] = Array(rows[row].prefix(here))
      if final == "J" { rows = Array(rows.prefix(row + 1)) }
    case "P":
      if here < rows[row].count { rows[row].removeSubrange(here..<min(here + count, rows[row].count)) }
    case "@":
      pad(to: here)
      rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: here)
    case "h", "l":
      if parameters == "4" { inserts = final == "h" }
    case "m": break
    default: unknown.append("\(parameters)\(final)")
    }
  }
}
