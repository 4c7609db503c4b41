import Formatting
import Language
import Plotting
import Tensors

/// Charts of matrices and of functions of two variables.
enum MatrixPlots {
  static var all: [BuiltIn] { [picture, heatmap, numbers, contour, quiver] }

  private static var picture: BuiltIn {
    PlotFunctions.chart(
      "imshow", "vmin=none, vmax=none",
      summary: "a matrix as a picture, two pixels in a character: digits, kernels, attention maps",
      shapes: "image: [rows, columns]", example: "imshow([[0, 1], [1, 0]]).description",
      gives:
        "\"Chart. A picture of 2 rows and 2 columns, from 0 at row 0, column 0 to 1 at row 0, column 1.\"",
      section: "5.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(1...1, "one matrix")
      let matrix = try arguments.matrix(0), limits = try limits(arguments, matrix.values)
      arguments.overlay(
        try charting { () throws(ChartError) in
          try .image(rows: matrix.rows, columns: matrix.columns, matrix.values, limits: limits)
        })
    }
  }

  /// The values of the lightest and the darkest shade, where one of them is given.
  private static func limits(
    _ arguments: PlotArguments, _ values: [Double]
  ) throws(Diagnostic) -> (low: Double, high: Double)? {
    let low = try arguments.number("vmin"), high = try arguments.number("vmax")
    if low == nil && high == nil { return nil }
    let finite = values.lazy.filter(\.isFinite)
    return (low ?? finite.min() ?? 0, high ?? finite.max() ?? 1)
  }

  private static var heatmap: BuiltIn {
    PlotFunctions.chart(
      "heatmap", "annot=false, xticklabels=none, yticklabels=none, vmin=none, vmax=none",
      summary: "a matrix as shaded cells; with annot=true the numbers stand in them",
      shapes: "matrix: [rows, columns]",
      example: "heatmap([[1, 2], [3, 4]], yticklabels=(\"a\", \"b\")).description",
      gives:
        "\"Chart. A matrix of 2 rows and 2 columns, from 1 at row \\\"a\\\", column 0 to 4 at row \\\"b\\\", "
        + "column 1.\"",
      section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try shaded(&arguments, annotated: try arguments.flag("annot"))
    }
  }

  private static var numbers: BuiltIn {
    PlotFunctions.chart(
      "matshow", "xticklabels=none, yticklabels=none, vmin=none, vmax=none",
      summary: "a matrix with its numbers in shaded cells", shapes: "matrix: [rows, columns]",
      example: "matshow([[1, 2], [3, 4]]).description",
      gives:
        "\"Chart. A matrix of 2 rows and 2 columns, from 1 at row 0, column 0 to 4 at row 1, column 1.\"",
      section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in try shaded(&arguments, annotated: true) }
  }

  private static func shaded(_ arguments: inout PlotArguments, annotated: Bool) throws(Diagnostic) {
    try arguments.expect(1...1, "one matrix")
    let matrix = try arguments.matrix(0), limits = try limits(arguments, matrix.values)
    let rows = try arguments.names("yticklabels") ?? [], columns = try arguments.names("xticklabels") ?? []
    let texts = annotated ? texts(matrix.values) : []
    arguments.overlay(
      try charting { () throws(ChartError) in
        try .heatmap(
          rows: matrix.rows, columns: matrix.columns, matrix.values, rowNames: rows, columnNames: columns,
          texts: texts, limits: limits)
      })
  }

  /// Whole numbers as they are, others with as many decimals as tell them apart: two where they are small.
  private static func texts(_ values: [Double]) -> [String] {
    let finite = values.filter(\.isFinite)
    let size = finite.map(\.magnitude).max() ?? 0
    if finite.allSatisfy({ $0 == $0.rounded() }) && size < 1e6 {
      return values.map { $0.isFinite ? Numbers.fixed($0, 0) : Numbers.general($0, 3) }
    }
    let isPlain = size < 10_000 && size >= 0.01
    return values.map { isPlain ? Numbers.fixed($0, size < 100 ? 2 : 1) : Numbers.general($0, 3) }
  }

  private static var contour: BuiltIn {
    PlotFunctions.chart(
      "contour", "levels=none",
      summary: "lines of equal height, labelled: contour(z), contour(x, y, z), or contour(f, xlim=(-2, 2), "
        + "ylim=(-2, 2)); levels is a number of them or a list",
      shapes: "x: [n]; y: [m]; z: [m, n]; f takes x and y of one shape",
      example: "contour((x, y) -> x^2 + y^2, xlim=(-1, 1), ylim=(-1, 1), levels=[0.5]).description",
      gives:
        "\"Chart, y against x. Contours over x from -1 to 1 and y from -1 to 1, at 0.5, lowest 0 at (0, 0), "
        + "highest 2 at (-1, -1).\"",
      section: "6.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      let grid = try Grid(arguments)
      let z = grid.values[0], label = try arguments.text("label")
      let levels = try levels(arguments, z)
      arguments.add(
        try charting { () throws(ChartError) in
          try .contour(grid.x, grid.y, z, levels: levels, label: label)
        })
      if grid.isFunction { arguments.overlay(Chart(xLabel: "x", yLabel: "y")) }
    }
  }

  private static func levels(_ arguments: PlotArguments, _ z: [Double]) throws(Diagnostic) -> [Double]? {
    let value = arguments["levels"]
    if value.isNone { return nil }
    if let count = value.integer {
      guard (1...100).contains(count) else {
        throw Diagnostic(.value, "V13", "`levels` is \(count), and must be from 1 to 100")
      }
      return Series.contourLevels(z, count: count)
    }
    guard let tensor = try arguments.call.interpreter.tensor(from: value) else {
      throw Diagnostic(.type, "T01", "`levels` needs a number or a list, and got \(value.kindName)")
    }
    return tensor.doubles()
  }

  private static var quiver: BuiltIn {
    PlotFunctions.chart(
      "quiver", "",
      summary:
        "arrows (u, v) at points, a field of gradients: quiver(x, y, u, v), or quiver(f, xlim=(-2, 2), "
        + "ylim=(-2, 2)) where f gives (u, v)",
      shapes: "x, y, u, v: [n]; or x: [n], y: [m], u and v: [m, n]",
      example: "quiver([0, 1], [0, 0], [3, 0], [4, 1]).description",
      gives: "\"Chart. Arrows at 2 points: x from 0 to 1, y 0, lengths from 1 to 5.\"", section: "6.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      let label = try arguments.text("label")
      if arguments.data.count == 4,
        case .some = try arguments.call.interpreter.tensor(from: arguments.data[0])
      {
        var columns: [[Double]] = []
        for i in 0..<4 { columns.append(try arguments.numbers(i)) }
        let cells = columns[0].count.multipliedReportingOverflow(by: columns[1].count)
        if !cells.overflow, cells.partialValue == columns[2].count, columns[0].count != columns[2].count {
          // Vectors of a grid's places.
          let x = columns[0], y = columns[1]
          columns[0] = y.flatMap { _ in x }
          columns[1] = y.flatMap { y in x.map { _ in y } }
        }
        arguments.add(
          try charting { () throws(ChartError) in
            try .quiver(columns[0], columns[1], columns[2], columns[3], label: label)
          })
        return
      }
      let grid = try Grid(arguments, columns: 15, rows: 9, parts: 2)
      let x = grid.y.flatMap { _ in grid.x }, y = grid.y.flatMap { y in grid.x.map { _ in y } }
      arguments.add(
        try charting { () throws(ChartError) in
          try .quiver(x, y, grid.values[0], grid.values[1], label: label)
        })
      arguments.overlay(Chart(xLabel: "x", yLabel: "y"))
    }
  }
}

/// Values on a grid, given or computed by a function.
private struct Grid {
  var x: [Double]
  var y: [Double]
  /// For each part of the function's answer: row by row, one row for each y.
  var values: [[Double]]
  var isFunction = false

  init(_ arguments: PlotArguments, columns: Int = 81, rows: Int = 41, parts: Int = 1) throws(Diagnostic) {
    if case .function? = arguments.data.first {
      try arguments.expect(1...1, "one function")
      (x, y, values, isFunction) = ([], [], [], true)
      try evaluate(arguments.data[0], arguments, columns, rows, parts)
      return
    }
    guard parts == 1, arguments.data.count == 1 || arguments.data.count == 3 else {
      throw Diagnostic(
        .arity, "A03", "`\(arguments.call.builtIn.name)` was given \(arguments.data.count) arguments",
        hints: [arguments.call.builtIn.summary])
    }
    let matrix = try arguments.matrix(arguments.data.count - 1)
    values = [matrix.values]
    if arguments.data.count == 1 {
      x = (0..<matrix.columns).map(Double.init)
      y = (0..<matrix.rows).map(Double.init)
    } else {
      x = try Self.axis(arguments, 0, matrix, alongRows: true)
      y = try Self.axis(arguments, 1, matrix, alongRows: false)
    }
  }

  /// The places along an axis: a vector, or a matrix as `meshgrid` makes them.
  private static func axis(
    _ arguments: PlotArguments, _ index: Int, _ matrix: (rows: Int, columns: Int, values: [Double]),
    alongRows: Bool
  ) throws(Diagnostic) -> [Double] {
    let values = try arguments.numbers(index)
    guard try arguments.tensor(index).rank == 2, values.count == matrix.values.count else { return values }
    return alongRows
      ? Array(values.prefix(matrix.columns))
      : stride(from: 0, to: values.count, by: max(1, matrix.columns)).map { values[$0] }
  }

  private mutating func evaluate(
    _ function: Value, _ arguments: PlotArguments, _ columns: Int, _ rows: Int, _ parts: Int
  ) throws(Diagnostic) {
    let across = try arguments.limits("xlim") ?? -2...2, up = try arguments.limits("ylim") ?? -2...2
    x = Self.places(across, columns)
    y = Self.places(up, rows)
    let count = columns * rows
    let xs = Tensor(y.flatMap { _ in x }, [rows, columns])
    let ys = Tensor(y.flatMap { y in x.map { _ in y } }, [rows, columns])
    let answer = try arguments.withoutGradients { () throws(Diagnostic) in
      try arguments.call.interpreter.call(function, [.tensor(xs), .tensor(ys)])
    }
    var answers = [answer]
    if parts > 1, case .list(let list) = answer { answers = Array(list.items) }
    for part in answers.prefix(parts) {
      let given = try arguments.call.interpreter.tensor(from: part)?.doubles() ?? []
      // A constant is a function too.
      values.append(given.count == 1 ? Array(repeating: given[0], count: count) : given)
    }
    guard values.count == parts, values.allSatisfy({ $0.count == count }) else {
      throw Diagnostic(
        .shape, "S31",
        "the function was given x and y of shape [\(rows), \(columns)] and did not answer with "
          + (parts == 1 ? "that shape" : "\(parts) tensors of that shape"),
        hints: [
          "write it with operations on whole tensors: (x, y) -> " + (parts == 1 ? "x^2 + y^2" : "(-x, -y)")
        ])
    }
  }

  private static func places(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
    (0..<count).map { i in
      let t = Double(i) / Double(count - 1)
      return range.lowerBound * (1 - t) + range.upperBound * t
    }
  }
}

extension PlotArguments {
  /// Runs code without recording a graph: nobody asks for gradients of a picture.
  func withoutGradients<T>(_ body: () throws(Diagnostic) -> T) throws(Diagnostic) -> T {
    let tape = call.interpreter.context.tape
    let wasRecording = tape.isRecording
    tape.isRecording = false
    defer { tape.isRecording = wasRecording }
    return try body()
  }
}
