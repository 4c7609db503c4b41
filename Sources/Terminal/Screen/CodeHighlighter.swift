import Notebook

/// Colours for code: keywords, numbers, texts, comments.
enum CodeHighlighter {
  static func colored(_ source: String) -> String {
    CodeTokens.of(source).map { text, role in
      let code =
        switch role {
        case .plain: ""
        case .keyword: "35"
        case .number: "36"
        case .text: "33"
        case .comment: "2"
        }
      // A colour ends with its line, so that what stands before the next one is not coloured.
      return code.isEmpty
        ? String(text)
        : text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "\u{1B}[\(code)m\($0)\u{1B}[0m" }.joined(separator: "\n")
    }.joined()
  }
}
