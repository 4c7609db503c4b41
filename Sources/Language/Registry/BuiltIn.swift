import Tensors

/// One function of the registry: everything that the call, help, completion, errors and the manual
/// need to know about it.
public final class BuiltIn {
  public struct Parameter {
    public var name: String
    /// How the default reads in a signature; nil when the argument is required.
    public var defaultText: String?
    public var defaultValue: Value?
    /// Gathers the remaining positional arguments.
    public var isVariadic: Bool
    /// Takes several integers in a row as one list: the sizes in `reshape(x, 2, 3)`.
    public var gathersIntegers: Bool

    public init(
      _ name: String, default text: String? = nil, _ value: Value? = nil, isVariadic: Bool = false,
      gathersIntegers: Bool = false
    ) {
      self.gathersIntegers = gathersIntegers
      self.name = name
      defaultText = text
      defaultValue = value ?? (text == nil ? nil : Value.none)
      self.isVariadic = isVariadic
    }
  }

  public var name: String
  /// Other names of the same function.
  public var aliases: [String] = []
  /// Whether this is another name of an entry that the manual has already.
  public var isAlias = false
  /// Whether this takes the arguments of the entry of the same name in PyTorch's order.
  public var isReordered = false
  /// When several functions share a name, the first whose `accepts` says yes to the first argument is called.
  public var accepts: (Value) -> Bool
  /// Where the first argument and the number of arguments do not tell: what all of them must be.
  public var acceptsAll: (([Value]) -> Bool)?
  public let parameters: [Parameter]
  /// Whether some parameter may take several arguments.
  let gathers: Bool
  /// What parameters are when nothing is given for them.
  private let defaults: [Value]
  /// So many arguments have to be given.
  private let required: Int
  /// Put together once: its texts are only read by errors.
  private(set) lazy var binding = makeBinding()
  /// One line, lower case.
  public var summary: String
  /// Shapes in words or symbols: `[n, m] → [n]`.
  public var shapes: String
  /// Lines of the language that the tests run, and what the last one gives.
  public var example: String
  public var gives: String
  /// The section of the book.
  public var section: String
  /// The chapter of the manual: `reductions`, `text`, `tables`.
  public var family: String
  public var body: (inout Call) throws(Diagnostic) -> Value
  /// What `x.f(…)` does when `x` is a variable: changes it in place.
  public var mutate: ((inout Value, Call) throws(Diagnostic) -> Value)?
  /// What the machine may do by itself when the arguments are of the plainest kinds.
  public var intrinsic: Intrinsic?

  /// - Parameter parameters: as they would be written: `"x, axis=none, *rest"`.
  public convenience init(
    _ name: String, _ parameters: String, family: String, summary: String, shapes: String = "",
    example: String = "", gives: String = "", section: String = "",
    accepts: @escaping (Value) -> Bool = { _ in true },
    _ body: @escaping (inout Call) throws(Diagnostic) -> Value
  ) {
    self.init(
      name, parameters: Self.parse(parameters), family: family, summary: summary, shapes: shapes,
      example: example, gives: gives, section: section, accepts: accepts, body: body)
  }

  public init(
    _ name: String, parameters: [Parameter], family: String, summary: String, shapes: String, example: String,
    gives: String, section: String, accepts: @escaping (Value) -> Bool = { _ in true },
    body: @escaping (inout Call) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.parameters = parameters
    gathers = parameters.contains { $0.isVariadic || $0.gathersIntegers }
    defaults = parameters.map { $0.defaultValue ?? .none }
    required = parameters.lastIndex { $0.defaultValue == nil }.map { $0 + 1 } ?? 0
    self.summary = summary
    self.shapes = shapes
    self.example = example
    self.gives = gives
    self.section = section
    self.family = family
    self.accepts = accepts
    self.body = body
  }

  /// Which of several functions of one name a call means: the first that takes such a first argument and so many;
  /// failing that the first that takes such a first argument, whose error says what is missing.
  static func choose(among overloads: [BuiltIn], _ arguments: [Value], _ names: [String?]) -> BuiltIn {
    let positional = names.isEmpty ? arguments.count : names.prefix { $0 == nil }.count
    let first = arguments.first ?? .none
    var accepting: BuiltIn?
    for candidate in overloads where candidate.accepts(first) {
      if candidate.takes(arguments, positional) { return candidate }
      if !candidate.isReordered { accepting = accepting ?? candidate }
    }
    return accepting ?? overloads[overloads.count - 1]
  }

  private func takes(_ arguments: [Value], _ positional: Int) -> Bool {
    // Only arguments without names have an order.
    if let acceptsAll { return acceptsAll(Array(arguments.prefix(positional))) }
    let required = parameters.count { $0.defaultValue == nil && !$0.isVariadic }
    return arguments.count >= required && (gathers || arguments.count <= parameters.count)
  }

  /// Arguments without names, and the defaults of the parameters behind them; nil where it takes more to tell which
  /// is which, or whether they do.
  func completed(_ arguments: [Value]) -> [Value]? {
    guard !gathers, arguments.count <= defaults.count else { return nil }
    if arguments.count == defaults.count { return arguments }
    guard arguments.count >= required else { return nil }
    return [Value](few: defaults.count) { $0 < arguments.count ? arguments[$0] : defaults[$0] }
  }

  /// `sum(x, axis=none, keepdims=false)`
  public var signatureText: String {
    let texts = parameters.map { parameter in
      parameter.isVariadic
        ? "*\(parameter.name)" : parameter.defaultText.map { "\(parameter.name)=\($0)" } ?? parameter.name
    }
    return "\(name)(\(texts.joined(separator: ", ")))"
  }

  private static func parse(_ text: String) -> [Parameter] {
    text.split(separator: ",").map { piece in
      let halves = piece.split(separator: "=", maxSplits: 1)
      let name = halves[0].drop { $0 == " " }
      if name.hasPrefix("*") { return Parameter(String(name.dropFirst()), isVariadic: true) }
      guard halves.count == 2 else { return Parameter(String(name)) }
      let written = String(halves[1])
      return Parameter(String(name), default: written, literal(written))
    }
  }

  private static func literal(_ text: String) -> Value {
    switch text {
    case "none": .none
    case "true": .bool(true)
    case "false": .bool(false)
    default:
      if let int = Int(text) {
        .int(int)
      } else if let float = Double(text) {
        .float(float)
      } else {
        .text(text.filter { $0 != "\"" })
      }
    }
  }
}

/// One call of a built-in: its arguments, one per parameter, and the interpreter that makes it.
public struct Call {
  public let builtIn: BuiltIn
  public var arguments: [Value]
  public let interpreter: Interpreter

  public init(_ builtIn: BuiltIn, _ arguments: [Value], _ interpreter: Interpreter) {
    self.builtIn = builtIn
    self.arguments = arguments
    self.interpreter = interpreter
  }

  public subscript(index: Int) -> Value { arguments[index] }

  /// The error for an argument of the wrong kind.
  public func mismatch(_ index: Int, _ wanted: String) -> Diagnostic {
    Diagnostic(
      .type, "T01",
      "`\(builtIn.name)` needs \(wanted) for `\(builtIn.parameters[index].name)`, and got \(arguments[index].kindName)",
      hints: builtIn.example.isEmpty
        ? [] : ["for example: \(builtIn.example.split(separator: "\n").joined(separator: "; "))"],
      argument: index)
  }

  public func int(_ index: Int) throws(Diagnostic) -> Int {
    if let value = arguments[index].integer { return value }
    if case .float(let x) = arguments[index], let whole = Int(exactly: x) { return whole }
    throw mismatch(index, "an integer")
  }

  public func optionalInt(_ index: Int) throws(Diagnostic) -> Int? {
    arguments[index].isNone ? nil : try int(index)
  }

  public func number(_ index: Int) throws(Diagnostic) -> Double {
    guard let value = arguments[index].number else { throw mismatch(index, "a number") }
    return value
  }

  public func text(_ index: Int) throws(Diagnostic) -> String {
    guard case .text(let text) = arguments[index] else { throw mismatch(index, "a text") }
    return text.string
  }

  public func optionalText(_ index: Int) throws(Diagnostic) -> String? {
    arguments[index].isNone ? nil : try text(index)
  }

  public func flag(_ index: Int) throws(Diagnostic) -> Bool {
    switch arguments[index] {
    case .bool(let value): return value
    case .int(let value) where value == 0 || value == 1: return value == 1
    default: throw mismatch(index, "true or false")
    }
  }

  public func list(_ index: Int) throws(Diagnostic) -> [Value] {
    switch arguments[index] {
    case .list(let list): return Array(list.items)
    case .range(let range):
      guard range.count <= 100_000_000 else { throw mismatch(index, "a list of fewer than 10^8 elements") }
      return range.elements.map { .int($0) }
    default: throw mismatch(index, "a list")
    }
  }

  public func function(_ index: Int) throws(Diagnostic) -> Value {
    switch arguments[index] {
    case .function, .model: return arguments[index]
    default: throw mismatch(index, "a function")
    }
  }

  /// A tensor, a parameter, or anything that `Interpreter.tensor(from:)` can make one of.
  public func tensor(_ index: Int) throws(Diagnostic) -> Tensor {
    if let tensor = arguments[index].tensor { return tensor }
    guard let tensor = try interpreter.tensor(from: arguments[index]) else {
      throw mismatch(index, "a tensor")
    }
    return tensor
  }

  /// The numbers of a tensor, a list, a range or a column, in order.
  public func numbers(_ index: Int) throws(Diagnostic) -> [Double] { try tensor(index).doubles() }
}
