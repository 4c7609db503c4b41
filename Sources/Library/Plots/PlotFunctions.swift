import Language
import Plotting

/// Every function that makes a chart. Each adds to the chart that it is given first, where there is one:
/// `scatter(x, y) |> plot(u, v)`.
enum PlotFunctions {
  static var all: [BuiltIn] {
    PointPlots.all + DistributionPlots.all + CategoryPlots.all + MatrixPlots.all + ModelPlots.all
      + TreePlots.all + FigureFunctions.all
  }

  /// A chart function: its own parameters come first, then those of every chart.
  static func chart(
    _ name: String, _ parameters: String, summary: String, shapes: String = "", example: String,
    gives: String, section: String, _ body: @escaping (inout PlotArguments) throws(Diagnostic) -> Void
  ) -> BuiltIn {
    let own = parameters.isEmpty ? "" : parameters + ", "
    return BuiltIn(
      name, "*data, \(own)\(PlotArguments.options)", family: "plots", summary: summary, shapes: shapes,
      example: example, gives: gives, section: section
    ) { (call: inout Call) throws(Diagnostic) in
      var arguments = try PlotArguments(call)
      try body(&arguments)
      return try arguments.finish()
    }
  }
}

/// Charts of points, lines and intervals.
enum PointPlots {
  static var all: [BuiltIn] {
    [
      plot, scatter, step, bandPlot, errorbar, candlestick, verticalLine, horizontalLine, annotate, loss,
    ]
  }

  private static var plot: BuiltIn {
    points(
      "plot", summary: "lines through points: plot(y), plot(x, y); several series by piping charts into it",
      example: "plot([1, 4, 9], title=\"Squares\").description",
      gives: "\"\\\"Squares\\\". A line through 3 points: x from 0 to 2, y from 1 to 9, rising throughout.\"",
      section: "3.2.1"
    ) { (x, y, label) throws(ChartError) in try .line(x, y, label: label) }
  }

  private static var scatter: BuiltIn {
    let points = points(
      "scatter", summary: "one mark for each point (x, y)",
      example: "scatter([1, 2], [3, 4]).description",
      gives: "\"Chart. A scatter of 2 points: x from 1 to 2, y from 3 to 4.\"", section: "3.2.1"
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
      example: "step_plot([1, 2], [3, 4]).description",
      gives: "\"Chart. Steps at 2 points: x from 1 to 2, y from 3 to 4.\"", section: "2.2.3"
    ) { (x, y, label) throws(ChartError) in try .step(x, y, label: label) }
  }

  private static func points(
    _ name: String, summary: String, example: String, gives: String, section: String,
    _ series: @escaping ([Double], [Double], String) throws(ChartError) -> Series
  ) -> BuiltIn {
    PlotFunctions.chart(
      name, "", summary: summary, shapes: "x, y: [n]; x may be dates such as \"2024-03-15\", or names",
      example: example, gives: gives, section: section
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(
        1...2, "y, or x and y", hint: "several series: \(name)(x, y1) |> \(name)(x, y2)")
      let y = try arguments.numbers(arguments.data.count - 1)
      let x = arguments.data.count > 1 ? try arguments.places(0) : y.indices.map(Double.init)
      let label = try arguments.text("label")
      arguments.add(try charting { () throws(ChartError) in try series(x, y, label) })
    }
  }

  private static var bandPlot: BuiltIn {
    PlotFunctions.chart(
      "band_plot", "", summary: "the area between two curves: band_plot(x, lower, upper)",
      shapes: "x, lower, upper: [n]", example: "band_plot([1, 2], [0, 1], [2, 3]).description",
      gives: "\"Chart. A band along 2 points: x from 1 to 2, y from 0 to 3.\"", section: "3.2.2"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(3...3, "x, lower and upper")
      let x = try arguments.places(0), lower = try arguments.numbers(1), upper = try arguments.numbers(2)
      let label = try arguments.text("label")
      arguments.add(
        try charting { () throws(ChartError) in try .band(x, lower: lower, upper: upper, label: label) })
    }
  }

  private static var errorbar: BuiltIn {
    PlotFunctions.chart(
      "errorbar", "yerr=none, xerr=none",
      summary: "points with intervals: errorbar(x, y, yerr=e), where e is a number, one for each point, or "
        + "the distances down and up",
      shapes: "x, y: [n]; yerr, xerr: a number, [n] or [2, n]",
      example: "errorbar([1, 2], [3, 4], yerr=[0.5, 1]).description",
      gives: "\"Chart. Points with error bars: 2 points: x from 1 to 2, y from 3 to 4, intervals of y from "
        + "1 to 2 wide.\"",
      section: "3.2.2"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(2...2, "x and y")
      let x = try arguments.places(0), y = try arguments.numbers(1)
      let xError = try distances("xerr", x.count, arguments),
        yError = try distances("yerr", y.count, arguments)
      let label = try arguments.text("label")
      arguments.add(
        try charting { () throws(ChartError) in
          try .errorbar(x, y, xError: xError, yError: yError, label: label)
        })
    }
  }

  /// Error bars as they may be given: one number for all, one for each, or those down and those up.
  private static func distances(
    _ name: String, _ count: Int, _ arguments: PlotArguments
  ) throws(Diagnostic) -> (down: [Double], up: [Double])? {
    let value = arguments[name]
    if value.isNone { return nil }
    guard let tensor = try arguments.call.interpreter.tensor(from: value) else {
      throw Diagnostic(.type, "T01", "`\(name)` needs numbers, and got \(value.kindName)")
    }
    let values = tensor.doubles()
    if tensor.rank == 0, let one = values.first {
      let all = Array(repeating: one, count: count)
      return (all, all)
    }
    if tensor.rank == 2, tensor.shape[0] == 2 {
      return (Array(values.prefix(tensor.shape[1])), Array(values.suffix(tensor.shape[1])))
    }
    return (values, values)
  }

  private static var candlestick: BuiltIn {
    PlotFunctions.chart(
      "candlestick", "",
      summary:
        "first, highest, lowest and last price of each day: candlestick(dates, open, high, low, close)",
      shapes: "dates, open, high, low, close: [n]",
      example:
        "candlestick((\"2024-03-01\", \"2024-03-04\"), [9, 11], [12, 13], [8, 10], [11, 10]).description",
      gives:
        "\"Chart. 2 candles from 2024-03-01 to 2024-03-04: from 9 to 10, highest 13 (2024-03-04), lowest "
        + "8 (2024-03-01), 1 rising and 1 falling.\"",
      section: "3.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(5...5, "dates, open, high, low and close")
      let x = try arguments.places(0)
      var columns: [[Double]] = []
      for i in 1...4 { columns.append(try arguments.numbers(i)) }
      let label = try arguments.text("label")
      arguments.add(
        try charting { () throws(ChartError) in
          try .candles(
            x, open: columns[0], high: columns[1], low: columns[2], close: columns[3], label: label)
        })
    }
  }

  private static var verticalLine: BuiltIn {
    rule("vline", "a line from bottom to top at x", "A vertical rule at 1.") {
      .verticalRule(at: [$0], label: $1)
    }
  }

  private static var horizontalLine: BuiltIn {
    rule("hline", "a line from left to right at y", "A horizontal rule at 1.") {
      .horizontalRule(at: [$0], label: $1)
    }
  }

  private static func rule(
    _ name: String, _ summary: String, _ gives: String, _ make: @escaping (Double, String) -> Series
  ) -> BuiltIn {
    PlotFunctions.chart(
      name, "", summary: summary, example: "\(name)(1).description", gives: "\"Chart. \(gives)\"",
      section: "3.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      let label = try arguments.text("label")
      for i in arguments.data.indices {
        let places = name == "vline" ? try arguments.places(i) : try arguments.numbers(i)
        for place in places { arguments.add(make(place, label)) }
      }
    }
  }

  private static var annotate: BuiltIn {
    PlotFunctions.chart(
      "annotate", "", summary: "a text with an arrow to a point: annotate(\"minimum\", (x, y))",
      example: "(plot([3, 1, 2]) |> annotate(\"least\", (1, 1))).description",
      gives:
        "\"Chart. A line through 3 points: x from 0 to 2, y from 1 to 3, tending to fall, lowest at 1 "
        + "and highest at 0; \\\"least\\\" at (1, 1).\"",
      section: "3.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(2...2, "a text and a point", hint: "annotate(\"minimum\", (2, 0.5))")
      guard case .text(let text) = arguments.data[0] else {
        throw Diagnostic(.type, "T01", "`annotate` writes a text, and got \(arguments.data[0].kindName)")
      }
      guard case let place = try point(arguments.data[1], &arguments), place.count == 2 else {
        throw Diagnostic(.value, "V16", "`annotate` points to two numbers: annotate(\"minimum\", (2, 0.5))")
      }
      arguments.add(.annotation(text.string, x: place[0], y: place[1]))
    }
  }

  /// Two numbers, or a date and a number.
  private static func point(_ value: Value, _ arguments: inout PlotArguments) throws(Diagnostic) -> [Double] {
    if case .list(let list) = value, list.items.count == 2, case .text(let text) = list.items[0],
      let y = list.items[1].number
    {
      if let names = arguments.chart.xScale.categoryNames, let i = names.firstIndex(of: text.string) {
        return [Double(i), y]
      }
      guard let day = Calendar.days(text.string) else { throw Diagnostic(ChartError.date(text.string)) }
      return [day, y]
    }
    return try arguments.call.interpreter.tensor(from: value)?.doubles() ?? []
  }

  private static var loss: BuiltIn {
    PlotFunctions.chart(
      "plot_loss", "",
      summary:
        "how losses fall: plot_loss(train), plot_loss({{train: a, validation: b}}); the axis is logarithmic "
        .replacing("{{", with: "{").replacing("}}", with: "}") + "where that shows more",
      shapes: "losses: [epochs]",
      example: "plot_loss({train: [4.0, 2.0, 1.0], validation: [5.0, 3.0, 3.5]}).description",
      gives:
        "\"Chart, loss against epoch. A line (\\\"train\\\") through 3 points: epoch from 1 to 3, loss from 1 "
        + "to 4, falling throughout; a line (\\\"validation\\\") through 3 points: epoch from 1 to 3, loss from 3 "
        + "to 5, mostly falling, lowest at 2 and highest at 1.\"",
      section: "3.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      let groups = try arguments.groups(default: ["train", "validation", "test"])
      arguments.overlay(try charting { () throws(ChartError) in try .loss(groups) })
    }
  }
}
