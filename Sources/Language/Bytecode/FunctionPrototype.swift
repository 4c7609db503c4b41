import Formatting

/// The compiled form of one function, block or cell: code, constants and what errors need to know.
/// Immutable after compilation, but for what stepping exchanges (`Machine/Stepping.swift`).
final class FunctionPrototype {
  let name: String
  let parameters: [CompiledParameter]
  let documentation: String?
  /// `true` for a trailing block: surplus arguments are dropped (`repeat(3) { … }` need not name `i`).
  let isBlock: Bool
  /// `true` for a model's methods and constructor: r[0] is the model itself.
  let takesSelf: Bool
  let source: SourceText
  let range: SourceRange
  /// Which of its cell's functions it is, in order of appearance: sessions find it again by this.
  let ordinal: Int

  let code: UnsafeMutableBufferPointer<Instruction>
  let constants: UnsafeMutableBufferPointer<Slot>
  /// `names` as the text objects that fields are found by.
  let nameSlots: UnsafeMutableBufferPointer<Slot>
  /// What a call needs, in one place that the machine reads without touching this object.
  let entry: UnsafeMutablePointer<CodeEntry>
  /// Registers that a call needs, parameters first.
  let registerCount: Int
  /// Names of the variables that have registers of their own, in order, from the first after the model on.
  let locals: [String]
  /// Registers from this one on hold temporaries, each read once.
  let firstTemporary: Int
  /// Where each captured box comes from when the closure is made.
  let captures: [Capture]
  let prototypes: [FunctionPrototype]
  let models: [ModelPrototype]
  let paths: [[PathStep]]
  /// Keys of the records that literals make.
  let shapes: [RecordShape]
  let templates: [TextTemplate]
  let argumentNames: [[String?]]
  let names: [String]
  let diagnostics: [Diagnostic]
  /// For each instruction, an index into `places`.
  let placeIndex: [Int32]
  let places: [Place]
  unowned let module: Module
  /// What an observed function runs once stepping is over.
  var plain: FunctionPrototype?

  init(_ parts: Parts, module: Module, registry: Registry) {
    name = parts.name
    parameters = parts.parameters
    documentation = parts.documentation
    isBlock = parts.isBlock
    takesSelf = parts.takesSelf
    source = parts.source
    range = parts.range
    ordinal = parts.ordinal
    code = .allocate(capacity: parts.code.count)
    _ = code.initialize(from: parts.code)
    constants = Self.slots(parts.constants)
    nameSlots = Self.slots(parts.names.map { .text(registry.text($0)) })
    registerCount = parts.registerCount
    firstTemporary = parts.firstTemporary
    captures = parts.captures
    prototypes = parts.prototypes
    models = parts.models
    paths = parts.paths
    locals = parts.locals
    shapes = parts.shapes
    templates = parts.templates
    argumentNames = parts.argumentNames
    names = parts.names
    diagnostics = parts.diagnostics
    placeIndex = parts.placeIndex
    places = parts.places
    self.module = module
    entry = .allocate(capacity: 1)
    entry.initialize(
      to: CodeEntry(
        code: UnsafePointer(code.baseAddress.unsafelyUnwrapped),
        constants: UnsafePointer(constants.baseAddress.unsafelyUnwrapped),
        globals: module.slots, fallbacks: module.fallbacks, registerCount: registerCount,
        registerBytes: registerCount * MemoryLayout<Slot>.stride,
        firstTemporary: firstTemporary,
        required: Self.required(parts), arity: parts.parameters.count,
        isVariadic: parts.parameters.contains { $0.isVariadic },
        names: nameSlots.baseAddress.unsafelyUnwrapped,
        prototype: .passUnretained(self)))
  }

  deinit {
    for constant in constants { constant.release() }
    for name in nameSlots { name.release() }
    constants.deallocate()
    nameSlots.deallocate()
    code.deallocate()
    entry.deallocate()
  }

  /// At least one slot, so that there is an address.
  private static func slots(_ values: [Value]) -> UnsafeMutableBufferPointer<Slot> {
    let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: max(1, values.count))
    slots.initialize(repeating: .none)
    for (i, value) in values.enumerated() { slots[i] = Slot(value) }
    return slots
  }

  /// Parameters that a call can't leave out.
  private static func required(_ parts: Parts) -> Int {
    (parts.parameters.lastIndex { !$0.hasDefault } ?? -1) + 1
  }

  var signature: String {
    let texts = parameters.map { parameter in
      parameter.isVariadic
        ? "*\(parameter.name)" : parameter.defaultText.map { "\(parameter.name)=\($0)" } ?? parameter.name
    }
    let list = texts.joined(separator: ", ")
    return name.isEmpty ? "\(texts.count == 1 ? list : "(\(list))") -> …" : "\(name)(\(list))"
  }

  /// What the compiler has gathered when a function ends.
  struct Parts {
    var name = ""
    var parameters: [CompiledParameter] = []
    var documentation: String?
    var isBlock = false
    var takesSelf = false
    var source: SourceText
    var range: SourceRange
    var ordinal = 0
    var code: [Instruction] = []
    var constants: [Value] = []
    var registerCount = 0
    var locals: [String] = []
    var firstTemporary = 0
    var captures: [Capture] = []
    var prototypes: [FunctionPrototype] = []
    var models: [ModelPrototype] = []
    var paths: [[PathStep]] = []
    var shapes: [RecordShape] = []
    var templates: [TextTemplate] = []
    var argumentNames: [[String?]] = []
    var names: [String] = []
    var diagnostics: [Diagnostic] = []
    var placeIndex: [Int32] = []
    var places: [Place] = []
  }
}

/// The plain facts of a prototype, for the machine's hot path.
struct CodeEntry {
  var code: UnsafePointer<Instruction>
  var constants: UnsafePointer<Slot>
  var globals: UnsafeMutablePointer<Slot>
  /// The built-ins that undefined globals mean.
  var fallbacks: UnsafeMutablePointer<Slot>
  var registerCount: Int
  /// The same in bytes: one multiplication less for each call.
  var registerBytes: Int
  var firstTemporary: Int
  /// Parameters without the model itself: those that every call gives, and all of them.
  var required: Int
  var arity: Int
  var isVariadic: Bool
  var names: UnsafeMutablePointer<Slot>
  var prototype: Unmanaged<FunctionPrototype>
}

extension CodeEntry {
  /// Whether there is room for the registers and a few more, which built-ins and the machine itself touch.
  @inline(__always)
  func fits(at base: UnsafeMutablePointer<Slot>, before end: UnsafeMutablePointer<Slot>) -> Bool {
    UnsafeRawPointer(base) + (registerBytes &+ 64 &* MemoryLayout<Slot>.stride) < UnsafeRawPointer(end)
  }
}

struct CompiledParameter {
  var name: String
  /// Whether a default stands in the code: the function's first instructions fill it in when the
  /// parameter is undefined.
  var hasDefault: Bool
  var defaultText: String?
  var isVariadic: Bool
}

/// Where a closure finds the box of a variable that it shares.
enum Capture {
  /// A register of the function that makes the closure.
  case register(Int)
  /// One of that function's own captured boxes.
  case captured(Int)
}

/// One step from a variable to what an assignment changes: `.field` (its name's number) or `[…]` of so
/// many entries.
enum PathStep {
  case field(Int)
  case index(Int)
}

/// A text with gaps: `"loss {loss:.4f}"`.
struct TextTemplate {
  enum Piece {
    /// As UTF-8.
    case literal([UInt8])
    /// The next value, plainly.
    case value
    /// The next value by a format of Python's mini-language. What is no format is an error when it is used.
    case formatted(String, FormatSpecification?)
  }
  var pieces: [Piece]
}

/// Where an instruction comes from: its own range, and those of its operands for the labels of errors.
struct Place {
  var range: SourceRange
  var operands: [SourceRange] = []
}

/// The compiled form of `model Name(…) { … }`.
final class ModelPrototype {
  let name: String
  let documentation: String?
  let constructor: FunctionPrototype
  let methods: [String: FunctionPrototype]
  let fieldNames: [String]
  /// Where each field and each method is, found by its name's text object.
  let shape: RecordShape
  let methodShape: RecordShape
  let methodEntries: [UnsafeMutablePointer<CodeEntry>]
  let captures: [Capture]
  let source: SourceText
  let range: SourceRange
  let ordinal: Int

  init(
    name: String, documentation: String?, constructor: FunctionPrototype,
    methods: [(name: String, code: FunctionPrototype)], fieldNames: [String], captures: [Capture],
    source: SourceText, range: SourceRange, ordinal: Int, registry: Registry
  ) {
    self.name = name
    self.documentation = documentation
    self.constructor = constructor
    self.methods = Dictionary(methods.map { ($0.name, $0.code) }) { $1 }
    self.fieldNames = fieldNames
    shape = RecordShape(names: fieldNames, registry)
    methodShape = RecordShape(names: self.methods.keys.sorted(), registry)
    methodEntries = self.methods.keys.sorted().compactMap { [methods = self.methods] in methods[$0]?.entry }
    self.captures = captures
    self.source = source
    self.range = range
    self.ordinal = ordinal
  }
}

extension RecordShape {
  /// The shape of a record with these different names.
  convenience init(names: [String], _ registry: Registry) {
    self.init(capacity: names.count)
    for name in names { append(taking: Slot(.text(registry.text(name)))) }
  }
}
