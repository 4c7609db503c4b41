import Kernels
import Language
import Testing

@testable import Notebook

@Suite("The bar of long loops", .serialized)
struct LoopBarTests {
  private let plain = DisplayOptions(width: 80)

  private func loop(_ done: Int, _ count: Int, _ label: String = "fit", id: Int = 1) -> LoopProgress {
    LoopProgress(label: label, done: done, count: count, id: id)
  }

  @Test("says what loops, how far it is, how fast, and how long it will take")
  func text() {
    let text = LoopBar.text(loop(312, 1000), since: 0, seconds: 74.3, plain)
    #expect(text == "  fit  ━━━━━━━─────────────────  312/1000 · 31% · 4.2 it/s · 2:43 left")
    let slow = LoopBar.text(loop(1, 3, ""), since: 0, seconds: 2000, plain)
    #expect(slow == "  ━━━━━━━━────────────────  1/3 · 33% · 2000 s/it · 1:06:40 left")
    #expect(
      LoopBar.text(loop(0, 5), since: 0, seconds: 1, plain) == "  fit  ────────────────────────  0/5 · 0%")
    let much = LoopBar.text(loop(20_000_000, 100_000_000, "i"), since: 0, seconds: 1, plain)
    #expect(much == "  i  ━━━━╸───────────────────  20% · 20M it/s · 0:04 left")
  }

  @Test(
    "has no sign that an ASCII terminal lacks, and fits into narrow ones", arguments: [20, 40, 60, 80, 200])
  func narrow(width: Int) {
    for ascii in [false, true] {
      let display = DisplayOptions(width: width, ascii: ascii)
      for label in ["", "epoch", "a_function_with_a_long_name_indeed"] {
        let text = LoopBar.text(loop(99_999, 100_000, label), since: 0, seconds: 10, display)
        #expect(text.count < max(width, 40) && text.contains("99%"), "\(text)")
        #expect(!ascii || text.utf8.allSatisfy { $0 < 0x80 })
      }
    }
    let ascii = DisplayOptions(width: 40, ascii: true)
    #expect(
      LoopBar.text(loop(1, 2, "i"), since: 0, seconds: 1, ascii)
        == "  i  [###----]  1/2 - 50% - 1.0 it/s")
  }

  @Test("comes after half a second, gives way to what is printed, and goes without a trace")
  func states() {
    let start = ContinuousClock.now
    var bar = LoopBar(at: start)
    #expect(bar.look(loop(1, 10), plain, at: start).isEmpty)
    #expect(bar.look(loop(2, 10), plain, at: start + .milliseconds(400)).isEmpty)
    let shown = bar.look(loop(3, 10), plain, at: start + .milliseconds(500))
    #expect(shown.hasPrefix("\r  fit  ") && shown.hasSuffix("\u{1B}[K"))
    #expect(bar.print("a\n") == "\r\u{1B}[Ka\n")
    #expect(bar.print("b") == "b")
    // Printed text is in the middle of its line.
    #expect(bar.look(loop(4, 10), plain, at: start + .seconds(1)).isEmpty)
    #expect(bar.print("c\n") == "c\n")
    #expect(!bar.look(loop(5, 10), plain, at: start + .seconds(2)).isEmpty)
    #expect(bar.erase() == "\r\u{1B}[K" && bar.erase().isEmpty)
  }

  @Test("a loop that begins again and again, and one without an end, say no more than that the cell runs")
  func unknown() {
    let start = ContinuousClock.now
    var bar = LoopBar(at: start)
    for tick in 0..<20 {
      let text = bar.look(loop(tick % 3, 10), plain, at: start + .milliseconds(tick * 100))
      #expect(text.isEmpty)
    }
    #expect(bar.look(nil, plain, at: start + .milliseconds(1900)).isEmpty)
    #expect(bar.look(nil, plain, at: start + .seconds(75)) == "\r  running · 1:15 · Ctrl-C stops it\u{1B}[K")
  }

  /// What the machine says about its loops when it is asked in the middle of a cell.
  private func progress(_ source: String) -> LoopProgress? {
    var found: [LoopProgress?] = []
    // The flag is the whole process's: a cell of another test may have cleared it, or answered.
    for _ in 0..<1000 where found.isEmpty {
      let workspace = Workspace()
      workspace.interpreter.look = { found.append($0) }
      // `print` asks, and the next poll answers.
      workspace.live = { _ in gradus_look_request() }
      let output = workspace.run(source, name: "cell")
      #expect(output.succeeded, "\(output.text)")
      if !output.succeeded { break }
    }
    return found.first ?? nil
  }

  @Test("the machine knows its outermost loop: ranges, lists, tensors, loaders, in functions and blocks")
  func outermost() {
    func has(_ source: String, _ label: String, _ done: Int, _ count: Int) {
      let found = progress(source)
      #expect(
        found?.label == label && found?.done == done && found?.count == count, "\(source): \(found as Any)")
    }
    has("for i in 0..<10 { if i == 3 { print(i) } }", "i", 4, 10)
    has("for i in 10...1 by -3 { if i == 7 { print(i) } }", "i", 2, 4)
    has("for i in 1...9 { for j in 0..<5 { if i == 2 and j == 3 { print(i) } } }", "i", 1, 9)
    has("for word in (\"a\", \"b\", \"c\") { print(word) }", "word", 1, 3)
    has("for row in zeros(4, 2) { print(1) }", "row", 1, 4)
    has("x = zeros(9, 2)\nfor (a, b) in DataLoader((x, x), 2) { print(1) }", "", 1, 5)
    has(
      "fn fit(n) { for i in 0..<n { g(i) } }\nfn g(i) { for k in 0..<2 { if i == 5 { print(k) } } }\nfit(8)",
      "fit", 5, 8)
    has("r = 0..<6\nfor i in r { map([1, 2], x -> { print(x)\n for k in 0..<3 { } }) }", "i", 0, 6)
    has("n = 0\nwhile n < 4 { n += 1\n for k in 0..<7 { if n == 3 { print(k) } } }", "k", 1, 7)
    #expect(progress("n = 0\nwhile n < 4 { n += 1; print(n) }") == nil)
  }
}
