import Glibc

/// What `ColumnReader` needs to know about missing values, worked out once a file.
struct InferenceRules {
  let missing: Set<[UInt8]>
  /// Some text that means missing is a number itself, for instance −999.
  let hasNumericMissing: Bool
  let infersTypes: Bool

  init(_ options: CSV.Options) {
    missing = Set(options.missing.map { Array($0.utf8) })
    infersTypes = options.infersTypes
    hasNumericMissing = missing.contains { text in
      text.withUnsafeBufferPointer { NumberParser.double($0).map { !$0.isNaN } ?? false }
    }
  }
}

/// Reads one column of fields: as integers until one is none, then as real numbers, then as booleans or text.
struct ColumnReader {
  let fields: FieldIndex
  let column: Int
  let firstRow: Int
  let rules: InferenceRules

  private var rowCount: Int { fields.rowCount - firstRow }

  func read() -> Column {
    guard rules.infersTypes else { return .text(texts()) }
    return bools() ?? numbers() ?? .text(texts())
  }

  private func field(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    let i = (firstRow + row) * fields.columnCount + column
    return UnsafeBufferPointer(rebasing: fields.text[Int(fields.starts[i])..<Int(fields.ends[i])])
  }

  private func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    field.isEmpty || rules.missing.contains(Array(field))
  }

  /// Integers, or real numbers from the first value on that is no integer; nil at the first that is no number.
  /// A column without any value is real: all NaN.
  private func numbers() -> Column? {
    var integers: [Int] = [], missing: [Bool] = []
    integers.reserveCapacity(rowCount)
    var row = 0, seen = 0
    while row < rowCount {
      let field = field(row)
      if !(rules.hasNumericMissing && isMissing(field)), let value = NumberParser.integer(field) {
        integers.append(value)
        if !missing.isEmpty { missing.append(false) }
        seen += 1
      } else if isMissing(field) {
        if missing.isEmpty { missing = [Bool](repeating: false, count: row) }
        integers.append(0)
        missing.append(true)
      } else {
        return reals(Column.i64(integers, missing: MissingMask(missing)).doubles ?? [])
      }
      row += 1
    }
    return seen > 0
      ? .i64(integers, missing: MissingMask(missing)) : .f64([Double](repeating: .nan, count: rowCount))
  }

  /// Continues after the rows that `start` holds.
  private func reals(_ start: [Double]) -> Column? {
    var values = start
    values.reserveCapacity(rowCount)
    for row in start.count..<rowCount {
      let field = field(row)
      if rules.hasNumericMissing, isMissing(field) {
        values.append(.nan)
      } else if let value = NumberParser.double(field) {
        values.append(value)
      } else if isMissing(field) {
        values.append(.nan)
      } else {
        return nil
      }
    }
    return .f64(values)
  }

  /// Nil at the first value that is neither true nor false, or when there is no value at all.
  private func bools() -> Column? {
    var values: [Bool] = [], missing: [Bool] = []
    var seen = 0
    for row in 0..<rowCount {
      let field = field(row)
      if let truth = Self.truth(field) {
        values.append(truth)
        missing.append(false)
        seen += 1
      } else if isMissing(field) {
        values.append(false)
        missing.append(true)
      } else {
        return nil
      }
    }
    return seen > 0 ? .bool(values, missing: MissingMask(missing)) : nil
  }

  private static func truth(_ field: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard field.count == 4 || field.count == 5, field[0] | 0x20 == 0x74 || field[0] | 0x20 == 0x66 else {
      return nil
    }
    switch String(decoding: field, as: UTF8.self) {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  private func texts() -> TextColumn {
    var dictionary = TextDictionary(isMissing: { rules.missing.contains($0) })
    var codes: [Int32] = []
    codes.reserveCapacity(rowCount)
    for row in firstRow..<fields.rowCount {
      let i = row * fields.columnCount + column
      let start = Int(fields.starts[i]), end = Int(fields.ends[i])
      if start == end {
        codes.append(-1)
      } else if fields.isEscaped(start, end) {
        codes.append(fields.unescaped(start, end).withUnsafeBufferPointer { dictionary.code($0) })
      } else {
        codes.append(dictionary.code(UnsafeBufferPointer(rebasing: fields.text[start..<end])))
      }
    }
    return TextColumn(levels: dictionary.levels, codes: codes)
  }
}

/// Distinct texts, found by their bytes: a hash table with open addressing, so that a repeated text costs
/// neither a `String` nor an allocation.
private struct TextDictionary {
  private(set) var levels: [String] = []
  private let isMissing: ([UInt8]) -> Bool
  private var entries: [(hash: UInt64, start: Int, end: Int, code: Int32)] = []
  private var bytes: [UInt8] = []
  /// Indices of entries, −1 where free; a power of two, at most half full.
  private var slots = [Int32](repeating: -1, count: 64)

  init(isMissing: @escaping ([UInt8]) -> Bool) { self.isMissing = isMissing }

  /// The text's code: −1 when it means missing, otherwise an index of `levels`.
  mutating func code(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.end - entry.start == text.count, equals(entry.start, text) {
        return entry.code
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(entries.count)
    let code = isMissing(Array(text)) ? -1 : Int32(levels.count)
    if code >= 0 { levels.append(String(decoding: text, as: UTF8.self)) }
    entries.append((hash, bytes.count, bytes.count + text.count, code))
    bytes.append(contentsOf: text)
    if entries.count * 2 > slots.count { grow() }
    return code
  }

  private func equals(_ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { known in
      guard let a = known.baseAddress, let b = text.baseAddress else { return true }
      return memcmp(a + start, b, text.count) == 0
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// Eight bytes at a step, multiplied and folded.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(text)
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var i = 0
    while i + 8 <= raw.count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      i += 8
    }
    var rest: UInt64 = 0
    while i < raw.count {
      rest = rest << 8 | UInt64(raw[i])
      i += 1
    }
    return mixed(hash ^ rest)
  }

  private static func mixed(_ x: UInt64) -> UInt64 {
    let (high, low) = x.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }
}
