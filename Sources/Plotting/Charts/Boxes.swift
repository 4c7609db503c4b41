import Formatting

/// Box plots: quartiles as a box, the median as a line in it, whiskers to the last value within one and a
/// half box lengths (Tukey 1977), every value beyond as a point.
struct BoxMark: Mark {
  static let kind = "boxes"
  let groups: [FiveNumbers]
  let outliers: [Double]
  /// The group of each outlier.
  let owners: [Int]
  let counts: [Double]
  let lying: Bool
  let omitted: Omissions

  /// The five figures of one group; all NaN when it is empty.
  struct FiveNumbers {
    var low = Double.nan
    var first = Double.nan
    var median = Double.nan
    var third = Double.nan
    var high = Double.nan

    /// - Parameter sorted: finite numbers.
    init(_ sorted: [Double]) {
      guard !sorted.isEmpty else { return }
      first = Quantiles.value(sorted, 0.25)
      median = Quantiles.value(sorted, 0.5)
      third = Quantiles.value(sorted, 0.75)
      let reach = 1.5 * (third - first)
      // A whisker never ends inside its box.
      low = min(sorted.first { $0 >= first - reach } ?? first, first)
      high = max(sorted.last { $0 <= third + reach } ?? third, third)
    }

    init(_ figures: ArraySlice<Double>) {
      guard figures.count == 5, let start = figures.indices.first else { return }
      (low, first, median) = (figures[start], figures[start + 1], figures[start + 2])
      (third, high) = (figures[start + 3], figures[start + 4])
    }

    var figures: [Double] { [low, first, median, third, high] }
  }

  init(_ samples: [[Double]], lying: Bool) {
    var omitted = Omissions(), offset = 0
    var groups: [FiveNumbers] = [], outliers: [Double] = [], owners: [Int] = [], counts: [Double] = []
    for (number, sample) in samples.enumerated() {
      for (i, value) in sample.enumerated() where !value.isFinite { omitted.add(offset + i) }
      offset += sample.count
      let sorted = sample.filter(\.isFinite).sorted()
      let box = FiveNumbers(sorted)
      let beyond = sorted.filter { $0 < box.low || $0 > box.high }
      groups.append(box)
      outliers += beyond
      owners += beyond.map { _ in number }
      counts.append(Double(sorted.count))
    }
    (self.groups, self.outliers, self.owners, self.counts) = (groups, outliers, owners, counts)
    (self.lying, self.omitted) = (lying, omitted)
  }

  init(_ fields: Fields) throws(ChartError) {
    let figures = try fields.numbers("figures")
    guard figures.count % 5 == 0 else { throw .field("figures") }
    groups = stride(from: 0, to: figures.count, by: 5).map { FiveNumbers(figures[$0..<$0 + 5]) }
    outliers = try fields.numbers("outliers")
    owners = try fields.numbers("owners").map { Int(exactly: $0) ?? -1 }
    counts = try fields.numbers("counts")
    lying = try fields.flag("lying")
    omitted = try Omissions(fields)
    try Series.check("outliers", outliers.count, "owners", owners.count)
    try Series.check("figures", groups.count, "counts", counts.count)
  }

  var fields: Fields {
    [
      "figures": .numbers(groups.flatMap(\.figures)), "outliers": .numbers(outliers),
      "owners": .numbers(owners.map(Double.init)), "counts": .numbers(counts), "lying": .flag(lying),
      "omitted": omitted.encoded,
    ]
  }
  var layer: Layer { .shapes }
  var lookKind: LookKind { .marks(count: outliers.count) }

  var slots: SlotWish {
    var wish = SlotWish()
    if lying {
      wish.rows = .init(least: 3, most: 4, gap: 1)
    } else {
      wish.columns = .init(least: 4, most: 15, gap: 2, isOdd: true)
    }
    return wish
  }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] { [] }

  func include(in data: inout DataRange) {
    data.omit(omitted)
    let log = lying ? data.xScale.isLog : data.yScale.isLog
    for (i, group) in groups.enumerated() {
      if lying { data.include(y: Double(i)) } else { data.include(x: Double(i)) }
      if group.median.isNaN { continue }
      for value in [group.low, group.high] { include(value, log, &data) }
    }
    for value in outliers { include(value, log, &data) }
  }

  private func include(_ value: Double, _ log: Bool, _ data: inout DataRange) {
    guard data.check(value, at: 0, log: log) else { return }
    data.count()
    if lying { data.include(x: value) } else { data.include(y: value) }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let along = lying ? surface.x : surface.y, across = lying ? surface.y : surface.x
    for (i, group) in groups.enumerated() {
      guard let place = Place(i, across, lying: lying) else { continue }
      let values = group.figures.compactMap { surface.clamped(along, $0) }
      guard values.count == 5 else { continue }
      BoxDrawing(place: place, lying: lying, look: look).draw(values, on: &surface)
    }
    for (i, value) in outliers.enumerated() {
      guard let place = Place(owners[i], across, lying: lying) else { continue }
      let at = along.position(value)
      surface.marks(
        [lying ? Point(x: at, y: place.middle) : Point(x: place.middle, y: at)], look)
    }
  }

  func describe(_ words: AxisWords) -> String {
    let parts = groups.enumerated().map { i, group -> String in
      let name = lying ? words.y(Double(i)) : words.x(Double(i))
      if group.median.isNaN { return "\(name) without data" }
      let beyond = owners.filter { $0 == i }.count
      return "\(name) (n = \(Numbers.general(counts[i], 6))): median \(Numbers.general(group.median, 4)), "
        + "quartiles \(Numbers.general(group.first, 4)) and \(Numbers.general(group.third, 4))"
        + (beyond == 0 ? "" : ", \(AxisWords.count(beyond, "outlier"))")
    }
    return "\(AxisWords.count(groups.count, "box plot"))\(words.name): " + parts.joined(separator: "; ")
  }
}

/// The cells of one category across the values.
struct Place {
  var middle: Double
  /// Whole cells on each side of the middle one.
  var reach: Double

  init?(_ i: Int, _ axis: Axis, lying: Bool) {
    guard let slots = axis.slots else {
      let position = axis.position(Double(i))
      if position.isNaN { return nil }
      (middle, reach) = (position.rounded(.down) + 0.5, 0)
      return
    }
    let slot = lying ? slots.count - 1 - i : i
    guard (0..<slots.count).contains(slot) else { return nil }
    middle = Double(slots.middle(slot)) + 0.5
    reach = Double((slots.cells - slots.gap - 1) / 2)
  }
}

/// A box with its whiskers, lying or standing.
struct BoxDrawing {
  let place: Place
  let lying: Bool
  let look: Look

  /// - Parameter values: the five figures in cells.
  func draw(_ values: [Double], on surface: inout any Surface) {
    let low = values[0], first = values[1], median = values[2], third = values[3], high = values[4]
    let near = place.middle - place.reach, far = place.middle + place.reach
    if place.reach == 0 {
      // One row: a thick stretch with the median in it.
      surface.rail(point(low, near), point(first, near), look)
      surface.rail(point(third, near), point(high, near), look)
      surface.fill(box(first, third), .pattern(1), look)
      surface.cap(point(median, near), lying: lying, look)
    } else {
      for value in [first, median, third] { surface.rail(point(value, near), point(value, far), look) }
      for side in [near, far] { surface.rail(point(first, side), point(third, side), look) }
      surface.rail(point(low, place.middle), point(first, place.middle), look)
      surface.rail(point(third, place.middle), point(high, place.middle), look)
    }
    for end in [low, high] { surface.cap(point(end, place.middle), lying: lying, look) }
  }

  private func point(_ value: Double, _ side: Double) -> Point {
    lying ? Point(x: value, y: side) : Point(x: side, y: value)
  }

  private func box(_ from: Double, _ to: Double) -> Box {
    let near = place.middle - 0.5, far = place.middle + 0.5
    return lying
      ? Box(left: from, right: to, bottom: near, top: far)
      : Box(left: near, right: far, bottom: from, top: to)
  }
}

extension Surface {
  /// A short line across: the end of a whisker.
  mutating func cap(_ point: Point, lying: Bool, _ look: Look) {
    let reach = 0.3
    if lying {
      rail(Point(x: point.x, y: point.y - reach), Point(x: point.x, y: point.y + reach), look)
    } else {
      rail(Point(x: point.x - reach, y: point.y), Point(x: point.x + reach, y: point.y), look)
    }
  }
}

extension Chart {
  /// A box plot for each sample, lying unless `vertical`.
  /// - Throws: `ChartError.lengths` unless there is a name for each sample.
  public static func boxes(
    _ names: [String], _ samples: [[Double]], vertical: Bool = false
  ) throws(ChartError) -> Chart {
    try Series.check("labels", names.count, "samples", samples.count)
    var chart = Chart(series: [Series(BoxMark(samples, lying: !vertical))])
    if vertical { chart.xScale = .categories(names) } else { chart.yScale = .categories(names) }
    return chart
  }
}
