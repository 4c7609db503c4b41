/// What evaluating an expression may do besides giving its value: whether a variable's value can be lent while it
/// is evaluated depends on that.
extension Expression {
  /// Whether it leaves the variables around it as they are. Functions and blocks have variables of their own, or
  /// share them in boxes.
  func leavesVariables(_ registry: Registry) -> Bool {
    if case .call(let callee, _) = kind, case .field(_, let name, _) = callee.kind,
      registry.changesReceiver(name)
    {
      return false
    }
    return parts?.allSatisfy { $0.leavesVariables(registry) } ?? false
  }

  /// Whether it runs no function, so that no variable changes at all.
  var runsNothing: Bool {
    switch kind {
    case .call, .pipe, .importFile: false
    default: parts?.allSatisfy(\.runsNothing) ?? false
    }
  }

  /// The expressions that are evaluated for it, each once at most; nil where there are statements among them.
  private var parts: [Expression]? {
    switch kind {
    case .integer, .float, .boolean, .none, .name, .function, .placeholder: []
    case .text(let parts): parts.compactMap { if case .value(let value, _) = $0 { value } else { nil } }
    case .tensor(let items), .list(let items): items
    case .record(let entries): entries.flatMap { [$0.key, $0.value] }
    case .range(let from, let to, let step, _): [from, to] + (step.map { [$0] } ?? [])
    case .unary(_, let value), .field(let value, _, _), .importFile(let value): [value]
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right),
      .pipe(let left, let right):
      [left, right]
    case .comparison(let first, let rest): [first] + rest.map(\.right)
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .index(let base, let subscripts): [base] + subscripts.flatMap(\.parts)
    case .conditional, .match, .attempt: nil
    }
  }
}

extension Subscript {
  fileprivate var parts: [Expression] {
    switch self {
    case .expression(let entry): [entry]
    case .slice(let from, let to, let step, _): [from, to, step].compactMap { $0 }
    case .ellipsis: []
    }
  }
}

extension Comparison {
  var asksMembership: Bool { operation == .isIn || operation == .isNotIn }
}
