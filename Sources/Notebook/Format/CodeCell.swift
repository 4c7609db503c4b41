/// One code cell of a notebook, with its attributes, options and recorded output.
public struct CodeCell: Sendable {
  /// What the attributes' classes mean.
  public struct Classes: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let exercise = Classes(rawValue: 1)
    public static let solution = Classes(rawValue: 2)
    /// Only its output is shown.
    public static let hidden = Classes(rawValue: 4)
    /// Skipped by `--fast`.
    public static let slow = Classes(rawValue: 8)
    /// Must fail: the message is the output.
    public static let fails = Classes(rawValue: 16)
    /// The reader commits to an answer before the result shows.
    public static let predict = Classes(rawValue: 32)
    /// Its output is not compared.
    public static let unchecked = Classes(rawValue: 64)

    public static let names: [String: Classes] = [
      "exercise": .exercise, "solution": .solution, "hidden": .hidden, "slow": .slow, "fails": .fails,
      "predict": .predict, "unchecked": .unchecked,
    ]
  }

  /// `fit` of `{#fit}`; empty when there is none.
  public var id: String = ""
  public var classes: Classes = []
  /// All classes as they are written, those without a meaning here among them.
  public var tags: [String] = []
  /// `key=value` attributes, such as `for=mse`.
  public var attributes: [String: String] = [:]
  /// The `#|` lines, as YAML reads them; texts and numbers as text, lists as several.
  public var options: [String: [String]] = [:]
  /// The code without fence and option lines.
  public var source: String = ""
  /// All lines between the fences, those with options among them.
  public var body: String = ""
  /// Recorded output; nil when nothing was recorded.
  public var output: String?
  /// What the recorded output's plots show, in numbers (see `FigureDigest`); nil without plots.
  public var digest: String?
  /// 1-based line of the opening fence.
  public var line: Int = 0

  mutating func add(tag: String) {
    tags.append(tag)
    classes.formUnion(Classes.names[tag] ?? [])
  }

  /// How far numbers of the output may differ, relatively.
  public var tolerance: Double? { options["tolerance"]?.first.flatMap(Double.init) }
}
