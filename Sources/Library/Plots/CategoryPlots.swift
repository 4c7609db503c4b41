import Language
import Plotting

/// Charts of categories and counts.
enum CategoryPlots {
  static var all: [BuiltIn] { [bar, lyingBar, mosaic] }

  private static var bar: BuiltIn {
    bars(
      "bar", lying: false,
      summary: "a bar for each name: bar(names, values), bar(names, {train: a, test: b}, stacked=true)",
      example: "bar((\"a\", \"b\"), [3, 5]).description",
      gives: "\"Chart. 2 bars: from 3 for \\\"a\\\" to 5 for \\\"b\\\".\"")
  }

  private static var lyingBar: BuiltIn {
    bars(
      "barh", lying: true,
      summary: "a lying bar for each name, which leaves room for long ones: barh(names, values, annot=true)",
      example: "barh((\"a\", \"b\"), [3, 5]).description",
      gives: "\"Chart. 2 bars: from 3 for \\\"a\\\" to 5 for \\\"b\\\".\"")
  }

  private static func bars(
    _ name: String, lying: Bool, summary: String, example: String, gives: String
  ) -> BuiltIn {
    PlotFunctions.chart(
      name, "stacked=false, annot=false", summary: summary,
      shapes: "names: [n]; values: [n] for each group", example: example, gives: gives, section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      guard arguments.data.count >= 2 else {
        throw Diagnostic(
          .arity, "A03", "`\(name)` takes names and values",
          hints: ["without names: \(name)(0..<len(values), values)"])
      }
      guard let names = try PlotArguments.texts(arguments.data[0], arguments.call) else {
        throw Diagnostic(
          .type, "T01", "`\(name)` needs names for its bars, and got \(arguments.data[0].kindName)"
        ).blaming(gathered: arguments.place(0))
      }
      let groups = try arguments.groups(from: 1)
      let stacked = try arguments.flag("stacked"), annotated = try arguments.flag("annot")
      arguments.overlay(
        try charting { () throws(ChartError) in
          try .bars(names, groups, stacked: stacked, lying: lying, annotated: annotated)
        })
    }
  }

  private static var mosaic: BuiltIn {
    PlotFunctions.chart(
      "mosaic", "labels=none, names=none",
      summary: "a table of counts as tiles: mosaic(counts, labels=rows, names=columns), or mosaic(a, b) "
        + "for two columns of names",
      shapes: "counts: [rows, columns]",
      example: "mosaic([[3, 1], [1, 1]], labels=(\"a\", \"b\"), names=(\"yes\", \"no\")).description",
      gives:
        "\"Chart. A mosaic of 6: \\\"a\\\" 67 % (\\\"yes\\\" 75 %, \\\"no\\\" 25 %); \\\"b\\\" 33 % (\\\"yes\\\" "
        + "50 %, \\\"no\\\" 50 %).\"",
      section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(1...2, "a table of counts, or two columns of names")
      if arguments.data.count == 2 {
        let (counts, rows, columns) = try crossed(arguments)
        arguments.overlay(
          try charting { () throws(ChartError) in
            try .mosaic(counts, rowNames: rows, columnNames: columns)
          })
        return
      }
      let matrix = try arguments.matrix(0)
      let rows = try arguments.names("labels") ?? (0..<matrix.rows).map { "\($0)" }
      let columns = try arguments.names("names") ?? (0..<matrix.columns).map { "\($0)" }
      arguments.overlay(
        try charting { () throws(ChartError) in
          try .mosaic(matrix.values, rowNames: rows, columnNames: columns)
        })
    }
  }

  /// How often each pair of names occurs.
  private static func crossed(
    _ arguments: PlotArguments
  ) throws(Diagnostic) -> (counts: [Double], rows: [String], columns: [String]) {
    var columns: [[String]] = []
    for i in 0..<2 {
      guard let texts = try PlotArguments.texts(arguments.data[i], arguments.call) else {
        throw Diagnostic(
          .type, "T01", "`mosaic` counts names, and got \(arguments.data[i].kindName)"
        ).blaming(gathered: arguments.place(i))
      }
      columns.append(texts)
    }
    guard columns[0].count == columns[1].count else {
      throw Diagnostic(
        ChartError.lengths(left: "the first column", columns[0].count, right: "the second", columns[1].count))
    }
    let levels = columns.map { Array(Set($0)).sorted() }
    guard levels[0].count * levels[1].count <= 10_000 else {
      throw Diagnostic(
        .value, "V13", "`mosaic` shows at most 10,000 tiles, and there are more pairs of names")
    }
    var places: [[String: Int]] = [[:], [:]]
    for side in 0..<2 { for (i, level) in levels[side].enumerated() { places[side][level] = i } }
    var counts = Array(repeating: 0.0, count: levels[0].count * levels[1].count)
    for (a, b) in zip(columns[0], columns[1]) {
      counts[(places[0][a] ?? 0) * levels[1].count + (places[1][b] ?? 0)] += 1
    }
    return (counts, levels[0], levels[1])
  }
}
