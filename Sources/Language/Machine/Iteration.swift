import Tensors

/// The state of a `for` loop over anything but a range literal.
final class IteratorObject {
  enum Source {
    case values([Value])
    case range(RangeObject)
    case characters(String, String.Index)
    case rows(Value, count: Int)
  }
  var source: Source
  var next = 0
  init(_ source: Source) { self.source = source }
}

extension Interpreter {
  /// From `start`, `end`, `step` (or none) in three registers to current, remaining, step.
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
  }

  /// A list and a position in it, or an iterator over anything else.
  @inline(never)
  func prepareIterator(
    _ source: UnsafeMutablePointer<Slot>, moves: Bool, _ state: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) {
    if source.pointee.tag != .list {
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

  private func makeIterator(_ value: Value) throws(Diagnostic) -> IteratorObject {
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
    default: throw notIterable(value)
    }
  }

  private func notIterable(_ value: Value) -> Diagnostic {
    var hints: [String] = []
    if case .int(let n) = value { hints = ["to count, write 0..<\(n)"] }
    return Diagnostic(.type, "T14", "\(value.kindName) has no elements to go through", hints: hints)
  }

  /// Stores the next element; false at the end.
  @inline(never)
  func advance(_ slot: Slot, into target: UnsafeMutablePointer<Slot>) throws(Diagnostic) -> Bool {
    guard slot.tag == .iterator, let value = try advance(slot.object(IteratorObject.self)) else {
      return false
    }
    set(target, Slot(value))
    return true
  }

  private func advance(_ iterator: IteratorObject) throws(Diagnostic) -> Value? {
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
    }
  }

  /// All elements of something that a loop could go through.
  public func elements(of value: Value) throws(Diagnostic) -> [Value] {
    if case .list(let list) = value { return Array(list.items) }
    let iterator = try makeIterator(value)
    var result: [Value] = []
    while let element = try advance(iterator) { result.append(element) }
    return result
  }
}
