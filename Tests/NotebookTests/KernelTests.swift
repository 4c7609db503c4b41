import Formatting
import Testing

@testable import Notebook

@Suite("The kernel protocol")
struct KernelTests {
  private func ask(_ kernel: Kernel, _ line: String) -> JSONValue { kernel.answer(Array(line.utf8)) ?? .null }

  @Test("runs code with variables and gives values back")
  func values() {
    let kernel = Kernel()
    let answer = ask(
      kernel,
      #"{"id": 1, "code": "softmax(x, axis=-1) * 0 + x", "let": {"x": {"dtype": "f64", "shape": [1, 2], "values": [1, "inf"]}}}"#
    )
    #expect(answer["ok"] == .bool(true))
    #expect(answer["id"] == .int(1))
    let second = ask(kernel, #"{"id": "b", "code": "(x[0, 1].item(), {a: none}, 2 > 1, \"t\", 1...3)"}"#)
    #expect(second["value"]?.text == #"["inf", {"a": null}, true, "t", [1, 2, 3]]"#)
    #expect(ask(kernel, #"{"id": 2, "reset": true}"#)["ok"] == .bool(true))
    #expect(ask(kernel, #"{"id": 3, "code": "x"}"#)["error"]?["kind"]?.string == "name")
  }

  @Test("answers failures with kind, place and hint")
  func failures() {
    let error = ask(Kernel(), #"{"id": 1, "code": "1 +\n zeros((2,)) @ ones((3,))"}"#)["error"]
    #expect(error?["kind"]?.string == "shape")
    #expect(error?["line"]?.int == 2)
    #expect(error?["code"]?.string == "S01")
  }

  @Test("completes")
  func completion() {
    let answer = ask(Kernel(), #"{"id": 3, "complete": "softm", "cursor": 5}"#)
    #expect(answer["matches"]?.text.contains("softmax(") == true)
  }

  @Test(
    "survives bad lines",
    arguments: [
      "", "{", "[1]", "1", "null", "{\"id\": 1}", "{\"code\": 3}", "{\"code\": \"1\", \"let\": 3}", "\u{0}",
      "{\"code\": \"\\ud800\"}",
      "{\"code\": \"1\", \"let\": {\"x\": {\"shape\": [9999999999, 9999999999], \"values\": []}}}",
      "{\"code\": \"1\"} x",
      String(repeating: "[", count: 100_000), "{\"code\": \"x = 1e999\"}",
      "{\"complete\": \"a.b.c\", \"cursor\": -5}",
      "{\"complete\": \"\", \"cursor\": 99999}",
    ])
  func badLines(line: String) {
    let kernel = Kernel()
    _ = kernel.answer(Array(line.utf8))
    #expect(ask(kernel, #"{"code": "1 + 1"}"#)["value"] == .int(2))
  }

  @Test("JSON of any shape is read as it was written; junk is refused, not trapped on")
  func json() throws {
    for text in [#"{"a": [1, -2.5, 1e+20, true, null, "x\ny\u0001é😀"], "b": {}}"#, "[]", "0", "-0.5"] {
      let value = try JSONParser.parse(Array(text.utf8))
      #expect(try JSONParser.parse(Array(value.text.utf8)) == value)
    }
    #expect(try JSONParser.parse(Array(#""\ud83d\ude00""#.utf8)) == .string("😀"))
    for text in ["01", "1.", ".5", "+1", "tru", "\"\\x\"", "[1,]", "{\"a\" 1}", "\"\u{1}\"", "1e", "nan"] {
      #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(text.utf8)) }
    }
    var random = SplitMix(state: 5)
    let alphabet = Array("{}[]\",:0123456789.eE+-\\u truefalsn ".utf8)
    for _ in 0..<20_000 {
      let line = (0..<Int(random.next() % 24)).map { _ in
        alphabet[Int(random.next() % UInt64(alphabet.count))]
      }
      if let value = try? JSONParser.parse(line) {
        #expect((try? JSONParser.parse(Array(value.text.utf8))) == value)
      }
    }
  }
}
