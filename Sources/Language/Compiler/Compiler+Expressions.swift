import Tensors

extension Compiler {
  /// The register that holds an expression's value: a variable's own, or a new temporary.
  mutating func operand(_ expression: Expression) throws(Diagnostic) -> Int {
    if case .name(let name) = expression.kind, case .register(let register) = f.reference(name) {
      if f.assigned.contains(name) { return register }
      if f.scope.kind != .module || shared.registry.value(name) == nil {
        f.emit(.checkDefined, register, f.name(name), at: expression.range)
        return register
      }
    }
    let register = f.allocate()
    try self.expression(expression, into: register)
    return register
  }

  /// Compiles an expression so that its value ends up in `target`.
  mutating func expression(_ expression: Expression, into target: Int) throws(Diagnostic) {
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
    case .record(let entries):
      try collection(
        .makeRecord, entries.flatMap { [$0.key, $0.value] }, into: target, range, count: entries.count)
    case .range(let from, let to, let step, let closed):
      let first = f.allocate(3)
      try self.expression(from, into: first)
      try self.expression(to, into: first + 1)
      if let step {
        try self.expression(step, into: first + 2)
      } else {
        f.emit(.loadNone, first + 2, at: range)
      }
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
      let register = try operand(base)
      f.emit(.loadAttribute, target, register, f.name(name), at: Place(range: range, operands: [base.range]))
    case .function(let function): try closure(function, into: target)
    case .match(let subject, let arms): try match(subject, arms, into: target, range)
    case .attempt(let body, let name, let handler): try attempt(body, name, handler, into: target, range)
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
        f.emit(.checkDefined, register, f.name(name), at: range)
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

  private mutating func collection(
    _ operation: Opcode, _ items: [Expression], into target: Int, _ range: SourceRange, count: Int? = nil
  ) throws(Diagnostic) {
    let first = f.allocate(items.count)
    for (i, item) in items.enumerated() { try expression(item, into: first + i) }
    f.emit(
      operation, target, first, count ?? items.count, at: Place(range: range, operands: items.map(\.range)))
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
    let first = f.allocate(parts.count)
    for (i, part) in parts.enumerated() {
      switch part {
      case .literal(let literal): f.emit(.constant, first + i, f.constant(.text(literal)), at: range)
      case .value(let value, let format):
        let mark = f.top
        let register = try operand(value)
        let spec = format.map { f.constant(.text($0)) } ?? 0xFFFF
        f.emit(.formatText, first + i, register, spec, at: value.range)
        f.release(to: mark)
      }
    }
    f.emit(.makeText, target, first, parts.count, at: range)
  }

  private func void(_: Int) {}

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
    if let constant = literal(right) {
      f.emit(withConstant, target, left, f.constant(constant), at: place)
    } else {
      let register = try operand(right)
      f.emit(plain, target, left, register, at: place)
    }
  }

  private func literal(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .integer(let x): .int(x)
    case .float(let x): .float(x)
    default: nil
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
    var left = try operand(first)
    var leftRange = first.range
    var result = -1
    var exits: [Int] = []
    for (i, comparison) in rest.enumerated() {
      let isLast = i == rest.count - 1
      let place = Place(range: range, operands: [leftRange, comparison.right.range])
      // In a chain the middle operands are read twice, so they may not be consumed as temporaries.
      let step = rest.count == 1 ? target : f.allocate()
      let (plain, withConstant) = opcodes(comparison.operation)
      if isLast, let constant = literal(comparison.right) {
        f.emit(withConstant, step, left, f.constant(constant), at: place)
      } else {
        var right = try operand(comparison.right)
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
    for exit in exits { f.patch(exit) }
    f.emit(.move, target, result, at: range)
  }

  private mutating func logical(
    _ operation: Opcode, _ left: Expression, _ right: Expression, into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let result = f.allocate()
    try expression(left, into: result)
    let exit = f.emit(operation == .logicalAnd ? .jumpIfPlainFalse : .jumpIfPlainTrue, result, at: left.range)
    let other = try operand(right)
    f.emit(operation, result, result, other, at: Place(range: range, operands: [left.range, right.range]))
    f.patch(exit)
    f.emit(.move, target, result, at: range)
  }

  // MARK: Control flow

  /// Jumps to `target` when the condition holds (or, with `if: false`, when it doesn't);
  /// without a target the jump is returned to be patched.
  @discardableResult
  mutating func jump(if wanted: Bool, _ condition: Expression, to target: Int? = nil) throws(Diagnostic)
    -> Int
  {
    let mark = f.top
    defer { f.release(to: mark) }
    if case .comparison(let left, let rest) = condition.kind, rest.count == 1, literal(rest[0].right) == nil,
      let opcode = fusedJump(rest[0].operation, wanted)
    {
      let a = try operand(left)
      let b = try operand(rest[0].right)
      let place = Place(range: condition.range, operands: [left.range, rest[0].right.range])
      f.emit(opcode, a, b, wanted ? 1 : 0, at: place)
      let jump = f.emit(.extraJump, at: place)
      if let target { f.patch(jump, to: target) }
      return jump
    }
    let register = try operand(condition)
    let jump = f.emit(wanted ? .jumpIfTrue : .jumpIfFalse, register, at: condition.range)
    if let target { f.patch(jump, to: target) }
    return jump
  }

  private func fusedJump(_ operation: ComparisonOperator, _ wanted: Bool) -> Opcode? {
    switch operation {
    case .less: .jumpLess
    case .lessOrEqual: .jumpLessOrEqual
    case .greater: .jumpGreater
    case .greaterOrEqual: .jumpGreaterOrEqual
    default: nil
    }
  }

  mutating func conditional(
    _ condition: Expression, _ then: Block, _ otherwise: Block?, into target: Int?, _ range: SourceRange
  ) throws(Diagnostic) {
    let skip = try jump(if: false, condition)
    let before = f.assigned
    try statements(then.statements, into: target, then.range)
    let afterThen = f.assigned
    f.assigned = before
    guard otherwise != nil || target != nil else { return f.patch(skip) }
    let end = f.emit(.jump, at: range)
    f.patch(skip)
    if let otherwise {
      try statements(otherwise.statements, into: target, otherwise.range)
      // What both branches assign has a value for certain.
      f.assigned = f.assigned.intersection(afterThen)
    } else if let target {
      f.emit(.loadNone, target, at: range)
    }
    f.patch(end)
  }

  private mutating func match(
    _ subject: Expression, _ arms: [MatchArm], into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let value = f.allocate()
    try expression(subject, into: value)
    var ends: [Int] = []
    for arm in arms {
      var hits: [Int] = []
      for pattern in arm.patterns {
        let mark = f.top
        let result = f.allocate(2)
        try expression(pattern, into: result)
        f.emit(.matches, result + 1, value, result, at: pattern.range)
        hits.append(f.emit(.jumpIfTrue, result + 1, at: pattern.range))
        f.release(to: mark)
      }
      let skip = arm.patterns.isEmpty ? nil : f.emit(.jump, at: range)
      for hit in hits { f.patch(hit) }
      try conditionalBlock(arm.body, into: target)
      ends.append(f.emit(.jump, at: range))
      if let skip { f.patch(skip) }
    }
    f.emit(.loadNone, target, at: range)
    for end in ends { f.patch(end) }
  }

  private mutating func attempt(
    _ body: Block, _ name: String?, _ handler: Block, into target: Int, _ range: SourceRange
  ) throws(Diagnostic) {
    let error = f.allocate()
    let result = f.allocate()
    let push = f.emit(.pushHandler, error, at: range)
    f.handlerDepth += 1
    try conditionalBlock(body, into: result)
    f.handlerDepth -= 1
    f.emit(.popHandler, at: range)
    let end = f.emit(.jump, at: range)
    f.patch(push)
    let before = f.assigned
    if let name { try store(error, to: name, at: range) }
    try statements(handler.statements, into: result, handler.range)
    f.assigned = before
    f.patch(end)
    f.emit(.move, target, result, at: range)
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
