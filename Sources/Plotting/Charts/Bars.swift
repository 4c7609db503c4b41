import Formatting

/// Bars of height `heights[i]` from `edges[i]` to `edges[i + 1]`: a histogram.
struct BarMark: Mark {
  static let kind = "bars"
  let edges: [Double]
  let heights: [Double]
  /// Values that were left out when they were counted.
  let omitted: Omissions

  init(edges: [Double], heights: [Double], omitted: Omissions = Omissions()) throws(ChartError) {
    guard edges.count == heights.count + 1 else {
      throw .edgeCount(edges: edges.count, heights: heights.count)
    }
    for (i, edge) in edges.enumerated() {
      if !edge.isFinite || (i > 0 && edges[i - 1] >= edge) { throw .edges(index: i, value: edge) }
    }
    (self.edges, self.heights, self.omitted) = (edges, heights, omitted)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(
      edges: fields.numbers("edges"), heights: fields.numbers("heights"), omitted: Omissions(fields))
  }

  var fields: Fields {
    ["edges": .numbers(edges), "heights": .numbers(heights), "omitted": omitted.encoded]
  }
  var layer: Layer { .bars }
  var lookKind: LookKind { .bars }

  func include(in data: inout DataRange) {
    data.omit(omitted)
    data.stand(lying: false)
    for edge in edges { data.include(x: edge) }
    for (i, height) in heights.enumerated() {
      if !height.isFinite {
        data.omit(i)
      } else if !data.yScale.isLog || height > 0 {
        data.include(y: height)
        if height != 0 { data.count() }
      }
    }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let ground = surface.y.isLog ? 0 : surface.clamped(surface.y, 0) ?? 0
    for (i, height) in heights.enumerated() where height.isFinite && height != 0 {
      guard let sides = sides(edges[i], edges[i + 1], surface.x, hasCells: surface.hasCells),
        let end = surface.clamped(surface.y, height)
      else { continue }
      surface.bar(
        Bar(
          box: Box(left: sides.left, right: sides.right, bottom: ground, top: end), isNegative: height < 0,
          look: look))
    }
  }

  /// Where a bar stands, without the cells of its edges when there is room to tell bars apart.
  private func sides(
    _ left: Double, _ right: Double, _ axis: Axis, hasCells: Bool
  ) -> (left: Double, right: Double)? {
    let a = axis.position(left), b = axis.position(right), cells = Double(axis.cells)
    guard !b.isNaN, b >= 0, !(a > cells) else { return nil }
    if !hasCells { return (a.isNaN ? 0 : max(a, 0), min(b, cells)) }
    let first = a.isNaN ? 0 : Double(axis.cell(left)), last = Double(axis.cell(right))
    if last - first >= 3 { return (a < 0 ? first : first + 1, b > cells ? last + 1 : last) }
    return (first, max(last, first + 1))
  }

  func describe(_ words: AxisWords) -> String {
    let count = "\(Numbers.grouped(heights.count)) \(heights.count == 1 ? "bar" : "bars")\(words.name)"
    let finite = heights.indices.filter { heights[$0].isFinite }
    guard let highest = finite.max(by: { heights[$0] < heights[$1] }), let first = edges.first,
      let last = edges.last
    else { return count }
    return "\(count) \(words.xSpan(first, last)), the highest \(words.y(heights[highest])) (\(words.y)) "
      + words.xSpan(edges[highest], edges[highest + 1])
  }
}

extension Series {
  /// - Throws: `ChartError.edgeCount` unless there is one edge more than heights,
  ///   `ChartError.edges` unless the edges are finite and increase.
  public static func bars(
    edges: [Double], heights: [Double], label: String = ""
  ) throws(ChartError) -> Series {
    Series(try BarMark(edges: edges, heights: heights), label: label)
  }
}

extension Chart {
  /// The number of bars, when all bars of the chart share edges at equal distances.
  var equalBins: Int? {
    var shared: [Double]?
    for series in series {
      guard let bars = series.mark as? BarMark else { continue }
      if shared.map({ $0 != bars.edges }) ?? false { return nil }
      shared = bars.edges
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
      if let bars = series.mark as? BarMark,
        bars.edges.first != range.lowerBound || bars.edges.last != range.upperBound
      {
        return nil
      }
    }
    return equalBins
  }
}
