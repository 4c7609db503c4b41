extension Chart {
  /// The chart as text: lines without trailing spaces, none wider than the style's width, no line
  /// break at the end. The same data and style always give the same text.
  public func text(_ style: ChartStyle = ChartStyle()) -> String {
    Layout(self, style).lines().map { $0.text(color: style.color) }.joined(separator: "\n")
  }
}

extension Layout {
  func lines() -> [StyledLine] {
    var surface: any Surface = TextSurface(x: x, y: y, glyphs)
    draw(on: &surface)
    var lines: [StyledLine] = []
    let left = margin + 1, right = margin + 1 + x.cells
    let title = chart.title.onOneLine
    if !title.isEmpty { lines.append(StyledLine(centred(title, left, right))) }
    if let header = yHeader { lines.append(StyledLine(header)) }
    if let surface = surface as? TextSurface {
      for row in 0..<surface.canvas.rows { lines.append(plotLine(row, surface.canvas)) }
    }
    lines.append(StyledLine(axisLine()))
    lines += [tickLine()].filter { !$0.isEmpty }.map { StyledLine($0) }
    let label = xHeader
    if !label.isEmpty { lines.append(StyledLine(centred(label, left, right))) }
    lines += legendLines()
    lines += notes.flatMap { note in
      wrapped(
        note.split(separator: " ").map { StyledLine(String($0)) }, separator: " ", indent: indent)
    }
    return lines
  }

  // MARK: Around the plot

  private func measure(_ text: String) -> Int { glyphs.ambiguous.width(text) }
  private func cut(_ text: String, to columns: Int) -> String {
    glyphs.ambiguous.truncate(text, to: columns, ellipsis: glyphs.ellipsis)
  }

  /// `text` in the middle of the plot, or of the whole width when it is longer than the plot.
  private func centred(_ text: String, _ left: Int, _ right: Int) -> String {
    let text = cut(text, to: width)
    let used = measure(text)
    let start = max(0, min((left + right - used) / 2, width - used))
    return String(repeating: " ", count: start) + text
  }

  /// The label of the vertical axis above it, and what was taken out of its tick labels.
  var yHeader: String? {
    let label = header(chart.yLabel, y.note)
    if label.isEmpty { return nil }
    return glyphs.ambiguous.pad(cut(label, to: width), to: margin - 1, right: true)
  }

  var xHeader: String { header(chart.xLabel, x.note) }

  private func header(_ label: String, _ note: String) -> String {
    [label.onOneLine, note.isEmpty ? "" : "(\(note))"].filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: The plot and its axes

  private func plotLine(_ row: Int, _ canvas: Canvas) -> StyledLine {
    let up = y.cells - 1 - row
    let tick = y.ticks.first { $0.cell == up }
    var line = StyledLine(glyphs.ambiguous.pad(tick?.label ?? "", to: margin - 1, right: true) + " ")
    line.append(String(tick == nil ? glyphs.frame.vertical : glyphs.frame.verticalTick))
    // Spaces have no colour of their own: they join their neighbours.
    var color = Ink.noColor
    for column in 0..<x.cells {
      let cell = canvas.cell(column: column, row: row)
      if let cell { color = cell.color }
      if cell?.character != Canvas.covered { line.append(String(cell?.character ?? " "), color: color) }
    }
    return line
  }

  private func axisLine() -> String {
    // Zero may be on the axis line itself.
    let zero = y.ticks.first { $0.cell == -1 }, frame = glyphs.frame
    var line = glyphs.ambiguous.pad(zero?.label ?? "", to: margin - 1, right: true) + " "
    let ticks = Set(x.ticks.map(\.cell))
    line.append(ticks.contains(-1) ? frame.cornerTickBelow : zero == nil ? frame.corner : frame.cornerTick)
    for column in 0..<x.cells {
      line.append(ticks.contains(column) ? frame.horizontalTick : frame.horizontal)
    }
    return line
  }

  private func tickLine() -> String {
    var line = "", used = 0
    for tick in x.ticks {
      let label = cut(tick.label.onOneLine, to: width)
      let size = measure(label)
      let centre = margin + 1 + tick.cell
      let start = max(0, min(centre - size / 2, width - size))
      // A label that would touch the one before it is left out; its tick stays.
      if start < used + (used > 0 ? 1 : 0) || size == 0 { continue }
      line += String(repeating: " ", count: start - used) + label
      used = start + size
    }
    return line
  }

  // MARK: Below the plot

  /// Below the plot's first column; narrow charts have no room for that.
  private var indent: Int { width >= 40 ? margin + 1 : 0 }

  private func legendLines() -> [StyledLine] {
    if legend.isEmpty { return [] }
    let entries = legend.map { entry in
      var line = StyledLine(sample(entry) + " ", color: entry.look.ink.color)
      line.append(cut(entry.label, to: max(0, width - indent - line.width(glyphs.ambiguous))))
      return line
    }
    let lines = wrapped(entries, separator: "   ", indent: indent)
    if lines.count < 2 { return lines }
    // Several lines read better as a table.
    let column = entries.map { $0.width(glyphs.ambiguous) }.max() ?? 0
    let padded = entries.map { entry in
      var entry = entry
      entry.append(String(repeating: " ", count: column - entry.width(glyphs.ambiguous)))
      return entry
    }
    return wrapped(padded, separator: "   ", indent: indent)
  }

  /// Up to four columns drawn the way the series is.
  private func sample(_ entry: LegendEntry) -> String {
    let look = entry.look
    var canvas = Canvas(columns: 4, rows: 1, glyphs)
    switch entry.kind {
    case .line:
      let y = Double(canvas.dotsDown) / 2
      var phase = 0
      canvas.line(
        Point(x: 0, y: y), Point(x: Double(canvas.dotColumns), y: y), look.ink, look.dash, phase: &phase)
    case .band:
      let isCoarse = canvas.isCoarse
      canvas.rectangle(0, 0, canvas.dotColumns, canvas.dotRows, look.ink) { x, y in
        isCoarse || Texture.isOn(x, y, look.texture)
      }
    case .marks:
      if let glyph = look.glyph { return String(glyph) }
      canvas.rectangle(0, 1, 1, 2, look.ink) { _, _ in true }
      return String(canvas.cell(column: 0, row: 0)?.character ?? " ")
    case .bars: return String(repeating: look.glyph ?? "#", count: canvas.columns)
    case .verticalRule: return String(look.glyph ?? "|")
    case .horizontalRule:
      let surface = TextSurface(x: x, y: y, glyphs)
      return String(
        (0..<4).map { surface.horizontalRuleCharacter(look, column: $0, dotRow: canvas.dotsDown / 2) ?? " " })
    case .region:
      for row in 0..<canvas.dotRows {
        for column in 0..<canvas.dotColumns where Texture.isOn(column, row, region: look.texture) {
          if !canvas.isCoarse { canvas.dot(column, row, look.ink) }
        }
      }
      if canvas.isCoarse { return String(repeating: Palette.pick(glyphs.regions, look.texture), count: 4) }
    case .swatch(let fill): return String(repeating: glyphs.character(fill), count: 2)
    case .scale: return String(glyphs.shades)
    case .frame: return String(glyphs.joint([.left, .right]))
    case .plain: return String(look.glyph ?? " ")
    }
    return String((0..<4).map { canvas.cell(column: $0, row: 0)?.character ?? " " })
  }

  /// Pieces side by side, as many in a line as fit.
  private func wrapped(_ pieces: [StyledLine], separator: String, indent: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    var used = Int.max / 2
    for piece in pieces {
      let size = piece.width(glyphs.ambiguous)
      if used + separator.count + size <= width, !lines.isEmpty {
        lines[lines.count - 1].append(separator)
        used += separator.count + size
      } else {
        lines.append(StyledLine(String(repeating: " ", count: indent)))
        used = indent + size
      }
      lines[lines.count - 1].append(piece)
    }
    return lines
  }
}
