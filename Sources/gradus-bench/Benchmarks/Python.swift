import Glibc

/// References that run in Python, where it is installed.
enum Python {
  /// Seconds of a statement after some set-up, measured by Python itself; nil when that fails.
  ///
  /// - Parameter gives: An expression and the text that it has to show afterwards.
  static func seconds(_ setup: String, _ statement: String, gives: (of: String, text: String)? = nil)
    -> Double?
  {
    let check = gives.map { "assert str(\($0.of)) == '''\($0.text)''', \($0.of)" } ?? ""
    let script = """
      \(setup)
      import time
      begin = time.perf_counter()
      \(statement)
      seconds = time.perf_counter() - begin
      \(check)
      print(seconds)
      """
    let quoted = "'" + script.replacing("'", with: "'\\''") + "'"
    guard let pipe = popen("python3 -c \(quoted) 2>/dev/null", "r") else { return nil }
    defer { pclose(pipe) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, 256, pipe) != nil else { return nil }
    let text = String(
      decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return Double(text)
  }
}
