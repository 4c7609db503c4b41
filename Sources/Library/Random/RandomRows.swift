import Language
import Tables
import Tensors

/// What random order and choice are applied to: the integers below a number, the rows of a tensor or a table,
/// the elements of a list.
struct RandomRows {
  let count: Int
  private let value: Value

  init(_ call: Call, _ index: Int) throws(Diagnostic) {
    try self.init(call[index], call, index)
  }

  init(_ value: Value, _ call: Call, _ index: Int) throws(Diagnostic) {
    switch value {
    case .int(let n): (count, self.value) = (n, value)
    case .list(let list): (count, self.value) = (list.items.count, value)
    case .object(let object) where object is TableValue || object is ColumnValue:
      (count, self.value) = (object.length ?? 0, value)
    default:
      guard let tensor = try call.interpreter.tensor(from: value), tensor.rank > 0 else {
        throw call.mismatch(index, "rows (a tensor, a list, a table) or how many there are")
      }
      (count, self.value) = (tensor.shape.dims[0], .tensor(tensor))
    }
  }

  /// The rows at positions that are inside, in the shape of the positions; one row for one position alone.
  func at(_ positions: Tensor) throws(Diagnostic) -> Value {
    switch value {
    case .int: return .drawn(positions, asNumber: true)
    case .list(let list):
      if positions.rank == 0 { return list.items[positions.ints()[0]] }
      return .list(positions.ints().map { list.items[$0] })
    case .object(let object):
      if let table = object as? TableValue {
        let rows = try tabling { () throws(TableError) in try table.table.rows(at: positions.ints()) }
        return .object(TableValue(rows))
      }
      guard let column = object as? ColumnValue else { return .none }
      return ColumnValue.value(column.name, column.column.picking(positions.ints()))
    default:
      guard let tensor = value.tensor else { return .none }
      let rows = try converting { () throws(TensorError) in try tensor.indexed([.tensor(positions)]) }
      return .drawn(rows, asNumber: true)
    }
  }
}
