import Foundation
import Testing

@testable import Terminal

@Suite("gradus kernel and hostile clients", .serialized)
struct KernelServerTests {
  @Test(
    "answers what follows a bad line",
    arguments: [
      ("printf '\\377\\376\\000x\\n'", "syntax"), ("printf '{\"id\": 1, \"code\": \"1\\n'", "syntax"),
      ("head -c 200000 /dev/zero | tr '\\0' '[' ; echo", "nested too deeply"),
      ("printf '{\"code\": \"\\\\ud800\"}\\n'", "ok"), ("printf '[1, 2]\\n'", "JSON object"),
      ("head -c 140000000 /dev/zero | tr '\\0' 'x'; echo", "longer than 128 MB"),
      (
        "printf '{\"id\": 1, \"code\": \"'; head -c 20000000 /dev/zero | tr '\\0' '1'; printf '\"}\\n'",
        "longer than 8 MB"
      ),
    ])
  func badLine(command: String, answer: String) {
    let result = Shell.run(
      "{ \(command); printf '{\"id\": 2, \"code\": \"6 * 7\"}\\n'; } | $GRADUS kernel | cut -c1-400")
    #expect(result.text.contains(answer), "\(result.text)")
    #expect(result.text.contains("\"id\": 2") && result.text.contains("\"value\": 42"), "\(result.text)")
  }

  @Test("half a line at the end is answered; nothing at all is no error")
  func halfLine() {
    #expect(
      Shell.run("printf '{\"id\": 1, \"code\": \"1+1\"}' | $GRADUS kernel").text.contains("\"value\": 2"))
    let empty = Shell.run("$GRADUS kernel < /dev/null")
    #expect(empty.text.isEmpty && empty.status == 0)
  }

  @Test("an interrupt stops the cell it was meant for, however quickly it comes, and no other")
  func interrupts() {
    let idle = Shell.run(
      "printf '{\"interrupt\": true}\\n{\"id\": 1, \"code\": \"1+1\"}\\n' | $GRADUS kernel")
    #expect(idle.text.contains("\"value\": 2"), "an idle kernel has nothing to interrupt: \(idle.text)")
    let quick = Shell.run(
      "printf '{\"id\": 1, \"code\": \"while true { }\"}\\n{\"interrupt\": true}\\n{\"id\": 2, \"code\": \"2+3\"}\\n' | timeout 20 $GRADUS kernel"
    )
    #expect(quick.text.contains("I01") && quick.text.contains("\"value\": 5"), "\(quick.text)")
    let late = Shell.run(
      "{ printf '{\"id\": 1, \"code\": \"while true { }\"}\\n'; sleep 1; printf '{\"interrupt\": true}\\n{\"id\": 2, \"code\": \"2+3\"}\\n'; } | timeout 20 $GRADUS kernel"
    )
    #expect(late.text.contains("I01") && late.text.contains("\"value\": 5"), "\(late.text)")
  }

  @Test("a client that stops reading ends it, also in the middle of an endless cell")
  func closedPipe() {
    let result = Shell.run(
      "{ printf '{\"id\": 1, \"code\": \"1\"}\\n{\"id\": 2, \"code\": \"while true { }\"}\\n'; } | { timeout 20 $GRADUS kernel; echo status $? >&2; } | head -n 1"
    )
    #expect(result.text.contains("\"value\": 1"))
    #expect(result.text.contains("status 0"), "\(result.text)")
  }

  @Test("a flood of requests takes bounded memory: what finds the queue full is refused in its turn")
  func flood() {
    let queue = RequestQueue()
    queue.add(.line(Array("{}".utf8)))
    for _ in 0..<300_000 { queue.add(.line(Array("{\"id\": 1}".utf8))) }
    queue.end()
    var lines = 0, refused = 0
    while let request = queue.next() {
      switch request {
      case .line: lines += 1
      case .refused(let count): refused += count
      case .tooLong: Issue.record("nothing was too long")
      }
      queue.finish()
    }
    #expect(lines == 100_000 && lines + refused == 300_001)
    #expect(queue.isIdle)
  }
}
