import Glibc
import Language
import Testing

@testable import Terminal

@Suite("The bar of long loops in a terminal", .serialized)
struct LoopBarTests {
  private func start(_ name: String, _ settings: [String] = [], _ options: [String] = []) throws -> Screen {
    let home = "GRADUS_HOME=/tmp/gradus-bar-\(getpid())-\(time(nil))-\(name)"
    let screen = try Screen([home] + settings + [Screen.program] + options)
    try screen.wait(for: "[1]")
    return screen
  }

  /// What stands on the screen in the end.
  private func lines(_ screen: Screen) -> [String] {
    var terminal = VirtualTerminal(columns: 80)
    terminal.show(screen.everything)
    #expect(terminal.unknown.isEmpty, "\(terminal.unknown)")
    return terminal.lines
  }

  @Test("shows how far the outermost loop is, below what it prints, and leaves no trace when it is stopped")
  func stopped() throws {
    let screen = try start("stop")
    screen.type("for epoch in 0..<10^5 { print(\"at {epoch}\"); for i in 0..<10^6 { } }\n")
    try screen.wait(for: "at 0\r\n")
    try screen.wait(for: "  epoch  ─")
    try screen.wait(for: "/100000 · 0%")
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
    try screen.wait(for: "[2]› ")
    let lines = lines(screen)
    #expect(!lines.contains { $0.contains("it") && $0.contains("0%") }, "\(lines)")
    let printed = lines.filter { $0.hasPrefix("at ") }
    #expect(printed == (0..<printed.count).map { "at \($0)" }, "\(printed)")
  }

  @Test("goes when the loop ends, and when an error ends it")
  func ended() throws {
    let screen = try start("end")
    screen.type("n = 10\nwhile n < 10^9 {\n")
    try screen.wait(for: "… ")
    // As many rounds as take a second or more on this machine.
    screen.type(
      "n *= 2; t = time(); for i in 0..<n { }; if time() - t > 1 { print(\"n\" + \"ow\"); assert false } }\n")
    try screen.wait(for: "  i  ")
    try screen.wait(for: "now\r\n")
    try screen.wait(for: "error[A10]")
    try screen.wait(for: "[3]› ")
    let lines = lines(screen)
    #expect(!lines.contains { $0.contains("it/s") || $0.contains("─") }, "\(lines)")
  }

  @Test("what is typed meanwhile does not disturb it, and is read afterwards")
  func typing() throws {
    let screen = try start("type")
    screen.type("for i in 0..<10^15 { }\n")
    try screen.wait(for: "  i  ")
    screen.type("20 + 1\n20 + 2\n")
    try screen.wait(for: "  i  ")
    try screen.wait(for: "  i  ")
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
    let lines = lines(screen)
    #expect(!lines.contains { $0.contains("it/s") || $0.contains("20 +") }, "\(lines)")
    // Ctrl-C has taken what was typed with it, as in any terminal; from now on typing is seen again.
    try screen.wait(for: "[2]› ")
    screen.type("40 + 2\n")
    try screen.wait(for: "[2]= 42")
  }

  @Test("Ctrl-Z gives the terminal back as it was, and fg goes on drawing")
  func stopping() throws {
    let screen = try JobControlTests.shell("bar")
    try screen.wait(for: "shell> ")
    screen.type("$GRADUS\n")
    try screen.wait(for: "[1]› ")
    screen.type("for i in 0..<10^15 { }\n")
    try screen.wait(for: "  i  ")
    #expect(!screen.isInLineMode)
    screen.type("\u{1A}")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
    screen.type("fg\n")
    try screen.wait(for: "  i  ")
    #expect(!screen.isInLineMode)
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
    try screen.wait(for: "[2]› ")
    screen.type("\u{4}")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
  }

  @Test("replays show it on a terminal, and nothing of it in a pipe")
  func replay() throws {
    let file = "/tmp/gradus-bar-\(getpid())-\(time(nil)).md"
    try Files.write(
      "# Long\n\n```gradus\nt = time()\nfor step in 0..<10^9 { if time() - t > 2 { break } }\nprint(\"ended\")\n```\n",
      to: file)
    let screen = try Screen([Screen.program, "run", file])
    try screen.wait(for: "  step  ")
    try screen.wait(for: "ended")
    try screen.wait(for: "1 cell")
    let lines = lines(screen)
    #expect(!lines.contains { $0.contains("it/s") }, "\(lines)")
    let piped = Shell.run("$GRADUS run \(file) | cat")
    #expect(piped.text.contains("ended") && !piped.text.contains("it/s"), "\(piped.text)")
  }

  @Test("is drawn in ASCII where there is nothing else")
  func ascii() throws {
    let screen = try start("ascii", [], ["--ascii"])
    screen.type("for i in 0..<10^15 { }\n")
    try screen.wait(for: "  i  [---")
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
  }

  @Test(
    "is not drawn where nobody could take it away, nor for plain text",
    arguments: ["TERM=dumb", "ACCESSIBLE=1", "--plain"])
  func plain(setting: String) throws {
    let isOption = setting == "--plain"
    let screen = try start("plain\(setting.utf8.count)", isOption ? [] : [setting], isOption ? [setting] : [])
    screen.type("for i in 0..<10^15 { }\n")
    #expect(!screen.shows("it/s", within: 1.5))
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
    #expect(!screen.everything.contains("it/s") && !screen.everything.contains("%"))
  }
}
