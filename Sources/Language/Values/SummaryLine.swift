import Formatting
import Glibc
import Tensors

/// A long tensor in one line, below the few elements that are shown, and in words.
enum SummaryLine {
  /// Tensors with more elements are shortened when they are shown.
  private static let shown = 1000

  /// `mean 0.0021, std 0.998, from -3.92 to 4.11  ▁▁▂▄▇█▇▄▂▁▁  3 nan`; nil for a tensor that is shown whole.
  static func text(_ tensor: Tensor, _ options: DisplayOptions) -> String? {
    guard tensor.count > shown, tensor.dtype != .bool, let summary = TensorSummary(tensor) else { return nil }
    var parts: [String] = []
    if summary.finite > 0 {
      parts.append(
        "from \(number(summary.least)) to \(number(summary.greatest)), mean \(number(summary.mean)), std \(number(summary.standardDeviation))"
      )
      let bars = bars(summary.histogram, isASCII: options.ascii || isWide)
      if !bars.isEmpty { parts.append(bars) }
    }
    let odd = nonFinite(summary)
    if !odd.isEmpty { parts.append(odd) }
    let text = parts.joined(separator: "  ")
    return DisplayWidth.of(text) <= options.width ? text : parts.joined(separator: "\n")
  }

  static func number(_ x: Double) -> String { Numbers.general(x, 4) }

  /// `3 nan, 1 infinite`; empty when all are finite.
  static func nonFinite(_ summary: TensorSummary) -> String {
    var parts: [String] = []
    if summary.nans > 0 { parts.append("\(Numbers.grouped(summary.nans)) nan") }
    if summary.infinities > 0 { parts.append("\(Numbers.grouped(summary.infinities)) infinite") }
    return parts.joined(separator: ", ")
  }

  /// Block elements are of ambiguous width.
  private static var isWide: Bool { AmbiguousWidth.ofTerminal == .wide }

  private static func bars(_ counts: [Int], isASCII: Bool) -> String {
    guard let most = counts.max(), most > 0 else { return "" }
    let levels = Array(isASCII ? " .:-=+*#" : " ▁▂▃▄▅▆▇█")
    return String(
      counts.map { count in
        // What is there is seen, however little it is.
        levels[
          count == 0 ? 0 : max(1, Int((Double(count) / Double(most) * Double(levels.count - 1)).rounded()))]
      })
  }
}

extension Value {
  /// The value in words, for readers who cannot see it.
  public func inWords(_ options: DisplayOptions = DisplayOptions()) -> String {
    guard let tensor else { return display(options) }
    var text = "\(typeSummary), \(Numbers.grouped(tensor.count)) \(tensor.count == 1 ? "number" : "numbers")"
    guard let summary = TensorSummary(tensor) else { return text + "." }
    if tensor.dtype == .bool {
      let trues = Int((summary.mean * Double(summary.count)).rounded())
      return text + ": \(Numbers.grouped(trues)) true, \(Numbers.grouped(summary.count - trues)) false."
    }
    if summary.finite > 0, summary.least == summary.greatest {
      text += ": all \(SummaryLine.number(summary.least))"
    } else if summary.finite > 0 {
      text += ": from \(SummaryLine.number(summary.least)) to \(SummaryLine.number(summary.greatest))"
      text += ", mean \(SummaryLine.number(summary.mean))"
      text += ", standard deviation \(SummaryLine.number(summary.standardDeviation))"
    }
    let odd = SummaryLine.nonFinite(summary)
    if !odd.isEmpty { text += summary.finite > 0 ? "; \(odd)" : ": \(odd)" }
    if tensor.requiresGrad { text += ". It carries a gradient" }
    return text + "."
  }
}
