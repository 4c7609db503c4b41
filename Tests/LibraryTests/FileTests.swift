import Foundation
import Language
import Library
import Tensors
import Testing

@Suite("Files")
struct FileTests {
  /// Runs cells in a folder of their own.
  private func shown(_ cells: String..., in folder: String? = nil) throws -> String {
    let path = folder ?? Self.newFolder()
    defer { if folder == nil { try? FileManager.default.removeItem(atPath: path) } }
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    interpreter.directory = path
    var text = ""
    for (i, cell) in cells.enumerated() {
      let result = interpreter.run(SourceText(name: "cell \(i + 1)", text: cell))
      if let error = result.error { throw error }
      text = result.value.display()
    }
    return text
  }

  private static func newFolder() -> String {
    let path = NSTemporaryDirectory() + "gradus-files-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test("hold texts and JSON, written in one step and read again")
  func texts() throws {
    #expect(
      try shown(
        "write_text(\"a.txt\", \"é\\n\")\nwrite_text(\"a.txt\", \"漢\", append=true)\nread_text(\"a.txt\").lines()"
      )
        == "(\"é\", \"漢\")")
    #expect(
      try shown("(exists(\"a\"), write_text(\"a\", \"\"), exists(\"a\"), read_text(\"a\"))")
        == "(false, none, true, \"\")")
    #expect(
      try shown(
        "v = {a: (1, 2.5, none, true), b: {c: \"é\\\"\\n\"}}\nwrite_json(\"v.json\", v)\nread_json(\"v.json\") == v"
      )
        == "true")
    #expect(
      try shown("json({m: [[1, 2], [3, 4]], e: zeros((2, 0)), s: tensor(1.5), f: [true]})")
        == "\"{{\\\"m\\\": [[1, 2], [3, 4]], \\\"e\\\": [[], []], \\\"s\\\": 1.5, \\\"f\\\": [true]}}\"")
  }

  @Test("hold any value, bit for bit, with what it shares")
  func values() throws {
    let same = [
      "1", "-0.0", "nan", "\"é\"", "(1, (2.5, none), true)", "{a: {b: [1.5, 2.5]}}", "0..<9 by 2", "sqrt",
      "zeros((2, 0))", "[1.0, inf].to(bf16)", "{}",
    ]
    for value in same {
      #expect(try shown("save(\(value), \"v\")\nload(\"v\")") == (try shown(value)), "\(value)")
    }
    #expect(try shown("d = {}\nd[(1, \"a\")] = 2\nsave(d, \"v\")\nload(\"v\")[(1, \"a\")]") == "2")
    #expect(try shown("n = 3\nf() = { n = 5; x -> x * n }\nsave(f(), \"v\")\nload(\"v\")(2)") == "10")
  }

  @Test("hold models with all they have learnt, for another session too")
  func models() throws {
    let folder = Self.newFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let code = """
      model Layer(n) { w = param(ones(n)); seen = zeros(1); forward(x) = w * x }
      model Net() { a = Layer(2); b = a; layers = (a, Layer(3)) }
      net = Net()
      net.a.w -= 0.5
      net.a.seen += 7
      freeze(net.layers[1])
      eval(net)
      save(net, "net")
      save(net.state, "state")
      """
    _ = try shown(code, in: folder)
    let loaded = "net = load(\"net\")\n"
    #expect(try shown(loaded + "net.a([2.0, 4.0])", in: folder) == "[1., 2.]  f64[2]")
    #expect(
      try shown(
        loaded + "(net.a == net.b, net.a == net.layers[0], net.training, len(net.parameters))", in: folder)
        == "(true, true, false, 2)")
    #expect(
      try shown(loaded + "(net.a.seen.item(), net.layers[1].w.requires_grad)", in: folder) == "(7.0, false)")
    #expect(
      try shown(code, "other = Net()\nload_state(other, load(\"state\"))\nother.b.w.value", in: folder)
        == "[0.5000, 0.5000]  f64[2]")
  }

  @Test("a chain of ten thousand models is saved and loaded")
  func chain() throws {
    let code = """
      model Link(next) { w = 1 }
      chain = none
      for i in 0..<10000 { chain = Link(chain) }
      save(chain, "chain")
      len(load("chain").modules)
      """
    #expect(try shown(code) == "10000")
  }

  @Test("that are damaged or something else are refused")
  func damaged() throws {
    let folder = Self.newFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try shown(
      "model M() { w = param([1.0, 2.0]); f = x -> x }\nsave((M(), {a: \"b\"}, [1, 2]), \"v\")", in: folder)
    let file = URL(filePath: folder).appending(path: "v")
    let bytes = Array(try Data(contentsOf: file))
    for i in 0..<400 {
      var changed = bytes
      if i % 2 == 0 {
        changed.removeLast(1 + i / 2 % (bytes.count - 1))
      } else {
        // Every byte comes up: no need for luck.
        changed[i * 7919 % bytes.count] = UInt8(truncatingIfNeeded: i * 131)
      }
      try Data(changed).write(to: file)
      do {
        _ = try shown("len(load(\"v\"))", in: folder)
      } catch let error as Diagnostic {
        #expect(!error.message.isEmpty)
      }
    }
    try Data("hello".utf8).write(to: file)
    for (code, expected) in [
      ("load(\"v\")", "D93"), ("read_json(\"v\")", "V18"), ("read_text(\"w\")", "F01"),
      ("load(\"w\")", "F01"),
      ("read_text(\".\")", "F02"), ("write_text(\"no/such/folder\", \"a\")", "F02"),
      ("write_text(\"a\\0b\", \"\")", "F02"),
      ("save(grad(x -> x), \"g\")", "V17"), ("write_text(\"a\", 1)", "T01"),
    ] {
      do {
        _ = try shown(code, in: folder)
        Issue.record("no error: \(code)")
      } catch let error as Diagnostic {
        #expect(error.code == expected, "\(code): \(error.message)")
      }
    }
  }
}
