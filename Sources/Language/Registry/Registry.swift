import OrderedCollections
import Tensors

/// The one list of what the language offers besides its syntax. Calls, help, completion, error
/// messages and the manual read it. A session owns one.
public final class Registry {
  private var functions: OrderedDictionary<String, FunctionObject> = [:]
  private var constants: OrderedDictionary<String, (value: Value, summary: String)> = [:]

  /// A registry of all tensor operations.
  public init() {
    for entry in OperationRegistry.all { add(operation: entry) }
    for dtype in DType.allCases where dtype != .bool {
      addConstant(dtype.name, .text(dtype.name), summary: "the dtype \(dtype.name)")
    }
    addConstant("pi", .float(.pi), summary: "the circle constant π")
    addConstant("inf", .float(.infinity), summary: "infinity, ∞")
    addConstant("nan", .float(.nan), summary: "not a number")
  }

  /// Adds a function; one of the same name becomes an overload, tried before those that are there already.
  public func add(_ builtIn: BuiltIn) {
    let others = functions[builtIn.name]?.builtIns ?? []
    functions[builtIn.name] = FunctionObject(.builtIn([builtIn] + others), name: builtIn.name)
    if builtIn.mutate != nil { changing.insert(builtIn.name) }
  }

  /// Methods that may change a variable in place: `xs.append(1)`.
  private var changing: Set<String> = []

  func changesReceiver(_ name: String) -> Bool { changing.contains(name) }

  public func add(_ builtIns: [BuiltIn]) {
    for builtIn in builtIns { add(builtIn) }
  }

  public func addConstant(_ name: String, _ value: Value, summary: String) {
    constants[name] = (value, summary)
  }

  private var makePrelude: (() -> Prelude)?
  /// What the language itself defines, once something asks for it.
  public private(set) lazy var prelude: Prelude? = makePrelude?()

  public func setPrelude(_ make: @escaping () -> Prelude) { makePrelude = make }

  /// Whether a name has a meaning without being defined by the reader.
  func offers(_ name: String) -> Bool {
    functions[name] != nil && !isMethod(name) || constants[name] != nil || prelude?.definition(name) != nil
  }

  /// Words that readers use for variables: functions only behind a point, as in `x.size()`, so that a forgotten
  /// variable is an unknown name.
  func isMethod(_ name: String) -> Bool { ["t", "size", "dim"].contains(name) }

  /// One text object for each name and short text in code, so that fields are found by identity.
  private var texts: [String: TextObject] = [:]

  func text(_ string: String) -> TextObject {
    if let known = texts[string] { return known }
    let text = TextObject(string)
    texts[string] = text
    return text
  }

  /// How objects of the library come back from a session, by the type name that `archived()` gave.
  private var decoders: [String: (Value) throws(Diagnostic) -> ObjectValue] = [:]

  public func addDecoder(_ type: String, _ decode: @escaping (Value) throws(Diagnostic) -> ObjectValue) {
    decoders[type] = decode
  }

  func object(type: String, payload: Value) throws(Diagnostic) -> ObjectValue {
    guard let decode = decoders[type] else {
      throw Diagnostic(.data, "D92", "values of type \(type) can't be read back by this version")
    }
    return try decode(payload)
  }

  /// The function or constant that this name alone means.
  public func value(_ name: String) -> Value? {
    if let function = functions[name], !isMethod(name) { return .function(function) }
    return constants[name]?.value
  }

  /// The function of this name, methods too.
  public func function(_ name: String) -> FunctionObject? { functions[name] }

  /// Names of functions that may be called with such a first argument.
  func names(taking value: Value) -> [String] {
    functions.filter { $0.value.builtIns.contains { !$0.parameters.isEmpty && $0.accepts(value) } }.map(\.key)
  }

  public func constantSummary(_ name: String) -> String? {
    constants[name]?.summary ?? prelude?.definition(name)?.summary
  }

  /// All names: functions, constants, then the prelude's, in the order in which they were added.
  public var names: [String] { Array(functions.keys) + Array(constants.keys) + (prelude?.names ?? []) }

  /// Every entry once, without its other names: for the manual and for the tests that run each example.
  public var all: [BuiltIn] { functions.values.flatMap(\.builtIns).filter { !$0.isAlias && !$0.isReordered } }
}
