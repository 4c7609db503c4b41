import Tensors

/// Finds the operation that makes the first nan or infinity, forwards or on the way back, and where it stands.
///
/// Cells run with the trace's observer end in L05 there. While it is off nothing of it runs: it rides on
/// the steps of `run(_:observer:)`, and remembers after which step each part of the graph was recorded.
public final class NonFiniteTrace {
  private let tape: Tape
  /// How many nodes had been recorded after a step, and the step's place; in order.
  private var marks: [(recorded: Int, source: SourceText, range: SourceRange)] = []
  /// So many steps are remembered; the older half is forgotten when there are more.
  private static let limit = 200_000

  public init(_ context: TensorContext) { tape = context.tape }

  /// Runs `body`, in which cells are to be run with `observer`, and stops them at the first nan or infinity.
  public func watch<T>(_ body: () -> T) -> T {
    let before = (tape.findsNonFinite, tape.origin)
    tape.findsNonFinite = true
    tape.origin = { [weak self] in self?.origin(of: $0) }
    defer { (tape.findsNonFinite, tape.origin) = before }
    return body()
  }

  /// What sees every step of a cell that is traced.
  public func observe(_ step: Step) {
    // A step that recorded nothing needs no mark.
    guard marks.last?.recorded != tape.nextSequence else { return }
    if marks.count == Self.limit { marks.removeFirst(Self.limit / 2) }
    marks.append((tape.nextSequence, step.source, step.range))
  }

  /// `` cell 2, line 1: `sqrt(w)` `` for a node of the graph, by its number.
  private func origin(of node: Int) -> String? {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].recorded > node { high = middle } else { low = middle + 1 }
    }
    guard low < marks.count else { return nil }
    let mark = marks[low]
    let code = mark.source.slice(mark.range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let short: Substring = code.count > 60 ? code.prefix(59) + "…" : code[...]
    return "\(mark.source.name), line \(mark.source.line(at: mark.range.start)): `\(short)`"
  }
}
