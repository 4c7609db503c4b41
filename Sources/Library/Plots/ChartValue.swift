import Language
import Plotting

/// A chart in the language: data that can be drawn, combined and kept.
public final class ChartValue: ObjectValue {
  public let chart: Chart

  public init(_ chart: Chart) { self.chart = chart }

  public override var kindName: String { "a chart" }
  public override var typeSummary: String { "chart of \(chart.series.count) series" }
  public override var fieldNames: [String] { ["title", "description"] }

  public override func field(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "title": .text(chart.title)
    case "description": .text(chart.describe())
    default: nil
    }
  }

  public override func display(_ options: DisplayOptions) -> String {
    chart.text(
      ChartStyle(width: min(options.width, 100), height: 16, ascii: options.ascii, color: options.color))
  }

  public override func isEqual(to other: ObjectValue) -> Bool { (other as? ChartValue)?.chart == chart }

  /// `a + b` lays one chart over the other.
  public override func binary(_ operation: String, _ other: Value, reversed: Bool) throws(Diagnostic)
    -> Value?
  {
    guard operation == "+", case .object(let object) = other, let over = object as? ChartValue else {
      return nil
    }
    return .object(ChartValue(reversed ? over.chart.overlaid(with: chart) : chart.overlaid(with: over.chart)))
  }

  public override func archived() -> (type: String, payload: Value)? { ("chart", ChartArchive.encode(chart)) }
}

/// Charts as plain values, for sessions.
enum ChartArchive {
  static func encode(_ chart: Chart) -> Value {
    let series = chart.series.map { series -> Value in
      let edges: [Double]
      if case .bars(let given) = series.kind { edges = given } else { edges = [] }
      return .record(
        RecordObject(fields: [
          "kind": .text(name(series.kind)), "label": .text(series.label), "x": numbers(series.x),
          "y": numbers(series.y),
          "y2": series.y2.map(numbers) ?? .none, "edges": numbers(edges),
        ]))
    }
    return .record(
      RecordObject(fields: [
        "title": .text(chart.title), "x_label": .text(chart.xLabel), "y_label": .text(chart.yLabel),
        "x_limits": limits(chart.xLimits), "y_limits": limits(chart.yLimits), "x_log": .bool(chart.xLog),
        "y_log": .bool(chart.yLog), "series": .list(series),
      ]))
  }

  private static func name(_ kind: Series.Kind) -> String {
    switch kind {
    case .line: "line"
    case .scatter: "scatter"
    case .step: "step"
    case .bars: "bars"
    case .band: "band"
    case .verticalRule: "vertical"
    case .horizontalRule: "horizontal"
    }
  }

  private static func numbers(_ values: [Double]) -> Value { .list(values.map { .float($0) }) }
  private static func limits(_ range: ClosedRange<Double>?) -> Value {
    range.map { numbers([$0.lowerBound, $0.upperBound]) } ?? .none
  }

  static func decode(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    guard case .record(let record) = payload, case .list(let list)? = record["series"] else { throw damaged }
    var chart = Chart(
      title: text(record["title"]), xLabel: text(record["x_label"]), yLabel: text(record["y_label"]),
      xLimits: range(record["x_limits"]), yLimits: range(record["y_limits"]), xLog: flag(record["x_log"]),
      yLog: flag(record["y_log"]))
    for item in list.items { chart.add(try series(item)) }
    return ChartValue(chart)
  }

  private static func series(_ item: Value) throws(Diagnostic) -> Series {
    guard case .record(let record) = item else { throw damaged }
    let label = text(record["label"])
    let x = doubles(record["x"]), y = doubles(record["y"])
    do {
      switch text(record["kind"]) {
      case "line": return try .line(x, y, label: label)
      case "scatter": return try .scatter(x, y, label: label)
      case "step": return try .step(x, y, label: label)
      case "bars": return try .bars(edges: doubles(record["edges"]), heights: y, label: label)
      case "band": return try .band(x, lower: y, upper: doubles(record["y2"]), label: label)
      case "vertical": return .verticalRule(at: x, label: label)
      default: return .horizontalRule(at: y, label: label)
      }
    } catch {
      throw damaged
    }
  }

  private static let damaged = Diagnostic(.data, "D90", "the stored chart is damaged")

  private static func text(_ value: Value?) -> String {
    if case .text(let text)? = value { text.string } else { "" }
  }
  private static func flag(_ value: Value?) -> Bool {
    if case .bool(let flag)? = value { flag } else { false }
  }
  private static func doubles(_ value: Value?) -> [Double] {
    if case .list(let list)? = value { list.items.compactMap(\.number) } else { [] }
  }
  private static func range(_ value: Value?) -> ClosedRange<Double>? {
    let ends = doubles(value)
    return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
  }
}
