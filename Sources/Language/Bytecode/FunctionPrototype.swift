/// The compiled form of one function, block or cell: code, constants and what errors need to know.
/// Immutable after compilation.
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
  /// What a call needs, in one place that the machine reads without touching this object.
  let entry: UnsafeMutablePointer<CodeEntry>
  /// Registers that a call needs, parameters first.
  let registerCount: Int
  /// Registers from this one on hold temporaries, each read once.
  let firstTemporary: Int
  /// Where each captured box comes from when the closure is made.
  let captures: [Capture]
  let prototypes: [FunctionPrototype]
  let models: [ModelPrototype]
  let paths: [[PathStep]]
  let argumentNames: [[String?]]
  let names: [String]
  let diagnostics: [Diagnostic]
  /// For each instruction, an index into `places`.
  let placeIndex: [Int32]
  let places: [Place]
  unowned let module: Module

  init(_ parts: Parts, module: Module) {
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
    constants = .allocate(capacity: max(1, parts.constants.count))
    for (i, value) in parts.constants.enumerated() { constants.initializeElement(at: i, to: Slot(value)) }
    if parts.constants.isEmpty { constants.initializeElement(at: 0, to: .none) }
    registerCount = parts.registerCount
    firstTemporary = parts.firstTemporary
    captures = parts.captures
    prototypes = parts.prototypes
    models = parts.models
    paths = parts.paths
    argumentNames = parts.argumentNames
    names = parts.names
    diagnostics = parts.diagnostics
    placeIndex = parts.placeIndex
    places = parts.places
    self.module = module
    let arity = parts.parameters.count + (parts.takesSelf ? 1 : 0)
    let isVariadic = parts.parameters.contains { $0.isVariadic }
    entry = .allocate(capacity: 1)
    entry.initialize(
      to: CodeEntry(
        code: UnsafePointer(code.baseAddress.unsafelyUnwrapped),
        constants: UnsafePointer(constants.baseAddress.unsafelyUnwrapped),
        globals: module.slots, registerCount: registerCount, firstTemporary: firstTemporary,
        arity: isVariadic ? -1 : arity, prototype: .passUnretained(self)))
  }

  deinit {
    for constant in constants { constant.release() }
    constants.deallocate()
    code.deallocate()
    entry.deallocate()
  }

  var signature: String {
    let texts = parameters.map { parameter in
      parameter.isVariadic
        ? "*\(parameter.name)" : parameter.defaultText.map { "\(parameter.name)=\($0)" } ?? parameter.name
    }
    return "\(name.isEmpty ? "fn" : name)(\(texts.joined(separator: ", ")))"
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
    var firstTemporary = 0
    var captures: [Capture] = []
    var prototypes: [FunctionPrototype] = []
    var models: [ModelPrototype] = []
    var paths: [[PathStep]] = []
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
  var registerCount: Int
  var firstTemporary: Int
  /// Arguments, the model itself included, of a call that needs no binding; -1 when every call does.
  var arity: Int
  var prototype: Unmanaged<FunctionPrototype>
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

/// One step from a variable to what an assignment changes: `.field` or `[…]` of so many entries.
enum PathStep {
  case field(String)
  case index(Int)
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
  let fieldIndex: [String: Int]
  let captures: [Capture]
  let source: SourceText
  let range: SourceRange
  let ordinal: Int

  init(
    name: String, documentation: String?, constructor: FunctionPrototype,
    methods: [String: FunctionPrototype],
    fieldNames: [String], captures: [Capture], source: SourceText, range: SourceRange, ordinal: Int
  ) {
    self.name = name
    self.documentation = documentation
    self.constructor = constructor
    self.methods = methods
    self.fieldNames = fieldNames
    fieldIndex = Dictionary(uniqueKeysWithValues: fieldNames.enumerated().map { ($1, $0) })
    self.captures = captures
    self.source = source
    self.range = range
    self.ordinal = ordinal
  }
}
