import Language
import Library
import Tables
import Tensors

/// Numbers of a value with their shape: what slips are looked for in.
struct NumberBlock {
  var dims: [Int]
  var values: [Double]
  var dtype: DType

  private static let limit = 20_000_000

  /// nil for a value that is not all numbers.
  init?(_ value: Value, _ interpreter: Interpreter) {
    switch value {
    case .text, .function, .model, .record, .none: return nil
    default: break
    }
    guard let tensor = try? interpreter.tensor(from: value), tensor.count <= Self.limit else { return nil }
    dims = tensor.shape.dims
    values = tensor.doubles()
    dtype = tensor.dtype
    // A number literal takes the dtype of whatever it meets: it has no precision of its own.
    if value.tensor == nil, tensor.count == 1, !tensor.dtype.isInteger { dtype = .f64 }
  }

  init(_ values: [Double], dims: [Int]) { (self.values, self.dims, dtype) = (values, dims, .f64) }

  /// How far apart two numbers may be that were computed with this precision, relatively.
  var precision: Double {
    switch dtype {
    case .f16, .bf16: 2e-2
    case .f32: 1e-4
    default: 1e-6
    }
  }

  var isScalar: Bool { values.count == 1 }
}

/// Whether two values are the same mathematically: numbers by value with a tolerance, tables column by
/// column, functions by what they give.
struct AnswerComparison {
  let interpreter: Interpreter
  let tolerance: Double?
  var probes: [[Value]] = []

  func agree(_ yours: Value, _ mine: Value, depth: Int = 0) -> Bool {
    guard depth < 50 else { return false }
    if let a = NumberBlock(yours, interpreter), let b = NumberBlock(mine, interpreter) {
      return a.dims == b.dims && agree(a, b)
    }
    switch (yours, mine) {
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a.items, b.items).allSatisfy { agree($0, $1, depth: depth + 1) }
    case (.record(let a), .record(let b)):
      return a.count == b.count
        && b.entries.allSatisfy { key, value in
          a.entries[key].map { agree($0, value, depth: depth + 1) } ?? false
        }
    case (.object(let a), .object(let b)): return agree(a, b)
    case (.function, .function): return FunctionProbes(self).difference(yours, mine) == nil
    case (.model(let a), .model(let b)): return agree(a, b, depth)
    default: return yours.isEqual(to: mine)
    }
  }

  private func agree(_ yours: ObjectValue, _ mine: ObjectValue) -> Bool {
    if let a = yours as? TableValue, let b = mine as? TableValue { return agree(a.table, b.table) }
    if yours === mine || yours.isEqual(to: mine) { return true }
    // Results such as a fitted line: what they show is what they are.
    guard type(of: yours) == type(of: mine) else { return false }
    let options = DisplayOptions(width: 100)
    return OutputComparison(tolerance: tolerance ?? 1e-6).difference(
      mine.display(options), yours.display(options)) == nil
  }

  /// The order of the columns says nothing.
  private func agree(_ yours: Table, _ mine: Table) -> Bool {
    guard yours.rowCount == mine.rowCount, Set(yours.names) == Set(mine.names) else { return false }
    return mine.names.allSatisfy { name in
      guard let a = yours[name], let b = mine[name] else { return false }
      if let left = a.doubles, let right = b.doubles {
        return agree(NumberBlock(left, dims: [left.count]), NumberBlock(right, dims: [right.count]))
      }
      return a == b
    }
  }

  /// Two models: the same parameters with the same values, whatever their classes are called.
  private func agree(_ yours: ModelObject, _ mine: ModelObject, _ depth: Int) -> Bool {
    let a = Self.tensors(yours), b = Self.tensors(mine)
    guard !b.isEmpty else { return Value.model(yours).inline(depth: 0) == Value.model(mine).inline(depth: 0) }
    return a.count == b.count
      && zip(a, b).allSatisfy { agree(.tensor($0), .tensor($1), depth: depth + 1) }
  }

  /// Parameters and buffers of a model, in order.
  private static func tensors(_ model: ModelObject) -> [Tensor] {
    ModelParts(of: .model(model)).state.compactMap { _, part in
      switch part {
      case .parameter(let parameter): parameter.tensor
      case .buffer(let tensor, _, _): tensor
      case .model: nil
      }
    }
  }

  // MARK: Numbers

  /// Element by element; shapes are the caller's business.
  func agree(_ yours: NumberBlock, _ mine: NumberBlock) -> Bool {
    guard yours.values.count == mine.values.count else { return false }
    return agree(yours.values, mine.values, tolerance ?? max(yours.precision, mine.precision))
  }

  func agree(_ yours: [Double], _ mine: [Double], _ tolerance: Double) -> Bool {
    guard yours.count == mine.count else { return false }
    // What is nothing beside the largest element may be rounding.
    let scale = mine.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } * 1e-9
    return zip(yours, mine).allSatisfy { a, b in
      if a == b || a.isNaN && b.isNaN { return true }
      guard a.isFinite, b.isFinite else { return false }
      if abs(a - b) <= tolerance * abs(b) + (mine.count > 1 ? scale : 0) { return true }
      // 1e-17 is what is left of a zero.
      return (a == 0 || b == 0 || (a < 0) != (b < 0)) && abs(a) < 1e-12 && abs(b) < 1e-12
    }
  }
}
