import Formatting
import Language
import Plotting
import Tables
import Tensors

/// What the functions of this folder share: the chart that may come first, data in all their forms, and the
/// options that every chart takes.
struct PlotArguments {
  let call: Call
  /// The chart that came first, or an empty one.
  private(set) var chart = Chart()
  /// What comes after it.
  private(set) var data: [Value]
  /// How many of the values that were given are no data: the chart.
  private var before = 0

  /// What every chart function takes after its own parameters.
  static let options = """
    label="", title="", xlabel="", ylabel="", xlim=none, ylim=none, xlog=false, ylog=false, width=none, \
    height=none, canvas=none
    """

  /// - Parameter call: of a function whose first parameter gathers the data.
  init(_ call: Call) throws(Diagnostic) {
    self.call = call
    data = try call.list(0)
    guard let first = data.first, let figure = ChartValue.figure(first) else { return }
    guard case .chart(let given) = figure else {
      throw Diagnostic(
        .type, "T01", "`\(call.builtIn.name)` adds to one chart, and got \(first.kindName)", argument: 0)
    }
    chart = given
    data.removeFirst()
    before = 1
  }

  /// Where a value of `data` stands among all that were given, for errors.
  func place(_ index: Int) -> Int { index + before }

  /// Checks how many data there are.
  func expect(_ counts: ClosedRange<Int>, _ what: String, hint: String? = nil) throws(Diagnostic) {
    if counts.contains(data.count) { return }
    throw Diagnostic(
      .arity, "A03", "`\(call.builtIn.name)` takes \(what), and was given \(data.count)",
      hints: hint.map { [$0] } ?? [])
  }

  // MARK: Named arguments

  subscript(name: String) -> Value {
    call.builtIn.parameters.firstIndex { $0.name == name }.map { call[$0] } ?? .none
  }

  private func mismatch(_ name: String, _ wanted: String) -> Diagnostic {
    call.mismatch(call.builtIn.parameters.firstIndex { $0.name == name } ?? 0, wanted)
  }

  func text(_ name: String) throws(Diagnostic) -> String {
    switch self[name] {
    case .text(let text): return text.string
    case .none: return ""
    default: throw mismatch(name, "a text")
    }
  }

  func flag(_ name: String) throws(Diagnostic) -> Bool {
    guard case .bool(let flag) = self[name] else { throw mismatch(name, "true or false") }
    return flag
  }

  func number(_ name: String) throws(Diagnostic) -> Double? {
    if self[name].isNone { return nil }
    guard let number = self[name].number else { throw mismatch(name, "a number") }
    return number
  }

  func integer(_ name: String) throws(Diagnostic) -> Int? {
    if self[name].isNone { return nil }
    guard let number = self[name].integer else { throw mismatch(name, "an integer") }
    return number
  }

  /// Names: a list of texts or numbers, a column.
  func names(_ name: String) throws(Diagnostic) -> [String]? {
    if self[name].isNone { return nil }
    guard let texts = try Self.texts(self[name], call) else { throw mismatch(name, "a list of names") }
    return texts
  }

  func limits(_ name: String) throws(Diagnostic) -> ClosedRange<Double>? {
    if self[name].isNone { return nil }
    if case .list(let list) = self[name], list.items.count == 2, let low = list.items[0].number,
      let high = list.items[1].number, low < high
    {
      return low...high
    }
    throw Diagnostic(.value, "V10", "`\(name)` needs a lower and an upper limit: (0, 10)")
  }

  // MARK: Data

  func numbers(_ index: Int) throws(Diagnostic) -> [Double] { try tensor(index).doubles() }

  func tensor(_ index: Int) throws(Diagnostic) -> Tensor {
    guard let tensor = try call.interpreter.tensor(from: data[index]) else {
      throw Diagnostic(
        .type, "T01", "`\(call.builtIn.name)` draws numbers, and got \(data[index].kindName)",
        hints: ["give tensors, lists of numbers or numeric columns"]
      ).blaming(gathered: place(index))
    }
    return tensor
  }

  /// A matrix, row by row.
  func matrix(_ index: Int) throws(Diagnostic) -> (rows: Int, columns: Int, values: [Double]) {
    let tensor = try tensor(index)
    // Pictures often come with an axis of one channel.
    let shape = tensor.shape.dims.filter { $0 != 1 }
    if tensor.rank == 2 { return (tensor.shape[0], tensor.shape[1], tensor.doubles()) }
    guard tensor.rank > 2, shape.count <= 2 else {
      throw Diagnostic(
        .shape, "S31", "`\(call.builtIn.name)` draws a matrix, and got the shape \(tensor.shape)",
        hints: ["one matrix of several: x[0]", "a vector as a row: reshape(x, (1, -1))"]
      ).blaming(gathered: place(index))
    }
    let rows = shape.count == 2 ? shape[0] : 1
    return (rows, shape.last ?? 1, tensor.doubles())
  }

  /// Texts in any form: one text, a list of texts, of numbers or of both, a text column, a tensor of numbers; `nil` for
  /// anything else.
  static func texts(_ value: Value, _ call: Call) throws(Diagnostic) -> [String]? {
    switch value {
    case .text(let text): return [text.string]
    case .list(let list):
      var texts: [String] = []
      for item in list.items {
        switch item {
        case .text(let text): texts.append(text.string)
        case .int, .float, .bool: texts.append(item.plainText())
        default: return nil
        }
      }
      return texts
    case .object(let object):
      if let column = object as? ColumnValue, case .text(let texts) = column.column {
        return texts.codes.map { texts.levels.indices.contains(Int($0)) ? texts.levels[Int($0)] : "none" }
      }
      return try call.interpreter.tensor(from: value).map(texts)
    case .tensor, .parameter, .range: return try call.interpreter.tensor(from: value).map(texts)
    default: return nil
    }
  }

  private static func texts(_ tensor: Tensor) -> [String] {
    tensor.dtype.isInteger
      ? tensor.ints().map { "\($0)" } : tensor.doubles().map { Numbers.general($0, 6) }
  }

  /// Whether a value is texts rather than numbers.
  static func isTexts(_ value: Value) -> Bool {
    switch value {
    case .text: true
    case .list(let list): if case .text? = list.items.first { true } else { false }
    case .object(let object):
      if let column = object as? ColumnValue, case .text = column.column { true } else { false }
    default: false
    }
  }

  /// Places along the horizontal axis: numbers, dates as ISO texts, or categories, which join those that
  /// the chart has.
  mutating func places(_ index: Int) throws(Diagnostic) -> [Double] {
    guard Self.isTexts(data[index]), let texts = try Self.texts(data[index], call) else {
      return try numbers(index)
    }
    let days = texts.map(Calendar.days)
    if chart.xScale == .date || chart.xScale.categoryNames == nil && days.allSatisfy({ $0 != nil }) {
      for (text, day) in zip(texts, days) where day == nil { throw Diagnostic(ChartError.date(text)) }
      chart.xScale = .date
      return days.compactMap { $0 }
    }
    var names = chart.xScale.categoryNames ?? []
    var known: [String: Int] = [:]
    for (i, name) in names.enumerated() where known[name] == nil { known[name] = i }
    let places = texts.map { text -> Double in
      if let place = known[text] { return Double(place) }
      known[text] = names.count
      names.append(text)
      return Double(names.count - 1)
    }
    chart.xScale = .categories(names)
    return places
  }

  // MARK: The result

  mutating func add(_ series: Series) { chart.add(series) }

  mutating func overlay(_ other: Chart) { chart = chart.overlaid(with: other) }

  /// The chart with the title, labels, limits and size that the call names.
  func finish() throws(Diagnostic) -> Value {
    var chart = chart
    let title = try text("title"), xLabel = try text("xlabel"), yLabel = try text("ylabel")
    if !title.isEmpty { chart.title = title }
    if !xLabel.isEmpty { chart.xLabel = xLabel }
    if !yLabel.isEmpty { chart.yLabel = yLabel }
    chart.xLimits = try limits("xlim") ?? chart.xLimits
    chart.yLimits = try limits("ylim") ?? chart.yLimits
    if try flag("xlog") { chart.xScale = .log }
    if try flag("ylog") { chart.yScale = .log }
    if let width = try integer("width") { chart.preferredWidth = width }
    if let height = try integer("height") { chart.preferredHeight = height }
    let canvas = try text("canvas")
    if !canvas.isEmpty {
      guard let mode = CanvasMode(rawValue: canvas) else {
        let names = CanvasMode.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        throw Diagnostic(.value, "V15", "there is no canvas \"\(canvas)\"", hints: ["choose from \(names)"])
      }
      chart.preferredCanvas = mode
    }
    return .object(ChartValue(chart))
  }
}
