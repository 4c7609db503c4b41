import Kernels
import Tensors

/// Built-ins that call a function for each of many elements.
///
/// Arguments go straight into the registers of the function's code, and results come back as slots: no array,
/// no value, no reference count for numbers.
extension Interpreter {
  /// Calls a function with one argument; with `second`, with two.
  public func call(
    _ function: Value, _ argument: Value, _ second: Value? = nil
  ) throws(Diagnostic) -> Value {
    var result = try Callback(function, self).call(Slot(argument), second.map { Slot($0) })
    return result.take()
  }

  /// What `f` gives for each element, as a list.
  public func map(_ values: Value, _ f: Value) throws(Diagnostic) -> Value {
    var elements = try Elements(of: values, self)
    let f = Callback(f, self), results = ListObject([])
    while let element = try elements.nextSlot() { results.append(taking: try f.call(element, nil)) }
    return .list(results)
  }

  /// The elements for which `f` holds, as a list.
  public func filter(_ values: Value, _ f: Value) throws(Diagnostic) -> Value {
    var elements = try Elements(of: values, self)
    let f = Callback(f, self), results = ListObject([])
    while let element = try elements.nextSlot() {
      // Kept first: an error on the way lets the list go, and the element with it.
      results.append(taking: element)
      let answer = try f.call(element.retained, nil)
      defer { answer.release() }
      let holds = answer.tag == .bool ? answer.bool : try truth(answer)
      if !holds { results.removeLast() }
    }
    return .list(results)
  }

  /// Combines the elements two at a time, from the left; nil when there are none, and no start.
  public func reduce(_ values: Value, _ f: Value, start: Value) throws(Diagnostic) -> Value? {
    var elements = try Elements(of: values, self)
    let f = Callback(f, self)
    var result = Slot(start)
    if start.isNone {
      guard let first = try elements.nextSlot() else { return nil }
      result = first
    }
    while true {
      let next: Slot?
      do throws(Diagnostic) {
        next = try elements.nextSlot()
      } catch {
        result.release()
        throw error
      }
      guard let next else { return result.take() }
      result = try f.call(result, next)
    }
  }
}

/// A function that is called again and again.
private struct Callback {
  let function: Value
  let interpreter: Interpreter

  init(_ function: Value, _ interpreter: Interpreter) {
    (self.function, self.interpreter) = (function, interpreter)
  }

  /// Takes the arguments over; the result is the caller's.
  func call(_ first: Slot, _ second: Slot?) throws(Diagnostic) -> Slot {
    let count = second == nil ? 1 : 2
    guard case .function(let object) = function, let entry = object.target.entry,
      object.target.fewest <= count, count <= object.target.plainCount
    else { return try general(first, second) }
    let base = interpreter.stackTop
    guard interpreter.nesting < Interpreter.nestingLimit,
      entry.pointee.fits(at: base, before: interpreter.stackEnd)
    else {
      first.release()
      second?.release()
      throw Interpreter.recursionError
    }
    set(base, first)
    if let second { set(base + 1, second) }
    if count < object.target.plainCount {
      interpreter.leaveOut(base + count, object.target.plainCount - count)
    }
    interpreter.nesting += 1
    defer { interpreter.nesting -= 1 }
    do throws(Diagnostic) {
      // The function stays alive with this structure.
      return try interpreter.run(entry: entry, base: base, boxes: object.target.boxes)
    } catch {
      var error = error
      error.entered = object.name
      throw error
    }
  }

  /// Built-ins, models, and functions that need their arguments bound.
  private func general(_ first: Slot, _ second: Slot?) throws(Diagnostic) -> Slot {
    var arguments = [first, second ?? .none]
    let values = (0..<(second == nil ? 1 : 2)).map { arguments[$0].take() }
    return Slot(try interpreter.call(function, values))
  }
}
