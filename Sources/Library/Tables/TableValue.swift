import Formatting
import Language
import Tables
import Tensors

/// A table in the language.
public final class TableValue: ObjectValue {
  public let table: Table

  public init(_ table: Table) { self.table = table }

  public override var kindName: String { "a table" }
  public override var typeSummary: String { "table \(table.rowCount) × \(table.columnCount)" }
  public override var fieldNames: [String] { table.names + ["columns", "shape"] }
  public override var length: Int? { table.rowCount }
  public override var methodFamily: String { "tables" }

  public override func field(_ name: String) throws(Diagnostic) -> Value? {
    if let column = table[name] { return ColumnValue.value(name, column) }
    switch name {
    case "columns": return .list(table.names.map { .text($0) })
    case "shape": return .list([.int(table.rowCount), .int(table.columnCount)])
    default: return nil
    }
  }

  public override func withField(_ name: String, _ value: Value) throws(Diagnostic) -> ObjectValue? {
    let column = try TableArchive.column(from: value, rows: table.columnCount == 0 ? nil : table.rowCount)
    return TableValue(try tabling { () throws(TableError) in try table.setting(name, to: column) })
  }

  public override func display(_ options: DisplayOptions) -> String {
    table.description(width: options.width)
  }

  public override func isEqual(to other: ObjectValue) -> Bool { (other as? TableValue)?.table == table }

  /// `t["age"]`, `t["age", "sex"]`, `t[mask]`, `t[3]` (a record), `t[2:5]`.
  public override func element(_ subscripts: [SubscriptValue]) throws(Diagnostic) -> Value {
    let names = subscripts.compactMap { entry -> String? in
      if case .value(.text(let text)) = entry { text.string } else { nil }
    }
    if names.count == subscripts.count {
      if names.count == 1 {
        return ColumnValue.value(
          names[0], try tabling { () throws(TableError) in try table.column(names[0]) })
      }
      return .object(TableValue(try tabling { () throws(TableError) in try table.selecting(names) }))
    }
    guard subscripts.count == 1 else {
      throw Diagnostic(
        .index, "X03", "a table is indexed by column names, or by one mask, slice or list of rows",
        hints: ["t[mask][\"age\"] selects rows, then a column"])
    }
    switch subscripts[0] {
    case .ellipsis: return .object(self)
    case .slice(let from, let to, let step):
      guard step.isNone || step.integer == 1, from.isNone || from.integer != nil,
        to.isNone || to.integer != nil
      else {
        throw Diagnostic(.index, "X04", "rows are sliced by whole numbers, one after the other")
      }
      let count = table.rowCount
      func clamp(_ value: Int) -> Int { min(max(value < 0 ? value + count : value, 0), count) }
      let start = clamp(from.integer ?? 0), end = clamp(to.integer ?? count)
      return .object(TableValue(table.rows(in: start..<max(start, end))))
    case .value(let entry):
      if let index = entry.integer, entry.tensor == nil { return .record(try row(index)) }
      let positions = try RowSelection.positions(entry, table.rowCount)
      return .object(TableValue(try tabling { () throws(TableError) in try table.rows(at: positions) }))
    }
  }

  private func row(_ index: Int) throws(Diagnostic) -> RecordObject {
    let position = index < 0 ? index + table.rowCount : index
    guard (0..<table.rowCount).contains(position) else {
      throw Diagnostic(
        .index, "X01", "row \(index) is outside the table: its rows go from 0 to \(table.rowCount - 1)")
    }
    let record = RecordObject()
    for (name, column) in zip(table.names, table.columns) {
      record.entries[.text(name)] = ColumnValue.value(column[position])
    }
    return record
  }

  public override func withElement(_ subscripts: [SubscriptValue], _ value: Value) throws(Diagnostic)
    -> ObjectValue
  {
    guard subscripts.count == 1, case .value(.text(let name)) = subscripts[0],
      let changed = try withField(name.string, value)
    else {
      throw Diagnostic(
        .type, "T06", "only whole columns of a table can be set", hints: ["t[\"name\"] = values"])
    }
    return changed
  }

  public override func archived() -> (type: String, payload: Value)? { ("table", TableArchive.encode(table)) }
}

/// Runs table code, its errors turned into the language's.
/// - Parameter missing: What to say about a file that is not there.
func tabling<T>(
  _ body: () throws(TableError) -> T, missing: () -> [String] = { [] }
) throws(Diagnostic) -> T {
  do {
    return try body()
  } catch {
    var hints = error.hints
    if case .unknownColumn(let name, let names) = error {
      let near = NearNames.best(for: name, among: names)
      if !near.isEmpty { hints = ["did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"] }
    }
    if case .missingFile = error { hints = missing() }
    let kind: Diagnostic.Kind =
      switch error {
      case .missingFile, .isDirectory, .unreadable, .unwritable, .tooLarge: .file
      case .unknownColumn: .name
      case .lengthMismatch, .maskLength: .shape
      default: .data
      }
    throw Diagnostic(kind, error.code, error.message, hints: hints)
  }
}
