import Language
import Testing

@testable import Notebook

@Suite("Live figures") struct LiveFrameTests {
  private let loop = "for i in 1...3 { show(plot([0, i], height=3, title=\"{i}\"), live=true) }"

  @Test("where no cursor moves, the last of many frames is all there is, and it is a value")
  func pipe() throws {
    let workspace = Workspace()
    var written = ""
    workspace.live = { written += $0 }
    let output = workspace.run("print(\"a\")\n\(loop)\nprint(\"b\")", name: "cell")
    #expect(output.succeeded, "\(output.text)")
    #expect(written.hasPrefix("a\nb\n") && written.contains("3\n"), "\(written)")
    #expect(!written.contains("\u{1B}") && written.split(separator: "└").count == 2, "\(written)")
    #expect(output.text + "\n" == written)
    #expect(output.pieces.count == 2)
    guard case .value(_, .object) = output.pieces[1] else {
      Issue.record("the frame is no value")
      return
    }
  }

  @Test("on a terminal each frame stands where the one before it stood, and the last one stays")
  func terminal() throws {
    let workspace = Workspace()
    var written = ""
    workspace.live = { written += $0 }
    workspace.terminalRows = { 24 }
    let output = workspace.run(loop, name: "cell")
    // The first is drawn at once, the last when the cell ends; it has the same size, and covers the first.
    let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(written.contains("\u{1B}[\(lines)A\r"), "\(written)")
    #expect(!output.text.contains("\u{1B}") && output.text.split(separator: "└").count == 2)
  }

  @Test("an error comes below the last frame")
  func error() {
    let workspace = Workspace()
    let output = workspace.run("\(loop)\n1 / \"a\"", name: "cell")
    let parts = output.text.split(separator: "error")
    #expect(!output.succeeded && parts.count >= 2 && parts[0].contains("└"), "\(output.text)")
  }

  @Test("frames wait for the one before, printed text stays above, and tall figures wait for the end")
  func frame() {
    var frame = LiveFrame()
    let start = ContinuousClock.now
    #expect(!frame.isDue(at: start))
    frame.show(.int(1))
    #expect(frame.isDue(at: start))
    #expect(frame.draw("a\nb", rows: 10, at: start) == "a\u{1B}[K\nb\u{1B}[K\n\u{1B}[J")
    frame.show(.int(2))
    #expect(!frame.isDue(at: start + .milliseconds(1)) && frame.isDue(at: start + LiveFrame.interval))
    #expect(frame.print("x\n") == "\u{1B}[2A\r\u{1B}[Jx\n")
    #expect(frame.isDue(at: start + .milliseconds(1)))
    #expect(frame.draw("c", rows: 10, at: start) == "c\u{1B}[K\n\u{1B}[J")
    #expect(frame.finish("c").isEmpty)
    #expect(frame.print("open") == "\u{1B}[1A\r\u{1B}[Jopen")
    #expect(!frame.isDue(at: start + .seconds(1)))
    #expect(frame.finish("c") == "\nc\n")
    var tall = LiveFrame()
    tall.show(.int(1))
    #expect(tall.draw("a\nb\nc", rows: 3, at: start).isEmpty)
    #expect(tall.finish("a\nb\nc") == "a\nb\nc\n")
  }
}
