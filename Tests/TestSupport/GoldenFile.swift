import Foundation

/// Cases in a text file: `=== title`, input, `---`, expected.
/// `UPDATE_GOLDEN=1 swift test` writes what came out instead of comparing.
public struct GoldenFile {
  public struct Case: Sendable {
    public var title: String
    public var input: String
    public var expected: String
  }

  /// A case that did not come out as recorded.
  public struct Difference: Sendable {
    public var title: String
    public var expected: String
    public var actual: String
  }

  public let url: URL
  public let cases: [Case]

  /// The file `Cases/NAME` in a folder of tests.
  /// - Parameter test: A source file of the tests, in the folder or in one below it.
  public init(_ name: String, below test: String, levels: Int = 1) throws {
    var folder = URL(filePath: test)
    for _ in 0..<levels { folder.deleteLastPathComponent() }
    url = folder.appending(path: "Cases").appending(path: name)
    cases = Self.read(try String(contentsOf: url, encoding: .utf8))
  }

  private static func read(_ text: String) -> [Case] {
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
    return cases.map {
      Case(title: $0.title, input: String($0.input.dropLast()), expected: trimmed($0.expected))
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }

  /// Compares every case with what `produce` makes of its input.
  public func differences(_ produce: (String) throws -> String) throws -> [Difference] {
    var updated = ""
    var differences: [Difference] = []
    for item in cases {
      let actual = Self.trimmed(try produce(item.input))
      updated += "=== \(item.title)\n\(item.input)\n---\n\(actual)\n\n"
      if actual != item.expected {
        differences.append(Difference(title: item.title, expected: item.expected, actual: actual))
      }
    }
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil else { return differences }
    try updated.write(to: url, atomically: true, encoding: .utf8)
    return []
  }
}
