import Formatting
import Language

/// What a reader expected a cell to give. A prediction is never wrong: it is shown beside what came.
public struct Prediction {
  private let text: String
  private let workspace: Workspace
  /// The prediction as a value, where it is one.
  private let value: Value?

  /// Evaluates the prediction in a copy of the workspace, before the cell runs: `3 * 4` is 12, "it grows" is words.
  public init(_ text: String, in workspace: Workspace) {
    self.text = text
    self.workspace = workspace
    let state = Checkpoint(workspace.interpreter)
    let (live, liveError) = (workspace.live, workspace.liveError)
    (workspace.live, workspace.liveError) = (nil, nil)
    let output = workspace.run(text, name: "prediction")
    value = output.succeeded && output.result.showsValue ? output.result.value : nil
    (workspace.live, workspace.liveError) = (live, liveError)
    state.restore()
  }

  /// One sentence that sets the prediction beside the result.
  public func beside(_ result: Value) -> String {
    guard let value, let yours = NumberBlock(value, workspace.interpreter),
      let came = NumberBlock(result, workspace.interpreter)
    else { return "you said: \(text)" }
    let shown = value.inline(depth: 0), given = shown == text ? text : "\(text) = \(shown)"
    if yours.dims != came.dims {
      return "you said \(given)  (\(value.typeSummary)); it came out as \(result.typeSummary)"
    }
    let comparison = AnswerComparison(interpreter: workspace.interpreter, tolerance: nil)
    if comparison.agree(yours, came) { return "you said \(given), and so it is" }
    if comparison.agree(yours.values, came.values, 0.02) { return "you said \(given): within 2 %" }
    guard yours.isScalar else { return "you said \(given)" }
    return "you said \(given): \(Self.distance(yours.values[0], came.values[0]))"
  }

  private static func distance(_ yours: Double, _ came: Double) -> String {
    guard yours.isFinite, came.isFinite else { return "it came out as \(Numbers.general(came, 6))" }
    if yours != 0, came != 0, (yours < 0) != (came < 0) { return "it came out on the other side of zero" }
    guard yours != 0 else { return "it came out as \(Numbers.general(came, 6))" }
    let ratio = came / yours
    if ratio >= 2 { return "it came out \(Numbers.general(ratio, 2)) times as large" }
    if ratio <= 0.5 { return "it came out \(Numbers.general(1 / max(ratio, 1e-300), 2)) times smaller" }
    return "it came out \(Numbers.general(abs(ratio - 1) * 100, 2)) % \(ratio > 1 ? "larger" : "smaller")"
  }
}
