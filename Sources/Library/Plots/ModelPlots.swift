import Formatting
import Language
import Plotting
import Tensors

/// Charts of what classifiers say.
enum ModelPlots {
  static var all: [BuiltIn] { [regions, roc, confusion] }

  private static var regions: BuiltIn {
    PlotFunctions.chart(
      "plot_decision_regions", "names=none",
      summary: "what a classifier says of every place, under the points: plot_decision_regions(model, x, y)",
      shapes: "model: [n, 2] → [n] classes, or [n, classes] scores; x: [n, 2]; y: [n]",
      example: "plot_decision_regions(x -> x[:, 0] > 0, [[-1, 0], [1, 0]], [0, 1], names=(\"no\", \"yes\"))"
        + ".description",
      gives:
        "\"Chart. Decision regions over x from -1.12 to 1.12 and y from -0.5 to 0.5: \\\"no\\\" 50 %, \\\"yes\\\" "
        + "50 %; a scatter (\\\"no\\\") of 1 point: x -1, y 0; a scatter (\\\"yes\\\") of 1 point: x 1, y 0.\"",
      section: "5.1.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(3...3, "a model, points and their classes")
      let points = try arguments.matrix(1)
      guard points.columns == 2 else {
        throw Diagnostic(
          .shape, "S31", "regions are drawn over two features, and the points have \(points.columns)",
          hints: ["choose two columns: x[:, :2]"]
        ).blaming(gathered: arguments.place(1))
      }
      let x = (0..<points.rows).map { points.values[2 * $0] },
        y = (0..<points.rows).map { points.values[2 * $0 + 1] }
      let classes = try Classes(arguments, labels: arguments.data[2], count: points.rows)
      let grid = try charting { () throws(ChartError) in try DecisionGrid(around: x, y) }
      let said = try ask(arguments.data[0], grid.places, arguments, classes)
      let regions = try charting { () throws(ChartError) in try grid.series(said, names: classes.names) }
      arguments.add(regions)
      for (number, name) in classes.names.enumerated() {
        let own = classes.numbers.indices.filter { classes.numbers[$0] == number }
        arguments.add(
          try charting { () throws(ChartError) in
            try .scatter(own.map { x[$0] }, own.map { y[$0] }, label: name)
          })
      }
    }
  }

  /// The classes that a model gives to places.
  private static func ask(
    _ model: Value, _ places: [(x: Double, y: Double)], _ arguments: PlotArguments, _ classes: Classes
  ) throws(Diagnostic) -> [Int] {
    let context = arguments.call.interpreter.context
    let points = Tensor(places.flatMap { [$0.x, $0.y] }, [places.count, 2], context.defaultDType)
    let answer = try arguments.withoutGradients { () throws(Diagnostic) in
      try arguments.call.interpreter.call(model, [.tensor(points)])
    }
    if PlotArguments.isTexts(answer), let texts = try PlotArguments.texts(answer, arguments.call),
      texts.count == places.count
    {
      return texts.map { classes.names.firstIndex(of: $0) ?? -1 }
    }
    guard let tensor = try arguments.call.interpreter.tensor(from: answer), tensor.count % places.count == 0,
      tensor.shape.dims.first == places.count
    else {
      throw Diagnostic(
        .shape, "S31",
        "the model was given points of shape [\(places.count), 2] and answered with "
          + answer.typeSummary,
        hints: ["it must give one class for each point, or a score for each class"]
      ).blaming(gathered: arguments.place(0))
    }
    let values = tensor.doubles(), width = tensor.count / places.count
    if width > 1 {
      return places.indices.map { i in
        let row = values[i * width..<(i + 1) * width]
        return (row.indices.max { row[$0] < row[$1] } ?? row.startIndex) - row.startIndex
      }
    }
    // One number: a class, or the probability of the second of two.
    let isClass = values.allSatisfy { $0 == $0.rounded() }
    return values.map { isClass ? classes.number(of: $0) : ($0 > 0.5 ? 1 : 0) }
  }

  private static var roc: BuiltIn {
    PlotFunctions.chart(
      "plot_roc_curve", "positive=1",
      summary: "right alarms against false alarms for every threshold, and the area below: "
        + "plot_roc_curve(labels, scores)",
      shapes: "labels, scores: [n]",
      example: "plot_roc_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).description",
      gives:
        "\"Chart, true positive rate against false positive rate. A line (\\\"AUC 0.750\\\") through 5 points: "
        + "false positive rate from 0 to 1, true positive rate from 0 to 1, rising throughout; a line "
        + "(\\\"guessing\\\") through 2 points: false positive rate from 0 to 1, true positive rate from 0 to 1.\"",
      section: "5.1.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(2...2, "labels and scores")
      guard let labels = try PlotArguments.texts(arguments.data[0], arguments.call) else {
        throw Diagnostic(
          .type, "T01", "`plot_roc_curve` needs labels, and got \(arguments.data[0].kindName)"
        ).blaming(gathered: arguments.place(0))
      }
      let positive = arguments["positive"].plainText(), label = try arguments.text("label")
      let isPositive = labels.map { $0 == positive || (positive == "1" && $0 == "true") }
      let scores = try arguments.numbers(1)
      let isFirst = arguments.chart.series.isEmpty
      let roc = try charting { () throws(ChartError) in
        try Chart.roc(isPositive, scores: scores, label: label)
      }
      // The line of guessing once for several curves.
      if isFirst {
        arguments.overlay(roc)
      } else {
        for series in roc.series.prefix(1) { arguments.add(series) }
      }
    }
  }

  private static var confusion: BuiltIn {
    PlotFunctions.chart(
      "plot_confusion_matrix", "names=none",
      summary: "how often each class was taken for each: plot_confusion_matrix(actual, predicted)",
      shapes: "actual, predicted: [n]",
      example: "plot_confusion_matrix([0, 0, 1], [0, 1, 1]).title", gives: "\"Accuracy 66.7 %\"",
      section: "5.1.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(2...2, "the actual and the predicted classes")
      let actual = try Classes(arguments, labels: arguments.data[0], count: nil, also: arguments.data[1])
      let (first, second) = actual.halves
      arguments.overlay(
        try charting { () throws(ChartError) in
          try .confusion(actual: first, predicted: second, names: actual.names)
        })
    }
  }
}

/// Labels of classes, as numbers of the classes and the names of those.
private struct Classes {
  private(set) var numbers: [Int]
  private(set) var names: [String]
  /// The labels themselves, in order.
  private let levels: [String]
  private let firstCount: Int

  /// - Parameter also: more labels, such as predictions, numbered with the others.
  init(
    _ arguments: PlotArguments, labels: Value, count: Int?, also other: Value? = nil
  ) throws(Diagnostic) {
    var texts: [String] = []
    var isNumeric = true
    for value in [labels] + [other].compactMap({ $0 }) {
      guard let more = try PlotArguments.texts(value, arguments.call) else {
        throw Diagnostic(
          .type, "T01", "`\(arguments.call.builtIn.name)` needs labels of classes, and got \(value.kindName)")
      }
      texts += more
      if PlotArguments.isTexts(value) { isNumeric = false }
    }
    firstCount = try PlotArguments.texts(labels, arguments.call)?.count ?? 0
    if let count, count != texts.count {
      throw Diagnostic(ChartError.lengths(left: "points", count, right: "classes", texts.count))
    }
    let distinct = Set(texts)
    guard distinct.count <= 100 else {
      throw Diagnostic(
        .value, "V13", "there are \(distinct.count) classes, and at most 100 can be told apart",
        hints: ["are the labels numbers that should be rounded?"])
    }
    var levels =
      isNumeric ? distinct.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) } : distinct.sorted()
    let given = try arguments.names("names")
    if let given, given.count < levels.count {
      throw Diagnostic(ChartError.lengths(left: "classes", levels.count, right: "names", given.count))
    }
    // Numbers may be positions in the names that were given.
    let positions = levels.map { Int($0) ?? -1 }
    if let given, positions.allSatisfy(given.indices.contains) {
      levels = given.indices.map { "\($0)" }
      names = given
    } else {
      names = given.map { Array($0.prefix(levels.count)) } ?? levels
    }
    self.levels = levels
    var places: [String: Int] = [:]
    for (i, level) in levels.enumerated() { places[level] = i }
    numbers = texts.map { places[$0] ?? -1 }
  }

  var halves: (first: [Int], second: [Int]) {
    (Array(numbers.prefix(firstCount)), Array(numbers.dropFirst(firstCount)))
  }

  /// The number of a class that a model named by its label; −1 when there is no such class.
  func number(of label: Double) -> Int {
    guard let whole = Int(exactly: label) else { return -1 }
    return levels.firstIndex(of: "\(whole)") ?? levels.firstIndex(of: Numbers.general(label, 6))
      ?? (levels.indices.contains(whole) ? whole : -1)
  }
}
