import Tensors

/// An interpreter of its own with stand-ins for the reader's variables: tensors of the same shapes and dtypes
/// that hold one value. Expressions of tensor operations run on it to see what shapes they have; functions
/// of the reader and whatever else has effects do not.
struct ScratchPad {
  /// The reader's variables at the place in question.
  private let value: (String) -> Value?
  private let scratch: Interpreter
  private let sizes: Sizes
  /// Long axes are tried shorter: the stand-in's size, and the axis's own.
  private let shortened: [Int: Int]

  enum Result {
    case value(Value)
    /// The shapes, axes or dtypes do not fit.
    case misfit(Diagnostic)
    case unknown
  }

  /// How large stand-ins may be.
  struct Sizes {
    /// Axes up to this length are tried as they are.
    var longestAxis: Int
    /// Primes above it, so that a product of other sizes is not taken for one of them.
    var lengths: [Int]
    var mostElements: Int

    /// For errors: what is tried is as large as the reader's own in most cases.
    static let large = Sizes(longestAxis: 1024, lengths: [1031, 1033, 1039, 1049], mostElements: 1 << 22)
    /// For every key that is pressed.
    static let small = Sizes(longestAxis: 16, lengths: [17, 19, 23, 29, 31, 37], mostElements: 1 << 18)
  }

  init?(_ site: ErrorSite) {
    self.init(
      Self.interpreter(like: site.interpreter), .large, axes: site.operands.map { $0.value?.tensor?.shape },
      value: site.value(of:))
  }

  /// - Parameters:
  ///   - scratch: what `interpreter(like:)` gave; it can be used again and again.
  ///   - axes: shapes of the tensors that will be used.
  init?(_ scratch: Interpreter, _ sizes: Sizes, axes: [Shape?], value: @escaping (String) -> Value?) {
    let long = Set(axes.flatMap { ($0?.dims ?? []).filter { $0 > sizes.longestAxis } }).sorted()
    guard long.count <= sizes.lengths.count else { return nil }
    self.value = value
    self.scratch = scratch
    self.sizes = sizes
    shortened = Dictionary(uniqueKeysWithValues: zip(sizes.lengths, long))
  }

  /// An interpreter that tries things without a word.
  static func interpreter(like other: Interpreter) -> Interpreter {
    let context = TensorContext()
    context.defaultDType = other.context.defaultDType
    let scratch = Interpreter(registry: other.registry, context: context)
    scratch.findsRepairs = false
    scratch.showsWarnings = false
    return scratch
  }

  /// The tensor that an expression would give.
  func tensor(_ expression: String) -> Tensor? {
    if case .value(let value) = evaluate(expression) { value.tensor } else { nil }
  }

  /// - Parameter remade: Variables that have other values here, made on this pad.
  func evaluate(_ expression: String, replacing remade: [String: Value] = [:]) -> Result {
    let source = SourceText(name: "trial", text: expression)
    guard let program = try? Parser.parse(source), program.statements.count == 1,
      case .expression(let tree) = program.statements[0].kind
    else { return .unknown }
    var names = NameCollector()
    names.visit(tree)
    // Sizes that were written down would not match shortened ones.
    guard names.isPure, names.integers.isDisjoint(with: shortened.values) || shortened.isEmpty else {
      return .unknown
    }
    for function in names.functions {
      guard value(function) == nil || names.methods.contains(function),
        OperationRegistry.named(function) != nil
      else { return .unknown }
    }
    for name in names.variables {
      if let value = remade[name] {
        scratch.setVariable(name, value)
      } else if let value = value(name) {
        guard let standIn = standIn(for: value) else { return .unknown }
        scratch.setVariable(name, standIn)
      } else if scratch.registry.value(name) == nil {
        return .unknown
      }
    }
    let result = scratch.run(source)
    guard let error = result.error else { return .value(result.value) }
    return [.shape, .axis, .dtype].contains(error.kind) ? .misfit(error) : .unknown
  }

  private func standIn(for value: Value) -> Value? {
    switch value {
    case .none, .bool, .int, .float, .text: return value
    case .range(let range): return range.count <= 10_000 ? value : nil
    case .list(let list):
      var items: [Value] = []
      for item in list.items.prefix(100) {
        guard let item = standIn(for: item) else { return nil }
        items.append(item)
      }
      return list.count <= 100 ? .list(items) : nil
    case .tensor, .parameter:
      guard let tensor = value.tensor else { return nil }
      // Masks and positions choose by their values.
      if !tensor.dtype.isFloat, tensor.count <= 10_000 { return .tensor(tensor) }
      let dims = tensor.shape.dims.map { size in shortened.first { $0.value == size }?.key ?? size }
      let shape = Shape(dims)
      return shape.count <= sizes.mostElements ? .tensor(.standIn(shape, tensor.dtype)) : nil
    default: return nil
    }
  }

  /// A sentence about stand-ins, with the sizes that they stand for.
  func withOwnSizes(_ message: String) -> String {
    var result = "", digits = ""
    for character in message + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if !digits.isEmpty {
        result += Int(digits).flatMap { shortened[$0] }.map(String.init) ?? digits
        digits = ""
      }
      result.append(character)
    }
    return String(result.dropLast())
  }

  /// `f32[60000, 10]`; empty when a shortened axis makes that uncertain.
  func summary(of value: Value) -> String {
    guard let tensor = value.tensor, !shortened.isEmpty else { return value.isNone ? "" : value.typeSummary }
    var sizes: [Int] = []
    for size in tensor.shape.dims {
      if let own = shortened[size] {
        sizes.append(own)
      } else if shortened.keys.contains(where: { size >= $0 }) {
        return ""
      } else {
        sizes.append(size)
      }
    }
    return "\(tensor.dtype.name)\(Shape(sizes))"
  }
}

/// The names and integers of an expression, and whether all it does is compute.
struct NameCollector {
  var variables: Set<String> = []
  var functions: Set<String> = []
  /// Functions that are called behind a dot, which a variable of that name does not hide.
  var methods: Set<String> = []
  var integers: Set<Int> = []
  var isPure = true

  private static let fields: Set<String> = ["T", "shape", "ndim", "dtype"]

  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .integer(let x): integers.insert(x)
    case .float, .boolean, .none: break
    case .name(let name): variables.insert(name)
    case .text(let parts): if expression.literalText == nil, !parts.isEmpty { isPure = false }
    case .tensor(let items), .list(let items): for item in items { visit(item) }
    case .range(let from, let to, let step, _):
      for part in [from, to, step] { if let part { visit(part) } }
    case .unary(let operation, let operand):
      if operation == .gradient { isPure = false }
      visit(operand)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      visit(left)
      visit(right)
    case .comparison(let first, let rest):
      visit(first)
      for comparison in rest { visit(comparison.right) }
    case .call(let callee, let arguments): visit(callee, arguments)
    case .index(let base, let entries):
      visit(base)
      for entry in entries { visit(entry) }
    case .field(let base, let name, _):
      if !Self.fields.contains(name) { isPure = false }
      visit(base)
    default: isPure = false
    }
  }

  private mutating func visit(_ callee: Expression, _ arguments: [Argument]) {
    switch callee.kind {
    case .name(let name): functions.insert(name)
    case .field(let base, let name, _):
      functions.insert(name)
      methods.insert(name)
      visit(base)
    default: isPure = false
    }
    for argument in arguments { visit(argument.value) }
  }

  private mutating func visit(_ entry: Subscript) {
    switch entry {
    case .expression(let expression): visit(expression)
    case .slice(let from, let to, let step, _):
      for part in [from, to, step] { if let part { visit(part) } }
    case .ellipsis: break
    }
  }
}
