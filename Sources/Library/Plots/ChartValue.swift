import Language
import Plotting

/// A chart, a tree, a graph or several of them in the language: data that can be drawn, combined and kept.
public final class ChartValue: ObjectValue {
  public let figure: Figure

  public init(_ figure: Figure) { self.figure = figure }

  public convenience init(_ chart: Chart) { self.init(.chart(chart)) }

  public override var kindName: String {
    switch figure {
    case .chart, .grid: "a chart"
    case .tree: "a tree"
    case .graph: "a graph"
    }
  }

  public override var typeSummary: String {
    switch figure {
    case .chart(let chart): "chart of \(chart.series.count) series"
    case .tree(let tree): "tree of \(tree.rows.count) nodes"
    case .graph(let graph): "graph of \(graph.nodes.reduce(graph.omitted) { $0 + $1.count }) operations"
    case .grid(let figures, _, _): "\(figures.count) charts"
    }
  }

  public override var fieldNames: [String] {
    if case .graph = figure { ["title", "description", "dot"] } else { ["title", "description"] }
  }
  public override var methodFamily: String { "plots" }

  public override func field(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "title": .text(figure.title)
    case "description": .text(figure.describe())
    case "dot": if case .graph(let graph) = figure { .text(graph.dot) } else { nil }
    default: nil
    }
  }

  public override func display(_ options: DisplayOptions) -> String {
    var style = Self.style(options)
    // A graph takes the room that there is.
    if case .graph = figure { style.width = options.width }
    return figure.text(style)
  }

  /// How charts look at a prompt with these options: no wider than reads well.
  static func style(_ options: DisplayOptions) -> ChartStyle {
    ChartStyle(
      width: min(options.width, 100), canvas: options.ascii ? .ascii : .fromEnvironment(),
      color: options.color, ambiguous: .ofTerminal)
  }

  public override func isEqual(to other: ObjectValue) -> Bool { (other as? ChartValue)?.figure == figure }

  /// `a + b` lays one chart over the other.
  public override func binary(_ operation: String, _ other: Value, reversed: Bool) throws(Diagnostic)
    -> Value?
  {
    guard operation == "+", case .object(let object) = other, let value = object as? ChartValue,
      case .chart(let mine) = figure, case .chart(let theirs) = value.figure
    else { return nil }
    return .object(ChartValue(reversed ? theirs.overlaid(with: mine) : mine.overlaid(with: theirs)))
  }

  public override func archived() -> (type: String, payload: Value)? {
    ("chart", ChartArchive.encode(figure))
  }

  /// The chart, tree, graph or charts that a value is.
  static func figure(_ value: Value) -> Figure? {
    if case .object(let object) = value, let value = object as? ChartValue { value.figure } else { nil }
  }
}
