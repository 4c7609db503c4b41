import Glibc
import Plotting

/// Charts of matrices, fields and planes for the golden files.
extension Samples {
  static func planes() throws(ChartError) -> [(name: String, chart: Chart)] {
    [
      ("heatmap", try heatmap()), ("correlation", try correlation()), ("confusion", try confusion()),
      ("digit", try digit()), ("attention", try attention()), ("kernel", try kernel()),
      ("contour", try contour()), ("quiver", try quiver()), ("regions", try regions()), ("roc", try roc()),
      ("annotations", try annotations()),
    ]
  }

  static func heatmap() throws(ChartError) -> Chart {
    let values = (0..<7 * 12).map { i -> Double in
      let day = Double(i / 12), hour = Double(i % 12)
      return (12 - (hour - 6).magnitude * 2) * (day < 5 ? 1 : 0.4)
    }
    var chart = try Chart.heatmap(
      rows: 7, columns: 12, values, rowNames: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    (chart.title, chart.xLabel) = ("Visitors", "hours after eight")
    return chart
  }

  static func correlation() throws(ChartError) -> Chart {
    let values: [Double] = [
      1, -0.12, 0.87, 0.82, -0.12, 1, -0.43, -0.37, 0.87, -0.43, 1, .nan, 0.82, -0.37, .nan, 1,
    ]
    let names = ["sepal l.", "sepal w.", "petal l.", "petal w."]
    var chart = try Chart.heatmap(
      rows: 4, columns: 4, values, rowNames: names, columnNames: names,
      texts: [
        "1.00", "-0.12", "0.87", "0.82", "-0.12", "1.00", "-0.43", "-0.37", "0.87", "-0.43", "1.00", "nan",
        "0.82", "-0.37", "nan", "1.00",
      ],
      limits: (-1, 1))
    chart.title = "Correlations"
    return chart
  }

  static func confusion() throws(ChartError) -> Chart {
    var actual: [Int] = [], predicted: [Int] = []
    for (row, counts) in [[50, 0, 0], [0, 47, 3], [0, 2, 48]].enumerated() {
      for (column, count) in counts.enumerated() {
        actual += Array(repeating: row, count: count)
        predicted += Array(repeating: column, count: count)
      }
    }
    return try Chart.confusion(
      actual: actual, predicted: predicted, names: ["setosa", "versicolor", "virginica"])
  }

  /// A three, 28 by 28: distances to two arcs.
  static func digit() throws(ChartError) -> Chart {
    let values = (0..<784).map { i -> Double in
      let x = Double(i % 28), y = Double(i / 28)
      func arc(_ centerY: Double, _ radius: Double) -> Double {
        let dx = x - 13, dy = y - centerY
        let distance = (dx * dx + dy * dy).squareRoot()
        // Open to the left.
        return dx < 0 && dy.magnitude < 3.5 ? 9 : (distance - radius).magnitude
      }
      return max(0, min(1, 1.9 - min(arc(8.5, 5), arc(18.5, 5.5))))
    }
    var chart = try Chart.image(rows: 28, columns: 28, values)
    chart.title = "A digit"
    return chart
  }

  static func attention() throws(ChartError) -> Chart {
    let words = ["the", "cat", "sat", "on", "the", "mat"]
    let values = (0..<36).map { i -> Double in
      let row = i / 6, column = i % 6
      return column > row ? 0 : 1 / Double(1 + (row - column) * (column == 1 ? 1 : 2))
    }
    var chart = try Chart.heatmap(rows: 6, columns: 6, values, rowNames: words, columnNames: words)
    (chart.title, chart.xLabel, chart.yLabel) = ("Attention", "key", "query")
    return chart
  }

  static func kernel() throws(ChartError) -> Chart {
    var chart = try Chart.image(rows: 3, columns: 3, [-1, 0, 1, -2, 0, 2, -1, 0, 1])
    (chart.title, chart.preferredHeight) = ("A kernel", 6)
    return chart
  }

  private static let xs = (0...40).map { -2 + 0.1 * Double($0) }
  private static let ys = (0...30).map { -1 + 0.1 * Double($0) }

  static func contour() throws(ChartError) -> Chart {
    func height(_ x: Double, _ y: Double) -> Double {
      let off = y - x * x
      return (1 - x) * (1 - x) + 5 * off * off
    }
    let z = ys.flatMap { y in xs.map { x in height(x, y) } }
    var px: [Double] = [], py: [Double] = []
    var (x, y) = (-1.5, 1.8)
    for _ in 0..<60 {
      px.append(x)
      py.append(y)
      let off = y - x * x
      let slope = -2 * (1 - x) - 20 * x * off
      x -= 0.015 * slope
      y -= 0.15 * off
    }
    return Chart(
      title: "A curved valley", xLabel: "w", yLabel: "b",
      series: [
        try .contour(xs, ys, z, levels: [1, 2, 5, 10, 20, 50, 100]),
        try .line(px, py, label: "gradient descent"), try .scatter([1], [1], label: "minimum"),
      ])
  }

  static func quiver() throws(ChartError) -> Chart {
    var columns: [[Double]] = [[], [], [], []]
    for row in 0..<7 {
      for column in 0..<11 {
        let x = -2 + 0.4 * Double(column), y = -1.5 + 0.5 * Double(row)
        for (i, value) in [x, y, -x, -2 * y].enumerated() { columns[i].append(value) }
      }
    }
    return Chart(
      title: "Down to the minimum", xLabel: "x", yLabel: "y",
      series: [try .quiver(columns[0], columns[1], columns[2], columns[3])])
  }

  static func regions() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 51)
    let centers = [(-1.0, 0.0), (1.2, 0.8), (0.8, -1.2)]
    var x: [Double] = [], y: [Double] = []
    for center in centers {
      for _ in 0..<15 {
        x.append(center.0 + 0.45 * random.normal())
        y.append(center.1 + 0.45 * random.normal())
      }
    }
    let grid = try DecisionGrid(around: x, y)
    func nearest(_ x: Double, _ y: Double) -> Int {
      let distances = centers.map { ($0.0 - x) * ($0.0 - x) + ($0.1 - y) * ($0.1 - y) }
      return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }
    var chart = Chart(title: "Nearest mean", xLabel: "x", yLabel: "y")
    chart.add(
      try grid.series(grid.places.map { nearest($0.x, $0.y) }, names: ["says a", "says b", "says c"]))
    for (i, name) in ["a", "b", "c"].enumerated() {
      let range = (15 * i)..<(15 * i + 15)
      chart.add(try .scatter(Array(x[range]), Array(y[range]), label: name))
    }
    return chart
  }

  static func roc() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 52)
    let labels = (0..<80).map { $0 % 2 == 0 }
    let scores = labels.map { ($0 ? 1.2 : 0) + random.normal() }
    var chart = try Chart.roc(labels, scores: scores, label: "logistic")
    chart.title = "Receiver operating characteristic"
    return chart
  }

  static func annotations() throws(ChartError) -> Chart {
    let x = (0...40).map { Double($0) / 10 }
    return Chart(
      title: "Notes", xLabel: "x",
      series: [
        try .line(x, x.map { ($0 - 1) * ($0 - 1) * ($0 - 3) }),
        .annotation("minimum", x: 2.333, y: -1.185), .annotation("the end of it", x: 4, y: 9),
        .annotation("零点", x: 1, y: 0), .horizontalRule(at: 0),
      ])
  }
}
