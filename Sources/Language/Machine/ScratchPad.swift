import Tensors

/// An interpreter of its own with stand-ins for the reader's variables: tensors of the same shapes and dtypes
/// that hold one value. Expressions of tensor operations run on it to see what shapes they have; functions
/// of the reader and whatever else has effects do not.
struct ScratchPad {
  private let site: ErrorSite
  private let scratch: Interpreter
  /// Long axes are tried shorter: the stand-in's size, and the axis's own.
  private let shortened: [Int: Int]

  enum Result {
    case value(Value)
    /// The shapes, axes or dtypes do not fit.
    case misfit
    case unknown
  }

  /// Axes up to this length are tried as they are.
  private static let longestAxis = 1024
  /// Primes, so that a product of other sizes is not taken for one of them.
  private static let lengths = [1031, 1033, 1039, 1049]
  private static let mostElements = 1 << 22

  init?(_ site: ErrorSite) {
    let long = Set(
      site.operands.flatMap { ($0.value?.tensor?.shape.dims ?? []).filter { $0 > Self.longestAxis } }
    ).sorted()
    guard long.count <= Self.lengths.count else { return nil }
    self.site = site
    let context = TensorContext()
    context.defaultDType = site.interpreter.context.defaultDType
    scratch = Interpreter(registry: site.interpreter.registry, context: context)
    scratch.findsRepairs = false
    scratch.showsWarnings = false
    shortened = Dictionary(uniqueKeysWithValues: zip(Self.lengths, long))
  }

  /// The tensor that an expression would give.
  func tensor(_ expression: String) -> Tensor? {
    if case .value(let value) = evaluate(expression) { value.tensor } else { nil }
  }

  /// - Parameter remade: A variable that has another value here.
  func evaluate(_ expression: String, replacing remade: (name: String, value: Value)? = nil) -> Result {
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
      guard site.value(of: function) == nil || names.methods.contains(function),
        OperationRegistry.named(function) != nil
      else { return .unknown }
    }
    for name in names.variables {
      if let remade, remade.name == name {
        scratch.setVariable(name, remade.value)
      } else if let value = site.value(of: name) {
        guard let standIn = standIn(for: value) else { return .unknown }
        scratch.setVariable(name, standIn)
      } else if scratch.registry.value(name) == nil {
        return .unknown
      }
    }
    let result = scratch.run(source)
    guard let error = result.error else { return .value(result.value) }
    return [.shape, .axis, .dtype].contains(error.kind) ? .misfit : .unknown
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
      let sizes = tensor.shape.dims.map { size in shortened.first { $0.value == size }?.key ?? size }
      let shape = Shape(sizes)
      return shape.count <= Self.mostElements ? .tensor(.standIn(shape, tensor.dtype)) : nil
    default: return nil
    }
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
private struct NameCollector {
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
