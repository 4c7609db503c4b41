import Formatting
import Glibc
import Testing

@testable import Terminal

@Suite("Input and output in terminals of 40, 80 and 120 columns", .serialized)
struct WidthTests {
  private static func screen(_ name: String, _ width: Int, _ more: [String] = []) throws -> Screen {
    try Screen(
      ["GRADUS_HOME=/tmp/gradus-width-\(getpid())-\(time(nil))-\(name)\(width)"] + more + [Screen.program],
      columns: width)
  }

  /// Everything that a terminal of this width would show now.
  private static func terminal(
    _ screen: Screen, _ width: Int, _ ambiguous: AmbiguousWidth = .narrow
  ) -> VirtualTerminal {
    var terminal = VirtualTerminal(columns: width, ambiguous: ambiguous)
    terminal.show(screen.everything)
    return terminal
  }

  /// The rows that a text takes, as terminals break it: wide characters go to the next row whole.
  private static func rows(_ text: String, _ width: Int) -> [String] {
    var rows = [""], used = 0
    for character in text {
      let columns = DisplayWidth.of(character)
      if used + columns > width {
        rows.append("")
        used = 0
      }
      rows[rows.count - 1].append(character)
      used += columns
    }
    return rows.map { row in
      var row = row
      while row.hasSuffix(" ") { row.removeLast() }
      return row
    }
  }

  @Test(
    "CJK and emoji are edited in the middle of lines that wrap, with the ghost below",
    arguments: [40, 80, 120])
  func input(width: Int) throws {
    let screen = try Self.screen("in", width)
    try screen.wait(for: "[1]› ")
    let text = "名前 = \"漢字かな交じり文 😀 한국어 "
    let filler = String(repeating: "中", count: width / 2)
    screen.type(text + filler)
    try screen.wait(for: String(filler.suffix(3)))
    // To the beginning, some characters in, a wide character more, one less, and back to the end.
    screen.type("\u{1}\u{6}\u{6}値\u{4}\u{5}")
    screen.type("終\"; 名前値 = 3\n")
    try screen.wait(for: "[2]› ")
    screen.type("名前値 + 39\n")
    try screen.wait(for: "[2]= 42")
    let terminal = Self.terminal(screen, width)
    let whole = "[1]› 名前値 = \"漢字かな交じり文 😀 한국어 \(filler)終\"; 名前値 = 3".replacing("値 = \"", with: "値= \"")
    let shown = terminal.lines.drop { !$0.hasPrefix("[1]›") }.prefix { !$0.hasPrefix("[2]›") }
    #expect(Array(shown) == Self.rows(whole, width), "\(terminal.text)")
    #expect(terminal.unknown.isEmpty, "\(terminal.unknown)")
  }

  @Test("tables, records and errors with wide characters stay aligned and inside", arguments: [40, 80, 120])
  func output(width: Int) throws {
    let screen = try Self.screen("out", width)
    try screen.wait(for: "[1]› ")
    screen.type("table({名前: (\"山田太郎\", \"Ann\", \"😀\"), alter: (31, 4, 159)})\n")
    let table = try screen.wait(for: "[2]› ")
    let ages = table.split(separator: "\r\n").filter { row in
      ["山田太郎", "Ann", "😀"].contains { row.contains($0) } && !row.contains("table(")
    }
    #expect(ages.count == 3, "\(table)")
    #expect(
      Set(ages.map { DisplayWidth.of(String($0)) }).count == 1, "the last column ends in one place: \(ages)")
    screen.type("\"漢字\" + nosuch\n")
    let error = try screen.wait(for: "[3]› ").split(separator: "\r\n").map(String.init)
    let source = try #require(error.first { $0.contains("|") && $0.contains("漢字") })
    let carets = try #require(error.first { $0.contains("^") })
    let name = try #require(source.firstRange(of: "nosuch")).lowerBound
    let mark = try #require(carets.firstIndex(of: "^"))
    #expect(DisplayWidth.of(String(source[..<name])) == DisplayWidth.of(String(carets[..<mark])), "\(error)")
  }

  @Test(
    "plots fit whichever width the terminal gives to ambiguous characters",
    arguments: [40, 80, 120], AmbiguousWidth.allCases)
  func ambiguous(width: Int, ambiguous: AmbiguousWidth) throws {
    let screen = try Self.screen("amb\(ambiguous)", width, ["GRADUS_AMBIGUOUS=\(ambiguous)"])
    let cells = [
      "plot([1, 4, 9, 16], title=\"α × β …\", xlabel=\"θ\")", "hist(linspace(0, 1, 100))", "heatmap(eye(4))",
      "linspace(0, 1, 200)", "Sequential(Linear(2, 3), ReLU())",
      "table({α: (\"β\", \"×\", \"…\"), n: (1, 22, 333)})",
    ]
    var shown = ""
    try screen.wait(for: "[1]› ")
    for (i, cell) in cells.enumerated() {
      screen.type(cell + "\n")
      try screen.wait(for: "[\(i + 1)]=")
      shown += "[\(i + 1)]=" + (try screen.wait(for: "[\(i + 2)]› "))
    }
    var terminal = VirtualTerminal(columns: width, ambiguous: ambiguous)
    terminal.show(shown)
    #expect(terminal.wraps == 0, "\(terminal.wraps) rows were too long:\n\(terminal.text)")
    let rows = terminal.lines.filter { $0.hasSuffix(" 1") || $0.hasSuffix(" 22") || $0.hasSuffix(" 333") }
    let ends = rows.suffix(3).map { row in row.reduce(0) { $0 + columns($1, ambiguous) } }
    #expect(rows.count >= 3 && Set(ends).count == 1, "\(terminal.text)")
  }

  @Test("Greek letters are edited in terminals that draw them wide")
  func greek() throws {
    let width = 40
    let screen = try Self.screen("greek", width, ["GRADUS_AMBIGUOUS=wide"])
    try screen.wait(for: "[1]› ")
    let text = "αβγ = \"" + String(repeating: "αβγδε", count: 5)
    screen.type(text)
    try screen.wait(for: "αβγδε")
    screen.type("\u{1}\u{6}ω\u{6}\u{4}\u{5}ψ\"; 7 * 6\n")
    try screen.wait(for: "[1]= 42")
    let terminal = Self.terminal(screen, width, .wide)
    let whole = "[1]› αωβ" + text.dropFirst(3) + "ψ\"; 7 * 6"
    let shown = terminal.lines.drop { !$0.hasPrefix("[1]›") }.prefix { !$0.hasPrefix("[1]=") }
    #expect(shown.joined().replacing(" ", with: "") == whole.replacing(" ", with: ""), "\(terminal.text)")
  }

  private func columns(_ character: Character, _ ambiguous: AmbiguousWidth) -> Int {
    var terminal = VirtualTerminal(columns: 10, ambiguous: ambiguous)
    terminal.show(String(character))
    return terminal.column
  }
}

@Suite("Plain terminals", .serialized)
struct PlainTerminalTests {
  private static func session(_ environment: [String]) throws -> String {
    let screen = try Screen(
      ["GRADUS_HOME=/tmp/gradus-plain-\(getpid())-\(time(nil))-\(environment[0])"] + environment
        + [Screen.program])
    try screen.wait(for: "[1]")
    screen.type("plot([1, 2, 3])\n")
    try screen.wait(for: "[2]")
    screen.type("1/0\n")
    try screen.wait(for: "error[Z01]")
    try screen.wait(for: "[3]")
    screen.type("x = (1,\n2)\n")
    try screen.wait(for: "[4]")
    screen.type(":cells\n")
    try screen.wait(for: "(1,")
    try screen.wait(for: "[4]")
    screen.type("\u{4}")
    #expect(screen.ended() == 0)
    return screen.everything
  }

  /// Without what readline and the terminal themselves switch on and off.
  private static func withoutPaste(_ text: String) -> String {
    text.replacing("\u{1B}[?2004h", with: "").replacing("\u{1B}[?2004l", with: "")
  }

  @Test(
    "a locale that is not UTF-8 gets ASCII only: prompts, plots, errors, marks",
    arguments: ["LC_ALL=C", "LC_ALL=POSIX"])
  func ascii(locale: String) throws {
    let text = try Self.session([locale, "LANG=C"])
    #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text.filter { !$0.isASCII })")
    #expect(text.contains("[1]> "))
  }

  @Test("TERM=dumb gets no colours and no movements of the cursor, even when colours are asked for otherwise")
  func dumb() throws {
    let text = try Self.session(["TERM=dumb", "NO_COLOR="])
    #expect(!text.contains("\u{1B}"), "\(text.debugDescription)")
  }

  @Test("NO_COLOR and --plain switch colours off, and an empty NO_COLOR does not")
  func colors() throws {
    let colored = try Self.session(["NO_COLOR=", "TERM=xterm-256color"])
    #expect(colored.contains("\u{1B}[1;31m"))
    let plain = try Self.session(["NO_COLOR=1", "TERM=xterm-256color"])
    #expect(!Self.withoutPaste(plain).contains(/\u{1B}\[[0-9;]+m/), "\(plain.debugDescription)")
  }
}

@Suite("Statuses in pipes", .serialized)
struct PipeStatusTests {
  @Test(
    "are the program's own",
    arguments: [
      ("printf '1/0\\n' | $GRADUS", 1), ("printf ':quit\\n' | $GRADUS", 0), ("printf '' | $GRADUS", 0),
      ("printf '1/0' | $GRADUS eval -", 1), ("printf '' | $GRADUS eval -", 0),
      ("$GRADUS eval 'print(1)' > /dev/full", 1),
      ("$GRADUS doc > /dev/full", 1), ("printf '1\\n' | $GRADUS > /dev/full", 1),
      ("$GRADUS run /nosuch.md > /dev/null", 1),
      ("$GRADUS --nosuch", 2), ("$GRADUS nosuch", 2), ("$GRADUS session show nosuch", 1),
      ("$GRADUS session delete nosuch", 1), ("$GRADUS import /nosuch.ipynb", 1),
      ("printf '\\377\\376\\n' | $GRADUS kernel > /dev/null", 0),
    ] as [(String, Int32)])
  func statuses(command: String, status: Int32) {
    let result = Shell.run("export GRADUS_HOME=/tmp/gradus-pipes-\(getpid()); \(command)")
    #expect(result.status == status, "\(command): \(result.text)")
  }
}
