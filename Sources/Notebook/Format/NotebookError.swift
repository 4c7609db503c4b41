/// What can be wrong with a notebook's file or text.
public struct NotebookError: Error, Sendable {
  /// `N10`
  public var code: String
  public var message: String
  public var hints: [String]
  /// 1-based, where there is one.
  public var line: Int?

  init(_ code: String, _ message: String, line: Int? = nil, hints: [String] = []) {
    self.code = code
    self.message = line.map { "line \($0): \(message)" } ?? message
    self.hints = hints
    self.line = line
  }
}
