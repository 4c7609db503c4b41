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
  /// The statements, in order, that make a variable again from parameters and data: its own, and before it those
  /// of other results that it uses.
  ///
  /// - Parameter isResult: whether a variable is itself a result that has to be made again.
  /// - Returns: nil when one of them can't be found.
  public func statements(making name: String, _ isResult: (String) -> Bool) -> [String]? {
    var made: [String] = [], seen: Set<String> = []
    func make(_ name: String, _ depth: Int) -> Bool {
      guard seen.insert(name).inserted else { return true }
      guard depth < 100,
        let statement = cells.reversed().lazy.filter(\.succeeded).compactMap({
          LastAssignment.statement(of: name, in: $0.source)
        }).first
      else { return false }
      for used in CellNames(statement).reads.sorted() where used != name && isResult(used) {
        if !make(used, depth + 1) { return false }
      }
      if CellNames(statement).reads.contains(name) { return false }
      if !made.contains(statement) { made.append(statement) }
      return true
    }
    return make(name, 0) ? made : nil
  }
}
