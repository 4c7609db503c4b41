import Kernels

/// The program that computes an expression and all that it is made of, a tile of elements at a time.
///
/// One instruction an expression, operands before results. A result goes to memory when somebody waits for it,
/// else to a register: a few kilobytes that stay in the first-level cache and are used again as soon as nobody
/// reads them any more.
struct Program {
  private let root: Expression
  /// In the order of execution; the last one is the root.
  private var order: [Expression] = []
  private var steps: [gradus_step] = []
  /// Where each expression's result is, by its position.
  private var places: [gradus_place] = []
  /// The position that reads each expression last.
  private var lastUse: [Int] = []
  private var freeRegisters: [Int32] = []
  private var registers: Int32 = 0
  private var isWide = false
  /// Results that go to memory.
  private var outputs: [(expression: Expression, memory: UnsafeMutableRawPointer, capacity: Int)] = []

  /// Computes `root` and stores it, with everything on the way that somebody waits for.
  /// - Throws: with `mayStop` only, and then everything goes on waiting.
  static func run(_ root: Expression, mayStop: Bool) throws(TensorError) {
    while let storage = earlier(root) { try storage.compute(mayStop: mayStop) }
    var program = Program(root: root)
    program.collect(root)
    defer { for expression in program.order { expression.position = -1 } }
    guard _slowPath(gradus_profile_is_on()) else { return try program.execute(mayStop: mayStop) }
    let name = program.name, bytes = root.count * root.dtype.size
    try Profile.measured(name, isSeparate: true, bytes: { _ in bytes }) { () throws(TensorError) in
      try program.execute(mayStop: mayStop)
    }
  }

  /// The sum of all elements of an expression of floats, which are not stored: nobody may ever look at them. Whoever
  /// does so later, or adds them once more, has them computed and kept.
  /// - Returns: nil when they have to be in memory for it.
  static func sum(_ root: Expression) throws(TensorError) -> Double? {
    guard root.dtype == .f32 || root.dtype == .f64, !root.wasSummed else { return nil }
    root.wasSummed = true
    while let storage = earlier(root) { try storage.compute(mayStop: true) }
    var program = Program(root: root)
    program.collect(root)
    defer { for expression in program.order { expression.position = -1 } }
    guard _slowPath(gradus_profile_is_on()) else { return try program.sum() }
    return try Profile.measured(program.name + " + sum", isSeparate: true, bytes: { _ in 0 }) {
      () throws(TensorError) in try program.sum()
    }
  }

  private mutating func sum() throws(TensorError) -> Double? {
    do throws(TensorError) {
      for expression in order {
        let isStored = expression !== root && expression.storage != nil
        add(expression, to: isStored ? try allocate(expression, mayFail: true) : nil)
      }
      var total = 0.0
      let isDone = withProgram(mayStop: true) { gradus_fused_sum(&$0, &total) != 0 }
      if gradus_interrupt_requested() { throw TensorError.interrupted }
      guard isDone else {
        giveBack()
        return nil
      }
      finish()
      return total
    } catch {
      giveBack()
      throw error
    }
  }

  /// `multiply + tanh in one pass`
  private var name: String {
    var names: [String] = []
    for expression in order where !names.contains(expression.kernel.name) {
      names.append(expression.kernel.name)
    }
    let shown = names.prefix(4).joined(separator: " + ") + (names.count > 4 ? " + …" : "")
    return order.count == 1 ? shown : "\(shown) in one pass"
  }

  private init(root: Expression) { self.root = root }

  /// What has to be computed before, because its elements are read in another order.
  private static func earlier(_ root: Expression) -> Storage? {
    var seen: [Expression] = []
    defer { for expression in seen { expression.position = -1 } }
    func find(_ expression: Expression) -> Storage? {
      if expression.result != nil || expression.position >= 0 { return nil }
      expression.position = 0
      seen.append(expression)
      for operand in [expression.a, expression.b, expression.c] {
        switch operand {
        case .absent: break
        case .view(let view): if view.storage.pending != nil { return view.storage }
        case .expression(let inner): if let found = find(inner) { return found }
        }
      }
      return nil
    }
    return find(root)
  }

  /// Puts an expression behind its operands, and notes who reads it last.
  private mutating func collect(_ expression: Expression) {
    if expression.result != nil || expression.position >= 0 { return }
    // Deep chains are cut where they are recorded (`Fusion.largest`).
    let operands = [expression.a, expression.b, expression.c]
    for case .expression(let inner) in operands { collect(inner) }
    expression.position = order.count
    for case .expression(let inner) in operands where inner.result == nil {
      lastUse[inner.position] = order.count
    }
    order.append(expression)
    lastUse.append(order.count)
    if expression.dtype.size == 8 { isWide = true }
    for case .view(let view) in operands where view.dtype.size == 8 { isWide = true }
  }

  // MARK: Places

  private static func place(in memory: UnsafeMutableRawPointer, _ dtype: DType, isOne: Bool = false)
    -> gradus_place
  {
    gradus_place(
      memory: memory.assumingMemoryBound(to: CChar.self), number: 0, size: Int32(dtype.size), is_one: isOne)
  }

  private mutating func register(_ dtype: DType) -> gradus_place {
    let number = freeRegisters.popLast() ?? registers
    registers = max(registers, number + 1)
    return gradus_place(memory: nil, number: number, size: Int32(dtype.size), is_one: false)
  }

  private mutating func free(_ place: gradus_place) {
    if place.memory == nil { freeRegisters.append(place.number) }
  }

  /// Where an operand's elements are, brought into a register first if they lie in another order.
  private mutating func place(
    _ operand: Expression.Operand, _ gathered: inout [gradus_place]
  ) -> (gradus_place, DType) {
    switch operand {
    case .absent: return (gradus_place(), .f32)
    case .expression(let inner):
      if let result = inner.result { return (Self.place(in: result.memory, inner.dtype), inner.dtype) }
      return (places[inner.position], inner.dtype)
    case .view(let view):
      let first = view.storage.memory + view.offset * view.dtype.size
      let source = Self.place(in: first, view.dtype, isOne: view.isOnePlace)
      guard !view.isOnePlace, let walk = gradus_walk(view) else { return (source, view.dtype) }
      let target = register(view.dtype)
      gathered.append(target)
      var step = gradus_step()
      step.kind = Int32(GRADUS_FUSED_GATHER.rawValue)
      step.a = source
      step.out = target
      step.walk = walk
      steps.append(step)
      return (target, view.dtype)
    }
  }

  // MARK: Instructions

  private mutating func add(_ expression: Expression, to memory: UnsafeMutableRawPointer?) {
    var gathered: [gradus_place] = []
    let (a, dtype) = place(expression.a, &gathered)
    var step = gradus_step()
    step.a = a
    step.b = place(expression.b, &gathered).0
    step.c = place(expression.c, &gathered).0
    step.dtype = Int32(dtype.rawValue)
    step.result_dtype = Int32(expression.dtype.rawValue)
    // A result never overwrites an operand: the loops are only straight where they are known not to.
    let target = memory.map { Self.place(in: $0, expression.dtype) } ?? register(expression.dtype)
    step.out = target
    (step.kind, step.op) = expression.kernel.code
    steps.append(step)
    places.append(target)
    for place in gathered { free(place) }
    for case .expression(let inner) in [expression.a, expression.b, expression.c]
    where inner.result == nil && lastUse[inner.position] == expression.position {
      // An operand that is used twice in one operation is freed once.
      lastUse[inner.position] = -1
      free(places[inner.position])
    }
  }

  private mutating func execute(mayStop: Bool) throws(TensorError) {
    if !mayStop, let lender = lender() { return try execute(in: lender) }
    do {
      for expression in order {
        let isStored = expression === root || expression.storage != nil
        let memory = isStored ? try allocate(expression, mayFail: mayStop) : nil
        add(expression, to: memory)
      }
    } catch {
      giveBack()
      throw error
    }
    withProgram(mayStop: mayStop) { gradus_fused_run(&$0) }
    if mayStop, gradus_interrupt_requested() {
      giveBack()
      throw .interrupted
    }
    finish()
  }

  private func withProgram<R>(mayStop: Bool, _ body: (inout gradus_program) -> R) -> R {
    steps.withUnsafeBufferPointer { steps in
      var program = gradus_program()
      program.steps = steps.baseAddress
      program.count = steps.count
      program.elements = root.count
      program.tile = isWide ? 512 : 1024
      program.registers = Int(registers)
      program.may_stop = mayStop
      return body(&program)
    }
  }

  // MARK: Memory

  /// Memory for a result. What was promised when the operation was recorded is kept (`Fusion`), unless it
  /// may fail.
  private mutating func allocate(
    _ expression: Expression, mayFail: Bool
  ) throws(TensorError) -> UnsafeMutableRawPointer {
    let capacity = BufferPool.capacity(for: expression.count * expression.dtype.size)
    guard let memory = BufferPool.shared.take(capacity, isPromised: !mayFail) else {
      guard !mayFail else { throw .memory(elements: expression.count, dtype: expression.dtype) }
      preconditionFailure("no memory left at all")
    }
    outputs.append((expression, memory, capacity))
    return memory
  }

  private mutating func giveBack() {
    for output in outputs { BufferPool.shared.give(output.memory, output.capacity) }
    outputs = []
  }

  private func finish() {
    for output in outputs {
      guard let storage = output.expression.storage else { continue }
      storage.finish(output.memory, capacity: output.capacity)
      output.expression.finish(in: storage)
    }
  }

  /// The storage of an operand that nobody will look at afterwards: the root lets go of its own operands when it
  /// is done. Those of the others have to stay, since an expression that is not stored may run again for somebody
  /// else.
  private func lender() -> (Storage, memory: UnsafeMutableRawPointer, capacity: Int)? {
    root.takeOver()
  }

  /// The same in the memory of an operand. The root is the last to be computed, so that every tile of the
  /// operand was read before it is overwritten.
  private mutating func execute(
    in lender: (Storage, memory: UnsafeMutableRawPointer, capacity: Int)
  ) throws(TensorError) {
    for expression in order {
      let isStored = expression !== root && expression.storage != nil
      add(expression, to: isStored ? try allocate(expression, mayFail: false) : nil)
    }
    var step = gradus_step()
    step.kind = Int32(GRADUS_FUSED_COPY.rawValue)
    step.a = places[root.position]
    step.out = Self.place(in: lender.memory, root.dtype)
    steps.append(step)
    withProgram(mayStop: false) { gradus_fused_run(&$0) }
    lender.0.giveAway()
    outputs.append((root, lender.memory, lender.capacity))
    finish()
  }
}

extension Expression.Kernel {
  fileprivate var name: String {
    switch self {
    case .unary(let kernel): "\(kernel)"
    case .binary(let kernel): "\(kernel)"
    case .compare: "compare"
    case .choose: "where"
    case .convert: "convert"
    }
  }

  /// The kind and operation of an instruction.
  fileprivate var code: (Int32, Int32) {
    switch self {
    case .unary(let kernel): (Int32(GRADUS_FUSED_UNARY.rawValue), kernel.rawValue)
    case .binary(let kernel): (Int32(GRADUS_FUSED_BINARY.rawValue), kernel.rawValue)
    case .compare(let comparison): (Int32(GRADUS_FUSED_COMPARE.rawValue), comparison.rawValue)
    case .choose: (Int32(GRADUS_FUSED_CHOOSE.rawValue), 0)
    case .convert: (Int32(GRADUS_FUSED_CONVERT.rawValue), 0)
    }
  }
}
