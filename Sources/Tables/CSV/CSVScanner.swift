/// The bytes that mean something while fields are found.
struct Dialect {
  var delimiter: UInt8
  var comment: UInt8?
  var skipsInitialSpace: Bool

  /// - Throws: `TableError.delimiter` when the delimiter or the comment sign is no single ASCII character.
  init(_ options: CSV.Options, sample: UnsafeBufferPointer<UInt8>) throws(TableError) {
    comment = try options.comment.map { sign throws(TableError) in try Self.byte(sign) }
    skipsInitialSpace = options.skipsInitialSpace
    if let given = options.delimiter {
      delimiter = try Self.byte(given)
    } else {
      delimiter = Self.guess(sample, comment: comment)
    }
  }

  private static func byte(_ character: Character) throws(TableError) -> UInt8 {
    guard let ascii = character.asciiValue, character != "\"", ascii != 0x0A, ascii != 0x0D, ascii != 0 else {
      throw .delimiter(String(character))
    }
    return ascii
  }

  /// The candidate that occurs equally often, and most often, in each of the first lines; comma when none does.
  private static func guess(_ text: UnsafeBufferPointer<UInt8>, comment: UInt8?) -> UInt8 {
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [[0, 0, 0]]
    var isQuoted = false, isComment = false
    for byte in text.prefix(1 << 16) {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case _ where isQuoted: break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        isComment = false
        if counts[counts.count - 1] != [0, 0, 0] { counts.append([0, 0, 0]) }
      case _ where isComment: break
      case _ where byte == comment: isComment = true
      default:
        if let which = candidates.firstIndex(of: byte) { counts[counts.count - 1][which] += 1 }
      }
      if counts.count > 10 { break }
    }
    // The last line may have been cut off by the end of the sample.
    if counts.count > 1 { counts.removeLast() }
    var best = 0, bestScore = 0
    for which in candidates.indices {
      let first = counts[0][which]
      let agreeing = counts.count { $0[which] == first }
      let score = first == 0 ? 0 : (agreeing == counts.count ? 1_000_000 : 0) + first
      if score > bestScore { (best, bestScore) = (which, score) }
    }
    return candidates[best]
  }
}

/// Where each field of a text lies: row-major, every row equally long.
struct FieldIndex {
  let text: UnsafeBufferPointer<UInt8>
  let columnCount: Int
  /// First byte and byte after the last one, without quotes.
  fileprivate(set) var starts: [UInt32]
  fileprivate(set) var ends: [UInt32]

  var count: Int { starts.count }
  var rowCount: Int { columnCount == 0 ? 0 : starts.count / columnCount }

  /// The field as text, doubled quotes undone. Only valid UTF-8 gets this far.
  func text(row: Int, column: Int) -> String {
    let i = row * columnCount + column
    return String(decoding: unescaped(Int(starts[i]), Int(ends[i])), as: UTF8.self)
  }

  /// Does the field contain doubled quotes? Only a field right after an opening quote can.
  func isEscaped(_ start: Int, _ end: Int) -> Bool {
    guard start > 0, text[start - 1] == UInt8(ascii: "\"") else { return false }
    return text[start..<end].contains(UInt8(ascii: "\""))
  }

  func unescaped(_ start: Int, _ end: Int) -> [UInt8] {
    guard isEscaped(start, end) else { return Array(text[start..<end]) }
    var result: [UInt8] = [], skipsQuote = false
    for byte in text[start..<end] {
      if byte == UInt8(ascii: "\"") {
        skipsQuote.toggle()
        if !skipsQuote { continue }
      }
      result.append(byte)
    }
    return result
  }
}

/// One pass over the bytes that finds where each field begins and ends.
struct CSVScanner {
  let text: UnsafeBufferPointer<UInt8>
  let dialect: Dialect
  let file: String

  init(_ text: UnsafeBufferPointer<UInt8>, dialect: Dialect, file: String) {
    self.text = text
    self.dialect = dialect
    self.file = file
  }

  private static let quote = UInt8(ascii: "\""), newline = UInt8(ascii: "\n"),
    carriageReturn = UInt8(ascii: "\r")

  /// Blank lines and comment lines are skipped.
  /// - Throws: `TableError.raggedRow`, `.unclosedQuote`, `.textAfterQuote`.
  func scan() throws(TableError) -> FieldIndex {
    let end = text.count
    let delimiter = dialect.delimiter, comment = dialect.comment, skipsSpace = dialect.skipsInitialSpace
    // One load decides whether a byte can end an unquoted field.
    var endsField = [Bool](repeating: false, count: 256)
    for byte in [delimiter, Self.newline, Self.carriageReturn, comment ?? delimiter] {
      endsField[Int(byte)] = true
    }

    var starts: [UInt32] = [], ends: [UInt32] = []
    starts.reserveCapacity(end / 6)
    ends.reserveCapacity(end / 6)
    var columnCount = 0, i = 0

    rows: while i < end {
      let rowStart = i
      if let next = afterBlankLine(i) {
        i = next
        continue
      }
      let rowFirstField = starts.count
      fields: while true {
        if skipsSpace { while i < end, text[i] == 0x20 { i += 1 } }
        if i < end, text[i] == Self.quote {
          let close = try closingQuote(i)
          starts.append(UInt32(i + 1))
          ends.append(UInt32(close))
          i = close + 1
          if skipsSpace { while i < end, text[i] == 0x20 { i += 1 } }
          guard i == end || endsField[Int(text[i])] else {
            throw .textAfterQuote(file: file, line: line(i), field: starts.count - rowFirstField)
          }
        } else {
          starts.append(UInt32(i))
          while i < end, !endsField[Int(text[i])] { i += 1 }
          ends.append(UInt32(i))
        }
        guard i < end else { break fields }
        let stop = text[i]
        if stop == delimiter {
          i += 1
          continue fields
        }
        i = afterLineEnd(stop == comment ? endOfLine(i) : i)
        break fields
      }
      let found = starts.count - rowFirstField
      if rowFirstField == 0 { columnCount = found }
      guard found == columnCount else {
        throw .raggedRow(file: file, line: line(rowStart), found: found, expected: columnCount)
      }
    }
    return FieldIndex(text: text, columnCount: columnCount, starts: starts, ends: ends)
  }

  /// Where the next line begins when this one is empty or a comment, nil when it holds fields.
  private func afterBlankLine(_ start: Int) -> Int? {
    let byte = text[start]
    if byte == Self.newline || byte == Self.carriageReturn { return afterLineEnd(start) }
    return byte == dialect.comment ? afterLineEnd(endOfLine(start)) : nil
  }

  private func endOfLine(_ start: Int) -> Int {
    var i = start
    while i < text.count, text[i] != Self.newline, text[i] != Self.carriageReturn { i += 1 }
    return i
  }

  /// Past `\n`, `\r\n` or `\r`.
  private func afterLineEnd(_ i: Int) -> Int {
    guard i < text.count else { return i }
    return text[i] == Self.carriageReturn && i + 1 < text.count && text[i + 1] == Self.newline ? i + 2 : i + 1
  }

  private func closingQuote(_ open: Int) throws(TableError) -> Int {
    var i = open + 1
    while i < text.count {
      if text[i] == Self.quote {
        guard i + 1 < text.count, text[i + 1] == Self.quote else { return i }
        i += 1
      }
      i += 1
    }
    throw .unclosedQuote(file: file, line: line(open))
  }

  private func line(_ offset: Int) -> Int { TextCheck.line(of: offset, in: text) }
}
