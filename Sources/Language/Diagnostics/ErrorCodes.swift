/// What `:explain S01` says about a code.
public struct ErrorExplanation: Sendable {
  public let code: String
  /// The mistake in a few words.
  public let title: String
  public let text: String
  /// Code that fails with it, or is warned of, and the same as it was meant. Empty for what code alone can't show.
  public let wrong: String
  public let right: String

  init(_ code: String, _ title: String, _ text: String, wrong: String = "", right: String = "") {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }
}

/// Every code that an error or a warning may have. A test looks for codes in the sources that are not here, and
/// runs the examples.
public enum ErrorCodes {
  public static let all =
    SyntaxCodes.all + ShapeCodes.all + NumberCodes.all + LanguageCodes.all + DataCodes.all + WarningCodes.all

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

  /// The code in either case: `s01`.
  public static func explanation(of code: String) -> ErrorExplanation? { byCode[code.uppercased()] }

  /// What `:explain` shows.
  public static func text(of code: String) -> String? {
    guard let explanation = explanation(of: code) else { return nil }
    var text = "\(explanation.code)  \(explanation.title)\n\n\(explanation.text)"
    if explanation.wrong.split(separator: "\n").contains(where: { $0.utf8.count > 120 }) { return text }
    for (heading, code) in [("not", explanation.wrong), ("but", explanation.right)] where !code.isEmpty {
      let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      text += "\n\n\(heading):\n" + lines.joined(separator: "\n")
    }
    return text
  }
}
