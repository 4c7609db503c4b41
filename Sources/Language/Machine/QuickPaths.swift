/// What the loop does without leaving it: numbers, and elements of lists that a variable holds.
///
/// Each gives nil (or false) when the operands are of other kinds or the result needs care, such as an
/// overflow; the general functions then do it all again and know which error to throw.
extension Slot {
  @inline(__always) private static func areInts(_ a: Slot, _ b: Slot) -> Bool {
    a.isInt && b.isInt
  }

  @inline(__always) private static func areFloats(_ a: Slot, _ b: Slot) -> Bool {
    a.isFloat && b.isFloat
  }

  /// The number of a slot that `areNumbers` has accepted.
  @inline(__always) var asDouble: Double { isFloat ? float : Double(int) }

  // MARK: Arithmetic

  // Each stores its result itself: put together first, it would cost a jump more.

  @inline(__always)
  static func add(_ x: Slot, _ y: Slot, into target: UnsafeMutablePointer<Slot>) -> Bool {
    if areInts(x, y) {
      let (result, overflow) = x.int.addingReportingOverflow(y.int)
      if _slowPath(overflow) { return false }
      set(target, Slot(result))
    } else if areFloats(x, y) {
      set(target, Slot(x.float + y.float))
    } else if _fastPath(areNumbers(x, y)) {
      set(target, Slot(x.asDouble + y.asDouble))
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  static func subtract(_ x: Slot, _ y: Slot, into target: UnsafeMutablePointer<Slot>) -> Bool {
    if areInts(x, y) {
      let (result, overflow) = x.int.subtractingReportingOverflow(y.int)
      if _slowPath(overflow) { return false }
      set(target, Slot(result))
    } else if areFloats(x, y) {
      set(target, Slot(x.float - y.float))
    } else if _fastPath(areNumbers(x, y)) {
      set(target, Slot(x.asDouble - y.asDouble))
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  static func multiply(_ x: Slot, _ y: Slot, into target: UnsafeMutablePointer<Slot>) -> Bool {
    if areInts(x, y) {
      let (result, overflow) = x.int.multipliedReportingOverflow(by: y.int)
      if _slowPath(overflow) { return false }
      set(target, Slot(result))
    } else if areFloats(x, y) {
      set(target, Slot(x.float * y.float))
    } else if _fastPath(areNumbers(x, y)) {
      set(target, Slot(x.asDouble * y.asDouble))
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  static func divide(_ x: Slot, _ y: Slot, into target: UnsafeMutablePointer<Slot>) -> Bool {
    if areFloats(x, y), y.float != 0 {
      set(target, Slot(x.float / y.float))
    } else if _fastPath(areNumbers(x, y) && y.asDouble != 0) {
      set(target, Slot(x.asDouble / y.asDouble))
    } else {
      return false
    }
    return true
  }

  /// `x % y` of integers, with the sign of `y`.
  @inline(__always)
  static func modulo(_ x: Slot, _ y: Slot, into target: UnsafeMutablePointer<Slot>) -> Bool {
    guard _fastPath(areInts(x, y) && y.int > 0) else { return false }
    if y.bits & (y.bits &- 1) == 0 {
      set(target, Slot(x.int & (y.int &- 1)))
    } else if _fastPath((x.bits | y.bits) >> 32 == 0) {
      // A 32-bit division takes a third of the time.
      set(target, Slot(Int(UInt32(truncatingIfNeeded: x.bits) % UInt32(truncatingIfNeeded: y.bits))))
    } else {
      let rest = x.int % y.int
      set(target, Slot(rest < 0 ? rest &+ y.int : rest))
    }
    return true
  }

  /// `x // y` of integers, rounded down.
  @inline(__always)
  static func floorDivide(_ x: Slot, _ y: Slot, into target: UnsafeMutablePointer<Slot>) -> Bool {
    guard _fastPath(areInts(x, y) && y.int > 0) else { return false }
    if y.bits & (y.bits &- 1) == 0 {
      set(target, Slot(x.int >> y.bits.trailingZeroBitCount))
    } else if _fastPath((x.bits | y.bits) >> 32 == 0) {
      set(target, Slot(Int(UInt32(truncatingIfNeeded: x.bits) / UInt32(truncatingIfNeeded: y.bits))))
    } else {
      let quotient = x.int / y.int
      set(target, Slot(quotient &* y.int > x.int ? quotient &- 1 : quotient))
    }
    return true
  }

  // MARK: Comparison

  @inline(__always) static func isLess(_ x: Slot, _ y: Slot) -> Bool? {
    if areInts(x, y) { return x.int < y.int }
    if areFloats(x, y) { return x.float < y.float }
    return _fastPath(areNumbers(x, y)) ? x.asDouble < y.asDouble : nil
  }

  @inline(__always) static func isAtMost(_ x: Slot, _ y: Slot) -> Bool? {
    if areInts(x, y) { return x.int <= y.int }
    if areFloats(x, y) { return x.float <= y.float }
    return _fastPath(areNumbers(x, y)) ? x.asDouble <= y.asDouble : nil
  }

  @inline(__always) static func isEqual(_ x: Slot, _ y: Slot) -> Bool? {
    if areInts(x, y) { return x.int == y.int }
    if areFloats(x, y) { return x.float == y.float }
    return _fastPath(areNumbers(x, y)) ? x.asDouble == y.asDouble : nil
  }

  @inline(__always) static func isUnequal(_ x: Slot, _ y: Slot) -> Bool? {
    isEqual(x, y).map { !$0 }
  }

  // MARK: Lists

  /// The position that an integer means in a list of so many elements; nil outside.
  @inline(__always) private static func position(_ index: Slot, _ count: Int) -> Int? {
    guard _fastPath(index.isInt) else { return nil }
    let position = index.int < 0 ? index.int &+ count : index.int
    return _fastPath(position >= 0 && position < count) ? position : nil
  }

  /// Where an element of a list lies, as the list is at the moment.
  @inline(__always) static func place(_ list: Slot, _ index: Slot) -> UnsafeMutablePointer<Slot>? {
    guard _fastPath(list.tag == .list) else { return nil }
    return Unmanaged<ListObject>.fromOpaque(list.pointer)._withUnsafeGuaranteedRef { list in
      position(index, list.count).map { list.slots + $0 }
    }
  }

  /// `list[index]`, with a reference of its own.
  @inline(__always) static func listElement(_ list: Slot, _ index: Slot) -> Slot? {
    place(list, index).map { $0.pointee.retained }
  }

  /// `list[first][second]`, without a reference to the list between.
  @inline(__always) static func listElement(_ list: Slot, _ first: Slot, _ second: Slot) -> Slot? {
    guard let inner = place(list, first) else { return nil }
    return listElement(inner.pointee, second)
  }

  /// Where an element lies of a list that nobody else refers to.
  @inline(__always) private static func ownPlace(
    _ list: UnsafeMutablePointer<Slot>, _ index: Slot
  ) -> UnsafeMutablePointer<Slot>? {
    guard list.pointee.isOwnedList, let place = place(list.pointee, index), isOnlyReference(list) else {
      return nil
    }
    return place
  }

  /// `list[index] = value` on a list that nobody else refers to; takes the value over.
  @inline(__always) static func setListElement(
    _ list: UnsafeMutablePointer<Slot>, _ index: Slot, taking value: UnsafeMutablePointer<Slot>
  ) -> Bool {
    guard let place = ownPlace(list, index) else { return false }
    let new = value.pointee
    value.pointee = .none
    set(place, new)
    return true
  }

  /// The same with a value that stays where it is.
  @inline(__always) static func setListElement(
    _ list: UnsafeMutablePointer<Slot>, _ index: Slot, copying value: Slot
  ) -> Bool {
    guard let place = ownPlace(list, index) else { return false }
    set(place, value.retained)
    return true
  }

  /// `list.append(value)` on a list that nobody else refers to; takes the value over.
  @inline(__always) static func append(
    _ value: UnsafeMutablePointer<Slot>, to list: UnsafeMutablePointer<Slot>
  ) -> Bool {
    guard list.pointee.isOwnedList, isOnlyReference(list) else { return false }
    Unmanaged<ListObject>.fromOpaque(list.pointee.pointer)._withUnsafeGuaranteedRef {
      $0.append(taking: value.pointee.owned)
    }
    value.pointee = .none
    return true
  }

  /// The next element of a loop over a list: the list and the position stand in two registers.
  @inline(__always) static func nextElement(_ state: UnsafeMutablePointer<Slot>) -> Slot? {
    guard state[0].tag == .list else { return nil }
    let position = state[1].int
    return Unmanaged<ListObject>.fromOpaque(state[0].pointer)._withUnsafeGuaranteedRef { list -> Slot? in
      guard position < list.count else { return nil }
      state[1] = Slot(position &+ 1)
      return list.slots[position].retained
    }
  }

  // MARK: Calls

  /// What a call enters whose arguments already stand where the function's code wants them; nil for anything
  /// but a function of the language with as many parameters.
  @inline(__always) static func plainTarget(
    _ callee: Slot, _ count: Int, _ base: UnsafeMutablePointer<Slot>
  ) -> Interpreter.Entrance? {
    guard _fastPath(callee.tag == .function) else { return nil }
    return Unmanaged<FunctionObject>.fromOpaque(callee.pointer)._withUnsafeGuaranteedRef { function in
      _fastPath(function.target.plainCount == count)
        ? Interpreter.Entrance(
          entry: function.target.entry.unsafelyUnwrapped, boxes: function.target.boxes, base: base) : nil
    }
  }

  // MARK: Registers

  /// Lets go of what registers refer to. Those with numbers keep them: whoever needs a register to be
  /// undefined sets it so.
  @inline(__always) static func release(_ registers: UnsafeMutablePointer<Slot>, _ bytes: Int) {
    // Four at a time: the registers above a call's own hold nothing, so it does no harm to look at them.
    var next = registers
    let end = UnsafeRawPointer(registers) + bytes
    repeat {
      if _slowPath(anyOwns(next[0], next[1], next[2], next[3])) { clear(next) }
      next += 4
    } while UnsafeRawPointer(next) < end
  }

  @inline(never) private static func clear(_ four: UnsafeMutablePointer<Slot>) {
    for i in 0..<4 { set(four + i, .none) }
  }
}
