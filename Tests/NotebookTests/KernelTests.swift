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

  @Test(
    "a value in `let` that is none is refused by name, and nothing of that `let` is set",
    arguments: [
      (#"{"dtype": "f64", "shape": [2, 2], "values": [1, 2, 3]}"#, "takes 4 values, and there are 3"),
      (#"{"dtype": "f64", "shape": [-1], "values": []}"#, "from 0 on"),
      (#"{"shape": [1.5], "values": [1]}"#, "whole numbers"),
      (#"{"dtype": "f99", "shape": [1], "values": [1]}"#, "no dtype"),
      (#"{"dtype": 3, "shape": [1], "values": [1]}"#, "no dtype"),
      (#"{"dtype": "u8", "shape": [1], "values": [300]}"#, "300 is no u8"),
      (#"{"dtype": "i64", "shape": [1], "values": [1.5]}"#, "is no i64"),
      (#"{"dtype": "i64", "shape": [1], "values": [9223372036854775808]}"#, "is no i64"),
      (#"{"dtype": "f64", "shape": [1], "values": ["x"]}"#, "is no number"),
      (#"{"dtype": "f64", "shape": [1], "values": [[1]]}"#, "is no number"),
      (#"{"shape": [9999999999, 9999999999], "values": []}"#, "too large"),
      (#"{"shape": 1, "values": []}"#, "are lists"),
    ])
  func badValues(value: String, reason: String) {
    let kernel = Kernel()
    let error = ask(kernel, #"{"id": 1, "code": "1", "let": {"good": 1, "bad": \#(value)}}"#)["error"]
    #expect(error?["message"]?.string?.contains(reason) == true, "\(error?.text ?? "accepted")")
    #expect(error?["message"]?.string?.contains("`bad`") == true)
    #expect(ask(kernel, #"{"code": "good"}"#)["error"]?["kind"] == .string("name"))
  }

  @Test(
    "a name in `let` that code could not assign to is refused",
    arguments: ["", "a b", "if", "1x", "a.b", "x; y", "\\u0000"])
  func badNames(name: String) {
    #expect(ask(Kernel(), #"{"code": "1", "let": {"\#(name)": 1}}"#)["error"]?["kind"] == .string("name"))
  }

  @Test("a number beyond a double is refused, not taken for infinity")
  func range() {
    #expect(
      ask(Kernel(), #"{"code": "x", "let": {"x": 1e999}}"#)["error"]?["message"]?.string?.contains(
        "out of range") == true)
  }

  @Test("positions are code points: what is written before a name does not shift its completions")
  func positions() {
    let answer = ask(Kernel(), #"{"complete": "\"e\u0301\ud83d\ude00\" + softm", "cursor": 12}"#)
    #expect(answer["start"] == .int(8), "\(answer.text)")
    #expect(answer["matches"]?.text.contains("softmax(") == true)
  }

  @Test("tells whether code goes on, and what a name is")
  func lookingUp() {
    let kernel = Kernel()
    #expect(ask(kernel, #"{"id": 1, "incomplete": "f(x) = {"}"#)["incomplete"] == .bool(true))
    #expect(ask(kernel, #"{"id": 1, "incomplete": "1"}"#)["incomplete"] == .bool(false))
    #expect(ask(kernel, #"{"id": 1, "help": "softmax"}"#)["help"]?.string?.contains("exponentials") == true)
    #expect(ask(kernel, #"{"id": 1, "help": "nosuch"}"#)["error"]?["kind"] == .string("name"))
  }

  @Test("shows a cell's pieces when asked: text, values, pictures; at the end, or while it runs")
  func pieces() {
    let kernel = Kernel()
    let answer = ask(kernel, #"{"id": 1, "rich": true, "code": "print(1)\nprint(2)\nplot([1, 2])"}"#)
    guard case .array(let pieces)? = answer["pieces"] else {
      Issue.record("\(answer.text)")
      return
    }
    #expect(pieces.count == 2 && pieces[0]["text"] == .string("1\n2\n"))
    #expect(pieces[1]["svg"]?.string?.hasPrefix("<svg") == true && pieces[1]["isResult"] == .bool(true))
    var streamed: [JSONValue] = []
    kernel.stream = { streamed.append($0) }
    let last = ask(kernel, #"{"id": 7, "stream": true, "code": "print(1)\nprint(2)\n3"}"#)
    #expect(streamed.map { $0["piece"]?["text"]?.string } == ["1\n", "2\n", "3"])
    #expect(
      streamed.allSatisfy { $0["id"] == .int(7) } && last["output"] == .string("1\n2\n3")
        && last["pieces"] == nil)
  }

  @Test("code of many megabytes is refused")
  func longCode() {
    let answer = ask(Kernel(), #"{"code": "\#(String(repeating: "1+", count: 5 << 20))1"}"#)
    #expect(answer["error"]?["kind"] == .string("memory"))
  }
}
