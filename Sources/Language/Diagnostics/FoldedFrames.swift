import Formatting

/// The calls that led to an error, one a line, with what repeats written once.
enum FoldedFrames {
  /// Longer cycles of calls are not looked for.
  private static let longestCycle = 4
  /// Lines shown at each end of a long list without cycles.
  private static let shown = 10

  static func lines(_ frames: [Diagnostic.Frame]) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(frames.count)
    for frame in frames {
      texts.append(
        "in \(frame.function), \(frame.source.name), line \(frame.source.line(at: frame.range.start))")
    }
    var lines: [String] = []
    var index = 0
    while index < texts.count {
      let (length, times) = cycle(at: index, in: texts)
      lines += texts[index..<index + length]
      if times > 1 {
        let count = Numbers.grouped((times - 1) * length)
        lines.append(length == 1 ? "… \(count) more" : "… \(count) more of these \(length), in turn")
      }
      index += length * times
    }
    guard lines.count > 2 * shown else { return lines }
    return lines.prefix(shown) + ["… \(Numbers.grouped(lines.count - 2 * shown)) more"] + lines.suffix(shown)
  }

  /// The shortest cycle that begins here and comes at least three times; otherwise the single line.
  private static func cycle(at start: Int, in texts: [String]) -> (length: Int, times: Int) {
    for length in 1...longestCycle {
      var end = start + length
      while end < texts.count, texts[end] == texts[end - length] { end += 1 }
      let times = (end - start) / length
      if times >= 3 { return (length, times) }
    }
    return (1, 1)
  }
}
