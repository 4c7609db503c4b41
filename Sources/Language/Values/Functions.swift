import Tensors

/// Anything that can be called.
public final class FunctionObject {
  enum Kind {
    /// Code of the language with the variables that it shares with where it was made.
    case closure(FunctionPrototype, boxes: [Box])
    /// One name of the registry: overloads, told apart by the kind of their first argument.
    case builtIn([BuiltIn])
    /// `net.forward` without its parentheses.
    case method(receiver: ModelObject, FunctionPrototype, boxes: [Box])
    /// `model Name(…) { … }`: calling it makes a model.
    case model(ModelDefinitionObject)
    /// A function of the library that holds values, such as what `grad(f)` returns.
    case native((Interpreter, [Value]) throws(Diagnostic) -> Value)
  }

  let kind: Kind
  public let name: String
  /// What the machine needs to enter the function's code.
  let target: CallTarget
  /// For a built-in that the machine may do by itself.
  let intrinsic: Intrinsic?

  init(_ kind: Kind, name: String) {
    self.kind = kind
    self.name = name
    switch kind {
    case .closure(let prototype, let boxes):
      target = CallTarget(prototype.entry, boxes, takesArgumentsAsTheyStand: true)
    case .method(_, let prototype, let boxes):
      target = CallTarget(prototype.entry, boxes, takesArgumentsAsTheyStand: false)
    case .model(let definition):
      target = CallTarget(definition.constructor.entry, definition.boxes, takesArgumentsAsTheyStand: false)
    case .builtIn, .native: target = CallTarget(nil, [], takesArgumentsAsTheyStand: false)
    }
    if case .builtIn(let overloads) = kind {
      intrinsic = overloads.lazy.compactMap(\.intrinsic).first
    } else {
      intrinsic = nil
    }
  }

  deinit {
    if case .closure(_, let boxes) = kind, !boxes.isEmpty {
      let block = surrender()
      Slot.dismantle(block.slots, block.count)
      Slot.deallocate(block.slots, block.capacity)
    }
    target.deallocate()
  }

  /// Takes what a closure's own variables hold out of them, but for those that other closures share. For
  /// taking a chain of closures apart without recursion: the closure is good for nothing afterwards.
  func surrender() -> Slot.Block {
    var block = Slot.Block(slots: Slot.allocate(0), count: 0, capacity: 0)
    guard case .closure(_, let boxes) = kind, let places = target.boxes else { return block }
    for i in 0..<boxes.count where Box.isUnique(places + i) {
      let variable = places[i]._withUnsafeGuaranteedRef { $0.place }
      guard variable.pointee.isHeap else { continue }
      if block.count == 0 { (block.slots, block.capacity) = (Slot.allocate(boxes.count), boxes.count) }
      (block.slots + block.count).initialize(to: variable.pointee)
      block.count += 1
      variable.pointee = .none
    }
    return block
  }

  /// A function written in Swift that takes positional arguments.
  public convenience init(name: String, _ body: @escaping (Interpreter, [Value]) throws(Diagnostic) -> Value)
  {
    self.init(.native(body), name: name)
  }

  /// The built-ins behind this name; empty for functions of the language.
  public var builtIns: [BuiltIn] {
    if case .builtIn(let overloads) = kind { overloads } else { [] }
  }

  /// The text it was defined by, with the name of where that stands.
  public var source: (text: String, origin: String)? {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _):
      (prototype.source.slice(prototype.range), prototype.source.name)
    case .model(let definition):
      (definition.source.slice(definition.range), definition.source.name)
    case .builtIn, .native: nil
    }
  }

  /// `f(x, n=2)`
  public var signature: String {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _): prototype.signature
    case .model(let definition): definition.constructor.signature
    case .builtIn(let overloads): overloads.first { !$0.isReordered }?.signatureText ?? name
    case .native: "\(name)(…)"
    }
  }

  public var documentation: String? {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _): prototype.documentation
    case .model(let definition): definition.documentation
    case .builtIn, .native: nil
    }
  }
}

/// What the machine needs to enter code, as plain pointers: what they point to belongs to the function,
/// or to the definition of the model whose method it is.
struct CallTarget {
  /// nil for what has no code of the language.
  let entry: UnsafeMutablePointer<CodeEntry>?
  let boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  /// Numbers of positional arguments that need no binding: the code fills in defaults itself. Empty
  /// (1 to -1) when every call has to be bound.
  let fewest: Int
  let plainCount: Int

  init(_ entry: UnsafeMutablePointer<CodeEntry>?, _ boxes: [Box], takesArgumentsAsTheyStand: Bool) {
    self.entry = entry
    self.boxes = Self.pointers(boxes)
    if let entry, takesArgumentsAsTheyStand, !entry.pointee.isVariadic {
      (fewest, plainCount) = (entry.pointee.required, entry.pointee.arity)
    } else {
      (fewest, plainCount) = (1, -1)
    }
  }

  /// For what has no code.
  static var none: CallTarget { CallTarget(nil, [], takesArgumentsAsTheyStand: false) }

  func deallocate() { boxes?.deallocate() }

  private static func pointers(_ boxes: [Box]) -> UnsafeMutablePointer<Unmanaged<Box>>? {
    guard !boxes.isEmpty else { return nil }
    let pointers = UnsafeMutablePointer<Unmanaged<Box>>.allocate(capacity: boxes.count)
    for (i, box) in boxes.enumerated() { (pointers + i).initialize(to: .passUnretained(box)) }
    return pointers
  }
}
