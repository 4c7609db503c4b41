import Tensors

/// What the virtual machine's registers hold: a tag and 64 bits, with no automatic reference counting.
///
/// Numbers, booleans and `none` live in the bits; everything else is one strong reference. The machine
/// retains and releases by hand, so that the hot loop never touches a reference count (`Value` is the safe
/// form that the rest of the program uses).
///
/// A slot owns its reference unless it is *lent*: a call's argument that is a variable of the caller counts no
/// reference, since the variable outlives the call. Lent slots are found in the registers of parameters and
/// nowhere else: whatever is copied (`retained`) or returned (`owned`) has a reference of its own.
struct Slot {
  var bits: UInt64
  /// The tag, and whether there is a reference to let go of.
  private var mark: UInt8

  /// Without gaps, so that the numbers are what an enum is in memory.
  enum Tag: UInt8 {
    /// A variable that has no value yet.
    case undefined
    case none, bool, int, float
    // From here on the bits are a reference.
    case text, list, record, tensor, range, function, parameter, model, object
    /// A boxed variable that a closure shares with the function it was made in.
    case box
    /// The state of a `for` loop.
    case iterator
  }

  /// In `mark`, beside the tag.
  private static let owns: UInt8 = 0x80

  /// What has no reference of its own.
  @inline(__always) init(tag: Tag, bits: UInt64) {
    self.bits = bits
    mark = tag.rawValue
  }

  @inline(__always) var tag: Tag { unsafeBitCast(mark & ~Self.owns, to: Tag.self) }
  // Numbers own nothing, so that their marks are their tags.
  @inline(__always) var isInt: Bool { mark == Tag.int.rawValue }
  @inline(__always) var isFloat: Bool { mark == Tag.float.rawValue }
  /// Both are integers or floats: their tags are neighbours.
  @inline(__always) static func areNumbers(_ a: Slot, _ b: Slot) -> Bool {
    (a.mark &- Tag.int.rawValue) | (b.mark &- Tag.int.rawValue) <= 1
  }
  /// A list that is the slot's own reference, which another may share.
  @inline(__always) var isOwnedList: Bool { mark == Tag.list.rawValue | Self.owns }
  /// The marks of several slots at once.
  @inline(__always) static func anyOwns(_ a: Slot, _ b: Slot, _ c: Slot, _ d: Slot) -> Bool {
    (a.mark | b.mark | c.mark | d.mark) & owns != 0
  }

  static let undefined = Slot(tag: .undefined, bits: 0)
  static let none = Slot(tag: .none, bits: 0)

  @inline(__always) init(_ value: Int) { self.init(tag: .int, bits: UInt64(bitPattern: Int64(value))) }
  @inline(__always) init(_ value: Double) { self.init(tag: .float, bits: value.bitPattern) }
  @inline(__always) init(_ value: Bool) { self.init(tag: .bool, bits: value ? 1 : 0) }

  /// Takes a strong reference to `object`.
  @inline(__always) init(_ tag: Tag, retaining object: AnyObject) {
    bits = UInt64(UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
    mark = tag.rawValue | Self.owns
  }

  /// The bits of a reference to an object, without retaining it.
  static func bits(of object: AnyObject) -> UInt64 {
    UInt64(UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque()))
  }

  @inline(__always) var isHeap: Bool { mark >= Tag.text.rawValue }
  @inline(__always) var isOwned: Bool { mark & Self.owns != 0 }
  var isCallable: Bool { tag == .function || tag == .model || tag == .object }
  @inline(__always) var int: Int { Int(Int64(bitPattern: bits)) }
  @inline(__always) var float: Double { Double(bitPattern: bits) }
  @inline(__always) var bool: Bool { bits != 0 }

  @inline(__always) var pointer: UnsafeRawPointer {
    // Heap slots are made from `toOpaque`, which is never null.
    UnsafeRawPointer(bitPattern: UInt(bits)).unsafelyUnwrapped
  }

  /// One more reference to what an owned slot refers to.
  @inline(__always) func retain() {
    if _slowPath(isHeap) { _ = Unmanaged<AnyObject>.fromOpaque(pointer).retain() }
  }

  /// The same with a reference of its own.
  @inline(__always) var retained: Slot {
    guard _slowPath(isHeap) else { return self }
    _ = Unmanaged<AnyObject>.fromOpaque(pointer).retain()
    var copy = self
    copy.mark |= Self.owns
    return copy
  }

  /// The same without one, for as long as this slot lives.
  @inline(__always) var lent: Slot {
    var copy = self
    copy.mark &= ~Self.owns
    return copy
  }

  /// Whether it is a reference that belongs to another slot. Such marks lie between those of numbers and those
  /// of references that are owned.
  @inline(__always) var isLent: Bool { mark &- Tag.text.rawValue < Self.owns &- Tag.text.rawValue }

  /// A slot that is moved elsewhere: what was lent gets a reference of its own.
  @inline(__always) var owned: Slot { _slowPath(isLent) ? retained : self }

  @inline(__always) func release() {
    if _slowPath(isOwned) { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
  }

  /// The variable in a box.
  @inline(__always) var box: UnsafeMutablePointer<Slot> {
    Unmanaged<Box>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.place }
  }

  /// What the machine needs to call a function.
  @inline(__always) var callTarget: CallTarget {
    Unmanaged<FunctionObject>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.target }
  }

  /// The object of a heap slot whose tag says that it is a `T`.
  @inline(__always) func object<T: AnyObject>(_: T.Type) -> T {
    Unmanaged<T>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// A slot that owns a reference of its own to what `value` refers to.
  init(_ value: Value) {
    switch value {
    case .none: self = .none
    case .bool(let x): self.init(x)
    case .int(let x): self.init(x)
    case .float(let x): self.init(x)
    case .text(let x): self.init(.text, retaining: x)
    case .tensor(let x): self.init(.tensor, retaining: x.body)
    case .list(let x): self.init(.list, retaining: x)
    case .record(let x): self.init(.record, retaining: x)
    case .range(let x): self.init(.range, retaining: x)
    case .function(let x): self.init(.function, retaining: x)
    case .parameter(let x): self.init(.parameter, retaining: x)
    case .model(let x): self.init(.model, retaining: x)
    case .object(let x): self.init(.object, retaining: x)
    }
  }

  /// The value, with a reference of its own. `undefined` reads as `none`.
  var value: Value {
    switch tag {
    case .undefined, .none, .iterator: .none
    case .bool: .bool(bool)
    case .int: .int(int)
    case .float: .float(float)
    case .text: .text(object(TextObject.self))
    case .tensor: .tensor(Tensor(body: object(TensorBody.self)))
    case .list: .list(object(ListObject.self))
    case .record: .record(object(RecordObject.self))
    case .range: .range(object(RangeObject.self))
    case .function: .function(object(FunctionObject.self))
    case .parameter: .parameter(object(Parameter.self))
    case .model: .model(object(ModelObject.self))
    case .object: .object(object(ObjectValue.self))
    case .box: object(Box.self).header.value
    }
  }

  /// Moves the value out, so that a uniquely referenced object stays uniquely referenced.
  mutating func take() -> Value {
    let value = self.value
    release()
    self = .none
    return value
  }
}

/// A variable that outlives its function because a closure uses it.
///
/// A managed buffer, because the address of its header stays what it is: the machine changes the variable in place.
final class Box: ManagedBuffer<Slot, Void> {
  static func make(_ slot: Slot) -> Box {
    unsafeDowncast(create(minimumCapacity: 0) { _ in slot }, to: Box.self)
  }

  deinit { header.release() }

  /// Whether only one closure, and nothing else, holds the box that is referred to here.
  static func isUnique(_ place: UnsafeMutablePointer<Unmanaged<Box>>) -> Bool {
    UnsafeMutableRawPointer(place).withMemoryRebound(to: Box.self, capacity: 1) {
      isKnownUniquelyReferenced(&$0.pointee)
    }
  }

  @inline(__always) var place: UnsafeMutablePointer<Slot> { withUnsafeMutablePointerToHeader { $0 } }
}
