import Glibc
import Testing

@testable import Terminal

/// The program below a shell with job control: only there can Ctrl-Z stop it.
@Suite("Stopping, going on, resizing", .serialized)
struct JobControlTests {
  /// A shell that can start the program and stop it, with a session folder of its own.
  static func shell(_ name: String, columns: Int = 80) throws -> Screen {
    try Screen(
      [
        "GRADUS_HOME=/tmp/gradus-jobs-\(getpid())-\(time(nil))-\(name)", "GRADUS=\(Screen.program)", "ENV=",
        "PS1=shell> ", "/bin/sh", "-i",
      ], columns: columns)
  }

  @Test("Ctrl-Z gives the terminal back as it was; fg draws the prompt and what was half typed again")
  func suspend() throws {
    let screen = try Self.shell("z")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
    screen.type("$GRADUS\n")
    try screen.wait(for: "[1]› ")
    screen.type("x = (1,\n")
    try screen.wait(for: "… ")
    screen.type("  40 + ")
    try screen.wait(for: "40 + ")
    #expect(!screen.isInLineMode)
    screen.type("\u{1A}")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
    screen.type("fg\n")
    try screen.wait(for: "[1]› x = (1,")
    try screen.wait(for: "…   40 + ")
    #expect(!screen.isInLineMode)
    screen.type("2)\n")
    try screen.wait(for: "[2]› ")
    screen.type("x\n")
    try screen.wait(for: "[2]= (1, 42)")
    try screen.wait(for: "[3]› ")
    // Twice, with the cursor inside the line: it is there again.
    screen.type("100 + 1\u{1}")
    try screen.wait(for: "100 + 1")
    screen.type("\u{1A}")
    try screen.wait(for: "shell> ")
    screen.type("fg\n")
    try screen.wait(for: "[3]› 100 + 1")
    screen.type("2\n")
    try screen.wait(for: "[3]= 2101")
  }

  @Test("a cell that runs is stopped at once, and goes on")
  func running() throws {
    let screen = try Self.shell("run")
    try screen.wait(for: "shell> ")
    screen.type("$GRADUS\n")
    try screen.wait(for: "[1]› ")
    screen.type("while true { print(\"run\" + \"ning\"); for i in 0..<300000 { } }\n")
    try screen.wait(for: "running")
    screen.type("\u{1A}")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
    screen.type("fg\n")
    try screen.wait(for: "running")
    screen.type("\u{3}")
    try screen.wait(for: "error[I01]")
    try screen.wait(for: "[2]› ")
    screen.type("\u{4}")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
  }

  @Test("a program that is asked to end gives the terminal back first", arguments: [SIGTERM, SIGQUIT])
  func ended(signal: Int32) throws {
    let screen = try Self.shell("end\(signal)")
    try screen.wait(for: "shell> ")
    screen.type("ulimit -c 0; sh -c 'echo $$ is it; exec $GRADUS'; echo ended with $?\n")
    let number = try screen.wait(for: " is it\r\n").split(whereSeparator: \.isNewline).last.flatMap {
      Int32($0)
    }
    try screen.wait(for: "[1]› ")
    #expect(!screen.isInLineMode)
    kill(try #require(number), signal)
    try screen.wait(for: "ended with \(128 + signal)")
    try screen.wait(for: "shell> ")
    #expect(screen.isInLineMode)
  }

  @Test("a long input is drawn anew when the terminal gets another size, and what it shows has the new width")
  func resize() throws {
    let screen = try Screen(
      ["GRADUS_HOME=/tmp/gradus-jobs-\(getpid())-\(time(nil))-size", Screen.program], columns: 120)
    try screen.wait(for: "[1]› ")
    let input = "linspace(0, 1, 30) + 0 * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11)"
    screen.type(input)
    try screen.wait(for: "→ f64[30]")
    let before = screen.everything.utf8.count
    screen.resize(to: 40)
    // The line below is the last thing that is drawn.
    try screen.wait(for: "→ f64[30]")
    var terminal = VirtualTerminal(columns: 40)
    terminal.show(String(decoding: screen.everything.utf8.dropFirst(before), as: UTF8.self))
    #expect(terminal.text.replacing("\n", with: "").hasPrefix("[1]› " + input), "\(terminal.text)")
    #expect(terminal.lines.last == "→ f64[30]", "\(terminal.text)")
    screen.type("\n")
    try screen.wait(for: "[1]= ")
    let narrow = try screen.wait(for: "[2]› ").split(separator: "\r\n")
    #expect(narrow.count > 5 && narrow.allSatisfy { $0.count <= 40 }, "\(narrow)")
    // While a cell runs nobody draws; the next line knows the size all the same.
    screen.type("print(\"wait\" + \"ing\"); while true { }\n")
    try screen.wait(for: "waiting")
    screen.resize(to: 100)
    screen.type("\u{3}")
    try screen.wait(for: "[3]› ")
    screen.type("linspace(0, 1, 30)\n")
    try screen.wait(for: "[3]= ")
    let wide = try screen.wait(for: "[4]› ").split(separator: "\r\n")
    #expect(wide.contains { $0.count > 60 } && wide.allSatisfy { $0.count <= 100 }, "\(wide)")
  }
}
