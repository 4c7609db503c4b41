import Glibc

/// Cells from a file or a pipe: no prompts, no history.
final class PlainReader: CellReader {
  var ghost: ((String) -> String?)?
  var completer: (String, Int) -> Completions = { _, _ in Completions(start: 0, candidates: []) }
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  func readCell(
    prompt: String, continuation: String, initial: Draft, isIncomplete: (String) -> Bool
  ) -> Input {
    var lines: [String] = []
    while let line = readLine() {
      lines.append(line)
      let text = lines.joined(separator: "\n")
      if !isIncomplete(text) { return .text(text) }
    }
    // What is incomplete at the end is an error that the reader should see.
    return lines.isEmpty ? .endOfInput : .text(lines.joined(separator: "\n"))
  }

  /// A line without its end; bytes that are no UTF-8 become replacement characters.
  private func readLine() -> String? {
    while true {
      if let end = buffer[position...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        var line = buffer[position..<end]
        if line.last == 0x0D { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
      }
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return String(decoding: buffer[position...], as: UTF8.self)
      }
      fill()
    }
  }

  private func fill() {
    buffer.removeFirst(position)
    position = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count < 0 && errno == EINTR { return }
    if count <= 0 { isAtEnd = true } else { buffer += chunk[..<count] }
  }
}
