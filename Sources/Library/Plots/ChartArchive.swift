import Language
import Plotting
import Tensors

/// Charts as plain values, for sessions.
enum ChartArchive {
  static func encode(_ figure: Figure) -> Value {
    switch figure {
    case .chart(let chart): return encode(chart)
    case .tree(let tree):
      let rows = tree.rows
      return .record(
        RecordObject(fields: [
          "title": .text(tree.title), "depths": .list(rows.map { .int($0.depth) }),
          "texts": .list(rows.map { .text($0.text) }),
        ]))
    case .graph(let graph): return GraphArchive.encode(graph)
    case .grid(let figures, let columns, let title):
      return .record(
        RecordObject(fields: [
          "title": .text(title), "columns": .int(columns), "panels": .list(figures.map(encode)),
        ]))
    }
  }

  private static func encode(_ chart: Chart) -> Value {
    let series = chart.series.map { series -> Value in
      .record(
        RecordObject(fields: [
          "kind": .text(series.kind), "label": .text(series.label), "data": encode(series.fields),
        ]))
    }
    return .record(
      RecordObject(fields: [
        "title": .text(chart.title), "x_label": .text(chart.xLabel), "y_label": .text(chart.yLabel),
        "x_limits": limits(chart.xLimits), "y_limits": limits(chart.yLimits),
        "x_scale": encode(chart.xScale), "y_scale": encode(chart.yScale),
        "width": chart.preferredWidth.map { .int($0) } ?? .none,
        "height": chart.preferredHeight.map { .int($0) } ?? .none,
        "canvas": chart.preferredCanvas.map { .text($0.rawValue) } ?? .none, "series": .list(series),
      ]))
  }

  private static func encode(_ fields: Fields) -> Value {
    let record = RecordObject()
    for (name, field) in fields.entries {
      record.entries[.text(name)] =
        switch field {
        case .numbers(let values): .tensor(Tensor(values, [values.count]))
        case .texts(let texts): .list(texts.map { .text($0) })
        case .number(let value): .float(value)
        case .text(let text): .text(text)
        case .flag(let flag): .bool(flag)
        }
    }
    return .record(record)
  }

  private static func encode(_ scale: AxisScale) -> Value {
    switch scale {
    case .linear: .text("linear")
    case .log: .text("log")
    case .date: .text("date")
    case .indices: .text("indices")
    case .categories(let names): .list(names.map { .text($0) })
    case .places(let places, let labels):
      .record(
        RecordObject(fields: [
          "places": .tensor(Tensor(places, [places.count])), "labels": .list(labels.map { .text($0) }),
        ]))
    }
  }

  private static func limits(_ range: ClosedRange<Double>?) -> Value {
    range.map { .list([.float($0.lowerBound), .float($0.upperBound)]) } ?? .none
  }

  static func decode(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    ChartValue(try figure(payload, depth: 0))
  }

  private static func figure(_ payload: Value, depth: Int) throws(Diagnostic) -> Figure {
    guard case .record(let record) = payload, depth < 100 else { throw damaged }
    let title = text(record["title"])
    if case .list(let panels)? = record["panels"] {
      var figures: [Figure] = []
      for panel in panels.items { figures.append(try figure(panel, depth: depth + 1)) }
      return .grid(figures, columns: record["columns"]?.integer ?? 1, title: title)
    }
    if record["nodes"] != nil { return .graph(try GraphArchive.decode(record)) }
    if case .list(let depths)? = record["depths"], case .list(let texts)? = record["texts"] {
      let rows = zip(depths.items.map { $0.integer ?? -1 }, try Self.texts(texts.items))
      do {
        return .tree(try Tree(rows: rows.map { Tree.Row(depth: $0, text: $1) }, title: title))
      } catch {
        throw damaged
      }
    }
    return .chart(try chart(record))
  }

  private static func chart(_ record: RecordObject) throws(Diagnostic) -> Chart {
    guard case .list(let list)? = record["series"] else { throw damaged }
    var chart = Chart(
      title: text(record["title"]), xLabel: text(record["x_label"]), yLabel: text(record["y_label"]),
      xLimits: range(record["x_limits"]), yLimits: range(record["y_limits"]),
      xScale: try scale(record["x_scale"]), yScale: try scale(record["y_scale"]),
      preferredWidth: record["width"]?.integer, preferredHeight: record["height"]?.integer)
    chart.preferredCanvas = CanvasMode(rawValue: text(record["canvas"]))
    for item in list.items { chart.add(try series(item)) }
    return chart
  }

  private static func series(_ item: Value) throws(Diagnostic) -> Series {
    guard case .record(let record) = item, case .record(let data)? = record["data"] else { throw damaged }
    let fields = try fields(data)
    do {
      return try Series(kind: text(record["kind"]), fields: fields, label: text(record["label"]))
    } catch {
      throw damaged
    }
  }

  private static func fields(_ record: RecordObject) throws(Diagnostic) -> Fields {
    var entries: [(name: String, field: Fields.Field)] = []
    for (key, value) in record.entries {
      guard case .text(let name) = key else { throw damaged }
      switch value {
      case .tensor(let tensor): entries.append((name, .numbers(tensor.doubles())))
      case .list(let list): entries.append((name, .texts(try texts(list.items))))
      case .float(let value): entries.append((name, .number(value)))
      case .text(let text): entries.append((name, .text(text.string)))
      case .bool(let flag): entries.append((name, .flag(flag)))
      default: throw damaged
      }
    }
    return Fields(entries)
  }

  private static func scale(_ value: Value?) throws(Diagnostic) -> AxisScale {
    if case .list(let names)? = value { return .categories(try texts(names.items)) }
    if case .record(let record)? = value {
      guard case .tensor(let places)? = record["places"], case .list(let labels)? = record["labels"] else {
        throw damaged
      }
      return .places(places.doubles(), try texts(labels.items))
    }
    switch text(value) {
    case "linear": return .linear
    case "log": return .log
    case "date": return .date
    case "indices": return .indices
    default: throw damaged
    }
  }

  private static func texts(_ items: some Sequence<Value>) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for item in items {
      guard case .text(let text) = item else { throw damaged }
      texts.append(text.string)
    }
    return texts
  }

  static let damaged = Diagnostic(.data, "D90", "the stored chart is damaged")

  private static func text(_ value: Value?) -> String {
    if case .text(let text)? = value { text.string } else { "" }
  }

  private static func range(_ value: Value?) -> ClosedRange<Double>? {
    guard case .list(let list)? = value else { return nil }
    let ends = list.items.compactMap(\.number)
    return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
  }
}
