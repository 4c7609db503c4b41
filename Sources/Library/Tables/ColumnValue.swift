import Language
import Tables
import Tensors

/// A column that is no plain tensor of numbers: texts, or numbers some of which are missing.
///
/// Compares element by element, like a tensor; the result is a mask for rows.
final class ColumnValue: ObjectValue {
  let name: String
  let column: Column

  init(_ name: String, _ column: Column) {
    self.name = name
    self.column = column
  }

  /// A column as the language shows it: a tensor when it can be one.
  static func value(_ name: String, _ column: Column) -> Value {
    switch column {
    case .f64(let values): .tensor(Tensor(values, [values.count]))
    case .i64(let values, let missing) where missing.isEmpty: .tensor(Tensor(values, [values.count]))
    case .bool(let values, let missing) where missing.isEmpty: .tensor(Tensor(values, [values.count]))
    default: .object(ColumnValue(name, column))
    }
  }

  /// The value of one row; `none` where it is missing.
  static func value(_ cell: Cell) -> Value {
    switch cell {
    case .missing: .none
    case .real(let x): .float(x)
    case .integer(let x): .int(x)
    case .truth(let x): .bool(x)
    case .text(let x): .text(x)
    }
  }

  override var kindName: String { "a column of \(column.type.rawValue)" }
  override var typeSummary: String { "\(column.type.rawValue) column of \(column.count)" }
  override var length: Int? { column.count }
  override var methodFamily: String { "tables" }

  /// Missing numbers are nan.
  override var asTensor: Tensor? { column.doubles.map { Tensor($0, [$0.count]) } }

  override func display(_ options: DisplayOptions) -> String {
    let table = try? Table([(name: name, column: column)])
    return table?.description(width: options.width) ?? typeSummary
  }

  override func isEqual(to other: ObjectValue) -> Bool { (other as? ColumnValue)?.column == column }

  override func element(_ subscripts: [SubscriptValue]) throws(Diagnostic) -> Value {
    guard subscripts.count == 1, case .value(let entry) = subscripts[0] else {
      throw Diagnostic(.index, "X03", "a column is indexed by one number, mask or list of positions")
    }
    if let index = entry.integer {
      let position = index < 0 ? index + column.count : index
      guard (0..<column.count).contains(position) else {
        throw Diagnostic(
          .index, "X01", "index \(index) is outside the column: its rows go from 0 to \(column.count - 1)")
      }
      return Self.value(column[position])
    }
    return Self.value(name, column.picking(try RowSelection.positions(entry, column.count)))
  }

  /// `==` and `!=` with a text or another column, `in` with a value.
  override func binary(_ operation: String, _ other: Value, reversed: Bool) throws(Diagnostic) -> Value? {
    guard case .text(let texts) = column else { return nil }
    switch (operation, other) {
    case ("==", .text(let text)): return mask(texts) { $0 == text.string }
    case ("!=", .text(let text)): return mask(texts) { $0 != text.string }
    case ("in", .text(let text)): return .bool(texts.levels.contains(text.string))
    case ("<", .text(let text)), (">", .text(let text)), ("<=", .text(let text)), (">=", .text(let text)):
      return mask(texts) { level in
        switch operation {
        case "<": level < text.string
        case ">": level > text.string
        case "<=": level <= text.string
        default: level >= text.string
        }
      }
    default: return nil
    }
  }

  /// One test for each level instead of one for each row; a missing value passes none.
  private func mask(_ texts: TextColumn, _ test: (String) -> Bool) -> Value {
    let passes = texts.levels.map(test)
    return .tensor(Tensor(texts.codes.map { $0 >= 0 && passes[Int($0)] }, [texts.count]))
  }

  override func archived() -> (type: String, payload: Value)? {
    ("column", .list([.text(name), TableArchive.encode(column)]))
  }
}

/// Which rows a mask, a tensor of positions or a list of them selects.
enum RowSelection {
  static func positions(_ value: Value, _ count: Int) throws(Diagnostic) -> [Int] {
    if let tensor = value.tensor {
      if tensor.dtype == .bool {
        guard tensor.shape == [count] else {
          throw Diagnostic(.shape, "S04", "a mask of shape \(tensor.shape) does not fit \(count) rows")
        }
        return tensor.bools().enumerated().filter(\.element).map(\.offset)
      }
      guard tensor.dtype.isInteger else {
        throw Diagnostic(
          .type, "T08", "rows are selected by a mask or by positions, not by \(tensor.dtype.name) numbers")
      }
      return try checked(tensor.ints(), count)
    }
    switch value {
    case .range(let range): return try checked(range.elements, count)
    case .list(let list):
      let positions = list.items.compactMap(\.integer)
      guard positions.count == list.items.count else { break }
      return try checked(positions, count)
    default: break
    }
    throw Diagnostic(
      .type, "T08", "rows are selected by a mask, a range or positions, not by \(value.kindName)")
  }

  private static func checked(_ given: [Int], _ count: Int) throws(Diagnostic) -> [Int] {
    var positions: [Int] = []
    positions.reserveCapacity(given.count)
    for index in given {
      let position = index < 0 ? index + count : index
      guard (0..<count).contains(position) else {
        throw Diagnostic(
          .index, "X01", "row \(index) is outside the table: its rows go from 0 to \(count - 1)")
      }
      positions.append(position)
    }
    return positions
  }
}
