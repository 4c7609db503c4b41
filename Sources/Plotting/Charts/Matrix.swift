import Formatting

/// A matrix as shades: pixels of a picture, or cells that may show their numbers.
struct MatrixMark: Mark {
  static let kind = "matrix"
  let rows: Int
  let columns: Int
  /// Row by row.
  let values: [Double]
  /// Square pixels, as large as they fit; otherwise cells wide enough for what they show.
  let isPicture: Bool
  /// The texts in the cells; empty: none.
  let texts: [String]
  /// The values of the lightest and the darkest shade.
  let low: Double
  let high: Double

  /// The most values a matrix may have.
  static let limit = 4_000_000

  init(
    rows: Int, columns: Int, _ values: [Double], isPicture: Bool, texts: [String],
    limits: (low: Double, high: Double)? = nil
  ) throws(ChartError) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, count == values.count, count <= Self.limit,
      texts.isEmpty || texts.count == count
    else { throw .matrix(rows: rows, columns: columns, values: values.count) }
    (self.rows, self.columns, self.values) = (rows, columns, values)
    (self.isPicture, self.texts) = (isPicture, texts)
    let finite = values.lazy.filter(\.isFinite)
    low = limits?.low ?? finite.min() ?? 0
    high = limits?.high ?? finite.max() ?? 0
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      rows: fields.count("rows"), columns: fields.count("columns"), fields.numbers("values"),
      isPicture: fields.flag("picture"), texts: fields.texts("texts"),
      limits: (fields.number("low"), fields.number("high")))
  }

  var fields: Fields {
    [
      "rows": .number(Double(rows)), "columns": .number(Double(columns)), "values": .numbers(values),
      "picture": .flag(isPicture), "texts": .texts(texts), "low": .number(low), "high": .number(high),
    ]
  }
  var layer: Layer { .ground }
  var lookKind: LookKind { .plain }

  var slots: SlotWish {
    var wish = SlotWish()
    if isPicture {
      wish.pixels = .init(rows: rows, columns: columns)
    } else if texts.isEmpty {
      wish.columns = .init(least: 1, most: 8)
      wish.rows = .init(least: 1, most: 3)
    } else {
      // A space to each side of the text, and where there is room some shade and a gap.
      let widest = texts.reduce(0) { max($0, DisplayWidth.of($1)) }
      wish.columns = .init(least: widest + 1, most: widest + 7, gap: 1)
      wish.rows = .init(least: 1, most: 3, isOdd: true)
    }
    return wish
  }

  /// Where a value lies between the limits, from 0 to 1.
  func shade(_ value: Double) -> Double {
    guard value.isFinite else { return .nan }
    if high <= low { return value < low ? 0 : value > high ? 1 : 0.5 }
    // Halves, because the difference may overflow.
    return min(max((value / 2 - low / 2) / (high / 2 - low / 2), 0), 1)
  }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] {
    guard high > low else { return [] }
    let range = "from \(Numbers.general(low, 3)) to \(Numbers.general(high, 3))"
    return [LegendEntry(label: label.isEmpty ? range : "\(label), \(range)", kind: .scale, look: look)]
  }

  func include(in data: inout DataRange) {
    for (i, value) in values.enumerated() where !value.isFinite { data.omit(i) }
    if rows == 0 || columns == 0 { return }
    data.count(values.count)
    for x in [0, columns - 1] { data.include(x: Double(x)) }
    for y in [0, rows - 1] { data.include(y: Double(y)) }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    if isPicture || surface.x.slots == nil || surface.y.slots == nil {
      surface.pixels(Pixels(rows: rows, columns: columns, shades: values.map(shade)), look)
      return
    }
    guard let across = surface.x.slots, let down = surface.y.slots else { return }
    for row in 0..<min(rows, down.count) {
      for column in 0..<min(columns, across.count) {
        let bottom = Double((down.count - 1 - row) * down.cells)
        // Shades of a picture may touch.
        let wide = Double(surface.hasCells ? across.cells - across.gap : across.cells)
        let box = Box(
          left: across.center(column) - wide / 2, right: across.center(column) + wide / 2,
          bottom: bottom, top: bottom + Double(down.cells))
        let i = row * columns + column
        let ground = Fill.shade(shade(values[i]))
        if !values[i].isNaN { surface.fill(box, ground, look) }
        if !texts.isEmpty { write(texts[i], in: box, over: ground, on: &surface) }
      }
    }
  }

  /// Spaces keep a number apart from the shade, on its whole row where there is little room; a number that
  /// does not fit is left out.
  private func write(_ text: String, in box: Box, over ground: Fill, on surface: inout any Surface) {
    let room = Int(box.right - box.left + 0.5), size = DisplayWidth.of(text)
    guard size <= room else { return }
    let middle = Point(x: (box.left + box.right) / 2, y: (box.bottom + box.top) / 2)
    func space(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
    let free = size + 4 <= room ? 2 : room - size
    surface.text(space(free / 2) + text + space(free - free / 2), at: middle, .middle, over: ground)
  }

  func describe(_ words: AxisWords) -> String {
    let what = isPicture ? "a picture" : "a matrix"
    var text =
      "\(what)\(words.name) of \(AxisWords.count(rows, "row")) and \(AxisWords.count(columns, "column"))"
    let finite = values.indices.filter { values[$0].isFinite }
    guard let least = finite.min(by: { values[$0] < values[$1] }),
      let most = finite.max(by: { values[$0] < values[$1] })
    else { return text }
    func place(_ i: Int) -> String {
      "\(Numbers.general(values[i], 4)) at row \(words.y(Double(i / columns))), column \(words.x(Double(i % columns)))"
    }
    text +=
      values[least] == values[most]
      ? ", all \(Numbers.general(values[least], 4))" : ", from \(place(least)) to \(place(most))"
    let omitted = values.count - finite.count
    return omitted == 0 ? text : text + ", \(Numbers.grouped(omitted)) not finite"
  }
}

extension Chart {
  /// A matrix as a picture, two pixels in a character: digits, kernels, attention maps.
  /// - Throws: `ChartError.matrix` when the values do not fill the matrix, or there are more than four million.
  public static func image(
    rows: Int, columns: Int, _ values: [Double], limits: (low: Double, high: Double)? = nil
  ) throws(ChartError) -> Chart {
    let mark = try MatrixMark(
      rows: rows, columns: columns, values, isPicture: true, texts: [], limits: limits)
    return Chart(series: [Series(mark)], xScale: .indices, yScale: .indices)
  }

  /// A matrix as shaded cells, with its numbers in them when `texts` are given (row by row).
  /// - Throws: `ChartError.matrix` as `image` does, `ChartError.lengths` unless there is a name for each row
  ///   and column, where there are names.
  public static func heatmap(
    rows: Int, columns: Int, _ values: [Double], rowNames: [String] = [], columnNames: [String] = [],
    texts: [String] = [], limits: (low: Double, high: Double)? = nil
  ) throws(ChartError) -> Chart {
    if !rowNames.isEmpty { try Series.check("yticklabels", rowNames.count, "rows", rows) }
    if !columnNames.isEmpty { try Series.check("xticklabels", columnNames.count, "columns", columns) }
    let mark = try MatrixMark(
      rows: rows, columns: columns, values, isPicture: false, texts: texts, limits: limits)
    return Chart(
      series: [Series(mark)], xScale: columnNames.isEmpty ? .indices : .categories(columnNames),
      yScale: rowNames.isEmpty ? .indices : .categories(rowNames))
  }
}
