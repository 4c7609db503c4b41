/// Suggestions for a name that nobody knows.
public enum NearNames {
  /// Longer names are not compared letter by letter.
  static let longestName = 64

  /// The names closest to `name`, best first: other case or underscores, then few typing mistakes
  /// (Damerau–Levenshtein, optimal string alignment), then common beginnings.
  public static func best(
    for name: String, among candidates: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let wanted = Array(name.unicodeScalars.prefix(longestName + 1))
    guard !wanted.isEmpty, wanted.count <= longestName else { return [] }
    var scored: [(score: Int, difference: Int, name: String)] = []
    for candidate in Set(candidates) where candidate != name {
      let other = Array(candidate.unicodeScalars.prefix(longestName + 1))
      guard let score = score(wanted, other) else { continue }
      scored.append((score, abs(other.count - wanted.count), candidate))
    }
    scored.sort { ($0.score, $0.difference, $0.name) < ($1.score, $1.difference, $1.name) }
    return scored.prefix(limit).map(\.name)
  }

  /// Smaller is closer; nil for names that no one would confuse.
  private static func score(_ name: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int? {
    if other.isEmpty || other.count > longestName { return nil }
    let a = folded(name), b = folded(other)
    if a == b { return 0 }
    let allowed = allowance(max(a.count, b.count))
    if abs(a.count - b.count) <= allowed {
      let distance = distance(a, b)
      // A name of two letters with one replaced is another name.
      if distance <= allowed, distance < min(a.count, b.count) { return distance * 2 }
    }
    let isPrefix =
      min(a.count, b.count) >= 3 && abs(a.count - b.count) <= 8 && (a.starts(with: b) || b.starts(with: a))
    return isPrefix ? 5 : nil
  }

  /// Lower case without underscores: `batchNorm` is near `batch_norm`.
  private static func folded(_ name: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let plain = name.flatMap { $0 == "_" ? [] : Array($0.properties.lowercaseMapping.unicodeScalars) }
    return plain.isEmpty ? name : plain
  }

  /// Typing mistakes that a name of this length forgives.
  private static func allowance(_ length: Int) -> Int {
    length <= 4 ? 1 : length <= 8 ? 2 : 3
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var twoAgo = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var row = previous
    for i in a.indices {
      row[0] = i + 1
      for j in b.indices {
        let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
        row[j + 1] = min(replaced, previous[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], twoAgo[j - 1] + 1)
        }
      }
      (twoAgo, previous, row) = (previous, row, twoAgo)
    }
    return previous[b.count]
  }
}
