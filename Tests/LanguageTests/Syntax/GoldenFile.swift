import Foundation
import Testing

/// Cases in `Cases/NAME.txt`: `=== title`, input, `---`, expected.
/// `UPDATE_GOLDEN=1 swift test` writes what came out instead of comparing.
struct GoldenFile {
  struct Case {
    var title: String
    var input: String
    var expected: String
  }

  let name: String
  let cases: [Case]

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")

  private static var updates: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil }

  init(_ name: String) throws {
    self.name = name
    let text = try String(contentsOf: GoldenFile.folder.appending(path: name), encoding: .utf8)
    var cases: [Case] = []
    var inExpected = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        cases.append(Case(title: String(line.dropFirst(4)), input: "", expected: ""))
        inExpected = false
      } else if cases.isEmpty {
        continue
      } else if line == "---" {
        inExpected = true
      } else if inExpected {
        cases[cases.count - 1].expected += line + "\n"
      } else {
        cases[cases.count - 1].input += line + "\n"
      }
    }
    self.cases = cases.map {
      Case(title: $0.title, input: String($0.input.dropLast()), expected: GoldenFile.trimmed($0.expected))
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }

  /// Compares every case with what `produce` makes of its input.
  func check(_ produce: (String) throws -> String) throws {
    var updated = ""
    for item in cases {
      let actual = GoldenFile.trimmed(try produce(item.input))
      updated += "=== \(item.title)\n\(item.input)\n---\n\(actual)\n\n"
      if !GoldenFile.updates {
        #expect(actual == item.expected, "\(name): \(item.title)")
      }
    }
    if GoldenFile.updates {
      try updated.write(to: GoldenFile.folder.appending(path: name), atomically: true, encoding: .utf8)
    }
  }
}
