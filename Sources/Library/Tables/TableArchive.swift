import Language
import Tables
import Tensors

/// Tables as plain values, for sessions, and columns from values.
enum TableArchive {
  static func encode(_ table: Table) -> Value {
    .list(zip(table.names, table.columns).map { .list([.text($0), encode($1)]) })
  }

  static func encode(_ column: Column) -> Value {
    switch column {
    case .f64(let values): return .tensor(Tensor(values, [values.count]))
    case .i64(let values, let missing) where missing.isEmpty: return .tensor(Tensor(values, [values.count]))
    case .bool(let values, let missing) where missing.isEmpty: return .tensor(Tensor(values, [values.count]))
    default: return .list((0..<column.count).map { ColumnValue.value(column[$0]) })
    }
  }

  static let damaged = Diagnostic(.data, "D90", "the stored table is damaged")

  static func decodeTable(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    guard case .list(let list) = payload else { throw damaged }
    var columns: [(name: String, column: Column)] = []
    for item in list.items {
      guard case .list(let pair) = item, pair.items.count == 2, case .text(let name) = pair.items[0] else {
        throw damaged
      }
      columns.append((name.string, try column(from: pair.items[1], rows: nil)))
    }
    let made = columns
    return TableValue(try tabling { () throws(TableError) in try Table(made) })
  }

  static func decodeColumn(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    guard case .list(let pair) = payload, pair.items.count == 2, case .text(let name) = pair.items[0] else {
      throw damaged
    }
    return ColumnValue(name.string, try column(from: pair.items[1], rows: nil))
  }

  /// A column from a tensor, a list, a range, a column, or one value for all rows.
  static func column(from value: Value, rows: Int?) throws(Diagnostic) -> Column {
    if let tensor = value.tensor, tensor.rank == 1 {
      switch tensor.dtype {
      case .i64: return .i64(tensor.ints())
      case .bool: return .bool(tensor.bools())
      default: return .f64(tensor.doubles())
      }
    }
    switch value {
    case .range(let range): return .i64(range.elements)
    case .object(let object):
      if let column = object as? ColumnValue { return column.column }
    case .list(let list): return try column(of: Array(list.items))
    case .int, .float, .bool, .text, .none:
      if let rows { return try column(of: [Value](repeating: value, count: rows)) }
    default: break
    }
    throw Diagnostic(
      .type, "T09", "a column can't be made from \(value.kindName)",
      hints: ["give a vector or a list of values"])
  }

  private static func column(of items: [Value]) throws(Diagnostic) -> Column {
    let missing = MissingMask(items.map(\.isNone))
    let present = items.filter { !$0.isNone }
    if present.allSatisfy({ if case .text = $0 { true } else { false } }), !present.isEmpty {
      return .text(TextColumn(items.map { if case .text(let text) = $0 { text.string } else { nil } }))
    }
    if present.allSatisfy({ if case .bool = $0 { true } else { false } }), !present.isEmpty {
      return .bool(items.map { $0.number == 1 }, missing: missing)
    }
    if present.allSatisfy({ if case .int = $0 { true } else { false } }), !present.isEmpty {
      return .i64(items.map { $0.integer ?? 0 }, missing: missing)
    }
    guard present.allSatisfy({ $0.number != nil }) else {
      throw Diagnostic(.type, "T09", "a column holds values of one kind: numbers, texts or booleans")
    }
    return .f64(items.map { $0.number ?? .nan })
  }
}
