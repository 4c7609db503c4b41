import Formatting

/// What a classifier says of every place: areas told apart by texture, under the points of the data.
struct RegionMark: Mark {
  static let kind = "regions"
  /// Classes on a grid, row by row from the lowest y, at the middles of its cells.
  let classes: [Int]
  let columns: Int
  let rows: Int
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let names: [String]

  init(
    _ classes: [Int], columns: Int, rows: Int, x: ClosedRange<Double>, y: ClosedRange<Double>, names: [String]
  ) throws(ChartError) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows > 0, columns > 0, !overflow, count == classes.count else {
      throw .matrix(rows: rows, columns: columns, values: classes.count)
    }
    (self.classes, self.columns, self.rows) = (classes, columns, rows)
    (self.x, self.y, self.names) = (x, y, names)
  }

  init(_ fields: Fields) throws(ChartError) {
    func range(_ name: String) throws(ChartError) -> ClosedRange<Double> {
      let ends = try fields.numbers(name)
      guard ends.count == 2, ends[0] <= ends[1] else { throw .field(name) }
      return ends[0]...ends[1]
    }
    try self.init(
      fields.numbers("classes").map { Int(exactly: $0) ?? -1 }, columns: fields.count("columns"),
      rows: fields.count("rows"), x: range("x"), y: range("y"), names: fields.texts("names"))
  }

  var fields: Fields {
    [
      "classes": .numbers(classes.map(Double.init)), "columns": .number(Double(columns)),
      "rows": .number(Double(rows)), "x": .numbers([x.lowerBound, x.upperBound]),
      "y": .numbers([y.lowerBound, y.upperBound]), "names": .texts(names),
    ]
  }
  var layer: Layer { .ground }
  var lookKind: LookKind { .plain }

  func include(in data: inout DataRange) {
    for value in [x.lowerBound, x.upperBound] { data.include(x: value) }
    for value in [y.lowerBound, y.upperBound] { data.include(y: value) }
    data.count(classes.count)
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let left = surface.x.position(x.lowerBound), right = surface.x.position(x.upperBound)
    let bottom = surface.y.position(y.lowerBound), top = surface.y.position(y.upperBound)
    guard right > left, top > bottom else { return }
    surface.regions(
      { point in
        let across = (point.x - left) / (right - left), up = (point.y - bottom) / (top - bottom)
        guard across >= 0, across < 1, up >= 0, up < 1 else { return nil }
        let column = min(Int(across * Double(columns)), columns - 1)
        let number = classes[min(Int(up * Double(rows)), rows - 1) * columns + column]
        return number >= 0 ? number : nil
      }, count: names.count)
  }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] {
    names.enumerated().map { number, name in
      var look = look
      look.ink.color = number
      look.texture = number
      return LegendEntry(label: name.onOneLine, kind: .region, look: look)
    }
  }

  func describe(_ words: AxisWords) -> String {
    let shares = names.indices.map { number in
      let share = Double(classes.filter { $0 == number }.count) / Double(classes.count)
      return "\"\(names[number])\" \(Numbers.fixed(share * 100, 0)) %"
    }
    return
      "decision regions\(words.name) over \(words.x) \(words.xSpan(x.lowerBound, x.upperBound)) and \(words.y) "
      + "\(words.ySpan(y.lowerBound, y.upperBound)): " + shares.joined(separator: ", ")
  }
}

/// A classifier's answers over a plane.
public struct DecisionGrid: Sendable {
  public let columns: Int
  public let rows: Int
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>

  /// A grid over the points and a little beyond them, fine enough for a chart of 120 columns.
  /// - Throws: `ChartError.lengths` when lengths differ.
  public init(around x: [Double], _ y: [Double], columns: Int = 120, rows: Int = 64) throws(ChartError) {
    try Series.check("x", x.count, "y", y.count)
    self.columns = max(1, min(columns, 1000))
    self.rows = max(1, min(rows, 1000))
    self.x = Self.range(x)
    self.y = Self.range(y)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter { $0.magnitude < 1e300 }
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    let margin = max((high - low) * 0.06, max(low.magnitude, high.magnitude) * 1e-6, high > low ? 0 : 0.5)
    return (low - margin)...(high + margin)
  }

  /// The places to ask the classifier about, row by row from the lowest y.
  public var places: [(x: Double, y: Double)] {
    (0..<rows).flatMap { row in (0..<columns).map { (middle(x, $0, columns), middle(y, row, rows)) } }
  }

  private func middle(_ range: ClosedRange<Double>, _ i: Int, _ count: Int) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * (Double(i) + 0.5) / Double(count)
  }

  /// The regions for the classes at `places`, numbered as in `names`; a negative one is no class.
  /// - Throws: `ChartError.matrix` when there is not one class for each place.
  public func series(_ classes: [Int], names: [String]) throws(ChartError) -> Series {
    Series(try RegionMark(classes, columns: columns, rows: rows, x: x, y: y, names: names))
  }
}
