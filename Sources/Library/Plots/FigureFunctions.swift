import Glibc
import Language
import Plotting

/// What can be done with charts: side by side, as SVG, in words.
enum FigureFunctions {
  static var all: [BuiltIn] { [grid, svg, saveSVG, describe, describeTensor] }

  private static func isFigure(_ value: Value) -> Bool { ChartValue.figure(value) != nil }

  private static func figure(_ call: Call) throws(Diagnostic) -> Figure {
    guard let figure = ChartValue.figure(call[0]) else { throw call.mismatch(0, "a chart") }
    return figure
  }

  private static var grid: BuiltIn {
    BuiltIn(
      "grid", "*charts, columns=2, title=\"\", sharex=false, sharey=false", family: "plots",
      summary:
        "charts side by side: grid(a, b), grid((a, b, c, d), columns=2); with sharey=true on the same scale",
      shapes: "charts → chart", example: "grid((plot([1, 2]), plot([2, 1])), columns=2).description",
      gives:
        "\"2 panels. 1: Chart. A line through 2 points: x from 0 to 1, y from 1 to 2. 2: Chart. A line through "
        + "2 points: x from 0 to 1, y from 1 to 2.\"",
      section: "3.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      var values = try call.list(0)
      if values.count == 1, case .list(let list) = values[0] { values = Array(list.items) }
      var figures: [Figure] = []
      for value in values {
        guard let figure = ChartValue.figure(value) else {
          throw Diagnostic(
            .type, "T01", "`grid` puts charts side by side, and got \(value.kindName)",
            hints: ["for example: grid((plot(a), plot(b)), columns=2)"], argument: 0)
        }
        figures.append(figure)
      }
      let columns = try call.int(1)
      guard (1...100).contains(columns) else {
        throw Diagnostic(.value, "V13", "`columns` is \(columns), and must be from 1 to 100")
      }
      let title = try call.text(2)
      let shared = Figure.sharing(figures, x: try call.flag(3), y: try call.flag(4))
      return .object(ChartValue(.grid(shared, columns: columns, title: title)))
    }
  }

  private static var svg: BuiltIn {
    BuiltIn(
      "svg", "chart, width=80, height=20", family: "plots",
      summary: "the chart as the text of a standalone SVG, width and height in characters of 8 × 16 pixels",
      shapes: "chart → text", example: "startswith(svg(plot([1, 2])), \"<svg\")", gives: "true",
      section: "3.2.1", accepts: isFigure
    ) { (call: inout Call) throws(Diagnostic) in
      .text(try figure(call).svg(columns: try call.int(1), rows: try call.int(2)))
    }
  }

  private static var saveSVG: BuiltIn {
    BuiltIn(
      "save_svg", "chart, path, width=80, height=20", family: "plots",
      summary: "writes the chart as an SVG: save_svg(chart, \"loss.svg\")", shapes: "chart → file",
      section: "3.2.1", accepts: isFigure
    ) { (call: inout Call) throws(Diagnostic) in
      let text = try figure(call).svg(columns: try call.int(2), rows: try call.int(3))
      try write(text, to: FileFunctions.target(call, 1))
      return .none
    }
  }

  private static var describe: BuiltIn {
    BuiltIn(
      "describe", "chart", family: "plots",
      summary: "the chart in words, for readers who cannot see it", shapes: "chart → text",
      example: "describe(hline(1))", gives: "\"Chart. A horizontal rule at 1.\"", section: "3.2.1",
      accepts: isFigure
    ) { (call: inout Call) throws(Diagnostic) in .text(try figure(call).describe()) }
  }

  private static var describeTensor: BuiltIn {
    BuiltIn(
      "describe", "x", family: "values",
      summary: "a tensor in words: range, mean, spread, what is not finite", shapes: "any shape → text",
      example: "describe([1.0, 2.0, 6.0])",
      gives: "\"f64[3], 3 numbers: from 1 to 6, mean 3, standard deviation 2.646.\"", section: "2.2.3",
      accepts: { $0.tensor != nil }
    ) { (call: inout Call) throws(Diagnostic) in .text(Value.tensor(try call.tensor(0)).inWords()) }
  }

  // MARK: Files

  /// Writes beside the file and then renames, so that a failure leaves the old file whole.
  private static func write(_ text: String, to path: String) throws(Diagnostic) {
    func failure() -> Diagnostic {
      Diagnostic(.file, "D13", "cannot write `\(path)`: \(String(cString: strerror(errno)).lowercased())")
    }
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic(.file, "D13", "`\(path.filter { $0 != "\0" })` is no name of a file")
    }
    let partial = path + ".partial"
    guard let file = fopen(partial, "we") else { throw failure() }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    let isWhole = written == bytes.count && fflush(file) == 0
    let problem = isWhole ? nil : failure()
    fclose(file)
    if problem == nil && rename(partial, path) == 0 { return }
    let reason = problem ?? failure()
    unlink(partial)
    throw reason
  }
}
