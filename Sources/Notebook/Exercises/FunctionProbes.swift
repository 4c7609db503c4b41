import Language
import Tensors

/// Functions are compared by what they give: on the arguments that the exercise names, or on numbers,
/// vectors and matrices.
struct FunctionProbes {
  private let comparison: AnswerComparison
  private var interpreter: Interpreter { comparison.interpreter }

  init(_ comparison: AnswerComparison) { self.comparison = comparison }

  /// Where two functions part.
  enum Difference {
    /// `f(2.0)` gives other values.
    case values(arguments: [Value], yours: Value, mine: Value)
    case fails(arguments: [Value], Diagnostic)
    /// No argument was found that the solution takes.
    case untried
  }

  /// Arguments of so many parameters: each tried with all of them of one kind.
  private func standard(_ count: Int) -> [[Value]] {
    let scalars: [[Double]] = [[2, 3, 5, 0.5], [-1.5, 0.25, 4, 2], [0, 1, 1, 1], [0.3, 0.6, 0.2, 0.9]]
    let vectors: [[Double]] = [[1, 2, 4, 0.5], [0.5, -1, 3, 2], [2, 2.5, -0.5, 1], [0.1, 0.2, 0.3, 0.4]]
    let matrices: [[Double]] = [[1, 2, 3, 4, 5, 7], [0.5, -1, 2, 0, 1, 3], [2, 0, 1, 1, -1, 0.5]]
    func pick<T>(_ items: [T], _ shift: Int) -> [T] { (0..<count).map { items[($0 + shift) % items.count] } }
    var probes = scalars.map { row in pick(row, 0).map { Value.float($0) } }
    probes += (0..<2).map { pick(vectors, $0).map { .tensor(Tensor($0, [4])) } }
    probes += (0..<2).map { pick(matrices, $0).map { .tensor(Tensor($0, [2, 3])) } }
    // A matrix or a vector with plain numbers behind it, as in `moving_average(x, 3)`.
    if count > 1 {
      let tail = (1..<count).map { Value.int($0 + 1) }
      probes += [[.tensor(Tensor(vectors[0], [4]))] + tail, [.tensor(Tensor(matrices[0], [2, 3]))] + tail]
      probes.append((0..<count).map { .int($0 + 2) })
    }
    probes.append((0..<count).map { .int($0 + 3) })
    return probes
  }

  /// What a function is tried on that takes no numbers.
  private func texts(_ count: Int) -> [[Value]] {
    ["ab ba", "a b, c", ""].map { text in (0..<count).map { .text($0 == 0 ? text : "\(text)\($0)") } }
  }

  /// nil when both give the same wherever the second one gives anything.
  func difference(_ yours: Value, _ mine: Value) -> Difference? {
    guard case .function(let function) = mine else { return .untried }
    if !comparison.probes.isEmpty { return difference(yours, mine, on: comparison.probes) }
    let count = function.requiredParameterCount
    let found = difference(yours, mine, on: standard(count))
    if case .untried? = found { return difference(yours, mine, on: texts(count)) }
    return found
  }

  private func difference(_ yours: Value, _ mine: Value, on probes: [[Value]]) -> Difference? {
    var tried = 0
    for arguments in probes {
      guard let expected = try? interpreter.call(mine, arguments) else { continue }
      // A function that makes functions or models has been called; that is all there is to compare.
      if case .function = expected { continue }
      tried += 1
      do {
        let given = try interpreter.call(yours, arguments)
        if !comparison.agree(given, expected) {
          return .values(arguments: arguments, yours: given, mine: expected)
        }
      } catch {
        if error.kind == .interrupted { return .untried }
        return .fails(arguments: arguments, error)
      }
    }
    return tried == 0 ? .untried : nil
  }

  /// What both give on every probe that gives numbers, one after the other: a slip in a function shows in all
  /// of them.
  func outputs(_ yours: Value, _ mine: Value) -> (yours: [Double], mine: [Double])? {
    guard case .function(let function) = mine else { return nil }
    var left: [Double] = [], right: [Double] = []
    let probes = comparison.probes.isEmpty ? standard(function.requiredParameterCount) : comparison.probes
    for arguments in probes {
      guard let expected = try? interpreter.call(mine, arguments),
        let b = NumberBlock(expected, interpreter)
      else { continue }
      guard let given = try? interpreter.call(yours, arguments), let a = NumberBlock(given, interpreter),
        a.dims == b.dims
      else { return nil }
      left += a.values
      right += b.values
    }
    return left.isEmpty ? nil : (left, right)
  }
}

extension FunctionObject {
  /// Parameters without a default, from the signature: `f(x, n=2)` has one.
  var requiredParameterCount: Int {
    guard let open = signature.firstIndex(of: "("), let close = signature.lastIndex(of: ")"), open < close
    else { return 1 }
    let inside = signature[signature.index(after: open)..<close]
    return inside.split(separator: ",").filter { !$0.contains("=") && !$0.contains("…") }.count
  }
}
