import Formatting
import Notebook

/// What `gradus data list` shows.
public enum DataTable {
  /// Three lines a data set: its name, size, licence and whether it is here; what it is; how a cell reads it.
  public static func text(_ sets: [DataSet], style: Style) -> String {
    let name = sets.map { DisplayWidth.of($0.name) }.max() ?? 0
    let licence = sets.map { DisplayWidth.of($0.licence) }.max() ?? 0
    return sets.map { set in
      let size = Numbers.bytes(set.bytes)
      let head =
        style.strong(set.name) + String(repeating: " ", count: name - DisplayWidth.of(set.name) + 2)
        + String(repeating: " ", count: max(0, 7 - size.count)) + size + "  "
        + set.licence + String(repeating: " ", count: licence - DisplayWidth.of(set.licence) + 2)
      let state = set.state == .missing ? style.dim("not here") : style.good(set.state.rawValue)
      let lines = [head + state, "  " + WordWrap.text(set.summary, width: style.width - 2, indent: "  ")]
      return (lines + (set.example.map { ["  " + style.dim($0)] } ?? [])).joined(separator: "\n") + "\n"
    }.joined()
  }

  /// What one can do with it now.
  public static func use(_ set: DataSet) -> String {
    set.example.map { ": \($0)" } ?? (set.paths.first.map { ": \($0)" } ?? "")
  }

  public static func json(_ set: DataSet) -> JSONValue {
    .object([
      ("name", .string(set.name)), ("summary", .string(set.summary)), ("licence", .string(set.licence)),
      ("bytes", .int(set.bytes)), ("download", .int(set.download)), ("state", .string(set.state.rawValue)),
      ("source", .string(source(set.source))), ("files", .array(set.files.map { .string($0.name) })),
      ("example", set.example.map { .string($0) } ?? .null),
    ])
  }

  private static func source(_ source: DataSet.Source) -> String {
    switch source {
    case .shipped: "shipped"
    case .pip(let package): "pip \(package)"
    case .apt(let package): "apt \(package)"
    }
  }
}
