import Glibc

/// A piece of source code with a name, as errors quote it: a cell, a line of a file, an expression.
public final class SourceText: Sendable {
  /// What messages call it: `cell 7`, `notebooks/03-linear-regression.md, cell 4`.
  public let name: String
  public let text: String
  /// The bytes that ranges index.
  public let utf8: [UInt8]
  /// Byte offset of each line's first byte.
  public let lineStarts: [Int]

  public init(name: String, text: String) {
    self.name = name
    self.text = text
    utf8 = Array(text.utf8)
    lineStarts = SourceText.lineStarts(utf8)
  }

  /// A loop over millions of bytes would take seconds in a debug build; `memchr` does not.
  private static func lineStarts(_ utf8: [UInt8]) -> [Int] {
    var starts = [0]
    utf8.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress else { return }
      var offset = 0
      while offset < bytes.count, let found = memchr(first + offset, 0x0A, bytes.count - offset) {
        offset = first.distance(to: UnsafeRawPointer(found)) + 1
        starts.append(offset)
      }
    }
    return starts
  }

  /// The 1-based line that holds the byte `offset`.
  public func line(at offset: Int) -> Int {
    var low = 0, high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The text of a 1-based line, without its newline; empty when there is no such line.
  public func lineText(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : utf8.count
    if end > start, utf8[end - 1] == 0x0D { end -= 1 }
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// The text of a range; out-of-range offsets are clamped.
  public func slice(_ range: SourceRange) -> String {
    let start = min(max(range.start, 0), utf8.count)
    let end = min(max(range.end, start), utf8.count)
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }
}

/// A half-open range of UTF-8 byte offsets in one `SourceText`.
public struct SourceRange: Hashable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The smallest range that covers both.
  public func joined(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}
