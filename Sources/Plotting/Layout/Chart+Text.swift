import Formatting

extension Chart {
  /// The chart as text: lines without trailing spaces, none wider than the style's width, no line
  /// break at the end. The same data and style always give the same text.
  public func text(_ style: ChartStyle = ChartStyle()) -> String {
    style.ascii
      ? Layout<AsciiCanvas>(self, style).text()
      : Layout<BrailleCanvas>(self, style).text()
  }
}

/// Puts the parts of a chart where they belong:
///
///                  title
///     y label
///         1.0 ┤ plot
///         0.5 ┤
///             └┬────┬────
///              0    5
///                x label
///              legend
///     notes
struct Layout<C: Canvas> {
  private let chart: Chart
  private let style: ChartStyle
  private let width: Int
  private let data: DataRange
  let plot: Plot<C>
  private let looks: [Look]
  /// Columns left of the axis line.
  private let margin: Int
  private let frame: Frame

  init(_ chart: Chart, _ style: ChartStyle) {
    self.chart = chart
    self.style = style
    let available = min(max(style.width, 20), 1000)
    width = min(max(chart.preferredWidth ?? available, 20), available)
    let height = min(max(chart.preferredHeight ?? style.height, 3), 300)
    frame = style.ascii ? .ascii : .unicode
    data = DataRange(chart)
    let y = Self.vertical(chart, data, height, ascii: style.ascii)
    margin = 1 + (y.ticks.map { DisplayWidth.of($0.label) }.max() ?? 0)
    // The last label may stand half beyond the plot.
    let columns = max(1, width - margin - 1 - (width >= 40 ? 2 : 0))
    let x = Self.horizontal(chart, data, columns, ascii: style.ascii)
    looks = Look.all(for: chart, columns: x.cells, rows: y.cells, ascii: style.ascii)
    var plot = Plot<C>(x: x, y: y)
    plot.draw(chart, looks)
    self.plot = plot
  }

  private static func vertical(_ chart: Chart, _ data: DataRange, _ height: Int, ascii: Bool) -> Axis {
    let limits = chart.yLimits.usable(log: chart.yLog)
    var request = AxisRequest(
      range: limits ?? data.y?.range ?? (chart.yLog ? 1...10 : 0...1), cells: height, isHorizontal: false)
    request.placement = limits == nil ? .grow : .keep
    request.integers = data.y?.isWhole ?? false
    request.isLog = chart.yLog
    request.hasBaseline = data.hasBaseline && limits == nil && !chart.yLog
    request.ascii = ascii
    return Axis(request)
  }

  private static func horizontal(_ chart: Chart, _ data: DataRange, _ columns: Int, ascii: Bool) -> Axis {
    let limits = chart.xLimits.usable(log: chart.xLog)
    var request = AxisRequest(
      range: limits ?? data.x?.range ?? (chart.xLog ? 1...10 : 0...1), cells: columns, isHorizontal: true)
    request.placement = limits == nil ? .grow : .keep
    request.integers = data.x?.isWhole ?? false
    request.isLog = chart.xLog
    request.ascii = ascii
    if limits == nil, !chart.xLog, let bins = chart.equalBins, bins < columns, let range = data.x?.range,
      bins == chart.equalBins(within: range)
    {
      // The same number of columns for every bar, and one more for the last edge, unless that
      // leaves much of the width empty.
      let even = (columns - 1) / bins * bins + 1
      request.cells = even * 10 >= columns * 7 ? even : columns
      request.placement = .keepCells
    }
    return Axis(request)
  }

  func text() -> String {
    var lines: [String] = []
    let left = margin + 1, right = margin + 1 + plot.x.cells
    let title = clean(chart.title)
    if !title.isEmpty { lines.append(centred(title, left, right)) }
    lines += yHeader()
    for row in 0..<plot.canvas.rows { lines.append(plotLine(row)) }
    lines.append(axisLine())
    lines += [tickLine()].filter { !$0.isEmpty }
    let label = [clean(chart.xLabel), plot.x.note.isEmpty ? "" : "(\(plot.x.note))"]
      .filter { !$0.isEmpty }.joined(separator: " ")
    if !label.isEmpty { lines.append(centred(label, left, right)) }
    lines += legend()
    lines += notes().flatMap {
      wrapped($0.split(separator: " ").map(String.init), separator: " ", indent: indent)
    }
    return lines.map(trimmed).joined(separator: "\n")
  }

  // MARK: Above the plot

  /// `text` in the middle of the plot, or of the whole width when it is longer than the plot.
  private func centred(_ text: String, _ left: Int, _ right: Int) -> String {
    let text = DisplayWidth.truncate(text, to: width, ellipsis: ellipsis)
    let used = DisplayWidth.of(text)
    let start = max(0, min((left + right - used) / 2, width - used))
    return String(repeating: " ", count: start) + text
  }

  private func yHeader() -> [String] {
    let note = plot.y.note.isEmpty ? "" : "(\(plot.y.note))"
    let label = [clean(chart.yLabel), note].filter { !$0.isEmpty }.joined(separator: " ")
    if label.isEmpty { return [] }
    let text = DisplayWidth.truncate(label, to: width, ellipsis: ellipsis)
    return [DisplayWidth.pad(text, to: margin - 1, right: true)]
  }

  // MARK: The plot and its axes

  private func plotLine(_ row: Int) -> String {
    let up = plot.y.cells - 1 - row
    let tick = plot.y.ticks.first { $0.cell == up }
    var line = DisplayWidth.pad(tick?.label ?? "", to: margin - 1, right: true) + " "
    line.append(tick == nil ? frame.vertical : frame.verticalTick)
    var run = "", color = -1
    // Neighbours of one colour share their escape sequences.
    func flush() {
      line += color < 0 ? run : Palette.paint(run, color, enabled: style.color)
      run = ""
    }
    for column in 0..<plot.x.cells {
      let cell = plot.canvas.cell(column: column, row: row)
      if let cell, cell.color != color {
        flush()
        color = cell.color
      } else if cell == nil, color >= 0 {
        flush()
        color = -1
      }
      run.append(cell?.character ?? " ")
    }
    flush()
    return line
  }

  private func axisLine() -> String {
    let zero = plot.y.ticks.first { $0.cell == -1 }
    var line = DisplayWidth.pad(zero?.label ?? "", to: margin - 1, right: true) + " "
    line.append(zero == nil ? frame.corner : frame.cornerTick)
    let ticks = Set(plot.x.ticks.map(\.cell))
    for column in 0..<plot.x.cells {
      line.append(ticks.contains(column) ? frame.horizontalTick : frame.horizontal)
    }
    return line
  }

  private func tickLine() -> String {
    var line = "", used = 0
    for tick in plot.x.ticks {
      let size = DisplayWidth.of(tick.label)
      let centre = margin + 1 + tick.cell
      let start = max(0, min(centre - size / 2, width - size))
      // A label that would touch the one before it is left out; its tick stays.
      if start < used + (used > 0 ? 1 : 0) { continue }
      line += String(repeating: " ", count: start - used) + tick.label
      used = start + size
    }
    return line
  }

  // MARK: Below the plot

  /// Below the plot's first column; narrow charts have no room for that.
  private var indent: Int { width >= 40 ? margin + 1 : 0 }

  private func legend() -> [String] {
    let labelled = zip(chart.series, looks).filter { !clean($0.0.label).isEmpty }
    guard !labelled.isEmpty else { return [] }
    let entries = labelled.map { series, look in
      let label = DisplayWidth.truncate(clean(series.label), to: width - indent - 5, ellipsis: ellipsis)
      return Palette.paint(sample(series, look), look.ink.color, enabled: style.color) + " " + label
    }
    let lines = wrapped(entries, separator: "   ", indent: indent)
    if lines.count < 2 { return lines }
    // Several lines read better as a table.
    let column = entries.map { DisplayWidth.of(plain($0)) }.max() ?? 0
    let padded = entries.map { $0 + String(repeating: " ", count: column - DisplayWidth.of(plain($0))) }
    return wrapped(padded, separator: "   ", indent: indent)
  }

  /// Four columns drawn the way the series is.
  private func sample(_ series: Series, _ look: Look) -> String {
    var canvas = C(columns: 4, rows: 1)
    var phase = 0
    switch series.kind {
    case .line, .step:
      let y = Double(C.dotsDown) / 2
      canvas.line(
        Point(x: 0, y: y), Point(x: Double(canvas.dotColumns), y: y), look.ink, look.dash, phase: &phase)
    case .band:
      canvas.rectangle(0, 0, canvas.dotColumns, canvas.dotRows, look.ink) { x, y in
        C.dotsAcross == 1 || Texture.isOn(x, y, look.texture)
      }
    case .scatter:
      if let glyph = look.glyph { return String(glyph) }
      canvas.rectangle(0, 1, 1, 2, look.ink) { _, _ in true }
      return String(canvas.cell(column: 0, row: 0)?.character ?? " ")
    case .bars: return String(repeating: look.glyph ?? "#", count: canvas.columns)
    case .verticalRule: return String(look.glyph ?? "|")
    case .horizontalRule:
      for column in 0..<canvas.columns {
        guard let character = HorizontalRule.character(look, column: column, dotRow: 2) else { continue }
        canvas.background(character, column: column, row: 0, look.ink)
      }
    }
    return String((0..<4).map { canvas.cell(column: $0, row: 0)?.character ?? " " })
  }

  private func notes() -> [String] {
    func values(_ count: Int, _ one: String, _ many: String) -> String {
      "\(Numbers.grouped(count)) \(count == 1 ? one : many)"
    }
    var notes: [String] = []
    if data.shown == 0 { notes.append("no data") }
    if data.nonFinite > 0 {
      notes.append(values(data.nonFinite, "non-finite value", "non-finite values") + " left out")
    }
    if data.notPositive > 0 {
      notes.append(
        values(data.notPositive, "value that is not positive", "values that are not positive")
          + " left out of the log axis")
    }
    if data.outside > 0 {
      notes.append(values(data.outside, "point", "points") + " outside the limits not shown")
    }
    return notes
  }

  // MARK: Text

  private var ellipsis: String { style.ascii ? "..." : "…" }

  /// Pieces side by side, as many in a line as fit.
  private func wrapped(_ pieces: [String], separator: String, indent: Int) -> [String] {
    var lines: [String] = []
    var used = Int.max / 2
    for piece in pieces {
      let size = DisplayWidth.of(plain(piece))
      if used + separator.count + size <= width, !lines.isEmpty {
        lines[lines.count - 1] += separator + piece
        used += separator.count + size
      } else {
        lines.append(String(repeating: " ", count: indent) + piece)
        used = indent + size
      }
    }
    return lines
  }

  /// `text` without our own colour sequences, for measuring.
  private func plain(_ text: String) -> String {
    var result = "", isEscape = false
    for character in text {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape { result.append(character) }
      if isEscape && character == "m" { isEscape = false }
    }
    return result
  }

  /// Text from outside on one line, without spaces around it: control characters would break the
  /// layout, or the terminal.
  private func clean(_ text: String) -> String {
    let shown = text.map { character in
      character.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
        ? " " : character
    }
    return trimmed(String(shown.drop { $0 == " " }))
  }

  private func trimmed(_ line: String) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }
}

extension Chart {
  /// The number of bars, when all bars of the chart share edges at equal distances.
  var equalBins: Int? {
    var shared: [Double]?
    for series in series {
      guard case .bars(let edges) = series.kind else { continue }
      if shared.map({ $0 != edges }) ?? false { return nil }
      shared = edges
    }
    guard let shared, let first = shared.first, let last = shared.last, shared.count > 1 else { return nil }
    let width = last / 2 / Double(shared.count - 1) - first / 2 / Double(shared.count - 1)
    let isEven = zip(shared.dropFirst(), shared).allSatisfy {
      (($0 / 2 - $1 / 2) - width).magnitude < width * 1e-6
    }
    return isEven ? shared.count - 1 : nil
  }

  /// As `equalBins`, and nothing else reaches beyond the bars.
  func equalBins(within range: ClosedRange<Double>) -> Int? {
    for series in series {
      if case .bars(let edges) = series.kind,
        edges.first != range.lowerBound || edges.last != range.upperBound
      {
        return nil
      }
    }
    return equalBins
  }
}
