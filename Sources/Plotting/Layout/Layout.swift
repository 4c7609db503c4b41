import Formatting

/// Where the parts of a chart belong; text and SVG are made from it.
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
struct Layout {
  let chart: Chart
  let glyphs: Glyphs
  /// Columns that no line exceeds.
  let width: Int
  let x: Axis
  let y: Axis
  let looks: [Look]
  /// Columns left of the axis line.
  let margin: Int
  let legend: [LegendEntry]
  let notes: [String]

  init(_ chart: Chart, _ style: ChartStyle) {
    let glyphs = style.glyphs(preferring: chart.preferredCanvas)
    let available = min(max(style.width, 20), 1000)
    let width = min(max(chart.preferredWidth ?? available, 20), available)
    let height = min(max(chart.preferredHeight ?? style.height, 3), 300)
    let data = DataRange(chart)
    let wish = Wishes(chart)

    var rows = Self.request(chart.yScale, data.y, data.yLimits, height, isHorizontal: false, glyphs)
    rows.hasBaseline = data.hasBaseline && data.yLimits == nil && rows.scale == .linear
    if rows.scale.isSlotted { rows.cells = min(300, max(height, Self.slotCount(rows) * wish.rows.least)) }
    let picture = wish.pixels.map { pixels in
      // Room for the number of the last row, the axis line and half a label.
      PictureSize(pixels, columns: max(1, width - 4 - String(pixels.rows).count), rows: height, glyphs)
    }
    if let picture { rows.cells = picture.rows }
    rows.slot = picture?.slots.rows ?? wish.rows
    rows.leave(wish.above)
    var y = Axis(rows)
    // Names may take a third of the width.
    let room = max(4, width / 3)
    for i in y.ticks.indices {
      y.ticks[i].label = glyphs.ambiguous.truncate(
        y.ticks[i].label.onOneLine, to: room, ellipsis: glyphs.ellipsis)
    }
    margin = 1 + (y.ticks.map { glyphs.ambiguous.width($0.label) }.max() ?? 0)
    self.y = y

    // The last label may stand half beyond the plot.
    let columns = max(1, width - margin - 1 - (width >= 40 ? 2 : 0))
    var across = Self.request(chart.xScale, data.x, data.xLimits, columns, isHorizontal: true, glyphs)
    across.hasBaseline = data.hasLeftBaseline && data.xLimits == nil && across.scale == .linear
    across.slot = picture?.slots.columns ?? wish.columns
    if let picture { across.cells = min(across.cells, picture.columns) }
    across.leave(wish.right)
    if let even = Self.evenBars(chart, data, columns) {
      across.cells = even
      across.placement = .keepCells
    }
    x = Axis(across)
    let looks = Look.all(for: chart, columns: x.cells, rows: y.cells, glyphs)
    self.looks = looks
    legend = zip(chart.series, looks).flatMap { $0.mark.legend($0.label.onOneLine, $1) }
    notes = Self.notes(data, chart, glyphs)
    (self.chart, self.glyphs, self.width) = (chart, glyphs, width)
  }

  private static func request(
    _ scale: AxisScale, _ extent: DataRange.Extent?, _ limits: ClosedRange<Double>?, _ cells: Int,
    isHorizontal: Bool, _ glyphs: Glyphs
  ) -> AxisRequest {
    let limits = scale.isSlotted ? nil : limits
    var request = AxisRequest(
      range: limits ?? extent?.range ?? (scale.isLog ? 1...10 : 0...1), cells: cells,
      isHorizontal: isHorizontal)
    request.placement = limits == nil ? .grow : .keep
    request.integers = extent?.isWhole ?? false
    request.scale = scale
    request.glyphs = glyphs
    return request
  }

  private static func slotCount(_ request: AxisRequest) -> Int {
    if let names = request.scale.categoryNames { return max(1, min(names.count, 300)) }
    return Int(min(max(request.range.upperBound, 0), 299)) + 1
  }

  /// The same number of columns for every bar of a histogram, and one more for the last edge, unless that
  /// leaves much of the width empty.
  private static func evenBars(_ chart: Chart, _ data: DataRange, _ columns: Int) -> Int? {
    guard data.xLimits == nil, chart.xScale == .linear, let bins = chart.equalBins, bins < columns,
      let range = data.x?.range, bins == chart.equalBins(within: range)
    else { return nil }
    let even = (columns - 1) / bins * bins + 1
    return even * 10 >= columns * 7 ? even : columns
  }

  private struct Wishes {
    var columns: SlotWish.Wish
    var rows: SlotWish.Wish
    var pixels: SlotWish.PixelSize?
    var right: Int
    var above: Int

    /// The wishes of the mark that needs most.
    init(_ chart: Chart) {
      let all = chart.series.map(\.mark.slots)
      func largest(_ wishes: [SlotWish.Wish], _ fallback: Int) -> SlotWish.Wish {
        let marked = wishes.filter { $0 != SlotWish.Wish() }
        return marked.max { ($0.least, $0.most) < ($1.least, $1.most) } ?? SlotWish.Wish(most: fallback)
      }
      columns = largest(all.map(\.columns), 1000)
      rows = largest(all.map(\.rows), 300)
      right = all.map(\.right).max() ?? 0
      above = all.map(\.above).max() ?? 0
      if chart.xScale.isSlotted && chart.yScale.isSlotted { pixels = all.lazy.compactMap(\.pixels).first }
    }
  }

  private static func notes(_ data: DataRange, _ chart: Chart, _ glyphs: Glyphs) -> [String] {
    func values(_ count: Int, _ one: String, _ many: String) -> String {
      "\(Numbers.grouped(count)) \(count == 1 ? one : many)"
    }
    var notes: [String] = []
    if data.shown == 0 { notes.append("no data") }
    notes += data.remarks
    for (label, omissions) in data.omitted {
      let text = omissions.text(dash: glyphs.dash, ellipsis: glyphs.ellipsis) + " left out"
      let name = chart.series.count > 1 ? label.onOneLine : ""
      notes.append(name.isEmpty ? text : "\(name): \(text)")
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

  /// Draws every series, layer by layer.
  func draw(on surface: inout any Surface) {
    let all = zip(chart.series, looks)
    for layer in Layer.allCases {
      for (series, look) in all where series.mark.layer == layer { series.mark.draw(on: &surface, look) }
      if layer == .bars { surface.finishBars() }
    }
  }
}
