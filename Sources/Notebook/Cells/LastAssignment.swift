import Language

/// The statement that gave a variable its value, found in the text of the cells: what has to run again to make
/// the value again.
public enum LastAssignment {
  /// The last statement `name = …` of a cell, in loops and branches too; nil where there is none, or where its
  /// value depends on the value before, as with `+=`.
  public static func statement(of name: String, in source: String) -> String? {
    guard let program = try? Parser.parse(SourceText(name: "", text: source)) else { return nil }
    guard let statement = last(name, program.statements) else { return nil }
    guard case .assign(_, nil, _) = statement.kind else { return nil }
    return program.source.slice(statement.range)
  }

  private static func last(_ name: String, _ statements: [Statement]) -> Statement? {
    for statement in statements.reversed() {
      switch statement.kind {
      case .assign(let target, _, _): if names(target).contains(name) { return statement }
      case .forLoop(_, _, let body), .whileLoop(_, let body):
        if let found = last(name, body.statements) { return found }
      case .expression(let expression):
        if let found = blocks(expression).lazy.compactMap({ last(name, $0.statements) }).first {
          return found
        }
      default: break
      }
    }
    return nil
  }

  private static func names(_ target: Target) -> [String] {
    switch target {
    case .name(let name, _): [name]
    case .list(let targets, _): targets.flatMap(names)
    case .index, .field: []
    }
  }

  /// Blocks that share the scope around them: branches, and blocks behind a call.
  private static func blocks(_ expression: Expression) -> [Block] {
    switch expression.kind {
    case .conditional(_, let then, let otherwise): [otherwise, then].compactMap(\.self)
    case .call(_, let arguments):
      arguments.compactMap { argument in
        if case .function(let function) = argument.value.kind, function.isBlock { function.body } else { nil }
      }
    default: []
    }
  }
}

extension CellBook {
  /// What a variable is to a result that may depend on it.
  public enum Dependency {
    /// A parameter, or a model of them: it is there, and is not made again.
    case parameter
    /// It certainly depends on parameters.
    case result
    /// Data, unless its statement uses one of the others.
    case unknown
  }

  /// The statements, in order, that make a variable again from parameters and data: its own, and before it those
  /// of everything else between the parameters and it, detached or not.
  ///
  /// - Returns: nil when one of them can't be found.
  public func statements(making name: String, _ dependency: (String) -> Dependency) -> [String]? {
    var made: [String] = [], known: [String: Bool] = [:], isComplete = true
    /// Whether the variable depends on a parameter.
    func depends(_ name: String, isWanted: Bool = false) -> Bool {
      if let known = known[name] { return known }
      let kind = dependency(name)
      known[name] = kind != .unknown
      if kind == .parameter { return true }
      guard known.count < 200, let statement = lastStatement(of: name) else {
        if kind == .result || isWanted { isComplete = false }
        return kind == .result
      }
      let reads = CellNames(statement).reads
      let uses = reads.sorted().filter { $0 != name && depends($0) }
      known[name] = kind == .result || !uses.isEmpty
      guard isWanted || known[name] == true else { return false }
      if reads.contains(name) { isComplete = false }
      if !made.contains(statement) { made.append(statement) }
      return true
    }
    _ = depends(name, isWanted: true)
    return isComplete ? made : nil
  }

  private func lastStatement(of name: String) -> String? {
    cells.reversed().lazy.filter(\.succeeded).compactMap {
      LastAssignment.statement(of: name, in: $0.source)
    }.first
  }
}
