import Glibc

/// The global variables of a session or of one imported notebook.
///
/// They live in one block of memory that never moves, and a cell's own code uses them as its first
/// registers: at the top level a variable costs no more than inside a function.
final class Module {
  /// Registers of the module's cells: first the globals, then a cell's temporaries.
  let slots: UnsafeMutablePointer<Slot>
  private(set) var names: [String] = []
  private var indices: [String: Int] = [:]
  /// The built-in of the same name, read while a global is undefined.
  let fallbacks: UnsafeMutablePointer<Slot>
  /// The cell and the statement that last gave each global its value, for errors.
  var origins: [String: Origin] = [:]

  struct Origin {
    var source: SourceText
    var range: SourceRange
    var cell: String { source.name }
    var statement: String { source.slice(range) }
  }

  static let capacity = 1 << 16
  static let globalLimit = 1 << 15

  init() {
    // 1 MB of address space; `calloc` leaves pages that are never touched to the kernel, and a zeroed
    // slot is `undefined`.
    guard let memory = calloc(Self.capacity, MemoryLayout<Slot>.stride),
      let others = calloc(Self.globalLimit, MemoryLayout<Slot>.stride)
    else { preconditionFailure("no memory for the global variables") }
    slots = memory.bindMemory(to: Slot.self, capacity: Self.capacity)
    fallbacks = others.bindMemory(to: Slot.self, capacity: Self.globalLimit)
  }

  deinit {
    for i in 0..<count {
      slots[i].release()
      fallbacks[i].release()
    }
    free(slots)
    free(fallbacks)
  }

  var count: Int { names.count }

  func index(of name: String) -> Int? { indices[name] }

  /// The index of a global, made when there is none yet; nil when there are too many.
  func declare(_ name: String, registry: Registry) -> Int? {
    if let index = indices[name] { return index }
    guard names.count < Self.globalLimit else { return nil }
    let index = names.count
    names.append(name)
    indices[name] = index
    fallbacks[index] = registry.value(name).map { Slot($0) } ?? .undefined
    return index
  }

  func isDefined(_ index: Int) -> Bool { slots[index].tag != .undefined }

  subscript(name: String) -> Value? {
    get {
      guard let index = indices[name], isDefined(index) else { return nil }
      return slots[index].value
    }
  }

  func set(_ index: Int, _ value: Value?) {
    slots[index].release()
    slots[index] = value.map { Slot($0) } ?? .undefined
  }

  /// The values of all globals, retained: what a failed cell goes back to.
  func snapshot() -> Snapshot { Snapshot(of: self) }

  /// Keeps the state of a module's globals alive.
  final class Snapshot {
    let slots: [Slot]
    let origins: [String: Origin]

    init(of module: Module) {
      slots = (0..<module.count).map { module.slots[$0] }
      origins = module.origins
      for slot in slots { slot.retain() }
    }

    deinit { for slot in slots { slot.release() } }

    func restore(to module: Module) {
      for i in 0..<module.count {
        let slot = i < slots.count ? slots[i] : .undefined
        slot.retain()
        module.slots[i].release()
        module.slots[i] = slot
      }
      module.origins = origins
    }
  }
}
