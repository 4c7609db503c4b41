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
    let results = ListObject([])
    try callAgain(f, 1) { (result, arguments) throws(Diagnostic) in
      if let result { results.append(taking: result) }
      guard let element = try elements.nextSlot() else { return false }
      set(arguments, element)
      return true
    }
    return .list(results)
  }

  /// The elements for which `f` holds, as a list.
  public func filter(_ values: Value, _ f: Value) throws(Diagnostic) -> Value {
    var elements = try Elements(of: values, self)
    let results = ListObject([])
    try callAgain(f, 1) { (answer, arguments) throws(Diagnostic) in
      if let answer {
        defer { answer.release() }
        let holds = answer.tag == .bool ? answer.bool : try self.truth(answer)
        if !holds { results.removeLast() }
      }
      guard let element = try elements.nextSlot() else { return false }
      // Kept first: an error on the way lets the list go, and the element with it.
      results.append(taking: element)
      set(arguments, element.retained)
      return true
    }
    return .list(results)
  }

  /// Combines the elements two at a time, from the left; nil when there are none, and no start.
  public func reduce(_ values: Value, _ f: Value, start: Value) throws(Diagnostic) -> Value? {
    var elements = try Elements(of: values, self)
    var first: Slot? = start.isNone ? try elements.nextSlot() : Slot(start)
    guard first != nil else { return nil }
    var total = Slot.none
    try callAgain(f, 2) { (result, arguments) throws(Diagnostic) in
      let sum = result ?? first.take() ?? .none
      do throws(Diagnostic) {
        if let next = try elements.nextSlot() {
          set(arguments, sum)
          set(arguments + 1, next)
          return true
        }
      } catch {
        sum.release()
        throw error
      }
      total = sum
      return false
    }
    return total.take()
  }

  /// Calls a function as often as `step` puts arguments into the registers that it is given. It takes over what
  /// the last call gave, nil before the first.
  private func callAgain(_ f: Value, _ count: Int, _ step: @escaping Rounds.Step) throws(Diagnostic) {
    let callback = Callback(f, self)
    if let function = callback.plain(count) {
      let rounds = Rounds(given: count, of: function.target.plainCount, step)
      if rounds.next(nil, stackTop, self) { _ = try callback.run(function, rounds) }
      if let error = rounds.error { throw error }
      return
    }
    let arguments = Slot.allocate(count)
    arguments.initialize(repeating: .none, count: count)
    defer { Slot.deallocate(arguments, count) }
    var result: Slot?
    while try step(result, arguments) {
      let values = (0..<count).map { arguments[$0].take() }
      result = Slot(try call(f, values))
    }
  }
}

/// A run of the machine that begins again each time its code returns, as long as there are arguments.
final class Rounds {
  typealias Step = (_ result: Slot?, _ arguments: UnsafeMutablePointer<Slot>) throws(Diagnostic) -> Bool

  private let step: Step
  private let given: Int, all: Int
  /// What `step` threw: no error of the code that is run.
  private(set) var error: Diagnostic?

  init(given: Int, of all: Int, _ step: @escaping Step) {
    (self.given, self.all, self.step) = (given, all, step)
  }

  /// Puts the next arguments in place, those that are left out undefined; false at the end.
  @inline(never)
  func next(_ result: Slot?, _ base: UnsafeMutablePointer<Slot>, _ interpreter: Interpreter) -> Bool {
    do throws(Diagnostic) {
      guard try step(result, base) else { return false }
      if given < all { interpreter.leaveOut(base + given, all - given) }
      return true
    } catch {
      self.error = error
      return false
    }
  }
}

/// A function that built-ins call.
private struct Callback {
  let function: Value
  let interpreter: Interpreter

  init(_ function: Value, _ interpreter: Interpreter) {
    (self.function, self.interpreter) = (function, interpreter)
  }

  /// The function, if its code takes so many arguments as they stand.
  func plain(_ count: Int) -> FunctionObject? {
    guard case .function(let object) = function, object.target.entry != nil, object.target.fewest <= count,
      count <= object.target.plainCount
    else { return nil }
    return object
  }

  /// Takes the arguments over; the result is the caller's.
  func call(_ first: Slot, _ second: Slot?) throws(Diagnostic) -> Slot {
    let count = second == nil ? 1 : 2
    guard let object = plain(count) else { return try general(first, second) }
    let base = interpreter.stackTop
    set(base, first)
    if let second { set(base + 1, second) }
    interpreter.leaveOut(base + count, object.target.plainCount - count)
    return try run(object, nil)
  }

  /// Runs the function's code, its arguments in place.
  func run(_ object: FunctionObject, _ rounds: Rounds?) throws(Diagnostic) -> Slot {
    let base = interpreter.stackTop
    guard let entry = object.target.entry, interpreter.nesting < Interpreter.nestingLimit,
      entry.pointee.fits(at: base, before: interpreter.stackEnd)
    else { throw Interpreter.recursionError }
    interpreter.nesting += 1
    defer { interpreter.nesting -= 1 }
    do throws(Diagnostic) {
      // The function stays alive with this structure.
      return try interpreter.run(entry: entry, base: base, boxes: object.target.boxes, rounds)
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
