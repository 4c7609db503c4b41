/// Decides for each category in each term whether all its levels get a column or all but the reference, so that
/// the columns span everything the formula describes and nothing twice.
///
/// A term over the categories a, b describes, besides its own interaction, whatever its subsets describe:
/// 1, a, b. What an earlier term describes already is left out; neighbours among the rest are put together
/// again, which turns a reduced coding into a full one. (As in patsy; the idea is from S.)
struct ContrastPlan {
  /// A product of categories, each coded fully or reduced.
  struct Part {
    /// Category name → does it get all its levels?
    var isFull: [String: Bool]
  }

  private var described: Set<Set<String>> = []

  /// The parts that a term over `categories` contributes, given the terms before it (of the same numeric
  /// factors).
  mutating func parts(_ categories: [String]) -> [Part] {
    var parts: [Part] = []
    for subset in Self.subsets(categories) where described.insert(Set(subset)).inserted {
      parts.append(Part(isFull: Dictionary(subset.map { ($0, false) }, uniquingKeysWith: { a, _ in a })))
    }
    while Self.mergeOnce(&parts) {}
    return parts
  }

  /// `a` followed by reduced `a:b` is `a` times all levels of b.
  private static func mergeOnce(_ parts: inout [Part]) -> Bool {
    for short in parts.indices {
      for long in parts.indices.dropFirst(short + 1) {
        let extra = parts[long].isFull.filter { parts[short].isFull[$0.key] != $0.value }
        guard parts[long].isFull.count == parts[short].isFull.count + 1, extra.count == 1,
          let (name, isFull) = extra.first, !isFull, parts[short].isFull[name] == nil
        else { continue }
        parts[long].isFull[name] = true
        parts.remove(at: short)
        return true
      }
    }
    return false
  }

  /// All subsets, smaller ones first, each in the order of the names.
  private static func subsets(_ names: [String]) -> [[String]] {
    let all = (0..<1 << names.count).map { bits in names.indices.filter { bits >> $0 & 1 == 1 } }
    return all.sorted { a, b in
      a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
    }.map { $0.map { names[$0] } }
  }
}
