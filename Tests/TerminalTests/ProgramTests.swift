import Glibc
import Testing

@testable import Terminal

@Suite("The program's commands", .serialized)
struct ProgramTests {
  @Test(
    "end with the status that the manual names",
    arguments: [
      ("$GRADUS eval '1 + 1'", "2\n", 0), ("echo '2^10' | $GRADUS eval -", "1024\n", 0),
      ("$GRADUS eval '1/0'", "error[Z01]", 1),
      ("$GRADUS eval 'zeros(10^12)'", "error[E01]", 1), ("$GRADUS eval 'f(x ='", "error[P", 1),
      ("$GRADUS eval", "Missing", 2),
      ("$GRADUS run /nosuch.md", "no such file", 1), ("$GRADUS run /bin/ls", "not a text file", 1),
      ("$GRADUS run --cells x a.md", "--cells", 2), ("$GRADUS doc softmax", "exponentials", 0),
      ("$GRADUS doc nosuch", "there is no", 1),
      ("printf 'x = 2\\nx * 3\\n' | $GRADUS", "6", 0),
      ("printf '1/0\\n40 + 2\\n' | $GRADUS", "42", 1),
      ("$GRADUS eval --json '[1, 2]'", "\"values\": [1, 2]", 0),
      ("printf '{\"id\": 1, \"code\": \"1+1\"}\\nbad\\n' | $GRADUS kernel", "\"value\": 2", 0),
    ] as [(String, String, Int32)])
  func statuses(command: String, shown: String, status: Int32) {
    let result = Shell.run(command)
    #expect(result.status == status, "\(command): \(result.text)")
    #expect(result.text.contains(shown), "\(command): \(result.text)")
  }

  @Test(
    "what grows step by step is stopped before the machine's memory is used up",
    arguments: [
      "l = (zeros(10^7),); while true { l.append(l[0] + 1) }",
      "l = (\"memory\",); while true { l.append(l[0] + l[-1]) }",
      "model M(n) { w = param(ones(n)) }; 9223372036854775807.repeat(M)",
    ])
  func exhausted(code: String) {
    let result = Shell.run("ulimit -v 1500000; $GRADUS eval '\(code)'")
    #expect(result.status == 1, "\(code): \(result.text)")
    #expect(result.text.hasPrefix("error[E0"), "\(code): \(result.text)")
  }

  @Test("a reader that goes away ends them quietly")
  func closedPipe() {
    let result = Shell.run("$GRADUS doc | head -n 1")
    #expect(!result.text.contains("rror"))
  }
}

@Suite("Plain text and colours")
struct StyleTests {
  @Test("code is coloured without changing it")
  func highlighting() {
    for line in ["x = 1.5 # note", "\"a {b} \\\" c", "for i in 0..<3 { \"open", "é字 + _a1"] {
      let colored = CodeHighlighter.colored(line)
      var plain = ""
      var isEscape = false
      for character in colored {
        if character == "\u{1B}" { isEscape = true }
        if !isEscape { plain.append(character) }
        if isEscape, character == "m" { isEscape = false }
      }
      #expect(plain == line)
    }
  }

  @Test("every symbol of the table is one character")
  func symbols() {
    #expect(UnicodeNames.table.values.allSatisfy { $0.count == 1 })
    #expect(UnicodeNames.table["alpha"] == "α")
  }
}
