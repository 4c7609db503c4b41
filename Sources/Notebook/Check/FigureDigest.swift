import Formatting
import Plotting

/// What the plots of an output show, in numbers that fit on a line: `scatter x 235 982.473 519.231 … `.
///
/// For each list of numbers its length, mean, standard deviation, smallest and largest number, and a sum that depends on
/// their order; for texts letters that differ when they do. Two plots whose data agree within a tolerance have digests that
/// agree within it, whatever the drawings look like.
public struct FigureDigest: Sendable {
  public let text: String
  /// Lines of the output's text that are drawings.
  let lines: [Range<Int>]

  /// nil without plots.
  public init?(_ output: CellOutput) {
    var parts: [String] = [], lines: [Range<Int>] = [], line = 0
    for piece in output.pieces {
      let text = piece.text
      var height = text.count { $0 == "\n" }
      // Values end their line, printed texts may not.
      if case .value = piece { height += 1 }
      if let figure = piece.figure {
        parts.append(Self.text(figure))
        lines.append(line..<line + height)
      }
      line += height
    }
    if parts.isEmpty { return nil }
    text = parts.joined(separator: " | ")
    self.lines = lines
  }

  private static func text(_ figure: Figure) -> String {
    switch figure {
    case .chart(let chart):
      let names = letters([chart.title, chart.xLabel, chart.yLabel] + chart.series.map(\.label))
      return (["chart \(names)"] + chart.series.map { text($0) }).joined(separator: ", ")
    case .tree(let tree):
      return "tree \(tree.rows.count) \(letters(tree.rows.map { "\($0.depth) \($0.text)" }))"
    case .grid(let figures, let columns, let title):
      return "grid \(columns) \(letters([title])) " + figures.map { text($0) }.joined(separator: " / ")
    }
  }

  private static func text(_ series: Series) -> String {
    let fields = series.fields.entries.map { name, field -> String in
      switch field {
      case .numbers(let values): "\(name) \(text(values))"
      case .number(let value): "\(name) \(Numbers.general(value, 6))"
      case .texts(let texts): "\(name) \(texts.count) \(letters(texts))"
      case .text(let text): "\(name) \(letters([text]))"
      case .flag(let flag): "\(name) \(flag ? "yes" : "no")"
      }
    }
    return "\(series.kind) \(fields.joined(separator: " "))"
  }

  private static func text(_ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard !finite.isEmpty else { return "\(values.count)" }
    let n = Double(finite.count), mean = finite.reduce(0, +) / n
    let deviation = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    var turn = 0.0
    if deviation > 1e-12 * max(1, abs(mean)) {
      for (i, value) in values.enumerated() where value.isFinite {
        turn += (value - mean) / deviation * Double(i % 97 + 1) / 97
      }
    }
    let numbers = [mean, deviation, finite.min() ?? 0, finite.max() ?? 0, turn / n]
    return "\(values.count) "
      + numbers.map { number($0, beside: max(abs(mean), deviation)) }.joined(separator: " ")
  }

  /// Six digits; what is nothing beside the size of the data is 0, so that rounding does not show.
  private static func number(_ value: Double, beside size: Double) -> String {
    abs(value) < 1e-9 * size ? "0" : Numbers.general(value, 6)
  }

  /// A hash in letters: no digits, which would be compared as numbers.
  private static func letters(_ texts: [String]) -> String {
    String(
      StableHash.text(texts.joined(separator: "\u{1F}")).prefix(8).map { digit in
        Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(digit.hexDigitValue ?? 0)))
      })
  }
}
