/// The cells of this prompt: what was typed, what came of it.
struct ReplCell {
  var number: Int
  var source: String
  var output: String
  var seconds: Double
  var succeeded: Bool
  /// It ran before the program was last started.
  var isFromEarlierSession: Bool

  /// The mark that `:cells` shows beside it.
  var mark: String { !succeeded ? "✗" : isFromEarlierSession ? "?" : "✓" }
}
