/// "Did you mean …": the known names closest to a mistyped one.
public enum NearNames {
  /// At most `limit` of `names`, closest first: those within a third of the name's length in edits
  /// (insert, delete, replace, swap two neighbours), ignoring case, and those that contain the name.
  public static func to(_ name: String, in names: [String], limit: Int = 3) -> [String] {
    let wanted = Array(name.lowercased().prefix(64))
    guard !wanted.isEmpty else { return [] }
    let allowed = max(1, wanted.count / 3)
    var scored: [(distance: Int, position: Int)] = []
    for (position, candidate) in names.enumerated() {
      let other = Array(candidate.lowercased().prefix(64))
      let distance = edits(wanted, other)
      if distance <= allowed {
        scored.append((distance, position))
      } else if wanted.count >= 3, candidate.lowercased().contains(name.lowercased()) {
        scored.append((allowed + 1, position))
      }
    }
    scored.sort { ($0.distance, $0.position) < ($1.distance, $1.position) }
    return scored.prefix(limit).map { names[$0.position] }
  }

  /// Damerau–Levenshtein distance, where a swap of two neighbours counts once (optimal string alignment).
  static func edits(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = [], last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
