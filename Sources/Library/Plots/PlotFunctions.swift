import Language
import Plotting

/// `plot`, `scatter`, `hist` and their relatives. Each makes a chart, or adds to the one it is given first:
/// `scatter(x, y) |> plot(u, v)`.
enum PlotFunctions {
  static var all: [BuiltIn] { [plot, scatter, step, bandPlot, histogram, verticalLine, horizontalLine] }

  /// What every chart function takes after its data.
  private static let options = """
    label="", title="", xlabel="", ylabel="", xlim=none, ylim=none, xlog=false, ylog=false, width=none, height=none
    """

  private static var plot: BuiltIn {
    points(
      "plot", summary: "lines through points: plot(y), plot(x, y); several series by piping charts into it",
      example: "plot([1, 4, 9]).title", section: "3.2.1"
    ) { (x, y, label) throws(ChartError) in try .line(x, y, label: label) }
  }

  private static var scatter: BuiltIn {
    let points = points(
      "scatter", summary: "one mark for each point (x, y)", example: "scatter([1, 2], [3, 4]).title",
      section: "3.2.1"
    ) { (x, y, label) throws(ChartError) in try .scatter(x, y, label: label) }
    // `scatter(x, index, values)` is the tensor operation.
    points.acceptsAll = { arguments in
      if case .object? = arguments.first { return true }
      return arguments.count < 3
    }
    return points
  }

  private static var step: BuiltIn {
    points(
      "step_plot", summary: "a line that holds each y up to the next x",
      example: "step_plot([1, 2], [3, 4]).title", section: "2.2.3"
    ) {
      (x, y, label) throws(ChartError) in try .step(x, y, label: label)
    }
  }

  private static func points(
    _ name: String, summary: String, example: String, section: String,
    _ series: @escaping ([Double], [Double], String) throws(ChartError) -> Series
  ) -> BuiltIn {
    BuiltIn(
      name, "*data, \(options)", family: "plots", summary: summary, shapes: "x, y: [n]", example: example,
      gives: "\"\"",
      section: section
    ) { (call: inout Call) throws(Diagnostic) in
      let (given, data) = try base(call)
      var chart = given
      let columns = try numbers(data, call)
      let y = columns.last ?? []
      let x = columns.count > 1 ? columns[0] : (0..<y.count).map(Double.init)
      guard (1...2).contains(columns.count) else {
        throw Diagnostic(
          .arity, "A03", "`\(name)` takes y, or x and y, and was given \(columns.count) columns",
          hints: ["several series: \(name)(x, y1) |> \(name)(x, y2)"])
      }
      chart.add(try charting { () throws(ChartError) in try series(x, y, label(call, "label")) })
      return try finish(chart, call)
    }
  }

  private static var bandPlot: BuiltIn {
    BuiltIn(
      "band_plot", "*data, \(options)", family: "plots",
      summary: "the area between two curves: band_plot(x, lower, upper)",
      shapes: "x, lower, upper: [n]", example: "band_plot([1, 2], [0, 1], [2, 3]).title", gives: "\"\"",
      section: "3.2.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let (given, data) = try base(call)
      var chart = given
      let columns = try numbers(data, call)
      guard columns.count == 3 else {
        throw Diagnostic(
          .arity, "A03", "`band_plot` takes x, lower and upper, and was given \(columns.count) columns")
      }
      chart.add(
        try charting { () throws(ChartError) in
          try .band(columns[0], lower: columns[1], upper: columns[2], label: label(call, "label"))
        })
      return try finish(chart, call)
    }
  }

  private static var histogram: BuiltIn {
    BuiltIn(
      "hist", "*data, bins=none, \(options)", family: "plots",
      summary: "how many values fall into each of several bins",
      shapes: "values: any shape", example: "hist([1, 2, 2, 3], bins=3).title", gives: "\"\"",
      section: "4.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let (given, data) = try base(call)
      var chart = given
      let columns = try numbers(data, call)
      let bins = try call.optionalInt(1)
      guard columns.count == 1 else {
        throw Diagnostic(.arity, "A03", "`hist` takes one column of values, and was given \(columns.count)")
      }
      let drawn = try charting { () throws(ChartError) in
        try Chart.histogram(of: columns[0], bins: bins, label: label(call, "label"))
      }
      chart = chart.overlaid(with: drawn)
      return try finish(chart, call)
    }
  }

  private static var verticalLine: BuiltIn {
    rule("vline", "a line from bottom to top at x") { .verticalRule(at: [$0], label: $1) }
  }

  private static var horizontalLine: BuiltIn {
    rule("hline", "a line from left to right at y") { .horizontalRule(at: [$0], label: $1) }
  }

  private static func rule(_ name: String, _ summary: String, _ make: @escaping (Double, String) -> Series)
    -> BuiltIn
  {
    BuiltIn(
      name, "*data, \(options)", family: "plots", summary: summary,
      example: "(plot([1, 2]) |> \(name)(1)).title", gives: "\"\"",
      section: "3.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let (given, data) = try base(call)
      var chart = given
      for value in try numbers(data, call).joined() { chart.add(make(value, label(call, "label"))) }
      return try finish(chart, call)
    }
  }

  // MARK: Shared

  /// The chart that came first, or an empty one, and the data after it.
  private static func base(_ call: Call) throws(Diagnostic) -> (Chart, [Value]) {
    var data = try call.list(0)
    guard case .object(let object)? = data.first, let given = object as? ChartValue else {
      return (Chart(), data)
    }
    data.removeFirst()
    return (given.chart, data)
  }

  private static func numbers(_ data: [Value], _ call: Call) throws(Diagnostic) -> [[Double]] {
    var columns: [[Double]] = []
    for (i, value) in data.enumerated() {
      guard let tensor = try call.interpreter.tensor(from: value) else {
        throw Diagnostic(
          .type, "T01", "`\(call.builtIn.name)` draws numbers, and got \(value.kindName)",
          hints: ["give tensors, lists of numbers or numeric columns"], argument: i)
      }
      columns.append(tensor.doubles())
    }
    return columns
  }

  /// The argument for a parameter by its name, as a text.
  private static func label(_ call: Call, _ name: String) -> String {
    guard let index = call.builtIn.parameters.firstIndex(where: { $0.name == name }),
      case .text(let text) = call[index]
    else { return "" }
    return text.string
  }

  private static func argument(_ call: Call, _ name: String) -> Value {
    call.builtIn.parameters.firstIndex { $0.name == name }.map { call[$0] } ?? .none
  }

  /// The chart with the title, labels, limits and size that the call names.
  private static func finish(_ given: Chart, _ call: Call) throws(Diagnostic) -> Value {
    var chart = given
    let title = label(call, "title"), xLabel = label(call, "xlabel"), yLabel = label(call, "ylabel")
    if !title.isEmpty { chart.title = title }
    if !xLabel.isEmpty { chart.xLabel = xLabel }
    if !yLabel.isEmpty { chart.yLabel = yLabel }
    chart.xLimits = try limits(argument(call, "xlim"), "xlim") ?? chart.xLimits
    chart.yLimits = try limits(argument(call, "ylim"), "ylim") ?? chart.yLimits
    if case .bool(true) = argument(call, "xlog") { chart.xLog = true }
    if case .bool(true) = argument(call, "ylog") { chart.yLog = true }
    if let width = argument(call, "width").integer { chart.preferredWidth = width }
    if let height = argument(call, "height").integer { chart.preferredHeight = height }
    return .object(ChartValue(chart))
  }

  private static func limits(_ value: Value, _ name: String) throws(Diagnostic) -> ClosedRange<Double>? {
    if value.isNone { return nil }
    if case .list(let list) = value, list.items.count == 2, let low = list.items[0].number,
      let high = list.items[1].number, low < high
    {
      return low...high
    }
    throw Diagnostic(.value, "V10", "`\(name)` needs a lower and an upper limit: (0, 10)")
  }

  private static func charting<T>(_ body: () throws(ChartError) -> T) throws(Diagnostic) -> T {
    do {
      return try body()
    } catch {
      throw Diagnostic(error)
    }
  }
}

extension Diagnostic {
  /// A chart's error as the language reports it.
  init(_ error: ChartError) {
    switch error {
    case .lengths(let left, let leftCount, let right, let rightCount):
      self.init(
        .shape, "S30", "`\(left)` has \(leftCount) values and `\(right)` has \(rightCount)",
        hints: ["both need one value for each point"])
    case .edgeCount(let edges, let heights):
      self.init(.shape, "S30", "\(heights) bars need \(heights + 1) edges, and there are \(edges)")
    case .edges(let index, let value):
      self.init(.value, "V11", "edge \(index), \(value), is not larger than the one before it")
    case .bins(let bins, let allowed):
      self.init(.value, "V12", "\(bins) bins: choose from \(allowed.lowerBound) to \(allowed.upperBound)")
    }
  }
}
