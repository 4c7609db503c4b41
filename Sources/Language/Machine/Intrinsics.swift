extension Intrinsic {
  /// The value of a call that the machine does by itself; nil when the built-in has to be called.
  /// Takes the arguments over if it gives a value.
  @inline(__always)
  static func value(
    _ callee: Slot, _ arguments: UnsafeMutablePointer<Slot>, _ count: Int, named: Bool
  ) -> Slot? {
    guard callee.tag == .function, !named,
      let intrinsic = Unmanaged<FunctionObject>.fromOpaque(callee.pointer)._withUnsafeGuaranteedRef({
        $0.intrinsic
      })
    else { return nil }
    return intrinsic.value(arguments, count)
  }

  /// The same for a call by the name of a global.
  @inline(never)
  static func value(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) -> Slot? {
    let variable = entry.pointee.globals[i[1].a]
    return value(
      variable.tag != .undefined ? variable : entry.pointee.fallbacks[i[1].a], r + i.b, i.c, named: false)
  }

  @inline(never)
  private func value(_ arguments: UnsafeMutablePointer<Slot>, _ count: Int) -> Slot? {
    switch self {
    case .len where count == 1: length(arguments)
    case .abs where count == 1: absolute(arguments[0])
    case .min where count > 1: extreme(arguments, count) { Slot.isLess($0, $1) }
    case .max where count > 1: extreme(arguments, count) { Slot.isLess($1, $0) }
    case .get where count == 3: get(arguments)
    default: nil
    }
  }

  private func length(_ argument: UnsafeMutablePointer<Slot>) -> Slot? {
    let length: Int
    switch argument.pointee.tag {
    case .list: length = argument.pointee.object(ListObject.self).count
    case .record: length = argument.pointee.object(RecordObject.self).count
    case .range: length = argument.pointee.object(RangeObject.self).count
    default: return nil
    }
    set(argument, .none)
    return Slot(length)
  }

  private func absolute(_ x: Slot) -> Slot? {
    switch x.tag {
    case .int: x.int == .min ? nil : Slot(Swift.abs(x.int))
    case .float: Slot(Swift.abs(x.float))
    default: nil
    }
  }

  /// The first argument that no other one `precedes`.
  private func extreme(
    _ arguments: UnsafeMutablePointer<Slot>, _ count: Int, _ precedes: (Slot, Slot) -> Bool?
  ) -> Slot? {
    guard Slot.areNumbers(arguments[0], arguments[0]) else { return nil }
    var best = arguments[0]
    for i in 1..<count {
      guard let isBetter = precedes(arguments[i], best) else { return nil }
      if isBetter { best = arguments[i] }
    }
    return best
  }

  private func get(_ arguments: UnsafeMutablePointer<Slot>) -> Slot? {
    guard arguments[0].tag == .record, arguments[1].isNormalKey else { return nil }
    let result = Slot.entry(arguments[0], arguments[1]) ?? arguments[2].retained
    for i in 0..<3 { set(arguments + i, .none) }
    return result
  }
}
