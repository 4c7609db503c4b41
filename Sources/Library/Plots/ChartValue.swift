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
      ChartStyle(
        width: min(options.width, 100), canvas: options.ascii ? .ascii : .braille, color: options.color,
        ambiguous: .fromEnvironment()))
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
