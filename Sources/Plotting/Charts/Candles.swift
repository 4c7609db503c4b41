import Formatting

/// Prices of a day each: a line from the lowest to the highest, a body from the first to the last.
struct CandleMark: Mark {
  static let kind = "candles"
  let x: [Double]
  let open: [Double]
  let high: [Double]
  let low: [Double]
  let close: [Double]

  init(
    _ x: [Double], open: [Double], high: [Double], low: [Double], close: [Double]
  ) throws(ChartError) {
    for (name, values) in [("open", open), ("high", high), ("low", low), ("close", close)] {
      try Series.check("x", x.count, name, values.count)
    }
    (self.x, self.open, self.high, self.low, self.close) = (x, open, high, low, close)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      fields.numbers("x"), open: fields.numbers("open"), high: fields.numbers("high"),
      low: fields.numbers("low"), close: fields.numbers("close"))
  }

  var fields: Fields {
    [
      "x": .numbers(x), "open": .numbers(open), "high": .numbers(high), "low": .numbers(low),
      "close": .numbers(close),
    ]
  }
  var layer: Layer { .shapes }
  var lookKind: LookKind { .frame }

  private func isFinite(_ i: Int) -> Bool {
    [x[i], open[i], high[i], low[i], close[i]].allSatisfy(\.isFinite)
  }

  func include(in data: inout DataRange) {
    for i in x.indices {
      guard isFinite(i) else {
        data.omit(i)
        continue
      }
      data.count()
      data.include(x: x[i])
      for value in [open[i], high[i], low[i], close[i]] { data.include(y: value) }
    }
    // Room for the bodies of the first and the last.
    let places = Set(x.filter(\.isFinite)).sorted()
    guard let first = places.first, let last = places.last,
      let gap = zip(places.dropFirst(), places).map({ $0 - $1 }).min()
    else { return }
    for value in [first - gap / 2, last + gap / 2] { data.include(x: value) }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    // The least distance between neighbours decides how wide bodies are.
    let places = x.indices.filter(isFinite).map { surface.x.position(x[$0]) }.filter { !$0.isNaN }.sorted()
    let gap = zip(places.dropFirst(), places).map { $0 - $1 }.filter { $0 > 0 }.min() ?? 5
    let reach = gap >= 6 ? 2.0 : gap >= 4 ? 1 : 0
    for i in x.indices where isFinite(i) {
      let at = surface.x.position(x[i])
      guard at >= 0, at <= Double(surface.x.cells),
        let top = surface.clamped(surface.y, max(high[i], open[i], close[i])),
        let bottom = surface.clamped(surface.y, min(low[i], open[i], close[i])),
        let first = surface.clamped(surface.y, open[i]), let last = surface.clamped(surface.y, close[i])
      else { continue }
      // A body stands in whole cells, the line in the middle of one.
      let middle = min(at.rounded(.down), Double(surface.x.cells - 1)) + 0.5
      let rises = close[i] >= open[i]
      var ink = look
      ink.ink.color = rises ? Self.rising : Self.falling
      surface.rail(Point(x: middle, y: bottom), Point(x: middle, y: top), ink)
      if (last - first).magnitude < 0.25 {
        // As good as no body: a line across.
        surface.rail(
          Point(x: middle - max(reach, 0.3), y: first), Point(x: middle + max(reach, 0.3), y: first), ink)
      } else {
        let box = Box(left: middle - reach - 0.5, right: middle + reach + 0.5, bottom: first, top: last)
        surface.body(box, .pattern(rises ? 1 : 0), ink)
      }
    }
  }

  /// Colours, as everywhere beside another difference: the fill.
  private static let rising = 2
  private static let falling = 1

  func legend(_ label: String, _ look: Look) -> [LegendEntry] {
    [(1, Self.rising, "rises"), (0, Self.falling, "falls")].map { pattern, color, name in
      var look = look
      look.ink.color = color
      return LegendEntry(
        label: label.isEmpty ? name : "\(label) \(name)", kind: .swatch(.pattern(pattern)), look: look)
    }
  }

  func describe(_ words: AxisWords) -> String {
    let shown = x.indices.filter(isFinite)
    var text = "\(AxisWords.count(shown.count, "candle"))\(words.name)"
    guard let first = shown.first, let last = shown.last, let top = shown.max(by: { high[$0] < high[$1] }),
      let bottom = shown.min(by: { low[$0] < low[$1] })
    else { return text }
    let rises = shown.filter { close[$0] >= open[$0] }.count
    text +=
      " \(words.xSpan(x[first], x[last])): from \(Numbers.general(open[first], 5)) to \(Numbers.general(close[last], 5))"
    text +=
      ", highest \(Numbers.general(high[top], 5)) (\(words.x(x[top]))), lowest \(Numbers.general(low[bottom], 5))"
    return text + " (\(words.x(x[bottom]))), \(rises) rising and \(shown.count - rises) falling"
  }
}

extension Series {
  /// Candles at `x`, which may be days since 1970.
  /// - Throws: `ChartError.lengths` when lengths differ.
  public static func candles(
    _ x: [Double], open: [Double], high: [Double], low: [Double], close: [Double], label: String = ""
  ) throws(ChartError) -> Series {
    Series(try CandleMark(x, open: open, high: high, low: low, close: close), label: label)
  }
}
