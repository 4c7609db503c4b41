import Formatting

extension Table {
  /// The table as aligned text, at most `width` columns wide: names, types under them, rows, and a last line
  /// such as `32,561 rows × 15 columns`. Of many rows the first and last are shown, of many columns as many
  /// from both ends as fit; `…` stands for the rest.
  public func description(width: Int = 80, rows maximum: Int = 10) -> String {
    let summary = "\(Self.counted(rowCount, "row")) × \(Self.counted(columnCount, "column"))"
    guard columnCount > 0 else { return summary }
    let shown = RowChoice(rowCount, maximum: max(2, maximum))
    let chosen = ColumnChoice(self, rows: shown, width: max(1, width))
    return (chosen.lines(of: self, rows: shown) + [summary]).joined(separator: "\n")
  }

  private static func counted(_ n: Int, _ noun: String) -> String {
    "\(Numbers.grouped(n)) \(noun)\(n == 1 ? "" : "s")"
  }
}

/// The rows that are shown, and whether some between them are left out.
private struct RowChoice {
  let rows: [Int]
  /// A line of `…` stands before this entry of `rows`.
  let gap: Int?

  init(_ count: Int, maximum: Int) {
    if count <= maximum {
      (rows, gap) = (Array(0..<count), nil)
    } else {
      let first = (maximum + 1) / 2
      (rows, gap) = (Array(0..<first) + Array(count - (maximum - first)..<count), first)
    }
  }
}

/// The columns that fit, laid out.
private struct ColumnChoice {
  private struct Block {
    var lines: [String]
    let width: Int
    let alignsRight: Bool
  }

  private static let gutter = "  ", longestText = 32
  private let width: Int
  private var left: [Block] = [], right: [Block] = []
  private var isCut = false

  /// Takes columns from the left and the right in turn, since both the first columns and the last one (often
  /// what is to be explained) matter most.
  init(_ table: Table, rows: RowChoice, width: Int) {
    self.width = width
    var first = 0, last = table.columnCount - 1, used = 0
    while first <= last {
      let fromLeft = left.count <= right.count * 2
      let block = Self.block(table, fromLeft ? first : last, rows)
      // What remains must leave room for the `…` column, unless this is the last one.
      let reserve = first == last ? 0 : 1 + Self.gutter.count
      let needed = block.width + (used > 0 ? Self.gutter.count : 0)
      if used + needed + reserve > width, used > 0 {
        isCut = true
        break
      }
      used += needed
      if fromLeft {
        left.append(block)
        first += 1
      } else {
        right.insert(block, at: 0)
        last -= 1
      }
    }
  }

  func lines(of table: Table, rows: RowChoice) -> [String] {
    var blocks = left
    if isCut {
      blocks.append(Block(lines: ["…", ""] + rows.rows.map { _ in "…" }, width: 1, alignsRight: false))
    }
    blocks += right
    if let gap = rows.gap { for i in blocks.indices { blocks[i].lines.insert("…", at: gap + 2) } }
    return (0..<(blocks.first?.lines.count ?? 0)).map { line in
      var text = blocks.map { DisplayWidth.pad($0.lines[line], to: $0.width, right: $0.alignsRight) }
        .joined(separator: Self.gutter)
      while text.last == " " { text.removeLast() }
      return DisplayWidth.truncate(text, to: width)
    }
  }

  private static func block(_ table: Table, _ position: Int, _ rows: RowChoice) -> Block {
    let column = table.columns[position]
    let texts = [printable(table.names[position]), column.type.rawValue] + cells(column, rows.rows)
    let lines = texts.map { DisplayWidth.truncate($0, to: longestText) }
    return Block(
      lines: lines, width: lines.map(DisplayWidth.of).max() ?? 0, alignsRight: column.type.isNumeric)
  }

  private static func cells(_ column: Column, _ rows: [Int]) -> [String] {
    if case .f64(let values) = column { return RealColumnText(rows.map { values[$0] }).texts }
    return rows.map { row in
      switch column[row] {
      case .missing: "none"
      case .integer(let n): String(n)
      case .truth(let truth): truth ? "true" : "false"
      case .text(let text): printable(text)
      case .real(let x): Numbers.shortest(x)
      }
    }
  }

  /// Line ends and other control characters would break the layout.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return text }
    return String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
  }
}

/// Real numbers under one another: the same number of decimals, as few as show six significant digits of each.
struct RealColumnText {
  let texts: [String]

  init(_ values: [Double]) {
    let finite = values.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard let smallest = finite.min(), let largest = finite.max() else {
      texts = values.map { $0.isFinite ? Numbers.fixed($0, 1) : Numbers.shortest($0) }
      return
    }
    if largest >= 1e12 || smallest < 1e-4 {
      texts = values.map { Numbers.general($0, 6) }
      return
    }
    let decimals = finite.map(Self.decimals).max() ?? 1
    texts = values.map { Numbers.fixed($0, decimals) }
  }

  /// Decimals (1…6) that `x` needs for six significant digits, trailing zeros left out.
  private static func decimals(_ x: Double) -> Int {
    var integerDigits = 0, scale = 1.0
    while scale <= x, integerDigits < 6 {
      scale *= 10
      integerDigits += 1
    }
    let text = Numbers.fixed(x, min(6, max(1, 6 - integerDigits)))
    let fraction = text.split(separator: ".").last.map(Array.init) ?? []
    return max(1, fraction.count - fraction.reversed().prefix { $0 == "0" }.count)
  }
}
