/// An error or a warning as data: what happened, where, and what can be done about it.
/// `DiagnosticText` renders it; nothing else turns one into text.
public struct Diagnostic: Error, Sendable {
  public enum Severity: String, Sendable { case error, warning }

  /// The classes of mistake; the raw value is the `kind` of the kernel protocol.
  public enum Kind: String, Sendable, CaseIterable {
    case syntax, name, arity, keyword, type, shape, axis, dtype, index, division, domain, overflow
    case recursion, file, data, memory, graph, value, assertion, interrupted, numeric
  }

  /// A marked piece of source.
  public struct Label: Sendable {
    public var range: SourceRange
    public var source: SourceText
    /// What stands below the carets, for instance `x : f32[32, 784]   from cell 3: x = …`; may be empty.
    public var text: String
    /// The primary label gives the error its line and column.
    public var isPrimary: Bool

    public init(_ range: SourceRange, in source: SourceText, _ text: String = "", isPrimary: Bool = true) {
      self.range = range
      self.source = source
      self.text = text
      self.isPrimary = isPrimary
    }
  }

  /// One level of the calls that led to the error, innermost first.
  public struct Frame: Sendable {
    public var function: String
    public var range: SourceRange
    public var source: SourceText
    public init(function: String, range: SourceRange, source: SourceText) {
      self.function = function
      self.range = range
      self.source = source
    }
  }

  /// A change of the source that was tried on shapes and fits.
  public struct Repair: Sendable {
    public var source: SourceText
    public var range: SourceRange
    public var replacement: String
    /// What the reader sees: the changed expression, or `cell 4: w1 = randn(784, 10)`.
    public var text: String
    /// What the statement then makes: `then h : f32[32, 10]`; empty when that can't be told.
    public var outcome: String

    /// The whole source with the change made.
    public var applied: String {
      let end = source.utf8.count
      return source.slice(SourceRange(0, range.start)) + replacement
        + source.slice(SourceRange(range.end, end))
    }
  }

  public var severity: Severity
  /// Stable, for `:explain`: `S01`.
  public var code: String
  public var kind: Kind
  /// The conflict in one sentence, lower case, without a full stop.
  public var message: String
  public var labels: [Label]
  /// What to do, one sentence each.
  public var hints: [String]
  /// Repairs that fit, the likeliest first.
  public var repairs: [Repair] = []
  /// Repairs that were tried and do not fit.
  public var rejected: [String] = []
  public var frames: [Frame]
  /// Which argument of a call is at fault, so that the caret can point at it.
  public var argument: Int?
  /// From here on `argument` counts the values that a gathering parameter (`*data`) took. A field of its own would
  /// make every frame of a deep recursion larger.
  static let firstGathered = 1 << 20
  /// The kinds of a failed call's arguments, for the labels below them.
  var operands: [String] = []
  /// The function that a built-in had called when the error came up in it.
  var entered: String?

  public init(
    _ kind: Kind, _ code: String, _ message: String, labels: [Label] = [], hints: [String] = [],
    frames: [Frame] = [], argument: Int? = nil, severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.kind = kind
    self.message = message
    self.labels = labels
    self.hints = hints
    self.frames = frames
    self.argument = argument
  }

  /// The same error, blaming one of the values that a built-in's gathering parameter took.
  public func blaming(gathered index: Int) -> Diagnostic {
    var error = self
    error.argument = Self.firstGathered + index
    return error
  }

  public var primary: Label? { labels.first { $0.isPrimary } ?? labels.first }

  /// 1-based line and column (in characters) of the primary label.
  public var position: (line: Int, column: Int)? {
    guard let label = primary else { return nil }
    let line = label.source.line(at: label.range.start)
    let lineStart = label.source.lineStarts[line - 1]
    let before = label.source.slice(SourceRange(lineStart, label.range.start))
    return (line, before.count + 1)
  }
}
