import Language
import Plotting
import Tensors

/// Charts as plain values, for sessions.
enum ChartArchive {
  static func encode(_ chart: Chart) -> Value {
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
    var entries = RecordEntries()
    for (name, field) in fields.entries {
      entries[.text(name)] =
        switch field {
        case .numbers(let values): .tensor(Tensor(values, [values.count]))
        case .texts(let texts): .list(texts.map { .text($0) })
        case .number(let value): .float(value)
        case .text(let text): .text(text)
        case .flag(let flag): .bool(flag)
        }
    }
    return .record(RecordObject(entries))
  }

  private static func encode(_ scale: AxisScale) -> Value {
    switch scale {
    case .linear: .text("linear")
    case .log: .text("log")
    case .date: .text("date")
    case .indices: .text("indices")
    case .categories(let names): .list(names.map { .text($0) })
    }
  }

  private static func limits(_ range: ClosedRange<Double>?) -> Value {
    range.map { .list([.float($0.lowerBound), .float($0.upperBound)]) } ?? .none
  }

  static func decode(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    guard case .record(let record) = payload else { throw damaged }
    return ChartValue(try chart(record))
  }

  static func chart(_ record: RecordObject) throws(Diagnostic) -> Chart {
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
    switch text(value) {
    case "linear": return .linear
    case "log": return .log
    case "date": return .date
    case "indices": return .indices
    default: throw damaged
    }
  }

  private static func texts(_ items: [Value]) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for item in items {
      guard case .text(let text) = item else { throw damaged }
      texts.append(text.string)
    }
    return texts
  }

  static let damaged = Diagnostic(.data, "D90", "the stored chart is damaged")

  static func text(_ value: Value?) -> String {
    if case .text(let text)? = value { text.string } else { "" }
  }

  private static func range(_ value: Value?) -> ClosedRange<Double>? {
    guard case .list(let list)? = value else { return nil }
    let ends = list.items.compactMap(\.number)
    return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
  }
}
