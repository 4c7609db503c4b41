import Formatting

/// One bar for each category, at 0, 1, 2, …: standing or lying, beside the bars of other groups or on them.
struct CategoryBarMark: Mark {
  static let kind = "category bars"
  let heights: [Double]
  /// Where each bar begins: zero, or the end of the bar that it is stacked on.
  let bases: [Double]
  /// Of `groups` bars in each category this is the one with this number.
  let group: Int
  let groups: Int
  let lying: Bool
  /// Whether the value stands at the end of each bar.
  let annotated: Bool

  static let groupLimit = 1000

  init(
    _ heights: [Double], bases: [Double], group: Int, groups: Int, lying: Bool, annotated: Bool
  ) throws(ChartError) {
    try Series.check("heights", heights.count, "bottom", bases.count)
    guard (1...Self.groupLimit).contains(groups), (0..<groups).contains(group) else {
      throw .value("groups", Double(groups), wanted: "from 1 to \(Self.groupLimit)")
    }
    (self.heights, self.bases, self.group, self.groups) = (heights, bases, group, groups)
    (self.lying, self.annotated) = (lying, annotated)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      fields.numbers("heights"), bases: fields.numbers("bases"), group: fields.count("group"),
      groups: fields.count("groups"), lying: fields.flag("lying"), annotated: fields.flag("annotated"))
  }

  var fields: Fields {
    [
      "heights": .numbers(heights), "bases": .numbers(bases), "group": .number(Double(group)),
      "groups": .number(Double(groups)), "lying": .flag(lying), "annotated": .flag(annotated),
    ]
  }
  var layer: Layer { .bars }
  var lookKind: LookKind { .bars }

  var slots: SlotWish {
    var wish = SlotWish()
    let gap = groups > 1 ? 2 : 1
    if annotated && lying {
      wish.right = 2 + (heights.lazy.map { Numbers.general($0, 4).utf8.count }.max() ?? 0)
    } else if annotated {
      wish.above = 1
    }
    if lying {
      wish.rows = .init(least: groups, most: groups + 1, multiple: groups, gap: 1)
    } else {
      wish.columns = .init(
        least: groups, most: groups * (groups > 1 ? 6 : 9) + gap, multiple: groups, gap: gap)
    }
    return wish
  }

  func include(in data: inout DataRange) {
    data.stand(lying: lying)
    let log = lying ? data.xScale.isLog : data.yScale.isLog
    for (i, height) in heights.enumerated() {
      if lying { data.include(y: Double(i)) } else { data.include(x: Double(i)) }
      guard data.check(height, at: i, log: log), bases[i].isFinite else { continue }
      if height != 0 { data.count() }
      for end in [bases[i] + height, bases[i]] {
        if lying { data.include(x: end) } else { data.include(y: end) }
      }
    }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let values = lying ? surface.x : surface.y
    for (i, height) in heights.enumerated() where height.isFinite {
      guard let sides = sides(i, lying ? surface.y : surface.x),
        let start = values.isLog && bases[i] <= 0 ? 0 : surface.clamped(values, bases[i]),
        let end = surface.clamped(values, bases[i] + height)
      else { continue }
      if height != 0 {
        let box =
          lying
          ? Box(left: start, right: end, bottom: sides.low, top: sides.high)
          : Box(left: sides.low, right: sides.high, bottom: start, top: end)
        surface.bar(Bar(box: box, lying: lying, isNegative: height < 0, look: look))
      }
      if annotated { annotate(height, from: start, to: end, (sides.low + sides.high) / 2, &surface) }
    }
  }

  private func annotate(
    _ value: Double, from start: Double, to end: Double, _ middle: Double, _ surface: inout any Surface
  ) {
    let text = Numbers.general(value, 4)
    if lying {
      // Beyond the end, or on the other side where there is no room.
      let isLeft = value < 0 && end.rounded(.down) - 1 >= Double(text.utf8.count)
      let x = isLeft ? end.rounded(.down) - 2 : max(start, end).rounded(.up) + 1
      surface.text(text, at: Point(x: x, y: middle), isLeft ? .end : .start, over: nil)
    } else {
      surface.text(text, at: Point(x: middle, y: value < 0 ? end - 1 : end + 0.5), .middle, over: nil)
    }
  }

  /// The place of bar `i` across: the cells of its group within those of its category.
  private func sides(_ i: Int, _ axis: Axis) -> (low: Double, high: Double)? {
    guard let slots = axis.slots else {
      // Not a cell for each: bars take what they would have of a unit of the axis.
      let number = Double(lying ? groups - 1 - group : group), part = 0.8 / Double(groups)
      let low = axis.position(Double(i) - 0.4 + number * part)
      let high = axis.position(Double(i) - 0.4 + (number + 1) * part)
      return low.isNaN || high.isNaN ? nil : (min(low, high), max(low, high))
    }
    // Along the vertical axis the first category and the first group are at the top.
    let slot = lying ? slots.count - 1 - i : i
    guard (0..<slots.count).contains(slot) else { return nil }
    let each = (slots.cells - slots.gap) / groups
    let number = lying ? groups - 1 - group : group
    let start = slot * slots.cells + slots.gapBefore + number * each
    return (Double(start), Double(start + max(1, each)))
  }

  func describe(_ words: AxisWords) -> String {
    var text = "\(AxisWords.count(heights.count, "bar"))\(words.name)"
    let finite = heights.indices.filter { heights[$0].isFinite }
    guard let highest = finite.max(by: { heights[$0] < heights[$1] }),
      let lowest = finite.min(by: { heights[$0] < heights[$1] })
    else { return text }
    func bar(_ i: Int) -> String {
      lying
        ? "\(words.x(heights[i])) for \(words.y(Double(i)))"
        : "\(words.y(heights[i])) for \(words.x(Double(i)))"
    }
    text += lowest == highest ? ": \(bar(highest))" : ": from \(bar(lowest)) to \(bar(highest))"
    if bases.contains(where: { $0 != 0 }) { text += ", stacked" }
    return text
  }
}

extension Chart {
  /// Bars for categories; several groups stand side by side, or on one another when `stacked`.
  ///
  /// - Parameter groups: what the legend calls each group, and its values, one for each category.
  /// - Throws: `ChartError.lengths` when a group has not one value for each category.
  public static func bars(
    _ categories: [String], _ groups: [(label: String, values: [Double])], stacked: Bool = false,
    lying: Bool = false, annotated: Bool = false
  ) throws(ChartError) -> Chart {
    var chart = Chart()
    if lying { chart.yScale = .categories(categories) } else { chart.xScale = .categories(categories) }
    var above = Array(repeating: 0.0, count: categories.count), below = above
    for (number, group) in groups.enumerated() {
      try Series.check("labels", categories.count, "values", group.values.count)
      var bases = Array(repeating: 0.0, count: categories.count)
      if stacked {
        // Negative values are stacked downwards, on their own.
        for (i, value) in group.values.enumerated() where value.isFinite {
          bases[i] = value < 0 ? below[i] : above[i]
          if value < 0 { below[i] += value } else { above[i] += value }
        }
      }
      chart.add(
        Series(
          try CategoryBarMark(
            group.values, bases: bases, group: stacked ? 0 : number, groups: stacked ? 1 : groups.count,
            lying: lying, annotated: annotated), label: group.label))
    }
    return chart
  }
}
