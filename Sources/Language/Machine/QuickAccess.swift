/// What the loop does without leaving it, continued: fields, entries, methods, and changing them in place.
///
/// As in `QuickPaths.swift`, nil or false means that the general functions have to do it.
extension Slot {
  // MARK: Reading

  /// Where a field of a record or model lies, found by its name's text object.
  ///
  /// - Parameter hint: Where the instruction's last field was: most see only records of one kind.
  @inline(__always)
  private static func fieldPlace(
    _ value: Slot, _ key: Slot, _ hint: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<Slot>? {
    switch value.tag {
    case .record:
      return Unmanaged<RecordObject>.fromOpaque(value.pointer)._withUnsafeGuaranteedRef { record in
        let position = record.keys._withUnsafeGuaranteedRef { $0.place(ofSame: key, hint) }
        return position >= 0 ? record.slots + position : nil
      }
    case .model:
      return Unmanaged<ModelObject>.fromOpaque(value.pointer)._withUnsafeGuaranteedRef { model in
        let position = model.definition.shape.place(ofSame: key, hint)
        guard position >= 0, model.slots[position].tag != .undefined else { return nil }
        return model.slots + position
      }
    default: return nil
    }
  }

  /// `value.name`, with a reference of its own.
  @inline(__always) static func field(_ value: Slot, _ key: Slot, _ hint: UnsafeMutablePointer<UInt8>)
    -> Slot?
  {
    fieldPlace(value, key, hint).map { $0.pointee.retained }
  }

  /// `key in record`.
  @inline(never) static func isKey(_ key: Slot, _ container: Slot) -> Bool? {
    guard container.tag == .record, key.isNormalKey else { return nil }
    return Unmanaged<RecordObject>.fromOpaque(container.pointer)._withUnsafeGuaranteedRef {
      $0.find(key) >= 0
    }
  }

  /// `record[key]`, with a reference of its own.
  @inline(never) static func entry(_ record: Slot, _ key: Slot) -> Slot? {
    guard record.tag == .record, key.isNormalKey else { return nil }
    return Unmanaged<RecordObject>.fromOpaque(record.pointer)._withUnsafeGuaranteedRef { record in
      let position = record.find(key)
      return position >= 0 ? record.slots[position].retained : nil
    }
  }

  // MARK: Changing

  /// Where an element of a list or an entry of a record lies, if nobody else refers to the container.
  ///
  /// - Parameter isNew: Whether a missing key of a record is added; its value is then undefined.
  @inline(__always)
  private static func ownEntry(
    _ container: UnsafeMutablePointer<Slot>, _ index: Slot, isNew: Bool
  ) -> UnsafeMutablePointer<Slot>? {
    switch container.pointee.tag {
    case .list: return isUnique(container) ? place(container.pointee, index) : nil
    case .record:
      guard index.isNormalKey, isUnique(container) else { return nil }
      return Unmanaged<RecordObject>.fromOpaque(container.pointee.pointer)._withUnsafeGuaranteedRef {
        record in
        if isNew { return record.place(of: index) }
        let position = record.find(index)
        return position >= 0 ? record.slots + position : nil
      }
    default: return nil
    }
  }

  /// `container[index] = value`; takes the value over.
  @inline(never) static func setEntry(
    _ container: UnsafeMutablePointer<Slot>, _ index: Slot, _ value: UnsafeMutablePointer<Slot>
  ) -> Bool {
    guard let place = ownEntry(container, index, isNew: true) else { return false }
    let new = value.pointee
    value.pointee = .none
    set(place, new)
    return true
  }

  /// `container[index] op= value` of numbers.
  @inline(never) static func augmentEntry(
    _ container: UnsafeMutablePointer<Slot>, _ index: Slot, _ operation: Int, _ value: Slot
  ) -> Bool {
    ownEntry(container, index, isNew: false).map { augment($0, operation, value) } ?? false
  }

  /// Where a field that can be changed in place lies: of a model, or of a record that nobody else refers to.
  @inline(__always)
  private static func ownField(
    _ container: UnsafeMutablePointer<Slot>, _ key: Slot, _ hint: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<Slot>? {
    guard let place = fieldPlace(container.pointee, key, hint) else { return nil }
    return container.pointee.tag == .model || isUnique(container) ? place : nil
  }

  /// `container.name = value`; takes the value over.
  @inline(never) static func setField(
    _ container: UnsafeMutablePointer<Slot>, _ key: Slot, _ value: UnsafeMutablePointer<Slot>,
    _ hint: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    guard let place = ownField(container, key, hint) else { return false }
    let new = value.pointee
    value.pointee = .none
    set(place, new)
    return true
  }

  /// `container.name op= value` of numbers.
  @inline(never) static func augmentField(
    _ container: UnsafeMutablePointer<Slot>, _ key: Slot, _ operation: Int, _ value: Slot,
    _ hint: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    ownField(container, key, hint).map { augment($0, operation, value) } ?? false
  }

  /// `variable op= value` of numbers, where the variable is no register.
  ///
  /// - Parameter i: The instruction and its extra word, which says where the variable is.
  @inline(never) static func augmentVariable(
    _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?, _ globals: UnsafeMutablePointer<Slot>
  ) -> Bool {
    let number = i[1].b
    let variable: UnsafeMutablePointer<Slot>
    switch RootKind(rawValue: i[1].a & 0xFF) {
    case .box: variable = r[number].box
    // Code that captures is only ever run with its boxes.
    case .captured: variable = boxes.unsafelyUnwrapped[number]._withUnsafeGuaranteedRef { $0.place }
    case .global: variable = globals + number
    case .field:
      guard r[0].tag == .model else { return false }
      variable = Unmanaged<ModelObject>.fromOpaque(r[0].pointer)._withUnsafeGuaranteedRef {
        $0.slots + number
      }
    case .register, .capturedField, nil: return false
    }
    return augment(variable, i[1].a >> 8, r[i.a])
  }

  /// `place op= value` of numbers: the operation by its number.
  @inline(__always)
  private static func augment(_ place: UnsafeMutablePointer<Slot>, _ operation: Int, _ value: Slot) -> Bool {
    // In the order of the operators.
    switch operation {
    case 0: add(place.pointee, value, into: place)
    case 1: subtract(place.pointee, value, into: place)
    case 2: multiply(place.pointee, value, into: place)
    case 3: divide(place.pointee, value, into: place)
    default: false
    }
  }

  // MARK: Methods

  /// What `receiver.name(…)` enters when that is a method of a model with as many parameters, the model
  /// among them. The arguments already stand where its code wants them.
  @inline(__always) static func methodTarget(
    _ receiver: UnsafeMutablePointer<Slot>, _ key: Slot, _ count: Int
  ) -> Interpreter.Entrance? {
    guard receiver.pointee.tag == .model else { return nil }
    return Unmanaged<ModelObject>.fromOpaque(receiver.pointee.pointer)._withUnsafeGuaranteedRef { model in
      let definition = model.definition
      var method = definition.plainMethods
      for _ in 0..<definition.plainMethodCount {
        if method.pointee.name == key.bits {
          let target = method.pointee.target
          guard target.plainCount == count - 1 else { return nil }
          return Interpreter.Entrance(
            entry: target.entry.unsafelyUnwrapped, boxes: target.boxes, base: receiver)
        }
        method += 1
      }
      return nil
    }
  }
}
