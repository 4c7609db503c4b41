import Kernels

/// How far a running loop is.
public struct LoopProgress: Sendable, Equatable {
  /// The function that loops, or in a cell the loop's variable; empty where it has no name.
  public var label: String
  /// Finished rounds, and all of them.
  public var done: Int
  public var count: Int
  /// The same for the same loop as long as it runs, and for the next run of it.
  public var id: Int

  public init(label: String, done: Int, count: Int, id: Int) {
    (self.label, self.done, self.count, self.id) = (label, done, count, id)
  }
}

/// Looking at loops costs the machine nothing: the flag that it polls for interrupts has one more value, and what
/// loops there are is read off the code and the registers then.
extension Interpreter {
  /// Answers what a poll of the machine has found: an interrupt, or a look.
  @inline(never)
  func attend(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ r: UnsafeMutablePointer<Slot>,
    _ pc: UnsafePointer<Instruction>
  ) throws(Diagnostic) {
    if gradus_interrupt_requested() { throw Self.interruptError }
    gradus_look_clear()
    guard let look, observer == nil else { return }
    look(outermostLoop(entry, r, pc))
  }

  /// The outermost `for` loop of known length that is under way.
  private func outermostLoop(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ r: UnsafeMutablePointer<Slot>,
    _ pc: UnsafePointer<Instruction>
  ) -> LoopProgress? {
    // Deep recursion has its loops in the outer calls, if anywhere.
    for frame in 0..<min(frameTop - frames, 100) {
      let caller = frames[frame]
      if let loop = loop(caller.entry, caller.base, caller.next, depth: frame) { return loop }
    }
    return loop(entry, r, pc, depth: frameTop - frames)
  }

  /// The outermost loop around an instruction of one function.
  private func loop(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ r: UnsafeMutablePointer<Slot>,
    _ pc: UnsafePointer<Instruction>, depth: Int
  ) -> LoopProgress? {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let code = prototype.code, here = pc - UnsafePointer(entry.pointee.code)
    var found: (start: Int, progress: LoopProgress)?
    for index in code.indices.dropLast() {
      let next = code[index]
      guard next.operation == .rangeNext || next.operation == .iteratorNext else { continue }
      let start = index + 2 + code[index + 1].distance
      guard start <= here, here <= index + 1, found.map({ start < $0.start }) ?? true,
        let (position, count) = progress(next, r + next.a)
      else { continue }
      let label =
        prototype.name.isEmpty || r == entry.pointee.globals ? variable(next.b, prototype, r) : prototype.name
      found = (
        start,
        LoopProgress(label: label, done: max(0, position - 1), count: count, id: depth << 32 | index)
      )
    }
    return found?.progress
  }

  /// How many elements a loop has taken, and how many there are; nil where nobody knows.
  private func progress(
    _ next: Instruction, _ state: UnsafeMutablePointer<Slot>
  ) -> (position: Int, count: Int)? {
    if next.operation == .rangeNext {
      return state[3].isInt ? (state[3].int - state[1].int, state[3].int) : nil
    }
    switch state[0].tag {
    case .list: return (state[1].int, state[0].object(ListObject.self).count)
    case .iterator:
      let iterator = state[0].object(IteratorObject.self)
      // A model's own length may be anything.
      return iterator.count.flatMap { $0 >= iterator.next ? (iterator.next, $0) : nil }
    default: return nil
    }
  }

  /// The name of the variable that a register holds; empty for what has none.
  private func variable(
    _ register: Int, _ prototype: FunctionPrototype, _ r: UnsafeMutablePointer<Slot>
  ) -> String {
    if r == prototype.entry.pointee.globals {
      let names = prototype.module.names
      return names.indices.contains(register) ? names[register] : ""
    }
    let index = register - (prototype.takesSelf ? 1 : 0)
    return prototype.locals.indices.contains(index) ? prototype.locals[index] : ""
  }
}
