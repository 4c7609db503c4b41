import Formatting
import Tensors

extension Compiler {
  /// The register that holds an expression's value: a variable's own, or a new temporary.
  mutating func operand(_ expression: Expression) throws(Diagnostic) -> Int {
    if case .name(let name) = expression.kind, case .register(let register) = f.reference(name) {
      if f.assigned.contains(name) { return register }
      if f.scope.kind != .module || !shared.registry.offers(name) {
        f.emitCheck(register, name, at: expression.range)
        return register
      }
    }
    let register = f.allocate()
    try self.expression(expression, into: register)
    return register
  }

  /// Compiles an expression so that its value ends up in `target`.
  mutating func expression(_ expression: Expression, into target: Int) throws(Diagnostic) {
    try code(expression, into: target)
    if shared.isObserved, expression.isOperation { f.emit(.observe, target, at: expression.range) }
  }

  private mutating func code(_ expression: Expression, into target: Int) throws(Diagnostic) {
    let mark = f.top
    defer { f.release(to: mark) }
    let range = expression.range
    switch expression.kind {
    case .integer(let value): f.emit(.constant, target, f.constant(.int(value)), at: range)
    case .float(let value): f.emit(.constant, target, f.constant(.float(value)), at: range)
    case .boolean(let value): f.emit(.constant, target, f.constant(.bool(value)), at: range)
    case .none: f.emit(.loadNone, target, at: range)
    case .name(let name): load(name, into: target, range)
    case .text(let parts): try text(parts, into: target, range)
    case .tensor(let items):
      if let tensor = constantTensor(expression) {
        f.emit(.constant, target, f.constant(.tensor(tensor)), at: range)
      } else {
        try collection(.makeTensor, items, into: target, range)
      }
    case .list(let items): try collection(.makeList, items, into: target, range)
    case .record(let entries): try record(entries, into: target, range)
    case .range(let from, let to, let step, let closed):
      let first = f.allocate(3)
      try rangeParts(from, to, step, into: first, range)
      f.emit(
        .makeRange, target, first, closed ? 1 : 0, at: Place(range: range, operands: [from.range, to.range]))
    case .unary(let operation, let value): try unary(operation, value, into: target, range)
    case .binary(let operation, let left, let right, _):
      let leftRegister = try operand(left)
      try binary(
        operation, left: leftRegister, right, into: target,
        Place(range: range, operands: [left.range, right.range]))
    case .comparison(let first, let rest): try comparison(first, rest, into: target, range)
    case .and(let left, let right): try logical(.logicalAnd, left, right, into: target, range)
    case .or(let left, let right): try logical(.logicalOr, left, right, into: target, range)
    case .conditional(let condition, let then, let otherwise):
      try conditional(condition, then, otherwise, into: target, range)
    case .call(let callee, let arguments): try call(callee, arguments, into: target, range)
    case .pipe(let left, let right): try pipe(left, right, into: target, range)
    case .index(let base, let subscripts): try index(base, subscripts, into: target, range)
    case .field(let base, let name, _):
      let register = try containerOperand(base, target, isReadAtOnce: true)
      let place = Place(range: range, operands: [base.range])
      f.emit(.loadAttribute, target, register, f.name(name), at: place)
      letGo(register, target, place)
    case .function(let function): try closure(function, into: target)
    case .match(let subject, let arms): try match(subject, arms, into: target, range)
    case .attempt(let body, let name, let handler): try attempt(body, name, handler, into: target, range)
    case .importFile(let path): f.emit(.importFile, target, try operand(path), at: range)
    case .placeholder:
      fail(
        Diagnostic(
          .value, "V09", "`___` is yours to fill in", labels: [.init(range, in: shared.source)],
          hints: ["replace it with your answer"]), range)
    }
  }

  private mutating func load(_ name: String, into target: Int, _ range: SourceRange) {
    switch f.reference(name) {
    case .register(let register):
      if f.assigned.contains(name) {
        if register != target { f.emit(.move, target, register, at: range) }
      } else if f.scope.kind == .module {
        // An undefined global may still be a built-in.
        f.emit(.loadGlobal, target, register, at: range)
      } else {
        f.emitCheck(register, name, at: range)
        if register != target { f.emit(.move, target, register, at: range) }
      }
    case .box(let box): f.emit(.loadBox, target, box, f.name(name), at: range)
    case .captured(let index): f.emit(.loadCaptured, target, index, f.name(name), at: range)
    case .field(let index): f.emit(.loadField, target, index, at: range)
    case .capturedField(let index, let model): f.emit(.loadCapturedField, target, index, model, at: range)
    case .method(let method): f.emit(.loadAttribute, target, 0, f.name(method), at: range)
    case .capturedMethod(let method, let model):
      f.emit(.loadCaptured, target, model, f.name("self"), at: range)
      f.emit(.loadAttribute, target, target, f.name(method), at: range)
    case .global(let index): f.emit(.loadGlobal, target, index, at: range)
    }
  }

  private mutating func fail(_ diagnostic: Diagnostic, _ range: SourceRange) {
    f.parts.diagnostics.append(diagnostic)
    f.emit(.fail, f.parts.diagnostics.count - 1, at: range)
  }

  // MARK: Literals

  mutating func collection(
    _ operation: Opcode, _ items: [Expression], into target: Int, _ range: SourceRange, count: Int? = nil
  ) throws(Diagnostic) {
    let first = f.allocate(items.count)
    for (i, item) in items.enumerated() { try expression(item, into: first + i) }
    f.emit(
      operation, target, first, count ?? items.count, at: Place(range: range, operands: items.map(\.range)))
  }

  /// A record whose keys are names gets its shape here; other keys are values like any other.
  private mutating func record(
    _ entries: [RecordEntry], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let names = entries.compactMap(\.key.literalText)
    guard names.count == entries.count, Set(names).count == names.count else {
      return try collection(
        .makeRecord, entries.flatMap { [$0.key, $0.value] }, into: target, range, count: entries.count)
    }
    let first = f.allocate(entries.count)
    for (i, entry) in entries.enumerated() { try expression(entry.value, into: first + i) }
    f.parts.shapes.append(RecordShape(names: names, shared.registry))
    f.emit(.makeFields, target, first, f.parts.shapes.count - 1, at: range)
  }

  /// `from`, `to` and `by` in three registers, the last one none when there is no step.
  mutating func rangeParts(
    _ from: Expression, _ to: Expression, _ step: Expression?, into first: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    try expression(from, into: first)
    try expression(to, into: first + 1)
    if let step {
      try expression(step, into: first + 2)
    } else {
      f.emit(.loadNone, first + 2, at: range)
    }
  }

  /// The tensor of a literal such as `[[1, 2], [3, 4]]`; nil unless it is rectangular and all numbers.
  private func constantTensor(_ expression: Expression) -> Tensor? {
    var numbers: [Scalar] = []
    guard let shape = literalShape(expression, &numbers, depth: 0) else { return nil }
    return tensor(of: numbers, shape: Shape(shape), defaultDType: context.defaultDType)
  }

  private func literalShape(_ expression: Expression, _ numbers: inout [Scalar], depth: Int) -> [Int]? {
    switch expression.kind {
    case .integer(let x): numbers.append(.int(x)); return []
    case .float(let x): numbers.append(.float(x)); return []
    case .boolean(let x): numbers.append(.bool(x)); return []
    case .unary(.minus, let inner):
      switch inner.kind {
      case .integer(let x): numbers.append(.int(-x)); return []
      case .float(let x): numbers.append(.float(-x)); return []
      default: return nil
      }
    case .tensor(let items) where depth < 32:
      var shape: [Int]?
      for item in items {
        guard let inner = literalShape(item, &numbers, depth: depth + 1), shape == nil || inner == shape
        else { return nil }
        shape = inner
      }
      return [items.count] + (shape ?? [])
    default: return nil
    }
  }

  private mutating func text(_ parts: [TextPart], into target: Int, _ range: SourceRange) throws(Diagnostic) {
    if parts.isEmpty { return void(f.emit(.constant, target, f.constant(.text("")), at: range)) }
    if parts.count == 1, case .literal(let literal) = parts[0] {
      return void(f.emit(.constant, target, f.constant(.text(literal)), at: range))
    }
    var values: [Expression] = []
    var pieces: [TextTemplate.Piece] = []
    for part in parts {
      switch part {
      case .literal(let literal): pieces.append(.literal(Array(literal.utf8)))
      case .value(let value, let format):
        pieces.append(format.map { .formatted($0, try? FormatSpecification($0)) } ?? .value)
        values.append(value)
      }
    }
    let first = f.allocate(values.count)
    for (i, value) in values.enumerated() { try expression(value, into: first + i) }
    f.parts.templates.append(TextTemplate(pieces: pieces))
    f.emit(
      .makeText, target, first, f.parts.templates.count - 1,
      at: Place(range: range, operands: values.map(\.range)))
  }

  func void(_: Int) {}

  // MARK: Operators

  private mutating func unary(
    _ operation: UnaryOperator, _ value: Expression, into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    switch (operation, value.kind) {
    case (.minus, .integer(let x)): return void(f.emit(.constant, target, f.constant(.int(-x)), at: range))
    case (.minus, .float(let x)): return void(f.emit(.constant, target, f.constant(.float(-x)), at: range))
    default: break
    }
    let register = try operand(value)
    let opcode: Opcode =
      switch operation {
      case .minus: .negate
      case .plus: .plus
      case .not: .not
      case .squareRoot: .squareRoot
      case .gradient: .gradient
      }
    f.emit(opcode, target, register, at: Place(range: range, operands: [value.range]))
  }

  mutating func binary(
    _ operation: BinaryOperator, left: Int, _ right: Expression, into target: Int, _ place: Place
  ) throws(Diagnostic) {
    let (plain, withConstant): (Opcode, Opcode) =
      switch operation {
      case .add: (.add, .addK)
      case .subtract: (.subtract, .subtractK)
      case .multiply: (.multiply, .multiplyK)
      case .divide: (.divide, .divideK)
      case .floorDivide: (.floorDivide, .floorDivideK)
      case .modulo: (.modulo, .moduloK)
      case .matmul: (.matmul, .matmulK)
      case .power: (.power, .powerK)
      }
    if let constant = f.constant(right) {
      f.emit(withConstant, target, left, constant, at: place)
    } else {
      let register = try operand(right)
      f.emit(plain, target, left, register, at: place)
    }
  }

  private func opcodes(_ operation: ComparisonOperator) -> (plain: Opcode, withConstant: Opcode) {
    switch operation {
    case .equal: (.equal, .equalK)
    case .notEqual: (.notEqual, .notEqualK)
    case .less: (.less, .lessK)
    case .lessOrEqual: (.lessOrEqual, .lessOrEqualK)
    case .greater: (.greater, .greaterK)
    case .greaterOrEqual: (.greaterOrEqual, .greaterOrEqualK)
    case .isIn: (.isIn, .isInK)
    case .isNotIn: (.isNotIn, .isNotInK)
    }
  }

  private mutating func comparison(
    _ first: Expression, _ rest: [Comparison], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    var left = try leftOperand(first, rest)
    var leftRange = first.range
    var result = -1
    var exits: [Int] = []
    for (i, comparison) in rest.enumerated() {
      let isLast = i == rest.count - 1
      let place = Place(range: range, operands: [leftRange, comparison.right.range])
      let before = f.assigned
      // Later operands are evaluated only if the comparisons before them hold.
      defer { if i > 0 { f.assigned = before } }
      // In a chain the middle operands are read twice, so they may not be consumed as temporaries.
      let step = rest.count == 1 ? target : f.allocate()
      let (plain, withConstant) = opcodes(comparison.operation)
      if isLast, let constant = f.constant(comparison.right) {
        f.emit(withConstant, step, left, constant, at: place)
      } else {
        var right = try rightOperand(comparison, isOnly: rest.count == 1)
        let kept = right
        if !isLast, f.isTemporary(right) {
          right = f.allocate()
          f.emit(.move, right, kept, at: comparison.right.range)
        }
        f.emit(plain, step, left, right, at: place)
        left = kept
        leftRange = comparison.right.range
      }
      if rest.count == 1 { return }
      if result < 0 {
        result = step
      } else {
        f.emit(.logicalAnd, result, result, step, at: place)
      }
      if !isLast { exits.append(f.emit(.jumpIfPlainFalse, result, at: range)) }
    }
    f.patch(exits)
    f.emitMove(target, result, at: range)
  }

  /// The first operand of comparisons: of `key in record` it may be a key that is only looked at.
  mutating func leftOperand(_ first: Expression, _ rest: [Comparison]) throws(Diagnostic) -> Int {
    rest.count == 1 && rest[0].asksMembership && rest[0].right.runsNothing
      ? try keyOperand(first) : try operand(first)
  }

  mutating func rightOperand(_ comparison: Comparison, isOnly: Bool) throws(Diagnostic) -> Int {
    guard isOnly, comparison.asksMembership else { return try operand(comparison.right) }
    return try containerOperand(comparison.right, f.allocate(), isReadAtOnce: true)
  }

  private mutating func logical(
    _ operation: Opcode, _ left: Expression, _ right: Expression, into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    // Not in a variable's own register: the right side may still read the variable.
    let result = f.isTemporary(target) ? target : f.allocate()
    try expression(left, into: result)
    let exit = f.emit(operation == .logicalAnd ? .jumpIfPlainFalse : .jumpIfPlainTrue, result, at: left.range)
    let before = f.assigned
    let other = try operand(right)
    f.assigned = before
    f.emit(operation, result, result, other, at: Place(range: range, operands: [left.range, right.range]))
    f.patch(exit)
    f.emitMove(target, result, at: range)
  }
}

extension Expression {
  /// Whether there is something to see when it is evaluated: names and literals are what they say.
  fileprivate var isOperation: Bool {
    switch kind {
    case .integer, .float, .boolean, .none, .name, .text, .function, .placeholder: false
    default: true
    }
  }
}

/// A tensor of numbers: `bool` when all are booleans, `i64` when none is a float.
func tensor(of numbers: [Scalar], shape: Shape, defaultDType: DType) -> Tensor? {
  if numbers.isEmpty { return Tensor([Double](), shape, defaultDType) }
  var anyFloat = false, allBool = true
  for number in numbers {
    switch number {
    case .bool: break
    case .int: allBool = false
    case .float: (anyFloat, allBool) = (true, false)
    }
  }
  if anyFloat { return Tensor(numbers.map(\.double), shape, defaultDType) }
  if allBool { return Tensor(numbers.map { $0.double != 0 }, shape) }
  return Tensor(
    numbers.map { number in
      switch number {
      case .bool(let x): x ? 1 : 0
      case .int(let x): x
      case .float(let x): Int(x)
      }
    }, shape)
}
