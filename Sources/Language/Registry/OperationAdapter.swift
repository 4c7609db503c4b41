import Tensors

extension Registry {
  /// Makes a tensor operation callable: values become its typed arguments.
  func add(operation entry: OperationEntry) {
    let signature = entry.signature
    let check = OperationWarnings.check(for: signature.name)
    let parameters = signature.parameters.map { parameter in
      BuiltIn.Parameter(
        parameter.name, default: parameter.default.map(Self.text), parameter.default.map { _ in Value.none },
        isVariadic: parameter.isVariadic, gathersIntegers: parameter.kind == .shape)
    }
    let names = [signature.name] + signature.aliases
    for name in names {
      let builtIn = BuiltIn(
        name, parameters: parameters, family: "\(signature.family)", summary: signature.summary,
        shapes: signature.shapes, example: signature.example, gives: signature.gives,
        section: signature.section, accepts: Self.accepts(signature)
      ) { (call: inout Call) throws(Diagnostic) in
        let result = try OperationAdapter.call(entry, &call)
        if let check, let warning = check(call) { call.interpreter.warn(warning) }
        return result
      }
      if name == "abs" { builtIn.intrinsic = .abs }
      builtIn.aliases = names.filter { $0 != name }
      builtIn.isAlias = name != signature.name
      add(builtIn)
      if let other = OperationAdapter.torchOrder(entry, builtIn) { add(other) }
    }
  }

  /// Whether a value may be an operation's first argument, where a chart or a generator has a function of that name.
  private static func accepts(_ signature: Signature) -> (Value) -> Bool {
    guard let first = signature.parameters.first?.kind, first == .tensor || first == .scalarOrTensor else {
      return { _ in true }
    }
    return { value in
      switch value {
      case .object(let object): object.asTensor != nil
      case .text, .function, .model, .record, .none: false
      default: true
      }
    }
  }

  /// How a default reads in the language.
  private static func text(_ argument: Tensors.Argument) -> String {
    switch argument {
    case .none: "none"
    case .int(let x): "\(x)"
    case .ints(let x): "(\(x.map(String.init).joined(separator: ", ")))"
    case .number(let x): x == x.rounded() && abs(x) < 1e15 ? "\(x)" : "\(x)"
    case .flag(let x): x ? "true" : "false"
    case .text(let x): "\"\(x)\""
    case .dtype(let x): x.name
    case .tensor, .tensors: "…"
    }
  }
}

/// Turns values into an operation's arguments and its results back into values.
enum OperationAdapter {
  /// The same operation for calls that name their arguments in PyTorch's order; nil where the order is ours.
  static func torchOrder(_ entry: OperationEntry, _ plain: BuiltIn) -> BuiltIn? {
    let parameters = entry.signature.parameters
    var order = entry.signature.torchOrder.compactMap { name in parameters.firstIndex { $0.name == name } }
    guard !order.isEmpty else { return nil }
    order += parameters.indices.filter { !order.contains($0) }
    let other = BuiltIn(
      plain.name, parameters: order.map { plain.parameters[$0] }, family: plain.family,
      summary: plain.summary,
      shapes: plain.shapes, example: "", gives: "", section: plain.section
    ) { (call: inout Call) throws(Diagnostic) in
      var arguments = call.arguments
      for (place, i) in order.enumerated() { arguments[i] = call.arguments[place] }
      var turned = Call(plain, arguments, call.interpreter)
      return try OperationAdapter.call(entry, &turned)
    }
    other.isReordered = true
    let kinds = parameters.map(\.kind)
    other.acceptsAll = { values in
      let turned = order.prefix(values.count).map { kinds[$0] }
      return turned.count == values.count && zip(turned, values).allSatisfy(fits)
        && !zip(kinds, values).allSatisfy(fits)
    }
    return other
  }

  /// Whether a value can stand where a parameter of this kind is.
  private static func fits(_ kind: ParameterKind, _ value: Value) -> Bool {
    switch kind {
    case .tensor: value.tensor != nil
    case .optionalTensor: value.isNone || value.tensor != nil
    case .scalarOrTensor: value.tensor != nil || value.number != nil
    case .axis, .int: value.tensor == nil && value.integer != nil
    case .number: value.tensor == nil && value.number != nil
    case .text: if case .text = value { true } else { false }
    case .flag: if case .bool = value { true } else { false }
    case .axes, .ints, .shape:
      switch value {
      case .list(let list): list.items.allSatisfy { $0.integer != nil }
      default: value.integer != nil || value.tensor.map { $0.dtype.isInteger && $0.rank == 1 } ?? false
      }
    default: true
    }
  }

  static func call(_ entry: OperationEntry, _ call: inout Call) throws(Diagnostic) -> Value {
    let parameters = entry.signature.parameters
    var sawTensor = false, sawNumber = false
    var arguments = try [Tensors.Argument](few: parameters.count) { (i) throws(Diagnostic) in
      // A missing argument was bound to `none`; `none` itself means the default, as in PyTorch.
      if call.arguments[i].isNone, let fallback = parameters[i].default { return fallback }
      let kind = parameters[i].kind
      let value = try argument(kind, i, call)
      if parameters[i].isOperand {
        let isNumber =
          switch call.arguments[i] {
          case .int, .float: kind == .tensor || kind == .scalarOrTensor
          case .bool: kind == .tensor
          default: false
          }
        if isNumber { sawNumber = true } else { sawTensor = true }
      }
      return value
    }
    if sawTensor && sawNumber { weaken(&arguments, parameters, call) }
    let results: [Tensor]
    do {
      results = try entry.call(arguments, call.interpreter.context)
      if call.interpreter.context.tape.findsNonFinite {
        try NonFinite.refuse(results, from: operands(arguments), by: entry.signature.name)
      }
    } catch {
      throw located(error.called(entry.signature.name), parameters)
    }
    return value(of: results, asNumbers: sawNumber && !sawTensor)
  }

  /// The error, pointing at the argument that it is about where that is plain.
  private static func located(_ error: TensorError, _ parameters: [SignatureParameter]) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    switch error {
    case .axis, .repeatedAxis:
      diagnostic.argument = parameters.firstIndex {
        $0.kind == .axis || $0.kind == .axes || $0.name == "axis" || $0.name == "axes"
      }
    case .reshape: diagnostic.argument = parameters.firstIndex { $0.kind == .shape }
    default: break
    }
    return diagnostic
  }

  /// Plain numbers take the dtype of the tensors that they are combined with: `maximum(x, 0.5)` is x's.
  private static func weaken(
    _ arguments: inout [Tensors.Argument], _ parameters: [SignatureParameter], _ call: Call
  ) {
    var common: Tensor?
    for (i, parameter) in parameters.enumerated() where parameter.kind == .scalarOrTensor {
      guard call.arguments[i].plainNumber == nil, case .tensor(let tensor) = arguments[i] else { continue }
      if common.map({ DType.promote($0.dtype, tensor.dtype) != $0.dtype }) ?? true { common = tensor }
    }
    guard let common else { return }
    for (i, parameter) in parameters.enumerated() where parameter.kind == .scalarOrTensor {
      if let number = call.arguments[i].plainNumber {
        arguments[i] = .tensor(.weak(number, meeting: common, default: call.interpreter.context.defaultDType))
      }
    }
  }

  /// The tensors and numbers of a call: an infinity among them was not made by it.
  private static func operands(_ arguments: [Tensors.Argument]) -> [Tensor] {
    arguments.flatMap { argument -> [Tensor] in
      switch argument {
      case .tensor(let tensor): [tensor]
      case .tensors(let tensors): tensors
      case .number(let x): [Tensor([x], [])]
      default: []
      }
    }
  }

  /// One result is a tensor, several a list. `exp(2)` gives a number back, as it was given one.
  private static func value(of results: [Tensor], asNumbers: Bool) -> Value {
    results.count == 1
      ? value(of: results[0], asNumbers) : .list(results.map { value(of: $0, asNumbers) })
  }

  private static func value(of result: Tensor, _ asNumber: Bool) -> Value {
    asNumber && result.rank == 0 && !result.requiresGrad ? Value(result.scalar(at: 0)) : .tensor(result)
  }

  private static func argument(
    _ kind: ParameterKind, _ i: Int, _ call: Call
  ) throws(Diagnostic) -> Tensors.Argument {
    switch kind {
    case .optionalTensor where call[i].isNone: return .none
    case .tensor, .optionalTensor, .scalarOrTensor: return .tensor(try call.tensor(i))
    case .tensors: return .tensors(try tensors(i, call))
    case .axis, .int:
      if i == 1, case .tensor? = call.arguments.first, call[1].tensor?.rank ?? 0 > 0 {
        var error = call.mismatch(1, "an integer")
        error.hints = ["several tensors stand in a list: `\(call.builtIn.name)((a, b))`"]
        if call.builtIn.parameters[0].name == "tensors" { throw error }
      }
      // `unbiased=false` says how many degrees of freedom go.
      if kind == .int, case .bool(let flag) = call[i] { return .int(flag ? 1 : 0) }
      return .int(try call.int(i))
    case .axes, .ints, .shape: return try integers(i, call)
    case .integersOrText:
      if case .text = call[i] { return .text(try call.text(i)) }
      return try integers(i, call)
    case .number: return .number(try call.number(i))
    case .numberOrText:
      if case .text = call[i] { return .text(try call.text(i)) }
      return .number(try call.number(i))
    case .flag: return .flag(try call.flag(i))
    case .text: return .text(try call.text(i))
    case .dtype: return .dtype(try dtype(i, call))
    }
  }

  private static func tensors(_ i: Int, _ call: Call) throws(Diagnostic) -> [Tensor] {
    guard case .list(let list) = call[i] else {
      if let tensor = call[i].tensor { return [tensor] }
      throw call.mismatch(i, "a list of tensors, such as (a, b),")
    }
    var items = Array(list.items)
    // A list where several arguments may stand: `einsum("…", (a, b))`.
    if call.builtIn.parameters[i].isVariadic, items.count == 1, case .list(let inner) = items[0] {
      items = Array(inner.items)
    }
    var tensors: [Tensor] = []
    for item in items {
      guard let tensor = try call.interpreter.tensor(from: item) else {
        throw call.mismatch(i, "a list of tensors, such as (a, b),")
      }
      tensors.append(tensor)
    }
    return tensors
  }

  private static func integers(_ i: Int, _ call: Call) throws(Diagnostic) -> Tensors.Argument {
    if let one = call[i].integer, call[i].tensor == nil { return .int(one) }
    if let tensor = call[i].tensor, tensor.dtype.isInteger { return .ints(tensor.ints()) }
    var integers: [Int] = []
    for item in try call.list(i) {
      guard let integer = item.integer else { throw call.mismatch(i, "an integer or a list of integers") }
      integers.append(integer)
    }
    return .ints(integers)
  }

  static func dtype(_ i: Int, _ call: Call) throws(Diagnostic) -> DType {
    switch call[i] {
    case .text(let text):
      if let dtype = DType(name: text.string) { return dtype }
    case .function(let function):
      // `bool`, `int` and `float` also convert single values.
      if let dtype = ["bool": DType.bool, "int": .i64, "float": call.interpreter.context.defaultDType][
        function.name]
      {
        return dtype
      }
    default: break
    }
    if case .text(let text) = call[i], let hint = ForeignNames.functions[text.string] {
      var error = call.mismatch(i, "a dtype")
      error.hints = [hint]
      throw error
    }
    throw call.mismatch(i, "a dtype (\(DType.allCases.map(\.name).joined(separator: ", ")))")
  }
}

extension Diagnostic {
  /// An engine's error as the language reports it: the caller adds where it happened.
  public init(_ error: TensorError) {
    if case .callback(let inner) = error, let diagnostic = inner as? Diagnostic {
      self = diagnostic
      return
    }
    self.init(Kind(rawValue: error.kind) ?? .value, error.code, error.message, hints: error.hints)
  }
}
