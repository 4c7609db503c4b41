import Formatting

/// Matching of a call's arguments with parameters: the same rules and the same errors for functions
/// of the language and for built-ins.
struct Binding {
  /// How messages call the function: its name between backticks.
  let function: String
  let signature: String
  /// Names of the parameters in order, and whether each may be left out.
  let parameters: [(name: String, isOptional: Bool, isVariadic: Bool, gathersIntegers: Bool)]
  /// Whether PyTorch's and NumPy's names of parameters are understood.
  var knowsSynonyms = false
  /// A trailing block takes fewer parameters than it is given without complaint.
  var dropsSurplus = false

  /// One entry per parameter; nil where nothing was given.
  func bind(_ values: [Value], names: [String?]) throws(Diagnostic) -> [Value?] {
    var bound = [Value?](repeating: nil, count: parameters.count)
    var rest: [Value] = []
    var next = 0
    // `reshape(x, 2, 3)`: sizes may stand in a row instead of in a list.
    var row: [Value] = []
    for (i, value) in values.enumerated() {
      if i < names.count, let name = names[i] {
        guard let index = position(of: name, bound) else {
          throw unknownKeyword(name, i)
        }
        guard bound[index] == nil else {
          throw Diagnostic(
            .keyword, "K03", "\(function) was given `\(name)` twice, by position and by name",
            hints: [signature], argument: i)
        }
        bound[index] = value
      } else if case .int = value, !row.isEmpty {
        row.append(value)
        bound[next - 1] = .list(row)
      } else if next < parameters.count, !parameters[next].isVariadic {
        if case .int = value, parameters[next].gathersIntegers { row = [value] } else { row = [] }
        bound[next] = value
        next += 1
      } else if next < parameters.count {
        rest.append(value)
      } else if !dropsSurplus {
        throw tooMany(values, names)
      }
    }
    for (i, parameter) in parameters.enumerated() {
      if parameter.isVariadic {
        bound[i] = .list(rest)
      } else if bound[i] == nil, !parameter.isOptional {
        throw Diagnostic(
          .arity, "A01", "\(function) needs an argument for `\(parameter.name)`", hints: [signature])
      }
    }
    return bound
  }

  /// The parameter of this name, or the one that PyTorch or NumPy call so.
  private func position(of name: String, _ bound: [Value?]) -> Int? {
    if let index = parameters.firstIndex(where: { $0.name == name && !$0.isVariadic }) { return index }
    guard knowsSynonyms else { return nil }
    if name == "input" { return parameters.isEmpty ? nil : 0 }
    for synonym in KeywordSynonyms.of(name) {
      let index = parameters.firstIndex { $0.name == synonym && !$0.isVariadic }
      if let index, bound[index] == nil { return index }
    }
    return nil
  }

  private func tooMany(_ values: [Value], _ names: [String?]) -> Diagnostic {
    let positional = values.count - names.compactMap { $0 }.count
    let takes =
      parameters.count == 0
      ? "no arguments" : parameters.count == 1 ? "1 argument" : "at most \(parameters.count) arguments"
    return Diagnostic(
      .arity, "A02", "\(function) takes \(takes), and was given \(positional)", hints: [signature])
  }

  private func unknownKeyword(_ name: String, _ index: Int) -> Diagnostic {
    let known = parameters.filter { !$0.isVariadic }.map(\.name)
    if let ours = ForeignNames.keywords[name]?.first(where: { known.contains($0) }) {
      return Diagnostic(
        .keyword, "K02", "\(function) has no parameter called `\(name)`",
        hints: ["`\(name)` is written `\(ours)` here", signature], argument: index)
    }
    let near = NearNames.best(for: name, among: known)
    return Diagnostic(
      .keyword, "K02", "\(function) has no parameter called `\(name)`",
      hints: (near.isEmpty ? [] : ["did you mean `\(near[0])`?"]) + [signature], argument: index)
  }
}

extension FunctionPrototype {
  var binding: Binding {
    Binding(
      function: name.isEmpty ? "this function" : "`\(name)`", signature: signature,
      parameters: parameters.map { ($0.name, $0.hasDefault, $0.isVariadic, false) }, dropsSurplus: isBlock)
  }
}

extension BuiltIn {
  func makeBinding() -> Binding {
    Binding(
      function: "`\(name)`", signature: signatureText,
      parameters: parameters.map { ($0.name, $0.defaultValue != nil, $0.isVariadic, $0.gathersIntegers) },
      knowsSynonyms: true)
  }

  /// An error that blames a parameter, blaming instead the argument that was given for it.
  func placing(_ error: Diagnostic, among count: Int, names: [String?]) -> Diagnostic {
    guard error.labels.isEmpty else { return error }
    var error = error
    let positional = count - names.compactMap { $0 }.count
    if let argument = error.argument, argument >= Diagnostic.firstGathered {
      let place = (parameters.firstIndex(where: \.isVariadic) ?? 0) + argument - Diagnostic.firstGathered
      error.argument = place < positional ? place : nil
      return error
    }
    guard let parameter = error.argument, parameters.indices.contains(parameter) else { return error }
    error.argument =
      names.firstIndex(of: parameters[parameter].name) ?? (parameter < positional ? parameter : nil)
    return error
  }
}
