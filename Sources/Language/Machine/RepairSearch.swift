import Formatting
import Tensors

/// Looks for changes of the reader's source that make a failed operation fit, and tries each of them on
/// stand-ins of the same shapes: nothing of the session runs, and no value of it is touched.
struct RepairSearch {
  let site: ErrorSite

  /// One change of the source.
  struct Candidate {
    /// What the reader sees.
    var text: String
    var source: SourceText
    var range: SourceRange
    var replacement: String
    /// The changed operation.
    var expression: String
    /// Names that the change gives other values, by the expression that makes them.
    var remade: (name: String, expression: String)?
  }

  private static let mostShown = 3
  /// Columns that the repairs that don't fit may take: they stand on one line.
  private static let rejectedWidth = 60

  init?(_ site: ErrorSite) {
    guard site.text.utf8.count <= 300, !site.text.contains("\n") else { return nil }
    self.site = site
  }

  func add(to error: inout Diagnostic) {
    guard ["S01", "S02", "S04", "S05", "X13", "Y01"].contains(error.code),
      let pad = ScratchPad(site)
    else { return }
    // What fails in another way on stand-ins can't be judged on them.
    guard case .misfit = pad.evaluate(site.text) else { return }
    for candidate in candidates(for: error) {
      if error.repairs.count >= Self.mostShown { break }
      switch outcome(of: candidate, pad, mayGrow: error.code != "S02") {
      case .fits(let note):
        error.repairs.append(
          .init(
            source: candidate.source, range: candidate.range, replacement: candidate.replacement,
            text: candidate.text, outcome: note))
      case .misfit:
        if ["S01", "S02", "S05"].contains(error.code), candidate.remade == nil {
          error.rejected.append(candidate.text)
        }
      case .unknown: break
      }
    }
    var room = Self.rejectedWidth
    error.rejected = Array(
      error.rejected.prefix { text in
        room -= DisplayWidth.of(text) + 3
        return room >= 0
      })
    if !error.repairs.isEmpty { error.hints.removeAll { $0.hasPrefix("note:") } }
  }

  // MARK: Trying

  enum Outcome {
    case fits(String)
    case misfit
    case unknown
  }

  /// Tries the operation alone, then the statement around it.
  /// - Parameter mayGrow: Whether a result larger than every operand is what anyone means: two vectors of
  ///   different lengths can be broadcast to a matrix, but that is no repair.
  private func outcome(of candidate: Candidate, _ pad: ScratchPad, mayGrow: Bool) -> Outcome {
    var remade: [String: Value] = [:]
    if let change = candidate.remade {
      guard case .value(let value) = pad.evaluate(change.expression) else { return .unknown }
      remade[change.name] = value
    }
    switch pad.evaluate(candidate.expression, replacing: remade) {
    case .misfit: return .misfit
    case .unknown: return .unknown
    case .value(let value):
      if !mayGrow, grows(value, pad) { return .misfit }
      guard let statement = statement(with: candidate) else { return .fits("") }
      switch pad.evaluate(statement.expression, replacing: remade) {
      case .misfit: return .misfit
      case .unknown: return .fits("")
      case .value(let whole):
        let isOperation = statement.expression == candidate.expression
        let result = pad.summary(of: isOperation ? value : whole)
        return .fits(
          result.isEmpty ? "" : statement.name.map { "then \($0) : \(result)" } ?? "gives \(result)")
      }
    }
  }

  private func grows(_ value: Value, _ pad: ScratchPad) -> Bool {
    let largest = site.operands.compactMap { pad.tensor($0.text)?.shape.count }.max() ?? .max
    // A call's own result says nothing about what it broadcast inside, as with a loss.
    if case .expression(let operation)? = Statement.only(site.text)?.kind, case .call = operation.kind {
      let ranks = site.operands.compactMap { pad.tensor($0.text)?.rank }
      return ranks.allSatisfy { $0 <= 1 }
    }
    return (value.tensor?.shape.count ?? 0) > largest
  }

  /// The statement that the operation stands in, with the change made: the name it assigns, and the value's text.
  private func statement(with candidate: Candidate) -> (name: String?, expression: String)? {
    guard let program = try? Parser.parse(site.source),
      let found = StatementFinder.innermost(program.statements, around: site.place.range)
    else { return nil }
    let value: Expression
    var name: String?
    switch found.kind {
    case .expression(let expression): value = expression
    case .assign(.name(let target, _), nil, let expression): (name, value) = (target, expression)
    case .returnValue(let expression?): value = expression
    default: return nil
    }
    let place = site.place.range
    guard value.range.start <= place.start, place.end <= value.range.end else { return nil }
    let before = site.source.slice(SourceRange(value.range.start, place.start))
    let after = site.source.slice(SourceRange(place.end, value.range.end))
    return (name, before + candidate.expression + after)
  }

  // MARK: Candidates

  private func candidates(for error: Diagnostic) -> [Candidate] {
    var found: [Candidate] = []
    switch error.code {
    case "S01": found += transposed() + swapped() + remade()
    case "S02": found += keptDimensions() + columns() + remade() + transposed()
    case "S05": found += completedShapes()
    case "Y01": found += operandChanges { $0.dtype.isFloat ? nil : ".to(f64)" }
    default:
      found +=
        operandChanges { $0.dtype.isFloat ? ".to(i64)" : nil } + swappedArguments() + columns() + remade()
    }
    return found
  }

  private func transposed() -> [Candidate] { operandChanges { $0.rank >= 2 ? ".T" : nil }.reversed() }

  private func columns() -> [Candidate] { operandChanges { $0.rank == 1 ? "[:, none]" : nil } }

  private func swapped() -> [Candidate] {
    guard case .expression(let operation)? = Statement.only(site.text)?.kind,
      case .binary(.matmul, _, _, _) = operation.kind, site.operands.count == 2,
      case let (left, right) = (site.operands[0], site.operands[1]), isPostfix(left.text),
      isPostfix(right.text),
      site.operands.contains(where: { ($0.value?.tensor?.rank ?? 0) >= 2 })
    else { return [] }
    let text = "\(right.text) @ \(left.text)"
    return [change(site.place.range, to: text, expression: text)]
  }

  /// `f(b, a)` for `f(a, b)`.
  private func swappedArguments() -> [Candidate] {
    guard site.operands.count == 2, let pad = ScratchPad(site),
      case let (first, second) = (site.operands[0].text, site.operands[1].text),
      site.text.hasSuffix("(\(first), \(second))"),
      // Of two tensors of one rank nobody knows which was meant to come first.
      pad.tensor(first)?.rank != pad.tensor(second)?.rank
    else { return [] }
    let callee = site.text.prefix { $0 != "(" }
    let text = "\(callee)(\(site.operands[1].text), \(site.operands[0].text))"
    return [change(site.place.range, to: text, expression: text)]
  }

  /// Something put behind one operand.
  private func operandChanges(_ ending: (Tensor) -> String?) -> [Candidate] {
    site.operands.compactMap { operand in
      guard let value = operand.value?.tensor ?? ScratchPad(site)?.tensor(operand.text),
        let ending = ending(value)
      else { return nil }
      return replacing(operand, by: (isPostfix(operand.text) ? operand.text : "(\(operand.text))") + ending)
    }
  }

  /// `mean(x, axis=1)` with `keepdims=true`.
  private func keptDimensions() -> [Candidate] {
    site.operands.compactMap { operand in
      guard operand.text.hasSuffix(")"), operand.text.contains("axis="), !operand.text.contains("keepdims")
      else { return nil }
      return replacing(operand, by: "\(operand.text.dropLast()), keepdims=true)")
    }
  }

  /// One size of a `reshape` left to be worked out.
  private func completedShapes() -> [Candidate] {
    guard let program = try? Parser.parse(SourceText(name: "", text: site.text)),
      case .expression(let call)? = program.statements.first?.kind, case .call(_, let arguments) = call.kind
    else { return [] }
    let sizes: [Expression] = arguments.flatMap { argument -> [Expression] in
      if case .list(let items) = argument.value.kind { return items }
      return [argument.value]
    }.filter {
      switch $0.kind {
      case .integer, .unary(.minus, _): true
      default: false
      }
    }
    let isComplete = sizes.contains { if case .unary = $0.kind { true } else { false } }
    if isComplete { return [] }
    let bytes = Array(site.text.utf8)
    return sizes.reversed().compactMap { size in
      var changed = bytes
      changed.replaceSubrange(size.range.start..<size.range.end, with: Array("-1".utf8))
      let text = String(decoding: changed, as: UTF8.self)
      return text == site.text ? nil : change(site.place.range, to: text, expression: text)
    }
  }

  /// The operand made with another size in the statement that it comes from.
  private func remade() -> [Candidate] {
    let shapes = site.operands.map { $0.value?.tensor?.shape ?? [] }
    guard shapes.count == 2 else { return [] }
    let sizes = Set(shapes[0].dims + shapes[1].dims)
    return [1, 0].flatMap { i -> [Candidate] in
      let operand = site.operands[i]
      guard let origin = operand.origin, origin.statement.utf8.count <= 120 else { return [] }
      return sizes.sorted().flatMap { wanted in
        shapes[i].dims.compactMap { remade(operand, origin, from: $0, to: wanted) }
      }
    }
  }

  private func remade(
    _ operand: ErrorSite.Operand, _ origin: Module.Origin, from old: Int, to new: Int
  ) -> Candidate? {
    guard old != new, let statement = Statement.only(origin.statement),
      case .assign(.name, nil, let value) = statement.kind, case .call = value.kind,
      let literal = Self.only(old, in: value)
    else { return nil }
    var bytes = Array(origin.statement.utf8)
    bytes.replaceSubrange(literal.start..<literal.end, with: Array(String(new).utf8))
    let replacement = String(decoding: bytes, as: UTF8.self)
    let shift = String(new).utf8.count - (literal.end - literal.start)
    let made = String(decoding: bytes[value.range.start..<value.range.end + shift], as: UTF8.self)
    return Candidate(
      text: "\(origin.cell): \(replacement)", source: origin.source, range: origin.range,
      replacement: replacement, expression: site.text, remade: (operand.text, made))
  }

  /// Where a call's arguments have a number, when they have it once.
  private static func only(_ number: Int, in expression: Expression) -> SourceRange? {
    var found: [SourceRange] = []
    func visit(_ expression: Expression) {
      switch expression.kind {
      case .integer(number): found.append(expression.range)
      case .call(_, let arguments): for argument in arguments { visit(argument.value) }
      case .list(let items): for item in items { visit(item) }
      case .binary(_, let left, let right, _):
        visit(left)
        visit(right)
      default: break
      }
    }
    visit(expression)
    return found.count == 1 ? found[0] : nil
  }

  // MARK: Texts

  private func replacing(_ operand: ErrorSite.Operand, by text: String) -> Candidate {
    var bytes = Array(site.text.utf8)
    let start = operand.range.start - site.place.range.start
    bytes.replaceSubrange(start..<start + operand.text.utf8.count, with: Array(text.utf8))
    return change(operand.range, to: text, expression: String(decoding: bytes, as: UTF8.self))
  }

  private func change(_ range: SourceRange, to text: String, expression: String) -> Candidate {
    Candidate(text: expression, source: site.source, range: range, replacement: text, expression: expression)
  }

  /// Whether `.T` may follow as it stands.
  private func isPostfix(_ text: String) -> Bool {
    guard case .expression(let expression)? = Statement.only(text)?.kind else { return false }
    switch expression.kind {
    case .name, .call, .index, .field, .tensor: return true
    default: return false
    }
  }
}

extension Statement {
  /// The one statement of a text.
  static func only(_ text: String) -> Statement? {
    guard let program = try? Parser.parse(SourceText(name: "", text: text)), program.statements.count == 1
    else { return nil }
    return program.statements[0]
  }
}

/// Finds the statement around a piece of source.
enum StatementFinder {
  static func innermost(_ statements: [Statement], around range: SourceRange) -> Statement? {
    guard let outer = statements.first(where: { $0.range.start <= range.start && range.end <= $0.range.end })
    else { return nil }
    return blocks(of: outer).lazy.compactMap { innermost($0.statements, around: range) }.first ?? outer
  }

  private static func blocks(of statement: Statement) -> [Block] {
    switch statement.kind {
    case .forLoop(_, let sequence, let body): blocks(of: sequence) + [body]
    case .whileLoop(let condition, let body): blocks(of: condition) + [body]
    case .define(let function): [function.body]
    case .model(let model): [model.body]
    case .expression(let value), .assign(_, _, let value), .returnValue(let value?): blocks(of: value)
    default: []
    }
  }

  private static func blocks(of expression: Expression) -> [Block] {
    switch expression.kind {
    case .conditional(let condition, let then, let otherwise):
      blocks(of: condition) + [then] + (otherwise.map { [$0] } ?? [])
    case .function(let function): [function.body]
    case .call(let callee, let arguments): blocks(of: callee) + arguments.flatMap { blocks(of: $0.value) }
    case .attempt(let body, _, let handler): [body, handler]
    case .match(_, let arms): arms.map(\.body)
    default: []
    }
  }
}
