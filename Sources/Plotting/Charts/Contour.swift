import Formatting

/// Lines of equal height, each with its level in it.
struct ContourMark: Mark {
  static let kind = "contour"
  let x: [Double]
  let y: [Double]
  /// Row by row, one row for each y.
  let z: [Double]
  let levels: [Double]

  /// The most levels.
  static let levelLimit = 100

  init(_ x: [Double], _ y: [Double], _ z: [Double], levels: [Double]) throws(ChartError) {
    let (count, overflow) = x.count.multipliedReportingOverflow(by: y.count)
    guard !overflow, count == z.count else {
      throw .matrix(rows: y.count, columns: x.count, values: z.count)
    }
    guard levels.count <= Self.levelLimit else {
      throw .value("levels", Double(levels.count), wanted: "at most \(Self.levelLimit)")
    }
    for values in [x, y] {
      for (i, value) in values.enumerated() {
        if !value.isFinite || (i > 0 && values[i - 1] >= value) { throw .edges(index: i, value: value) }
      }
    }
    (self.x, self.y, self.z, self.levels) = (x, y, z, levels.filter(\.isFinite).sorted())
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      fields.numbers("x"), fields.numbers("y"), fields.numbers("z"), levels: fields.numbers("levels"))
  }

  var fields: Fields {
    ["x": .numbers(x), "y": .numbers(y), "z": .numbers(z), "levels": .numbers(levels)]
  }
  var layer: Layer { .rules }
  var lookKind: LookKind { .plain }

  func include(in data: inout DataRange) {
    for (i, value) in z.enumerated() where !value.isFinite { data.omit(i) }
    if x.isEmpty || y.isEmpty { return }
    data.count(z.count)
    if x.count < 2 || y.count < 2 {
      data.remark("no contours: they need a grid of at least 2 by 2 values")
    } else if let value = z.first(where: \.isFinite), z.allSatisfy({ $0 == value || !$0.isFinite }) {
      data.remark("no contours: all values are \(Numbers.general(value, 6))")
    }
    for value in [x.first, x.last].compactMap({ $0 }) { data.include(x: value) }
    for value in [y.first, y.last].compactMap({ $0 }) { data.include(y: value) }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let contours = Contours(x: x, y: y, z: z)
    var look = look
    look.ink.mark = "."
    // Lighter than the paths that are drawn over it.
    look.dash = .dotted
    var labels: [(text: String, at: Point)] = []
    for level in levels {
      var longest: [Point] = []
      for path in contours.paths(at: level) {
        let points = path.compactMap { place -> Point? in
          let x = surface.x.position(place.x), y = surface.y.position(place.y)
          return x.isNaN || y.isNaN ? nil : Point(x: x, y: y)
        }
        surface.line(points, look)
        if Self.length(points) > Self.length(longest) { longest = points }
      }
      let text = Numbers.general(level, 3)
      if let at = Self.place(text, on: longest, surface, avoiding: labels) { labels.append((text, at)) }
    }
    for label in labels { surface.text(label.text, at: label.at, .middle, over: nil) }
  }

  /// In rows: a cell is twice as high as it is wide.
  private static func length(_ points: [Point]) -> Double {
    zip(points, points.dropFirst()).reduce(0) {
      $0 + max(($1.1.x - $1.0.x).magnitude / 2, ($1.1.y - $1.0.y).magnitude)
    }
  }

  /// The point of a path where its label is farthest from the others and from the edges; `nil` when the path
  /// is too short to carry one or there is no such point.
  private static func place(
    _ text: String, on path: [Point], _ surface: any Surface, avoiding labels: [(text: String, at: Point)]
  ) -> Point? {
    let size = Double(text.utf8.count)
    guard length(path) > size / 2 + 1 else { return nil }
    var best: (point: Point, room: Double)?
    for point in path {
      guard point.x > size / 2 + 0.5, point.x < Double(surface.x.cells) - size / 2 - 0.5, point.y > 0.5,
        point.y < Double(surface.y.cells) - 0.5
      else { continue }
      var room = 6.0
      for label in labels {
        let across = (point.x - label.at.x).magnitude - (size + Double(label.text.utf8.count)) / 2
        room = min(room, max(across / 2, (point.y - label.at.y).magnitude - 1))
      }
      if room > 0.5 && room > (best?.room ?? 0) { best = (point, room) }
    }
    return best?.point
  }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] {
    label.isEmpty ? [] : [LegendEntry(label: label, kind: .line, look: look)]
  }

  func describe(_ words: AxisWords) -> String {
    var text = "contours\(words.name) over \(words.x) \(words.xSpan(x.first ?? 0, x.last ?? 0))"
    text += " and \(words.y) \(words.ySpan(y.first ?? 0, y.last ?? 0))"
    if !levels.isEmpty { text += ", at " + levels.map { Numbers.general($0, 4) }.joined(separator: ", ") }
    let finite = z.indices.filter { z[$0].isFinite }
    guard let lowest = finite.min(by: { z[$0] < z[$1] }), let highest = finite.max(by: { z[$0] < z[$1] })
    else { return text }
    func place(_ i: Int) -> String {
      "\(Numbers.general(z[i], 4)) at (\(words.x(x[i % x.count])), \(words.y(y[i / x.count])))"
    }
    return text + ", lowest \(place(lowest)), highest \(place(highest))"
  }
}

extension Series {
  /// Lines of equal height of `z`, row by row with one row for each y.
  ///
  /// - Parameters:
  ///   - x: increasing, as is `y`.
  ///   - levels: `nil`: about seven round ones.
  /// - Throws: `ChartError.matrix` when `z` does not fill the grid, `ChartError.edges` when x or y do not
  ///   increase, `ChartError.value` for too many levels.
  public static func contour(
    _ x: [Double], _ y: [Double], _ z: [Double], levels: [Double]? = nil, label: String = ""
  ) throws(ChartError) -> Series {
    Series(try ContourMark(x, y, z, levels: levels ?? Contours.levels(z, count: 7)), label: label)
  }

  /// About this many round levels for the values of a contour plot.
  public static func contourLevels(_ z: [Double], count: Int) -> [Double] { Contours.levels(z, count: count) }
}
