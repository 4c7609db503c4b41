/// Draws a laid-out graph as text.
struct GraphDrawing {
  private let glyphs: Glyphs
  private let columns: Int
  private let rows: Int
  private var arms: [Arms]
  private var isDashed: [Bool]
  /// Which box the line in a cell comes from; -1 for none.
  private var origins: [Int]
  private var characters: [Character?]
  private var colors: [Int]

  /// Colours of parameters and gradients, as numbers of the palette.
  private enum Color {
    static let parameter = 0
    static let gradient = 1
  }

  static func lines(_ layout: GraphLayout, _ glyphs: Glyphs, isBackward: Bool) -> [StyledLine] {
    var drawing = GraphDrawing(glyphs, columns: layout.width, rows: layout.height)
    for line in layout.lines { drawing.draw(line.points, line) }
    for box in layout.boxes { drawing.draw(box) }
    for line in layout.lines { drawing.drawEnds(line.points, line, isBackward) }
    return drawing.lines
  }

  private init(_ glyphs: Glyphs, columns: Int, rows: Int) {
    self.glyphs = glyphs
    self.columns = columns
    self.rows = rows
    let count = columns * rows
    arms = Array(repeating: [], count: count)
    isDashed = Array(repeating: false, count: count)
    origins = Array(repeating: -1, count: count)
    characters = Array(repeating: nil, count: count)
    colors = Array(repeating: Ink.noColor, count: count)
  }

  // MARK: Lines

  private mutating func draw(_ corners: [(column: Int, row: Int)], _ line: GraphLayout.Line) {
    for (a, b) in zip(corners, corners.dropFirst()) {
      if a.column == b.column {
        for row in stride(from: a.row, through: b.row, by: 1) {
          var own: Arms = []
          if row > a.row { own.insert(.up) }
          if row < b.row { own.insert(.down) }
          join(own, a.column, row, line)
        }
      } else {
        let left = min(a.column, b.column), right = max(a.column, b.column)
        for column in left...right {
          var own: Arms = []
          if column > left { own.insert(.left) }
          if column < right { own.insert(.right) }
          join(own, column, a.row, line)
        }
      }
    }
  }

  /// Lines of one origin become corners and branches; one that crosses another goes over or under it.
  private mutating func join(_ own: Arms, _ column: Int, _ row: Int, _ line: GraphLayout.Line) {
    guard column >= 0, row >= 0, column < columns, row < rows, !own.isEmpty else { return }
    let cell = row * columns + column
    if origins[cell] >= 0, origins[cell] != line.origin {
      // The upright line is the one that is seen.
      if own.isSubset(of: [.left, .right]) { return }
      arms[cell] = []
      isDashed[cell] = false
    }
    let wasEmpty = arms[cell].isEmpty
    origins[cell] = line.origin
    arms[cell].formUnion(own)
    isDashed[cell] = (wasEmpty || isDashed[cell]) && !line.carriesGradient
  }

  // MARK: Boxes

  private mutating func draw(_ box: GraphLayout.Box) {
    let right = box.column + box.width - 1, bottom = box.row + box.height - 1
    for row in box.row...bottom {
      for column in box.column...right {
        guard row < rows, column < columns else { continue }
        var own: Arms = []
        if row == box.row || row == bottom {
          if column > box.column { own.insert(.left) }
          if column < right { own.insert(.right) }
        }
        if column == box.column || column == right {
          if row > box.row { own.insert(.up) }
          if row < bottom { own.insert(.down) }
        }
        let cell = row * columns + column
        arms[cell] = own
        origins[cell] = -1
        isDashed[cell] = !box.carriesGradient
        colors[cell] = box.kind == .parameter ? Color.parameter : Ink.noColor
      }
    }
    for (i, line) in box.lines.enumerated() {
      write(line.text, box.column + 2, box.row + 1 + i, line.isGradient ? Color.gradient : Ink.noColor)
    }
  }

  private mutating func write(_ text: String, _ column: Int, _ row: Int, _ color: Int) {
    var column = column
    for character in text {
      let width = glyphs.ambiguous.width(character)
      guard width > 0, row < rows, column + width <= columns else { continue }
      let cell = row * columns + column
      characters[cell] = character
      colors[cell] = color
      if width == 2 { characters[cell + 1] = Canvas.covered }
      column += width
    }
  }

  /// Where lines leave and enter boxes.
  private mutating func drawEnds(
    _ corners: [(column: Int, row: Int)], _ line: GraphLayout.Line, _ isBackward: Bool
  ) {
    guard let first = corners.first, let last = corners.last else { return }
    let pointsBack = isBackward && line.carriesGradient
    if line.isStart { mark(first, pointsBack ? glyphs.isPlain ? "^" : "▲" : nil, .down) }
    if line.isEnd { mark(last, isBackward ? nil : glyphs.isPlain ? "v" : "▼", .up) }
  }

  private mutating func mark(_ place: (column: Int, row: Int), _ character: Character?, _ arm: Arms) {
    guard place.column >= 0, place.column < columns, place.row >= 0, place.row < rows else { return }
    let cell = place.row * columns + place.column
    if let character {
      characters[cell] = character
    } else if characters[cell] == nil {
      arms[cell].insert(arm)
    }
  }

  // MARK: Reading

  private var lines: [StyledLine] {
    (0..<rows).map { row in
      var line = StyledLine()
      for column in 0..<columns {
        let cell = row * columns + column
        if characters[cell] == Canvas.covered { continue }
        line.append(String(characters[cell] ?? joint(cell)), color: colors[cell])
      }
      return line.trimmed
    }
  }

  private func joint(_ cell: Int) -> Character {
    guard isDashed[cell] else { return glyphs.joint(arms[cell]) }
    switch arms[cell] {
    case [.up, .down], [.up], [.down]: return glyphs.isPlain ? ":" : "┆"
    case [.left, .right], [.left], [.right]: return glyphs.isPlain ? "." : "┄"
    default: return glyphs.joint(arms[cell])
    }
  }
}

extension Graph {
  func lines(_ style: ChartStyle) -> [StyledLine] {
    let glyphs = style.glyphs(preferring: nil), width = min(max(style.width, 20), 1000)
    var lines: [StyledLine] = []
    func say(_ text: String) {
      lines.append(
        StyledLine(glyphs.ambiguous.truncate(text.onOneLine, to: width, ellipsis: glyphs.ellipsis)))
    }
    if !title.onOneLine.isEmpty { say(title) }
    let shown = folded
    if let layout = GraphLayout(shown, glyphs, width: width) {
      lines += GraphDrawing.lines(layout, glyphs, isBackward: isBackward)
    } else {
      lines += shown.list(glyphs, width: width)
    }
    return lines
  }

  /// The nodes one below the other, for terminals where not even two boxes fit beside each other.
  private func list(_ glyphs: Glyphs, width: Int) -> [StyledLine] {
    let labels = GraphLabels(glyphs: glyphs, limit: width)
    return nodes.flatMap { labels.lines([$0]) }.map { StyledLine($0.text) }
  }
}
