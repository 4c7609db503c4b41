import Formatting

/// Lines from bottom to top at every x, or from left to right at every y, behind the data.
struct RuleMark: Mark {
  static let kind = "rule"
  let places: [Double]
  let isVertical: Bool

  init(_ places: [Double], isVertical: Bool) {
    (self.places, self.isVertical) = (places, isVertical)
  }

  init(_ fields: Fields) throws(ChartError) {
    self.init(try fields.numbers("at"), isVertical: try fields.flag("vertical"))
  }

  var fields: Fields { ["at": .numbers(places), "vertical": .flag(isVertical)] }
  var layer: Layer { .rules }
  var lookKind: LookKind { isVertical ? .verticalRule : .horizontalRule }

  func include(in data: inout DataRange) {
    let log = isVertical ? data.xScale.isLog : data.yScale.isLog
    for (i, value) in places.enumerated() where data.check(value, at: i, log: log) {
      data.count()
      if isVertical { data.include(x: value) } else { data.include(y: value) }
    }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    for value in places {
      if isVertical { surface.verticalRule(value, look) } else { surface.horizontalRule(value, look) }
    }
  }

  func describe(_ words: AxisWords) -> String {
    let list = places.map { isVertical ? words.x($0) : words.y($0) }.joined(separator: ", ")
    return "a \(isVertical ? "vertical" : "horizontal") rule\(words.name) at \(list)"
  }
}

extension Series {
  public static func verticalRule(at x: Double..., label: String = "") -> Series {
    verticalRule(at: x, label: label)
  }

  public static func verticalRule(at x: [Double], label: String = "") -> Series {
    Series(RuleMark(x, isVertical: true), label: label)
  }

  public static func horizontalRule(at y: Double..., label: String = "") -> Series {
    horizontalRule(at: y, label: label)
  }

  public static func horizontalRule(at y: [Double], label: String = "") -> Series {
    Series(RuleMark(y, isVertical: false), label: label)
  }
}
