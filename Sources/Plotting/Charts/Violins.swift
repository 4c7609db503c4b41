import Formatting

/// The density of each sample, mirrored along its middle; the quartiles and the median inside.
struct ViolinMark: Mark {
  static let kind = "violins"
  let shapes: [Shape]
  let lying: Bool
  let omitted: Omissions

  struct Shape {
    var at: [Double]
    var density: [Double]
    var figures: BoxMark.FiveNumbers
    var count: Int
  }

  init(_ samples: [[Double]], bandwidth: Double?, lying: Bool) {
    var omitted = Omissions(), offset = 0
    shapes = samples.map { sample in
      for (i, value) in sample.enumerated() where !value.isFinite { omitted.add(offset + i) }
      offset += sample.count
      let sorted = sample.filter(\.isFinite).sorted()
      // As in seaborn: the shape goes on a little beyond the data.
      let estimate = KernelDensity(sorted, bandwidth: bandwidth, cut: 2, points: 100)
      return Shape(
        at: estimate.at, density: estimate.density, figures: .init(sorted), count: sorted.count)
    }
    self.lying = lying
    self.omitted = omitted
  }

  init(_ fields: Fields) throws(ChartError) {
    let at = try fields.numbers("at"), density = try fields.numbers("density")
    let figures = try fields.numbers("figures"), counts = try fields.numbers("counts")
    let lengths = try fields.numbers("lengths").map { Int(exactly: $0) ?? -1 }
    guard figures.count == 5 * lengths.count, counts.count == lengths.count,
      lengths.allSatisfy({ (0...at.count).contains($0) }), at.count == density.count
    else { throw .field("lengths") }
    var shapes: [Shape] = [], start = 0
    for (i, length) in lengths.enumerated() {
      guard start + length <= at.count else { throw .field("lengths") }
      shapes.append(
        Shape(
          at: Array(at[start..<start + length]), density: Array(density[start..<start + length]),
          figures: .init(figures[5 * i..<5 * i + 5]), count: Int(exactly: counts[i]) ?? 0))
      start += length
    }
    self.shapes = shapes
    lying = try fields.flag("lying")
    omitted = try Omissions(fields)
  }

  var fields: Fields {
    [
      "at": .numbers(shapes.flatMap(\.at)), "density": .numbers(shapes.flatMap(\.density)),
      "lengths": .numbers(shapes.map { Double($0.at.count) }),
      "figures": .numbers(shapes.flatMap(\.figures.figures)),
      "counts": .numbers(shapes.map { Double($0.count) }), "lying": .flag(lying),
      "omitted": omitted.encoded,
    ]
  }
  var layer: Layer { .bands }
  var lookKind: LookKind { .band }

  var slots: SlotWish {
    var wish = SlotWish()
    if lying {
      wish.rows = .init(least: 3, most: 7)
    } else {
      wish.columns = .init(least: 5, most: 21, gap: 1)
    }
    return wish
  }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] { [] }

  func include(in data: inout DataRange) {
    data.omit(omitted)
    for (i, shape) in shapes.enumerated() {
      if lying { data.include(y: Double(i)) } else { data.include(x: Double(i)) }
      if shape.count > 0 { data.count() }
      for value in [shape.at.first, shape.at.last].compactMap({ $0 }) {
        if lying { data.include(x: value) } else { data.include(y: value) }
      }
    }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let along = lying ? surface.x : surface.y, across = lying ? surface.y : surface.x
    for (i, shape) in shapes.enumerated() {
      guard let place = Place(i, across, lying: lying), let top = shape.density.max(), top > 0 else {
        continue
      }
      let reach = max(place.reach, 0.5) + (place.reach > 0 ? 0.45 : 0)
      func side(_ sign: Double) -> [Point] {
        zip(shape.at, shape.density).compactMap { value, density in
          guard let position = surface.clamped(along, value) else { return nil }
          let distance = place.middle + sign * density / top * reach
          return lying ? Point(x: position, y: distance) : Point(x: distance, y: position)
        }
      }
      surface.polygon(side(1) + side(-1).reversed(), look)
      inside(shape, place, along, &surface, look)
    }
  }

  /// The quartiles as a bar and the median as a point, on the middle.
  private func inside(
    _ shape: Shape, _ place: Place, _ along: Axis, _ surface: inout any Surface, _ look: Look
  ) {
    guard let first = surface.clamped(along, shape.figures.first),
      let third = surface.clamped(along, shape.figures.third),
      let median = surface.clamped(along, shape.figures.median)
    else { return }
    func point(_ value: Double) -> Point {
      lying ? Point(x: value, y: place.middle) : Point(x: place.middle, y: value)
    }
    surface.rail(point(first), point(third), look)
    surface.cap(point(median), lying: lying, look)
  }

  func describe(_ words: AxisWords) -> String {
    let parts = shapes.enumerated().map { i, shape -> String in
      let name = lying ? words.y(Double(i)) : words.x(Double(i))
      guard let top = shape.density.indices.max(by: { shape.density[$0] < shape.density[$1] }) else {
        return "\(name) without data"
      }
      return
        "\(name) (n = \(Numbers.grouped(shape.count))): median \(Numbers.general(shape.figures.median, 4)), "
        + "densest at \(Numbers.general(shape.at[top], 4))"
    }
    return "\(AxisWords.count(shapes.count, "violin"))\(words.name): " + parts.joined(separator: "; ")
  }
}

extension Chart {
  /// A violin for each sample, lying unless `vertical`.
  /// - Throws: `ChartError.lengths` unless there is a name for each sample, `ChartError.value` when the
  ///   bandwidth is not positive.
  public static func violins(
    _ names: [String], _ samples: [[Double]], bandwidth: Double? = nil, vertical: Bool = false
  ) throws(ChartError) -> Chart {
    try Series.check("labels", names.count, "samples", samples.count)
    if let bandwidth, !(bandwidth > 0 && bandwidth.isFinite) {
      throw .value("bw", bandwidth, wanted: "positive")
    }
    var chart = Chart(series: [Series(ViolinMark(samples, bandwidth: bandwidth, lying: !vertical))])
    if vertical { chart.xScale = .categories(names) } else { chart.yScale = .categories(names) }
    return chart
  }
}
