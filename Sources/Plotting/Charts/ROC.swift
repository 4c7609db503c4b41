import Formatting

/// How often a classifier is right about positives, against how often it is wrong about negatives, for
/// every threshold.
public struct ROC: Sendable {
  public let falsePositiveRates: [Double]
  public let truePositiveRates: [Double]
  /// The area under the curve: the probability that a positive gets a higher score than a negative.
  public let area: Double

  /// - Parameter scores: larger for what is likelier positive; pairs with a score that is not finite are
  ///   left out.
  /// - Throws: `ChartError.lengths` when lengths differ, `ChartError.value` unless there are positives and
  ///   negatives.
  public init(_ isPositive: [Bool], scores: [Double]) throws(ChartError) {
    try Series.check("labels", isPositive.count, "scores", scores.count)
    let order = scores.indices.filter { scores[$0].isFinite }.sorted { scores[$0] > scores[$1] }
    let positives = order.filter { isPositive[$0] }.count, negatives = order.count - positives
    guard positives > 0, negatives > 0 else {
      throw .value("labels", Double(positives), wanted: "of both classes")
    }
    var right = 0, wrong = 0, x = [0.0], y = [0.0], area = 0.0
    for (i, at) in order.enumerated() {
      if isPositive[at] { right += 1 } else { wrong += 1 }
      // Equal scores pass a threshold together.
      if i + 1 < order.count, scores[order[i + 1]] == scores[at] { continue }
      let nextX = Double(wrong) / Double(negatives), nextY = Double(right) / Double(positives)
      area += (nextX - (x.last ?? 0)) * (nextY + (y.last ?? 0)) / 2
      x.append(nextX)
      y.append(nextY)
    }
    (falsePositiveRates, truePositiveRates, self.area) = (x, y, area)
  }

  /// The curve, with its area in the label.
  public func series(label: String = "") throws(ChartError) -> Series {
    let area = "AUC \(Numbers.fixed(area, 3))"
    return try .line(falsePositiveRates, truePositiveRates, label: label.isEmpty ? area : "\(label), \(area)")
  }
}

extension Chart {
  /// The curve of a classifier beside that of guessing.
  /// - Throws: `ChartError` as `ROC.init` does.
  public static func roc(_ isPositive: [Bool], scores: [Double], label: String = "") throws(ChartError)
    -> Chart
  {
    let roc = try ROC(isPositive, scores: scores)
    return Chart(
      xLabel: "false positive rate", yLabel: "true positive rate",
      series: [try roc.series(label: label), try .line([0, 1], [0, 1], label: "guessing")])
  }

  /// How often each class was taken for each: rows are what is, columns what was said.
  ///
  /// - Parameters:
  ///   - actual: numbers of the classes, as `predicted`.
  ///   - names: of the classes.
  /// - Throws: `ChartError.lengths` when lengths differ, `ChartError.value` for a number without a name.
  public static func confusion(
    actual: [Int], predicted: [Int], names: [String]
  ) throws(ChartError) -> Chart {
    try Series.check("actual", actual.count, "predicted", predicted.count)
    guard names.count <= 500 else { throw .value("classes", Double(names.count), wanted: "at most 500") }
    var counts = Array(repeating: 0, count: names.count * names.count)
    for (row, column) in zip(actual, predicted) {
      for number in [row, column] where !names.indices.contains(number) {
        throw .value("class", Double(number), wanted: "from 0 to \(names.count - 1)")
      }
      counts[row * names.count + column] += 1
    }
    let right = names.indices.reduce(0) { $0 + counts[$1 * names.count + $1] }
    var chart = try heatmap(
      rows: names.count, columns: names.count, counts.map(Double.init), rowNames: names, columnNames: names,
      texts: counts.map(Numbers.grouped), limits: (0, Double(max(1, counts.max() ?? 1))))
    chart.xLabel = "predicted"
    chart.yLabel = "actual"
    if !actual.isEmpty {
      chart.title = "Accuracy \(Numbers.fixed(Double(right) / Double(actual.count) * 100, 1)) %"
    }
    return chart
  }
}
