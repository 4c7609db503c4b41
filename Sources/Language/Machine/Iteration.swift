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
  func prepareRange(_ state: UnsafeMutablePointer<Slot>, _ range: Slot) throws(Diagnostic) {
    guard range.tag == .range else { throw Diagnostic(.type, "T12", "a range was expected here") }
    let range = range.object(RangeObject.self)
    for (i, value) in [range.start, range.count, range.step].enumerated() {
      state[i].release()
      state[i] = Slot(value)
    }
  }

  @inline(never)
  func iterator(over slot: Slot) throws(Diagnostic) -> Slot {
    Slot(.iterator, retaining: try makeIterator(slot.value))
  }

  private func makeIterator(_ value: Value) throws(Diagnostic) -> IteratorObject {
    switch value {
    case .list(let list): return IteratorObject(.values(list.items))
    case .range(let range): return IteratorObject(.range(range))
    case .text(let text): return IteratorObject(.characters(text.string, text.string.startIndex))
    case .record(let record): return IteratorObject(.values(record.entries.keys.map(\.value)))
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
    return Diagnostic(.type, "T14", "`for` can't go through \(value.kindName)", hints: hints)
  }

  /// Stores the next element; false at the end.
  @inline(never)
  func advance(_ slot: Slot, into target: UnsafeMutablePointer<Slot>) throws(Diagnostic) -> Bool {
    guard slot.tag == .iterator, let value = try advance(slot.object(IteratorObject.self)) else {
      return false
    }
    target.pointee.release()
    target.pointee = Slot(value)
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
    if case .list(let list) = value { return list.items }
    let iterator = try makeIterator(value)
    var result: [Value] = []
    while let element = try advance(iterator) { result.append(element) }
    return result
  }
}
