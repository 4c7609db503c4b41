import Plotting

/// Charts of distributions and categories for the golden files.
extension Samples {
  static func statistical() throws(ChartError) -> [(name: String, chart: Chart)] {
    [
      ("error-bars", try errorBars()), ("density", try density()), ("bars", try bars()),
      ("grouped-bars", try groupedBars()), ("stacked-bars", try stackedBars()),
      ("lying-bars", try lyingBars()), ("boxes", try boxes()), ("vertical-boxes", try verticalBoxes()),
      ("violins", try violins()), ("mosaic", try mosaic()), ("candles", try candles()),
      ("dates", try dates()), ("dendrogram", try dendrogram()),
    ]
  }

  static func errorBars() throws(ChartError) -> Chart {
    let dose: [Double] = [1, 2, 4, 6, 8, 10]
    return Chart(
      title: "Response to the dose", xLabel: "dose (mg)", yLabel: "response",
      series: [
        try .errorbar(
          dose, [2.1, 3.4, 5.2, 6.1, 6.4, 6.6],
          yError: (down: [0.4, 0.5, 0.6, 0.5, 0.7, 1.4], up: [0.4, 0.9, 0.6, 0.5, 0.7, 0.9]), label: "treated"
        ),
        try .errorbar(
          dose, [1.0, 1.2, 0.9, 1.3, 1.1, 1.2],
          xError: (down: dose.map { _ in 0.5 }, up: dose.map { _ in 0.5 }),
          label: "control"),
      ])
  }

  static func density() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 41)
    let first = (0..<200).map { _ in 54 + 6 * random.normal() }
    let second = (0..<150).map { _ in 80 + 5 * random.normal() }
    return Chart(
      title: "Minutes between eruptions", xLabel: "minutes", yLabel: "density",
      series: [
        try .density(of: first + second, filled: true, label: "all"), try .density(of: first, label: "short"),
      ])
  }

  static func bars() throws(ChartError) -> Chart {
    var chart = try Chart.bars(["Mon", "Tue", "Wed", "Thu", "Fri"], [("", [12, 19, 3, 5.5, 8])])
    (chart.title, chart.yLabel) = ("Cups of coffee", "cups")
    return chart
  }

  static func groupedBars() throws(ChartError) -> Chart {
    var chart = try Chart.bars(
      ["linear", "forest", "boosting", "network"],
      [
        ("train", [0.81, 0.99, 0.97, 0.95]), ("validation", [0.8, 0.91, 0.92, 0.9]),
        ("test", [0.79, 0.9, 0.91, 0.88]),
      ])
    (chart.title, chart.yLabel) = ("Accuracy", "accuracy")
    return chart
  }

  static func stackedBars() throws(ChartError) -> Chart {
    var chart = try Chart.bars(
      ["2019", "2020", "2021", "2022", "2023"],
      [("coal", [30, 25, 24, 22, 17]), ("gas", [16, 18, 15, 13, 15]), ("wind", [22, 27, 23, 25, 31])],
      stacked: true)
    (chart.title, chart.yLabel) = ("Electricity", "share (%)")
    return chart
  }

  static func lyingBars() throws(ChartError) -> Chart {
    var chart = try Chart.bars(
      ["petal length", "petal width", "sepal length", "a rather long name of a feature", "幅"],
      [("", [0.46, 0.41, 0.1, 0.035, -0.02])], lying: true, annotated: true)
    (chart.title, chart.xLabel) = ("Importance", "drop in accuracy")
    return chart
  }

  private static func samples() -> [[Double]] {
    var random = SeededRandom(state: 42)
    return [
      (0..<50).map { _ in 5 + 0.35 * random.normal() }, (0..<50).map { _ in 5.9 + 0.5 * random.normal() },
      (0..<50).map { _ in 6.6 + 0.63 * random.normal() } + [9.1, 4.2],
    ]
  }

  static func boxes() throws(ChartError) -> Chart {
    var chart = try Chart.boxes(["setosa", "versicolor", "virginica"], samples())
    (chart.title, chart.xLabel) = ("Sepal length", "cm")
    return chart
  }

  static func verticalBoxes() throws(ChartError) -> Chart {
    var chart = try Chart.boxes(["setosa", "versicolor", "virginica"], samples(), vertical: true)
    (chart.title, chart.yLabel) = ("Sepal length", "cm")
    return chart
  }

  static func violins() throws(ChartError) -> Chart {
    var chart = try Chart.violins(["setosa", "versicolor", "virginica"], samples())
    (chart.title, chart.xLabel) = ("Sepal length", "cm")
    return chart
  }

  static func mosaic() throws(ChartError) -> Chart {
    var chart = try Chart.mosaic(
      [203, 122, 118, 167, 178, 528, 212, 673], rowNames: ["first", "second", "third", "crew"],
      columnNames: ["survived", "died"])
    chart.title = "On the Titanic"
    return chart
  }

  static func candles() throws(ChartError) -> Chart {
    var random = SeededRandom(state: 43)
    var price = 100.0
    var columns: [[Double]] = [[], [], [], [], []]
    // Weekdays from Monday, 2024-01-01, on.
    for day in 19_723..<19_765 where (day + 3) % 7 < 5 {
      let open = price, close = price + random.normal() * 2
      let low = min(open, close) - random.uniform() * 2, high = max(open, close) + random.uniform() * 2
      for (i, value) in [Double(day), open, high, low, close].enumerated() { columns[i].append(value) }
      price = close
    }
    return Chart(
      title: "A share", yLabel: "price",
      series: [
        try .candles(columns[0], open: columns[1], high: columns[2], low: columns[3], close: columns[4])
      ], xScale: .date)
  }

  static func dates() throws(ChartError) -> Chart {
    let days = stride(from: 18_628.0, to: 19_500, by: 7).map { $0 }
    let y = days.map { (($0 - 18_628) / 365).truncatingRemainder(dividingBy: 1) - 0.5 }
    return Chart(
      title: "Weeks", yLabel: "level", series: [try .line(days, y.map { 4 * $0 * $0 })], xScale: .date)
  }

  /// `linkage([[0], [0.2], [1], [1.5], [4], [4.1], [7]], "average")` of SciPy.
  static func dendrogram() throws(ChartError) -> Chart {
    var chart = try Chart.dendrogram(
      [4, 5, 0.1, 2, 0, 1, 0.2, 2, 2, 3, 0.5, 2, 8, 9, 1.15, 4, 6, 7, 2.95, 3, 10, 11, 4.358333333333333, 7],
      names: ["Ada", "Bo", "Cleo", "Dan", "Eve", "Finn", "Gus"])
    chart.title = "Who is like whom"
    return chart
  }
}
