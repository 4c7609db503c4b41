import Foundation
import Language
import Library
import Tensors
import Testing

@Suite("Codes of errors and warnings")
struct ErrorCodeTests {
  private static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
      path: "Sources")

  @Test("every code in the sources is explained")
  func complete() throws {
    let files = FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil)
    var found: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /"([A-Z][0-9]{2})"/) { found.insert(String(match.1)) }
    }
    #expect(found.count > 150)
    for code in found.sorted() { #expect(ErrorCodes.explanation(of: code) != nil, "\(code)") }
  }

  @Test("each example fails with its code, and the one beside it works")
  func examples() {
    #expect(ErrorCodes.all.count { !$0.wrong.isEmpty } > 125)
    for explanation in ErrorCodes.all where !explanation.wrong.isEmpty {
      let wrong = Self.outcome(explanation.wrong)
      #expect(wrong.code == explanation.code, "\(explanation.wrong): \(wrong.message)")
      if explanation.code.hasPrefix("P"), explanation.code < "P19" { continue }
      let right = Self.outcome(explanation.right)
      #expect(right.code == "", "\(explanation.code), \(explanation.right): \(right.message)")
    }
  }

  /// The code of the error or the warning that some code ends in.
  private static func outcome(_ code: String) -> (code: String, message: String) {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    // Some examples write the files that they read.
    let folder = FileManager.default.temporaryDirectory.appending(path: "gradus-examples-\(getpid())")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    interpreter.directory = folder.path
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = interpreter.run(SourceText(name: "example", text: code))
    let diagnostic = result.error ?? result.warnings.last
    return (diagnostic?.code ?? "", diagnostic?.message ?? "")
  }

  @Test("an explanation shows what fails and what works")
  func text() throws {
    let text = try #require(ErrorCodes.text(of: "s01"))
    #expect(text.hasPrefix("S01  a matrix product"))
    #expect(text.contains("not:\n    x = ones(4, 3)") && text.hasSuffix("x @ w.T"))
    #expect(ErrorCodes.text(of: "Q99") == nil)
  }
}
