import Formatting
import Language
import Notebook
import Tensors

/// A derivative without derivatives: the result for a little more and a little less of a parameter.
///
/// The code that made the result runs again, in a copy of the session. Where that can't be, or does not give the
/// same result, the recorded operations run again instead.
@MainActor
struct DifferenceCheck {
  private let subject: GraphSubject
  private let node: Int
  private let target: String
  private let gradient: Tensor
  /// Whether a hook changed a gradient on its way.
  private let isChanged: Bool

  /// Elements that are checked: those with the largest derivatives.
  private static let most = 3

  init(_ subject: GraphSubject, _ node: Int, _ target: String, _ gradient: Tensor, isChanged: Bool) {
    (self.subject, self.node, self.target, self.gradient) = (subject, node, target, gradient)
    self.isChanged = isChanged
  }

  func text(_ repl: Repl) throws(TensorError) -> String {
    guard subject.tensor.count == 1, let point = subject.snapshot.nodes[node].value, point.count > 0 else {
      return "  no check: it takes a result and a parameter of at least one number"
    }
    let values = gradient.doubles()
    let chosen = values.indices.sorted { (values[$1].magnitude, $0) < (values[$0].magnitude, $1) }.prefix(
      Self.most)
    let (way, reason) = source(repl)
    let result = subject.text.count > 20 ? "result" : subject.text
    var lines = [
      "  checked without derivatives, by \(way == nil ? "the recorded operations" : "running the code again"):"
    ]
    if let reason { lines.append("  (\(reason))") }
    for element in chosen.sorted() {
      let step = Self.step(point.scalar(at: element), point.dtype)
      guard let high = try value(at: element, step, point, way, repl),
        let low = try value(at: element, -step, point, way, repl)
      else { return "  no check: \(subject.text) can't be evaluated again" }
      let found = (high - low) / (2 * step)
      let place = point.count == 1 ? target : "\(target)[\(Self.index(element, point.shape))]"
      lines.append(
        "    \(place) ± \(Numbers.general(step, 2)): Δ\(result) / \(Numbers.general(2 * step, 2)) = \(Numbers.general(found, 6))"
      )
      lines.append("      " + verdict(found, values[element], point.dtype))
    }
    return lines.map { line in
      let shown =
        repl.style.isASCII ? line.replacing("±", with: "+-").replacing("Δ", with: "change of ") : line
      return DisplayWidth.truncate(shown, to: max(20, repl.width), ellipsis: repl.style.plain("…"))
    }.joined(separator: "\n")
  }

  /// The cube root of the precision, which balances rounding against curvature.
  private static func step(_ scalar: Scalar, _ dtype: DType) -> Double {
    let size = max(1, scalar.double.magnitude)
    return size * (dtype == .f64 ? 6e-6 : dtype == .f32 ? 5e-3 : 0.1)
  }

  private func verdict(_ found: Double, _ expected: Double, _ dtype: DType) -> String {
    guard found.isFinite else { return "is not finite" }
    let difference = (found - expected).magnitude
    let tolerance = dtype == .f64 ? 1e-5 : 2e-2
    if difference <= tolerance * max(found.magnitude, expected.magnitude) || difference < 1e-7 {
      return "agrees"
    }
    let reason = isChanged ? "a hook changed a gradient" : "a way is detached, or has a corner here"
    return "differs from \(Numbers.general(expected, 6)): \(reason)"
  }

  /// `2, 0` for an element counted row by row.
  private static func index(_ element: Int, _ shape: Shape) -> String {
    var rest = element
    var index: [Int] = []
    for size in shape.dims.reversed() {
      index.append(rest % max(1, size))
      rest /= max(1, size)
    }
    return index.reversed().map(String.init).joined(separator: ", ")
  }

  // MARK: Two ways to evaluate again

  /// The code and the parameter to vary; nil, and why, when the code can't be used.
  private func source(_ repl: Repl) -> (way: (code: [String], parameter: Parameter)?, reason: String?) {
    guard let parameter = WhyCommand.parameter(subject.names.names[node], repl) else { return (nil, nil) }
    guard let code = subject.code else {
      return (
        nil,
        "no cell shows how \(subject.text) was made: it comes from a function, or builds on its own value"
      )
    }
    let again = GraphSubject.inCopy(repl) { GraphSubject.run(code, repl).value?.tensor }
    guard let again, again.count == 1 else { return (nil, "its code does not run again") }
    let now = again.scalar(at: 0).double, before = subject.tensor.scalar(at: 0).double
    guard (now - before).magnitude <= 1e-9 * max(1, before.magnitude) else {
      return (
        nil,
        "its code gives \(Numbers.general(now, 6)) now, not \(Numbers.general(before, 6)): a variable has changed since, or it draws random numbers"
      )
    }
    return ((code, parameter), nil)
  }

  private func value(
    at element: Int, _ step: Double, _ point: Tensor, _ way: (code: [String], parameter: Parameter)?,
    _ repl: Repl
  ) throws(TensorError) -> Double? {
    var values = point.doubles()
    values[element] += step
    let moved = Tensor(values, point.shape, point.dtype)
    guard let way else {
      return try subject.snapshot.value(replacing: node, with: moved)?.scalar(at: 0).double
    }
    return GraphSubject.inCopy(repl) {
      // A gradient that belongs to other values would be warned of later.
      way.parameter.zeroGrad()
      guard (try? way.parameter.assign(moved)) != nil else { return nil }
      return GraphSubject.run(way.code, repl).value?.tensor?.scalar(at: 0).double
    }
  }
}
