import Glibc
import Tensors

/// Operators on anything but two plain numbers, and the number cases that need care.
extension Interpreter {
  /// Runs an arithmetic instruction and stores its result. Temporaries among the operands are let go,
  /// so that a chain of tensor operations holds no more than it needs.
  @inline(never)
  func arithmetic(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ k: UnsafePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) {
    let (operation, usesConstant, isAugmented) = Self.decode(i.operation)
    let a = i.a, b = i.b, c = i.c
    let right = usesConstant ? k[c] : r[c]
    if isAugmented, a == b {
      try augment(r + a, operation, right)
      if !usesConstant { consume(c, r, entry) }
      return
    }
    let result: Slot
    if isAugmented, r[b].tag == .parameter {
      result = try update(r[b].object(Parameter.self), operation, right.value)
    } else {
      result = try arithmetic(operation, r[b], right)
      if operation == .subtract, r[b].tag == .tensor, right.tag == .tensor {
        noteGrowth(r[b], right, i, r, entry)
      }
    }
    finish(result, a, b, usesConstant ? nil : c, r, entry)
  }

  /// `place op= right`. Parameters are updated in place, and so are texts and lists that nobody else
  /// refers to: a text that grows piece by piece is copied a few times, not once for each piece.
  func augment(
    _ place: UnsafeMutablePointer<Slot>, _ operation: BinaryOperator, _ right: Slot
  ) throws(Diagnostic) {
    switch (place.pointee.tag, right.tag) {
    case (.text, .text) where operation == .add && Slot.isUnique(place):
      place.pointee.object(TextObject.self).append(right.object(TextObject.self))
    case (.list, .list) where operation == .add && Slot.isUnique(place):
      place.pointee.object(ListObject.self).append(copyOf: right.object(ListObject.self))
    case (.parameter, _):
      set(place, try update(place.pointee.object(Parameter.self), operation, right.value))
    default: set(place, try arithmetic(operation, place.pointee, right))
    }
  }

  /// Stores a result and clears the temporaries it was made from.
  @inline(__always)
  func finish(
    _ result: Slot, _ a: Int, _ b: Int, _ c: Int?, _ r: UnsafeMutablePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) {
    let old = r[a]
    r[a] = result
    old.release()
    if b != a { consume(b, r, entry) }
    if let c, c != a { consume(c, r, entry) }
  }

  /// Clears a temporary that has been read.
  @inline(__always)
  func consume(_ index: Int, _ r: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>) {
    if index >= entry.pointee.firstTemporary, r[index].isHeap { set(r + index, .none) }
  }

  private static func decode(_ opcode: Opcode) -> (BinaryOperator, usesConstant: Bool, isAugmented: Bool) {
    let offset = Int(opcode.rawValue - Opcode.add.rawValue)
    return (operators[offset & 7], offset & 8 != 0, offset >= 16)
  }

  private static let operators = BinaryOperator.allCases

  /// `w -= g` on a parameter: in place, outside the graph.
  private func update(
    _ parameter: Parameter, _ operation: BinaryOperator, _ right: Value
  ) throws(Diagnostic) -> Slot {
    let tape = context.tape
    if case .tensor(let change) = right, !tape.findsNonFinite,
      let operation = Parameter.Update(operation), parameter.update(operation, by: change)
    {
      return Slot(.parameter(parameter))
    }
    let wasRecording = tape.isRecording
    tape.isRecording = false
    defer { tape.isRecording = wasRecording }
    guard let (left, other) = tensorOperands(.tensor(parameter.tensor.detached()), right) else {
      throw Self.unsupported(operation.rawValue, .parameter(parameter), right)
    }
    var result = try tensors(operation, left, other)
    guard let tensor = result.take().tensor else { return Slot(.parameter(parameter)) }
    do {
      try parameter.assign(tensor)
    } catch {
      throw Diagnostic(error)
    }
    return Slot(.parameter(parameter))
  }

  func arithmetic(_ operation: BinaryOperator, _ x: Slot, _ y: Slot) throws(Diagnostic) -> Slot {
    switch (x.tag, y.tag) {
    case (.int, .int), (.bool, .int), (.int, .bool), (.bool, .bool):
      return try Self.integers(operation, Self.integer(x), Self.integer(y))
    case (.int, .float), (.float, .int), (.float, .float), (.bool, .float), (.float, .bool):
      return try Self.floats(operation, Self.double(x), Self.double(y))
    case (.tensor, .tensor), (.tensor, .parameter), (.parameter, .tensor), (.parameter, .parameter):
      return try tensors(operation, Self.tensor(x), Self.tensor(y))
    case (.tensor, .int), (.tensor, .float), (.parameter, .int), (.parameter, .float):
      return try tensor(operation, Self.tensor(x), y, numberFirst: false)
    case (.int, .tensor), (.float, .tensor), (.int, .parameter), (.float, .parameter):
      return try tensor(operation, Self.tensor(y), x, numberFirst: true)
    default: return try mixed(operation, x.value, y.value)
    }
  }

  /// The tensor of a slot that holds one or a parameter.
  private static func tensor(_ slot: Slot) -> Tensor {
    slot.tag == .parameter ? slot.object(Parameter.self).tensor : Tensor(body: slot.object(TensorBody.self))
  }
  /// The number of a slot that holds an integer or a float.
  private static func scalar(_ slot: Slot) -> Scalar { slot.isInt ? .int(slot.int) : .float(slot.float) }
  private static func integer(_ slot: Slot) -> Int { slot.tag == .bool ? (slot.bool ? 1 : 0) : slot.int }
  private static func double(_ slot: Slot) -> Double {
    slot.tag == .float ? slot.float : Double(integer(slot))
  }

  // MARK: Numbers

  static func overflow(_ x: Int, _ operation: String, _ y: Int) -> Diagnostic {
    Diagnostic(
      .overflow, "O01", "\(x) \(operation) \(y) does not fit in 64 bits",
      hints: ["with floats, which reach 10^308: \(x).0 \(operation) \(y)"])
  }

  static let divisionByZero = Diagnostic(
    .division, "Z01", "division by zero",
    hints: ["test the divisor first; tensors give inf or nan instead: [1.0] / 0"])

  private static func integers(_ operation: BinaryOperator, _ x: Int, _ y: Int) throws(Diagnostic) -> Slot {
    let (result, overflows): (Int, Bool)
    switch operation {
    case .add: (result, overflows) = x.addingReportingOverflow(y)
    case .subtract: (result, overflows) = x.subtractingReportingOverflow(y)
    case .multiply: (result, overflows) = x.multipliedReportingOverflow(by: y)
    case .divide:
      if y == 0 { throw divisionByZero }
      return Slot(Double(x) / Double(y))
    case .floorDivide:
      if y == 0 { throw divisionByZero }
      let (quotient, overflow) = x.dividedReportingOverflow(by: y)
      let isInexact = !overflow && quotient &* y != x
      (result, overflows) = (isInexact && (x < 0) != (y < 0) ? quotient - 1 : quotient, overflow)
    case .modulo:
      if y == 0 { throw divisionByZero }
      let (rest, _) = x.remainderReportingOverflow(dividingBy: y)
      (result, overflows) = (rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest, false)
    case .power:
      if y < 0 { return try floats(.power, Double(x), Double(y)) }
      (result, overflows) = power(x, y)
    case .matmul: throw unsupported("@", .int(x), .int(y))
    }
    if overflows { throw overflow(x, operation.rawValue, y) }
    return Slot(result)
  }

  private static func power(_ base: Int, _ exponent: Int) -> (Int, Bool) {
    var result = 1, factor = base, left = exponent
    while true {
      if left & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: factor)
        if overflow { return (0, true) }
        result = product
      }
      left >>= 1
      if left == 0 { return (result, false) }
      let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
      if overflow { return (0, true) }
      factor = square
    }
  }

  private static func floats(_ operation: BinaryOperator, _ x: Double, _ y: Double) throws(Diagnostic) -> Slot
  {
    switch operation {
    case .add: return Slot(x + y)
    case .subtract: return Slot(x - y)
    case .multiply: return Slot(x * y)
    case .divide:
      if y == 0 { throw divisionByZero }
      return Slot(x / y)
    case .floorDivide:
      if y == 0 { throw divisionByZero }
      return Slot((x / y).rounded(.down))
    case .modulo:
      if y == 0 { throw divisionByZero }
      let rest = fmod(x, y)
      return Slot(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    case .power:
      if x == 0 && y < 0 { throw divisionByZero }
      if x < 0 && y != y.rounded() && y.isFinite {
        throw Diagnostic(
          .domain, "M03", "a negative number to a power that is no integer has no real value",
          hints: ["[\(x)] ^ \(y) gives nan, as tensors do"])
      }
      return Slot(pow(x, y))
    case .matmul: throw unsupported("@", .float(x), .float(y))
    }
  }

  // MARK: Tensors

  func tensors(_ operation: BinaryOperator, _ x: Tensor, _ y: Tensor) throws(Diagnostic) -> Slot {
    do {
      let result: Tensor
      switch operation {
      case .add: result = try Tensor.add(x, y)
      case .subtract: result = try Tensor.subtract(x, y)
      case .multiply: result = try Tensor.multiply(x, y)
      case .divide: result = try Tensor.divide(x, y, integersTo: context.defaultDType)
      case .floorDivide: result = try Tensor.floorDivide(x, y)
      case .modulo: result = try Tensor.modulo(x, y)
      case .matmul: result = try Tensor.matmul(x, y)
      case .power: result = try Tensor.power(x, y)
      }
      if context.tape.findsNonFinite {
        try NonFinite.refuse([result], from: [x, y], by: operation.rawValue)
      }
      return Slot(.tensor, retaining: result.body)
    } catch {
      throw Diagnostic(error.called(operation.rawValue))
    }
  }

  /// A tensor and a plain number, which stands in front of it or behind it.
  private func tensor(
    _ operation: BinaryOperator, _ x: Tensor, _ slot: Slot, numberFirst: Bool
  ) throws(Diagnostic) -> Slot {
    let number = Self.scalar(slot)
    guard x.dtype == .f64 || x.dtype == .f32, !context.tape.findsNonFinite else {
      return try tensorOfNumber(operation, x, number, numberFirst)
    }
    do {
      let result: Tensor
      switch operation {
      case .add: result = try Tensor.add(x, number, numberFirst: numberFirst)
      case .subtract: result = try Tensor.subtract(x, number, numberFirst: numberFirst)
      case .multiply: result = try Tensor.multiply(x, number, numberFirst: numberFirst)
      case .divide: result = try Tensor.divide(x, number, numberFirst: numberFirst)
      case .power where !numberFirst: result = try Tensor.power(x, number)
      case .power: result = try Tensor.power(.scalar(number, x.dtype), x)
      case .floorDivide:
        let other = Tensor.scalar(number, x.dtype)
        result = try numberFirst ? Tensor.floorDivide(other, x) : Tensor.floorDivide(x, other)
      case .modulo:
        let other = Tensor.scalar(number, x.dtype)
        result = try numberFirst ? Tensor.modulo(other, x) : Tensor.modulo(x, other)
      case .matmul:
        let other = Tensor.scalar(number, x.dtype)
        result = try numberFirst ? Tensor.matmul(other, x) : Tensor.matmul(x, other)
      }
      return Slot(.tensor, retaining: result.body)
    } catch {
      throw Diagnostic(error.called(operation.rawValue))
    }
  }

  /// Both operands as tensors, a plain number taking the dtype of the tensor it meets; nil when neither is one.
  func tensorOperands(_ x: Value, _ y: Value) -> (Tensor, Tensor)? {
    let left = x.tensor ?? objectTensor(x), right = y.tensor ?? objectTensor(y)
    if let left, let right { return (left, right) }
    if let left, let number = y.plainNumber {
      return (left, Tensor.weak(number, meeting: left, default: context.defaultDType))
    }
    if let right, let number = x.plainNumber {
      return (Tensor.weak(number, meeting: right, default: context.defaultDType), right)
    }
    return nil
  }

  /// The same for any dtype: a tensor is made of the number.
  private func tensorOfNumber(
    _ operation: BinaryOperator, _ x: Tensor, _ number: Scalar, _ numberFirst: Bool
  ) throws(Diagnostic) -> Slot {
    if x.dtype == .bf16 || x.dtype == .f16 {
      // It is not rounded to 16 bits: only the result is.
      let widened = try engine { () throws(TensorError) in try x.converted(to: .f32) }
      var slot = try tensors(operation, widened, .scalar(number, .f32), swapped: numberFirst)
      guard let result = slot.take().tensor else { return slot }
      return Slot(.tensor(try engine { () throws(TensorError) in try result.converted(to: x.dtype) }))
    }
    let other = Tensor.weak(number, meeting: x, default: context.defaultDType)
    return try tensors(operation, x, other, swapped: numberFirst)
  }

  private func tensors(
    _ operation: BinaryOperator, _ x: Tensor, _ y: Tensor, swapped: Bool
  ) throws(Diagnostic) -> Slot {
    try swapped ? tensors(operation, y, x) : tensors(operation, x, y)
  }

  private func engine<T>(_ body: () throws(TensorError) -> T) throws(Diagnostic) -> T {
    do { return try body() } catch { throw Diagnostic(error) }
  }

  private func objectTensor(_ value: Value) -> Tensor? {
    if case .object(let object) = value { object.asTensor } else { nil }
  }

  private func mixed(_ operation: BinaryOperator, _ x: Value, _ y: Value) throws(Diagnostic) -> Slot {
    if let result = try objects(operation.rawValue, x, y) { return Slot(result) }
    if let (left, right) = tensorOperands(x, y) {
      return try tensors(operation, left, right)
    }
    switch (operation, x, y) {
    case (.add, .text(let a), .text(let b)): return Slot(.text(a.string + b.string))
    case (.add, .list(let a), .list(let b)):
      let sum = ListObject(copying: a)
      sum.append(copyOf: b)
      return Slot(.list, retaining: sum)
    case (.multiply, .text(let text), .int(let n)), (.multiply, .int(let n), .text(let text)):
      try Self.checkRepeat(n, text.string.utf8.count)
      return Slot(.text(String(repeating: text.string, count: max(0, n))))
    case (.multiply, .list(let list), .int(let n)), (.multiply, .int(let n), .list(let list)):
      try Self.checkRepeat(n, list.count)
      return Slot(.list, retaining: ListObject(repeating: list, times: max(0, n)))
    default: throw Self.unsupported(operation.rawValue, x, y)
    }
  }

  /// What an object of the library makes of an operator, whichever side it stands on.
  func objects(_ operation: String, _ x: Value, _ y: Value) throws(Diagnostic) -> Value? {
    if case .object(let object) = x, let result = try object.binary(operation, y, reversed: false) {
      return result
    }
    if case .object(let object) = y, let result = try object.binary(operation, x, reversed: true) {
      return result
    }
    return nil
  }

  private static func checkRepeat(_ times: Int, _ size: Int) throws(Diagnostic) {
    let (total, overflow) = times.multipliedReportingOverflow(by: max(1, size))
    if overflow || total > 1_000_000_000 {
      throw Diagnostic(.memory, "E02", "\(times) repetitions would take more than 10^9 elements")
    }
  }

  static func unsupported(_ operation: String, _ x: Value, _ y: Value) -> Diagnostic {
    var hints: [String] = []
    switch (x, y) {
    case (.list, _), (_, .list):
      hints = ["arithmetic works on tensors: write [1, 2] instead of (1, 2), or `tensor(list)`"]
    case (.text, _) where operation == "+", (_, .text) where operation == "+":
      hints = ["put values into a text with braces: \"{x}\""]
    case (.none, _), (_, .none):
      hints = ["a function without a value, such as `print`, gives none"]
    case (.text, .int), (.text, .float), (.int, .text), (.float, .text), (.text, .text):
      hints = ["`float(text)` makes a number of a text"]
    case (.function, _), (_, .function): hints = ["call the function first: f(x)"]
    default: break
    }
    return Diagnostic(
      .type, "T02", "`\(operation)` does not work on \(x.kindName) and \(y.kindName)", hints: hints)
  }

  // MARK: Unary operators

  @inline(never)
  func unary(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) {
    let b = i.b
    // Functions that the operator means may run code of the language, above this code's registers.
    let floor = stackTop
    if r != entry.pointee.globals { stackTop = r + entry.pointee.registerCount }
    defer { stackTop = floor }
    let result = try unary(i.operation, r[b])
    finish(result, i.a, b, nil, r, entry)
  }

  private func unary(_ operation: Opcode, _ x: Slot) throws(Diagnostic) -> Slot {
    switch (operation, x.tag) {
    case (.not, .tensor) where Tensor(body: x.object(TensorBody.self)).count != 1,
      (.not, .tensor) where Tensor(body: x.object(TensorBody.self)).dtype == .bool:
      return try apply("logical_not", x.value)
    case (.not, _): return Slot(!(try truth(x)))
    case (.negate, .int):
      let (result, overflow) = (0).subtractingReportingOverflow(x.int)
      if overflow { throw Self.overflow(0, "-", x.int) }
      return Slot(result)
    case (.negate, .bool): return Slot(x.bool ? -1 : 0)
    case (.negate, .float): return Slot(-x.float)
    case (.plus, .int), (.plus, .float): return x
    case (.squareRoot, _): return try apply("sqrt", x.value)
    case (.gradient, _): return try apply("grad", x.value)
    default:
      guard let tensor = try operandTensor(x.value) else {
        throw Diagnostic(
          .type, "T02", "`\(operation == .plus ? "+" : "-")` does not work on \(x.value.kindName)")
      }
      if operation == .plus { return Slot(.tensor(tensor)) }
      do {
        return Slot(.tensor(try Tensor.negate(tensor)))
      } catch {
        throw Diagnostic(error)
      }
    }
  }

  private func operandTensor(_ value: Value) throws(Diagnostic) -> Tensor? {
    value.tensor ?? objectTensor(value)
  }

  private func apply(_ name: String, _ value: Value) throws(Diagnostic) -> Slot {
    guard let function = registry.value(name) else {
      throw Diagnostic(.name, "N01", "`\(name)` is not available here")
    }
    return Slot(try call(function, [value]))
  }
}

extension Parameter.Update {
  /// What an operator does in place; nil where new values are made first.
  init?(_ operation: BinaryOperator) {
    switch operation {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    default: return nil
    }
  }
}
