import Testing

@testable import Plotting

/// What the marks calculate, against references computed elsewhere.
@Suite("Marks") struct MarkTests {
  @Test("densities are those of scipy.stats.gaussian_kde, with Scott's bandwidth")
  func density() {
    let estimate = KernelDensity([2.1, 3.4, 1.9, 5.5, 4.2, 2.2, 9.0])
    #expect((estimate.bandwidth - 1.7252960092674416).magnitude < 1e-12)
    let expected: [(i: Int, x: Double, y: Double)] = [
      (0, -3.2758880278023246, 0.0008603110340465938), (50, 1.1089803278772359, 0.10640518945199097),
      (77, 3.4768092399441985, 0.15096133335443168), (120, 7.24779602582862, 0.05029702552610113),
      (199, 14.175888027802324, 0.00036707237846050455),
    ]
    for (i, x, y) in expected {
      #expect((estimate.at[i] - x).magnitude < 1e-12)
      #expect((estimate.density[i] - y).magnitude < 1e-12, "\(i)")
    }
  }

  @Test("a density of many values gathered in bins is that of the values")
  func binnedDensity() {
    var random = SeededRandom(state: 61)
    let values = (0..<600).map { _ in random.normal() * random.normal() }
    let few = KernelDensity(values, bandwidth: 0.2, points: 60)
    let many = KernelDensity(values + values, bandwidth: 0.2, points: 60)
    let top = few.density.max() ?? 0
    #expect(zip(few.density, many.density).allSatisfy { ($0 - $1).magnitude < 1e-3 * top })
  }

  @Test("densities of awkward samples are finite")
  func awkwardDensities() {
    let samples: [[Double]] = [
      [], [0], [5, 5, 5], [1e300, -1e300], [1e-300, 2e-300], [1e15, 1e15 + 1], [.greatestFiniteMagnitude],
      [.leastNonzeroMagnitude, 0], [-.greatestFiniteMagnitude, .greatestFiniteMagnitude],
    ]
    for sample in samples {
      for bandwidth in [nil, 1e-300, 1, 1e300] {
        let estimate = KernelDensity(sample, bandwidth: bandwidth)
        #expect(!(estimate.density + [estimate.bandwidth]).contains { $0.isNaN }, "\(sample)")
        let chart = Chart(series: (try? [.density(of: sample, bandwidth: bandwidth)]) ?? [])
        #expect(!chart.text().isEmpty)
      }
    }
  }

  @Test("boxes are those of matplotlib.cbook.boxplot_stats")
  func boxes() {
    let mark = BoxMark([[100, 7, 15, 36, 39, 40, 41], [], [3]], lying: true)
    #expect(mark.groups[0].figures == [7, 25.5, 39, 40.5, 41])
    #expect(mark.outliers == [100] && mark.owners == [0])
    #expect(mark.groups[1].median.isNaN)
    #expect(mark.groups[2].figures == [3, 3, 3, 3, 3])
  }

  @Test("the curve of a classifier is that of sklearn.metrics.roc_curve, ties passing together")
  func roc() throws {
    let scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.7, 0.2, 0.9]
    let labels = [false, false, true, true, true, false, false, true]
    let roc = try ROC(labels, scores: scores)
    #expect(roc.falsePositiveRates == [0, 0, 0, 0.25, 0.5, 0.5, 0.75, 1])
    #expect(roc.truePositiveRates == [0, 0.25, 0.5, 0.5, 0.75, 1, 1, 1])
    #expect(roc.area == 0.78125)
    #expect(throws: ChartError.value("labels", 2, wanted: "of both classes")) {
      try ROC([true, true], scores: [1, 2])
    }
  }

  @Test("leaves are in the order of scipy.cluster.hierarchy.dendrogram")
  func dendrogram() throws {
    let linkage: [Double] = [
      0, 1, 0.2, 2, 4, 5, 0.31622776601683783, 2, 2, 3, 0.5, 2, 8, 10, 1.5344339985693332, 4, 7, 9,
      3.0388768037955147, 3, 11, 12, 3.435224941888302, 7, 6, 13, 8.122371026091235, 8,
    ]
    #expect(try DendrogramMark(linkage).order == [6, 0, 1, 2, 3, 7, 4, 5])
    // A cluster that is not there yet, one that is used twice, a negative distance, half a row.
    for wrong: [Double] in [[0, 2, 1, 2], [0, 0, 1, 2], [0, 1, -1, 2], [0, 1], [0, .nan, 1, 2]] {
      #expect(throws: ChartError.self) { try DendrogramMark(wrong) }
    }
    #expect(try DendrogramMark([]).order == [0])
  }

  @Test("days are counted as Python's datetime counts them")
  func calendar() {
    let dates: [(text: String, day: Double)] = [
      ("0001-01-01", -719_162), ("1600-02-29", -135_081), ("1969-12-31", -1), ("1970-01-01", 0),
      ("2000-02-29", 11_016), ("2024-03-15", 19_797), ("9999-12-31", 2_932_896),
    ]
    for (text, day) in dates {
      #expect(Calendar.days(text) == day)
      #expect(Calendar.text(day) == text)
    }
    #expect(Calendar.days("2024-03-15T06:30") == 19_797.270833333332)
    #expect(Calendar.text(19_797.270833333332) == "2024-03-15 06:30")
    #expect(Calendar.days("2024-03-15 06:30:15Z").map(Calendar.text) == "2024-03-15 06:30:15")
    #expect(Calendar.days("2024") == 19_723 && Calendar.days("2024-02") == 19_754)
    for day in stride(from: -719_528, through: 2_932_896, by: 3_331) {
      #expect(Calendar.day(of: Calendar.date(of: day)) == day)
    }
    for wrong in [
      "", "24-03-15", "2023-02-29", "2024-13-01", "2024-3-5", "2024-03-15T25:00", "2024T06:30", "-", "x",
    ] {
      #expect(Calendar.days(wrong) == nil, "\(wrong)")
    }
  }

  @Test("a contour of a cone is a closed circle")
  func contour() throws {
    let axis = (0...80).map { -2 + 0.05 * Double($0) }
    let z = axis.flatMap { y in axis.map { x in (x * x + y * y).squareRoot() } }
    let contours = Contours(x: axis, y: axis, z: z)
    let paths = contours.paths(at: 1.03)
    #expect(paths.count == 1)
    let path = try #require(paths.first)
    #expect(path.first?.x == path.last?.x && path.first?.y == path.last?.y)
    #expect(path.allSatisfy { (($0.x * $0.x + $0.y * $0.y).squareRoot() - 1.03).magnitude < 1e-3 })
    // 2 π · 1.03, less what chords cut off.
    let length = zip(path, path.dropFirst()).reduce(0.0) { sum, ends in
      let dx = ends.1.x - ends.0.x, dy = ends.1.y - ends.0.y
      return sum + (dx * dx + dy * dy).squareRoot()
    }
    #expect((length - 6.4717).magnitude < 0.01)
    // Beyond the corners there is nothing; a level that meets the border gives open paths.
    #expect(contours.paths(at: 3).isEmpty)
    #expect(contours.paths(at: 2.3).count == 4)
    #expect(Contours.levels(z, count: 5) == [0.5, 1, 1.5, 2, 2.5])
  }

  @Test("every kind of series comes back from its fields, and damaged fields are refused")
  func fields() throws {
    var kinds = Set<String>()
    for (name, chart) in try Samples.all() {
      for series in chart.series {
        kinds.insert(series.kind)
        let copy = try Series(kind: series.kind, fields: series.fields, label: series.label)
        #expect(copy == series, "\(name)")
        for left in series.fields.entries.indices {
          var entries = series.fields.entries
          entries.remove(at: left)
          #expect(throws: ChartError.self, "\(name) without \(series.fields.entries[left].name)") {
            try Series(kind: series.kind, fields: Fields(entries), label: "")
          }
        }
      }
    }
    #expect(kinds.count == Series.kinds.count, "every kind has a sample")
    #expect(throws: ChartError.kind("nonsense")) { try Series(kind: "nonsense", fields: [:], label: "") }
  }

  @Test("every kind of series says in words what it shows, with figures and its label")
  func descriptions() throws {
    let words = [
      "line": " point", "scatter": "scatter", "bars": "bars", "band": "band", "rule": "rule",
      "category bars": "bars", "error bars": "intervals", "density": "bandwidth", "boxes": "median",
      "violins": "densest", "matrix": "rows", "contour": "Contours", "quiver": "Arrows",
      "regions": "regions", "candles": "rising and", "mosaic": "mosaic", "dendrogram": "leaves",
      "annotation": "at (",
    ]
    #expect(Set(words.keys) == Set(Series.kinds.map { $0.kind }))
    var described = Set<String>()
    for (name, chart) in try Samples.all() {
      for series in chart.series {
        var alone = chart
        alone.series = [series]
        let text = alone.describe()
        #expect(text.contains(words[series.kind] ?? "?"), "\(name): \(text)")
        #expect(text.contains { $0.isNumber } && text.hasSuffix("."), "\(name): \(text)")
        #expect(text.contains(series.label), "\(name): \(text)")
        described.insert(series.kind)
      }
    }
    #expect(described == Set(words.keys))
    for (name, figure) in try Samples.figures() { #expect(figure.describe().count > 60, "\(name)") }
  }

  @Test("matrices that do not fit are refused")
  func matrices() {
    #expect(throws: ChartError.matrix(rows: 2, columns: 2, values: 3)) {
      try Chart.image(rows: 2, columns: 2, [1, 2, 3])
    }
    #expect(throws: ChartError.matrix(rows: Int.max, columns: 4, values: 0)) {
      try Chart.image(rows: .max, columns: 4, [])
    }
    #expect(throws: ChartError.lengths(left: "yticklabels", 1, right: "rows", 2)) {
      try Chart.heatmap(rows: 2, columns: 1, [1, 2], rowNames: ["a"])
    }
    #expect(throws: ChartError.value("class", 2, wanted: "from 0 to 1")) {
      try Chart.confusion(actual: [0, 2], predicted: [0, 1], names: ["a", "b"])
    }
    #expect(throws: ChartError.value("yerr", -1, wanted: "zero or more")) {
      try Series.errorbar([1], [1], yError: (down: [-1], up: [1]))
    }
    #expect(throws: ChartError.edges(index: 1, value: 0)) {
      try Series.contour([0, 0], [0, 1], [1, 2, 3, 4])
    }
  }
}
