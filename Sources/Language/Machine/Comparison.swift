import Kernels
import Tensors

/// Comparison, membership and truth.
extension Interpreter {
  @inline(never)
  func compare(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ k: UnsafePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) {
    let (operation, usesConstant) = Self.comparison(i.operation, first: .equal)
    let c = i.c
    let result = try compare(operation, r[i.b], usesConstant ? k[c] : r[c])
    finish(result, i.a, i.b, usesConstant ? nil : c, r, entry)
  }

  /// Whether the comparison of a fused comparison and jump holds.
  @inline(never)
  func decides(
    _ i: UnsafePointer<Instruction>, _ first: Opcode, _ r: UnsafeMutablePointer<Slot>,
    _ k: UnsafePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> Bool {
    let (operation, usesConstant) = Self.comparison(i.operation, first: first)
    let a = i.a, b = i.b
    let result = try compare(operation, r[a], usesConstant ? k[b] : r[b])
    defer { result.release() }
    // The operands of a chain are read again by its next comparison.
    if i.c == 0 {
      consume(a, r, entry)
      if !usesConstant { consume(b, r, entry) }
    }
    return try truth(result)
  }

  /// Whether r[a] is a key of r[b], for the fused instructions; nil for other kinds.
  @inline(never)
  func isKey(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) -> Bool? {
    guard let found = Slot.isKey(r[i.a], r[i.b]) else { return nil }
    if i.c == 0 {
      consume(i.a, r, entry)
      consume(i.b, r, entry)
    }
    return found
  }

  /// The comparison of an instruction, one of a row of eight and its eight K forms.
  private static func comparison(
    _ opcode: Opcode, first: Opcode
  ) -> (operation: ComparisonOperator, usesConstant: Bool) {
    let offset = Int(opcode.rawValue - first.rawValue)
    return (ComparisonOperator.allCases[offset & 7], offset >= 8)
  }

  private func compare(_ operation: ComparisonOperator, _ x: Slot, _ y: Slot) throws(Diagnostic) -> Slot {
    if Slot.areNumbers(x, y) { return Slot(Self.compareNumbers(operation, x, y)) }
    if operation == .isIn || operation == .isNotIn, let isThere = Slot.isKey(x, y) {
      return Slot(isThere == (operation == .isIn))
    }
    let left = x.value, right = y.value
    switch operation {
    case .isIn: return Slot(try contains(right, left))
    case .isNotIn: return Slot(!(try contains(right, left)))
    default: break
    }
    if let result = try objects(operation.rawValue, left, right) { return Slot(result) }
    if let (a, b) = tensorOperands(left, right) {
      do {
        return Slot(.tensor(try Tensor.compare(Self.tensorComparison(operation), a, b)))
      } catch {
        throw Diagnostic(error)
      }
    }
    switch operation {
    case .equal, .notEqual:
      let isEqual = left.isEqual(to: right)
      try checkInterrupt()
      return Slot(isEqual == (operation == .equal))
    default: return Slot(try Self.order(left, right, operation))
    }
  }

  private static func compareNumbers(_ operation: ComparisonOperator, _ x: Slot, _ y: Slot) -> Bool {
    switch operation {
    case .less: Slot.isLess(x, y) ?? false
    case .greater: Slot.isLess(y, x) ?? false
    case .lessOrEqual: Slot.isAtMost(x, y) ?? false
    case .greaterOrEqual: Slot.isAtMost(y, x) ?? false
    case .equal: Slot.isEqual(x, y) ?? false
    case .notEqual: Slot.isUnequal(x, y) ?? false
    case .isIn, .isNotIn: false
    }
  }

  private static func tensorComparison(_ operation: ComparisonOperator) -> Tensor.Comparison {
    switch operation {
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .notEqual: .notEqual
    default: .equal
    }
  }

  private static func order(
    _ left: Value, _ right: Value, _ operation: ComparisonOperator
  ) throws(Diagnostic) -> Bool {
    let comparison = try compare(left, right, operation.rawValue)
    return switch operation {
    case .less: comparison < 0
    case .lessOrEqual: comparison <= 0
    case .greater: comparison > 0
    default: comparison >= 0
    }
  }

  /// -1, 0 or 1: the order of numbers, texts and lists of them. Sorting uses it too.
  public static func compare(_ left: Value, _ right: Value, _ operation: String = "<") throws(Diagnostic)
    -> Int
  {
    try compare(left, right, operation, depth: 0)
  }

  private static func compare(
    _ left: Value, _ right: Value, _ operation: String, depth: Int
  ) throws(Diagnostic) -> Int {
    if case .int(let a) = left, case .int(let b) = right { return a < b ? -1 : a > b ? 1 : 0 }
    if let a = left.number, let b = right.number { return a < b ? -1 : a > b ? 1 : 0 }
    switch (left, right) {
    case (.text(let a), .text(let b)): return a.string < b.string ? -1 : a.string > b.string ? 1 : 0
    case (.list(let a), .list(let b)):
      guard depth < 200 else { throw recursionError }
      for (x, y) in zip(a.items, b.items) {
        if gradus_interrupt_requested() { throw interruptError }
        let order = try compare(x, y, operation, depth: depth + 1)
        if order != 0 { return order }
      }
      return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
    default: throw unsupported(operation, left, right)
    }
  }

  /// `element in container`
  public func contains(_ container: Value, _ element: Value) throws(Diagnostic) -> Bool {
    switch container {
    case .list(let list):
      let isThere = list.items.contains { $0.isEqual(to: element) }
      try checkInterrupt()
      return isThere
    case .record(let record): return RecordKey(element).map { record.entries[$0] != nil } ?? false
    case .range(let range):
      guard let number = element.number, let whole = Int(exactly: number) else { return false }
      return range.contains(whole)
    case .text(let text):
      guard case .text(let part) = element else { break }
      return part.string.isEmpty || text.string.contains(part.string)
    case .tensor, .parameter:
      guard let tensor = container.tensor, let number = element.number else { break }
      return tensor.doubles().contains(number)
    case .object(let object):
      if case .bool(let answer)? = try object.binary("in", element, reversed: true) { return answer }
    default: break
    }
    throw Self.unsupported("in", element, container)
  }

  // MARK: Truth

  /// Whether a condition holds: booleans, numbers other than 0, one-element tensors, what is not empty.
  @inline(never)
  func truth(_ slot: Slot) throws(Diagnostic) -> Bool {
    switch slot.tag {
    case .bool: slot.bool
    case .int: slot.int != 0
    case .float: slot.float != 0
    case .none, .undefined: false
    default: try truth(slot.value)
    }
  }

  func truth(_ value: Value) throws(Diagnostic) -> Bool {
    switch value {
    case .text(let text): return !text.string.isEmpty
    case .list(let list): return list.count > 0
    case .record(let record): return record.count > 0
    case .range(let range): return range.count > 0
    case .tensor, .parameter:
      guard let tensor = value.tensor, tensor.count == 1 else {
        throw Diagnostic(
          .type, "T03", "a tensor of shape \(value.tensor?.shape ?? []) is neither true nor false",
          hints: ["ask for one answer: any(x) or all(x)"])
      }
      return tensor.scalar(at: 0).double != 0
    default: return value.number.map { $0 != 0 } ?? !value.isNone
    }
  }

  /// Whether `and` and `or` may stop at this value: everything but tensors, which combine elementwise.
  func isPlain(_ slot: Slot) -> Bool {
    slot.tag != .tensor && slot.tag != .parameter && slot.tag != .object
  }

  @inline(never)
  func logical(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) {
    let left = r[i.b].value, right = r[i.c].value
    let isAnd = i.operation == .logicalAnd
    let result: Slot
    if let object = try objects(isAnd ? "and" : "or", left, right) {
      result = Slot(object)
    } else if let (a, b) = tensorOperands(left, right) {
      do {
        result = Slot(.tensor(isAnd ? try Tensor.logicalAnd(a, b) : try Tensor.logicalOr(a, b)))
      } catch {
        throw Diagnostic(error)
      }
    } else {
      // A plain left side was true for `and`, false for `or`: the right side decides.
      result = Slot(right)
    }
    finish(result, i.a, i.b, i.c, r, entry)
  }
}
