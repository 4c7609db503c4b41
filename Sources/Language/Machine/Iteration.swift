import Kernels
import Tensors

/// The state of a `for` loop over anything but a range literal.
final class IteratorObject {
  enum Source {
    case values([Value])
    case range(RangeObject)
    case characters(String, String.Index)
    case rows(Value, count: Int)
    /// A function of the round's number, which gives `none` at the end.
    case rounds(Value)
  }
  var source: Source
  var next = 0
  /// How many elements there are, where that is known without going through them.
  let count: Int?

  init(_ source: Source, count: Int? = nil) {
    self.source = source
    self.count =
      switch source {
      case .values(let values): values.count
      case .range(let range): range.count
      case .rows(_, let count): count
      case .characters, .rounds: count
      }
  }
}

extension Interpreter {
  /// From `start`, `end`, `step` (or none) in three registers to current, remaining, step, and the number of all.
  @inline(never)
  func prepareRange(_ state: UnsafeMutablePointer<Slot>, closed: Bool) throws(Diagnostic) {
    let range: RangeObject.Steps
    if state[0].tag == .int, state[1].tag == .int, state[2].tag == .none, state[0].int <= state[1].int,
      case let (distance, overflow) = state[1].int.subtractingReportingOverflow(state[0].int),
      !overflow, distance < .max
    {
      range = (state[0].int, distance + (closed ? 1 : 0), 1)
    } else {
      let object = try makeRangeObject(state, closed: closed)
      range = (object.start, object.count, object.step)
    }
    set(state, Slot(range.start))
    set(state + 1, Slot(range.count))
    set(state + 2, Slot(range.step))
    set(state + 3, Slot(range.count))
  }

  /// A list and a position in it, or an iterator over anything else.
  @inline(never)
  func prepareIterator(
    _ source: UnsafeMutablePointer<Slot>, moves: Bool, _ state: UnsafeMutablePointer<Slot>, _ frame: Frame,
    _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    if source.pointee.tag != .list {
      // A model's `iterate` runs above the caller's registers.
      let entered = enter(frame, floor)
      defer { leave(entered) }
      set(state, Slot(.iterator, retaining: try makeIterator(source.pointee.value)))
      if moves { set(source, .none) }
    } else if moves {
      set(state, source.pointee)
      source.pointee = .none
    } else {
      set(state, source.pointee.retained)
    }
    set(state + 1, Slot(0))
  }

  func makeIterator(_ value: Value) throws(Diagnostic) -> IteratorObject {
    switch value {
    case .list(let list): return IteratorObject(.values(Array(list.items)))
    case .range(let range): return IteratorObject(.range(range))
    case .text(let text): return IteratorObject(.characters(text.string, text.string.startIndex))
    case .record(let record):
      return IteratorObject(.values((0..<record.count).map { record.shape.keys[$0].value }))
    case .tensor(let tensor) where tensor.rank > 0:
      return IteratorObject(.rows(value, count: tensor.shape.dims[0]))
    case .parameter(let parameter) where parameter.tensor.rank > 0:
      return IteratorObject(.rows(value, count: parameter.tensor.shape.dims[0]))
    case .object(let object):
      guard let count = object.length else { throw notIterable(value) }
      return IteratorObject(.rows(value, count: count))
    case .model(let model): return try makeIterator(model)
    default: throw notIterable(value)
    }
  }

  /// What a model's `iterate()` gives is what a loop goes through: a list or the like, or a function of the
  /// round's number that gives `none` at the end.
  private func makeIterator(_ model: ModelObject) throws(Diagnostic) -> IteratorObject {
    guard let iterate = try Attributes.field(of: model, "iterate", self) else {
      throw Diagnostic(
        .type, "T14", "`for` can't go through \(model.definition.name): it has no `iterate`",
        hints: ["define `iterate() = …` in the model's body, which gives what to go through"])
    }
    let items = try call(iterate, [])
    guard case .function = items else { return try makeIterator(items) }
    return IteratorObject(.rounds(items), count: lookedAtLength(of: model))
  }

  /// How many rounds a loop over a model of the prelude has, by its `length`, where somebody watches loops. A reader's
  /// own `length` may do anything, and is not called.
  private func lookedAtLength(of model: ModelObject) -> Int? {
    guard look != nil, observer == nil, registry.prelude?.contains(model.definition.source) ?? false,
      let length = try? Attributes.field(of: model, "length", self),
      case .int(let count)? = try? call(length, [])
    else { return nil }
    return count
  }

  private func notIterable(_ value: Value) -> Diagnostic {
    var hints: [String] = []
    if case .int(let n) = value { hints = ["to count, write 0..<\(n)"] }
    if value.isNone { hints = ["a function without a value, such as `print` or a loop, gives none"] }
    return Diagnostic(.type, "T14", "\(value.kindName) has no elements to go through", hints: hints)
  }

  /// Stores the next element; false at the end.
  @inline(never)
  func advance(
    _ slot: Slot, into target: UnsafeMutablePointer<Slot>, _ frame: Frame, _ floor: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Bool {
    guard slot.tag == .iterator else { return false }
    let entered = enter(frame, floor)
    defer { leave(entered) }
    guard let value = try advance(slot.object(IteratorObject.self)) else { return false }
    set(target, Slot(value))
    return true
  }

  func advance(_ iterator: IteratorObject) throws(Diagnostic) -> Value? {
    let i = iterator.next
    iterator.next = i + 1
    switch iterator.source {
    case .values(let values): return i < values.count ? values[i] : nil
    case .range(let range): return i < range.count ? .int(range.element(i)) : nil
    case .characters(let text, let index):
      guard index < text.endIndex else { return nil }
      iterator.source = .characters(text, text.index(after: index))
      return .text(String(text[index]))
    case .rows(let source, let count): return i < count ? try element(of: source, [.value(.int(i))]) : nil
    case .rounds(let function):
      let value = try call(function, [.int(i)])
      return value.isNone ? nil : value
    }
  }

  /// All elements of something that a loop could go through.
  public func elements(of value: Value) throws(Diagnostic) -> [Value] {
    if case .list(let list) = value { return Array(list.items) }
    var elements = try Elements(of: value, self)
    var result: [Value] = []
    while let element = try elements.next() { result.append(element) }
    return result
  }

  /// The elements of something that a loop could go through, one after the other. Each step can be interrupted.
  public struct Elements {
    private let interpreter: Interpreter
    private let source: Source
    private var position = 0

    private enum Source {
      case list(ListObject)
      case range(RangeObject)
      case other(IteratorObject)
    }

    public init(of value: Value, _ interpreter: Interpreter) throws(Diagnostic) {
      self.interpreter = interpreter
      switch value {
      case .list(let list): source = .list(list)
      case .range(let range): source = .range(range)
      default: source = .other(try interpreter.makeIterator(value))
      }
    }

    public mutating func next() throws(Diagnostic) -> Value? {
      guard var slot = try nextSlot() else { return nil }
      return slot.take()
    }

    /// The next element with a reference of its own.
    mutating func nextSlot() throws(Diagnostic) -> Slot? {
      // Built-ins that go through much may never come to one of the machine's own polls.
      if gradus_interrupt_requested() { throw Interpreter.interruptError }
      let i = position
      position += 1
      switch source {
      case .list(let list): return i < list.count ? list.slots[i].retained : nil
      case .range(let range): return i < range.count ? Slot(range.element(i)) : nil
      case .other(let iterator): return try interpreter.advance(iterator).map { Slot($0) }
      }
    }
  }
}
