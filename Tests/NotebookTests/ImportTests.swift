import Foundation
import Language
import Notebook
import Testing

@Suite("Imports")
struct ImportTests {
  /// Writes files into a new folder and runs code there.
  private func run(_ code: String, _ files: [String: String]) throws -> CellOutput {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "gradus-import-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let workspace = Workspace()
    workspace.directory = folder.path()
    return workspace.run(code, name: "test")
  }

  private static let notebook =
    "# Tools\n\n```gradus\n## Twice x.\ntwice(x) = 2 * x\nscale = 10\n```\n\n```gradus\nf(x) = scale * twice(x)\n```\n"

  @Test("give a record of what a notebook or a file of code defines")
  func records() throws {
    let files = ["tools.md": Self.notebook, "lib/more.gradus": "g(x) = x + 1\nh = g(1)"]
    #expect(try run("tools = import \"tools.md\"\n(tools.f(3), tools.scale)", files).text == "(60, 10)")
    #expect(try run("(import \"lib/more.gradus\").h", files).text == "2")
    #expect(try run("m = import \"lib/more.gradus\"\nm.keys()", files).text == "(\"g\", \"h\")")
  }

  @Test("keep their variables to themselves")
  func separate() throws {
    let files = ["a.gradus": "x = 5\nf() = x"]
    #expect(try run("x = 1\na = import \"a.gradus\"\n(x, a.x, a.f())", files).text == "(1, 5, 5)")
  }

  @Test("start relative paths in the folder of the file that they stand in")
  func relative() throws {
    let files = [
      "lib/a.gradus": "b = import \"deep/b.gradus\"\nx = b.x + 1",
      "lib/deep/b.gradus": "x = (import \"../../c.gradus\").x",
      "c.gradus": "x = 40",
    ]
    #expect(try run("(import \"lib/a.gradus\").x", files).text == "41")
  }

  @Test("in a circle are refused, and errors name the file")
  func circles() throws {
    let files = [
      "a.gradus": "b = import \"b.gradus\"", "b.gradus": "a = import \"./a.gradus\"",
      "bad.gradus": "x = 1\ny = x + nosuch",
      "binary.gradus": "a\0b",
    ]
    let circle = try run("import \"a.gradus\"", files)
    #expect(circle.result.error?.code == "F05")
    #expect(circle.result.error?.message.contains("a.gradus") ?? false)
    let bad = try run("import \"bad.gradus\"", files)
    #expect(bad.result.error?.code == "N01")
    #expect(bad.text.contains("bad.gradus, line 2"))
    #expect(try run("import \"missing.md\"", files).result.error?.code == "F01")
    #expect(try run("import \"missing.gradus\"", files).result.error?.code == "F01")
    #expect(try run("import \"binary.gradus\"", files).result.error?.code == "F04")
  }
}
