import Language
import Library
import Tensors

/// Judges answers by their values: what the solution gives in a copy of the reader's workspace is right, and so is
/// everything that is equal to it.
public struct Judge {
  public enum Verdict: Sendable, Equatable {
    case right
    /// Reasons that were verified; none when no usual slip explains the answer.
    case wrong([String])
    /// There is nothing to judge by, and why.
    case unjudged(String)
  }

  private let workspace: Workspace
  private let exercise: Exercise
  private var interpreter: Interpreter { workspace.interpreter }

  /// How long all variations of an answer may take, in seconds, and how long the answer itself, for them to be tried.
  private static let variationTime = 2.0
  private static let quickAnswer = 0.2

  public init(_ exercise: Exercise, in workspace: Workspace) {
    self.exercise = exercise
    self.workspace = workspace
  }

  /// The verdict on an answer that has just run.
  /// - Parameters:
  ///   - source: the answer's text.
  ///   - output: what came of it.
  ///   - before: the state before it ran, which the solution starts from too.
  public func verdict(on source: String, _ output: CellOutput, before: Checkpoint) -> Verdict {
    guard let solution = exercise.solutions.first else {
      return .unjudged("no solution stands in the notebook: it runs, and that is all there is to say")
    }
    let yours = values(output.result.value)
    let after = Checkpoint(interpreter)
    defer { after.restore() }
    let solved = quietly(solution, from: before)
    guard solved.succeeded else {
      let reason = solved.result.error.map { "\($0.code): \($0.message)" } ?? "it gave nothing"
      return .unjudged("the solution does not run here (\(reason)); it may need a cell that was skipped")
    }
    let mine = values(solved.result.value)
    var comparison = AnswerComparison(interpreter: interpreter, tolerance: exercise.tolerance)
    comparison.probes = probes()
    let sizes = sizes(solution)
    var reasons: [String] = []
    for (i, name) in (exercise.targets.isEmpty ? [""] : exercise.targets).enumerated() {
      guard let mine = mine[i] else { continue }
      guard let yours = yours[i] else {
        reasons.append("`\(name)` has no value yet")
        continue
      }
      if comparison.agree(yours, mine) { continue }
      let reason = Reasons(comparison: comparison, sizes: sizes).reason(yours, mine)
      reasons.append(reason.isEmpty ? "" : (exercise.targets.count > 1 ? "`\(name)`: \(reason)" : reason))
    }
    if reasons.isEmpty { return .right }
    if reasons.allSatisfy(\.isEmpty), output.seconds < Self.quickAnswer,
      let reason = mended(source, comparison, mine, before, solution)
    {
      reasons = [reason]
    }
    return .wrong(reasons.filter { !$0.isEmpty })
  }

  /// Whether a value that the reader only looked at is what the exercise asks for.
  public func isAnswer(_ value: Value, before: Checkpoint) -> Bool {
    guard exercise.targets.count == 1, let solution = exercise.solutions.first else { return false }
    let after = Checkpoint(interpreter)
    defer { after.restore() }
    guard quietly(solution, from: before).succeeded, let mine = interpreter.variable(exercise.targets[0])
    else {
      return false
    }
    return AnswerComparison(interpreter: interpreter, tolerance: exercise.tolerance).agree(value, mine)
  }

  /// The values of the targets, or of the cell when there are none, as they are now: what models hold is copied,
  /// as the states before and after the answer share them.
  private func values(_ result: Value) -> [Value?] {
    let values = exercise.targets.isEmpty ? [result] : exercise.targets.map { interpreter.variable($0) }
    return values.map { value in
      guard let value else { return nil }
      var copies = DeepCopies(workspace.context)
      return (try? copies.copy(of: value)) ?? value
    }
  }

  private func quietly(_ source: String, from state: Checkpoint) -> CellOutput {
    state.restore()
    let (live, liveError) = (workspace.live, workspace.liveError)
    (workspace.live, workspace.liveError) = (nil, nil)
    let warns = interpreter.showsWarnings
    interpreter.showsWarnings = false
    defer {
      (workspace.live, workspace.liveError) = (live, liveError)
      interpreter.showsWarnings = warns
    }
    return workspace.run(source, name: "solution")
  }

  /// Arguments that the exercise names for trying functions.
  private func probes() -> [[Value]] {
    exercise.probes.compactMap { text in
      let output = workspace.run("(\(text),)", name: "probe")
      guard output.succeeded, case .list(let list) = output.result.value else { return nil }
      if list.count == 1, case .list(let inner) = list.items[0] { return Array(inner.items) }
      return Array(list.items)
    }
  }

  /// How many elements, rows and columns the variables have that the solution reads.
  private func sizes(_ solution: String) -> [Slip.Size] {
    CellNames(solution).reads.sorted().flatMap { name -> [Slip.Size] in
      guard let value = interpreter.variable(name) else { return [] }
      switch value {
      case .int(let count): return count > 1 ? [Slip.Size(name: "`\(name)` is \(count)", count: count)] : []
      case .list(let list):
        return [Slip.Size(name: "`\(name)` has \(list.count) elements", count: list.count)]
      case .object(let object):
        if let table = (object as? TableValue)?.table {
          return [Slip.Size(name: "`\(name)` has \(table.rowCount) rows", count: table.rowCount)]
        }
        return object.asTensor.map { sizes(name, $0) } ?? []
      default: return value.tensor.map { sizes(name, $0) } ?? []
      }
    }
  }

  private func sizes(_ name: String, _ tensor: Tensor) -> [Slip.Size] {
    let dims = tensor.shape.dims
    if dims.count == 1 { return [Slip.Size(name: "`\(name)` has \(dims[0]) elements", count: dims[0])] }
    return dims.enumerated().map { axis, count in
      Slip.Size(name: "axis \(axis) of `\(name)` has \(count) elements", count: count)
    }
      + (tensor.count > 1
        ? [Slip.Size(name: "`\(name)` has \(tensor.count) elements", count: tensor.count)] : [])
  }

  /// Runs variations of the answer until one is right.
  private func mended(
    _ source: String, _ comparison: AnswerComparison, _ mine: [Value?], _ before: Checkpoint,
    _ solution: String
  ) -> String? {
    let start = ContinuousClock.now
    let variables = Set(interpreter.variableNames)
    for variation in SourceSlips.variations(
      of: source, solutionNames: CellNames(solution).reads, variables: variables)
    {
      guard (ContinuousClock.now - start).seconds < Self.variationTime else { return nil }
      let output = quietly(variation.source, from: before)
      if output.wasInterrupted { return nil }
      guard output.succeeded else { continue }
      let isRight = zip(values(output.result.value), mine).allSatisfy { yours, mine in
        guard let yours, let mine else { return mine == nil }
        return comparison.agree(yours, mine)
      }
      if isRight { return variation.reason }
    }
    return nil
  }
}

/// Why one value is not another, as far as that can be verified.
private struct Reasons {
  let comparison: AnswerComparison
  let sizes: [Slip.Size]

  /// Empty when no usual slip explains it.
  func reason(_ yours: Value, _ mine: Value, depth: Int = 0) -> String {
    guard depth < 10 else { return "" }
    let a = NumberBlock(yours, comparison.interpreter), b = NumberBlock(mine, comparison.interpreter)
    if let a, let b {
      return Slip.reason(Slip.Case(yours: a, mine: b, sizes: sizes, comparison: comparison)) ?? ""
    }
    switch (yours, mine) {
    case (.list(let a), .list(let b)):
      if a.count != b.count { return "yours has \(a.count) elements where \(b.count) were asked" }
      return part(zip(a.items, b.items).enumerated().map { ("element \($0)", $1.0, $1.1) }, depth)
    case (.record(let a), .record(let b)):
      for (key, _) in b.entries where a.entries[key] == nil {
        return "the field `\(key.value.plainText())` is missing"
      }
      return part(
        b.entries.compactMap { key, value in
          a.entries[key].map { ("the field `\(key.value.plainText())`", $0, value) }
        }, depth)
    case (.object(let a), .object(let b)):
      guard let left = (a as? TableValue)?.table, let right = (b as? TableValue)?.table else { break }
      if left.rowCount != right.rowCount {
        return "yours has \(left.rowCount) rows where \(right.rowCount) were asked"
      }
      let missing = right.names.filter { !left.names.contains($0) }
      if !missing.isEmpty {
        return "the column \(missing.map { "`\($0)`" }.joined(separator: ", ")) is missing"
      }
      return ""
    case (.function, .function): return functions(yours, mine)
    case (.text(let a), .text(let b)):
      return a.string.lowercased() == b.string.lowercased() ? "only capital and small letters differ" : ""
    default: break
    }
    return yours.kindName == mine.kindName ? "" : "yours is \(yours.kindName), and \(mine.kindName) was asked"
  }

  /// The first part that differs.
  private func part(_ parts: [(String, Value, Value)], _ depth: Int) -> String {
    guard let (name, yours, mine) = parts.first(where: { !comparison.agree($0.1, $0.2) }) else { return "" }
    let inner = reason(yours, mine, depth: depth + 1)
    return inner.isEmpty ? "\(name) is the first that is not right" : "\(name): \(inner)"
  }

  private func functions(_ yours: Value, _ mine: Value) -> String {
    let probes = FunctionProbes(comparison)
    switch probes.difference(yours, mine) {
    case nil: return ""
    case .untried: return "no argument was found to try it on"
    case .fails(let arguments, let error): return "on \(shown(arguments)) it fails: \(error.message)"
    case .values(let arguments, let given, let expected):
      if let (a, b) = probes.outputs(yours, mine) {
        let slip = Slip.Case(
          yours: NumberBlock(a, dims: [a.count]), mine: NumberBlock(b, dims: [b.count]), sizes: [],
          comparison: comparison)
        if let reason = Slip.reason(slip) { return "wherever it was tried, \(reason)" }
      }
      return
        "on \(shown(arguments)) it gives \(given.inline(depth: 0)) where \(expected.inline(depth: 0)) was asked"
    }
  }

  private func shown(_ arguments: [Value]) -> String {
    "(\(arguments.map { $0.inline(depth: 0) }.joined(separator: ", ")))"
  }
}
