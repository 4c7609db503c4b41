/// Texts, each distinct one kept once: `codes[i]` says which of `levels` row i holds, or −1 for missing.
///
/// Categories repeat: Adult's 32,561 values of `sex` are 32,561 small integers and two strings.
public struct TextColumn: Sendable {
  /// The distinct texts in order of first appearance. Rows may have been filtered away since, so that a
  /// level need not occur.
  public let levels: [String]
  public let codes: [Int32]

  /// Codes a column of texts; nil is missing.
  public init(_ texts: some Sequence<String?>) {
    var levels: [String] = [], codes: [Int32] = []
    var known: [String: Int32] = [:]
    codes.reserveCapacity(texts.underestimatedCount)
    for text in texts {
      guard let text else {
        codes.append(-1)
        continue
      }
      if let code = known[text] {
        codes.append(code)
      } else {
        let code = Int32(levels.count)
        known[text] = code
        levels.append(text)
        codes.append(code)
      }
    }
    self.levels = levels
    self.codes = codes
  }

  /// Trusts that every code is −1 or an index of `levels`, and that levels are distinct.
  init(levels: [String], codes: [Int32]) {
    self.levels = levels
    self.codes = codes
  }

  public var count: Int { codes.count }

  /// The text of one row, nil when missing. Precondition: `row` is in `0..<count`.
  public subscript(row: Int) -> String? { codes[row] < 0 ? nil : levels[Int(codes[row])] }

  /// How often each level occurs.
  public var levelCounts: [Int] {
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  /// The levels that occur, in order of code points (as Python sorts them).
  public var sortedLevels: [String] {
    zip(levels, levelCounts).filter { $0.1 > 0 }.map(\.0).sorted(by: Self.precedes)
  }

  /// Order of code points, which for UTF-8 is the order of bytes.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  func picking(_ rows: [Int]) -> TextColumn {
    TextColumn(levels: levels, codes: rows.map { codes[$0] })
  }
}
