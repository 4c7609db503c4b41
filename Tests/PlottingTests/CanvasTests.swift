import Formatting
import Testing

@testable import Plotting

@Suite("Canvas") struct CanvasTests {
  private let ink = Ink(color: 0, mark: "*")

  @Test("braille dots sit where Unicode puts them")
  func dots() {
    let expected: [(x: Int, y: Int, character: Character)] = [
      (0, 0, "⠁"), (0, 1, "⠂"), (0, 2, "⠄"), (0, 3, "⡀"), (1, 0, "⠈"), (1, 1, "⠐"), (1, 2, "⠠"), (1, 3, "⢀"),
    ]
    for one in expected {
      var canvas = Canvas(columns: 1, rows: 1, Glyphs(.braille))
      canvas.dot(one.x, one.y, ink)
      #expect(canvas.cell(column: 0, row: 0)?.character == one.character)
    }
  }

  @Test("glyphs cover dots, dots cover backgrounds, nothing is drawn outside")
  func layers() {
    var canvas = Canvas(columns: 2, rows: 1, Glyphs(.braille))
    canvas.background("█", column: 0, row: 0, ink)
    #expect(canvas.cell(column: 0, row: 0)?.character == "█")
    canvas.dot(0, 0, ink)
    #expect(canvas.cell(column: 0, row: 0)?.character == "⠁")
    canvas.put("●", column: 0, row: 0, ink)
    #expect(canvas.cell(column: 0, row: 0)?.character == "●")
    for (x, y) in [(-1, 0), (0, -1), (4, 0), (0, 4), (Int.max, Int.min)] {
      canvas.dot(x, y, ink)
      canvas.put("x", column: x, row: y, ink)
      canvas.background("x", column: x, row: y, ink)
    }
    canvas.rectangle(Int.min, Int.min, -1, -1, ink) { _, _ in true }
    #expect(canvas.cell(column: 1, row: 0) == nil)
    canvas.rectangle(-5, -5, 99, 99, ink) { _, _ in true }
    #expect(canvas.cell(column: 1, row: 0)?.character == "⣿")
  }

  @Test("clipping keeps exactly the part inside: compared with sampling")
  func clipping() {
    var random = SeededRandom(state: 31)
    let corner = Point(x: 10, y: 6)
    for _ in 0..<5000 {
      func coordinate() -> Double { (random.uniform() - 0.3) * 20 }
      let a = Point(x: coordinate(), y: coordinate()), b = Point(x: coordinate(), y: coordinate())
      let inside = (0...1000).map { i -> Point in
        let t = Double(i) / 1000
        return Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
      }.filter { (0...corner.x).contains($0.x) && (0...corner.y).contains($0.y) }
      guard let (start, end) = clip(a, b, to: corner) else {
        #expect(inside.isEmpty, "\(a) \(b)")
        continue
      }
      for point in [start, end] {
        #expect((0...corner.x).contains(point.x) && (0...corner.y).contains(point.y))
      }
      if let first = inside.first, let last = inside.last {
        let step = max((b.x - a.x).magnitude, (b.y - a.y).magnitude) / 1000 + 1e-9
        #expect(max((first.x - start.x).magnitude, (first.y - start.y).magnitude) <= step, "\(a) \(b)")
        #expect(max((last.x - end.x).magnitude, (last.y - end.y).magnitude) <= step, "\(a) \(b)")
      }
    }
  }

  @Test("lines with huge coordinates end, and cross the canvas")
  func hugeLines() {
    var canvas = Canvas(columns: 10, rows: 5, Glyphs(.braille))
    var phase = 0
    canvas.line(Point(x: -1e9, y: -1e9), Point(x: 1e9, y: 1e9), ink, .solid, phase: &phase)
    #expect(phase < 100)
    #expect(canvas.cell(column: 0, row: 0) != nil)
  }

  @Test("a line is connected and has both its ends")
  func lines() {
    var random = SeededRandom(state: 32)
    for _ in 0..<500 {
      var canvas = Canvas(columns: 30, rows: 20, Glyphs(.ascii))
      let a = Point(x: random.uniform() * 30, y: random.uniform() * 20)
      let b = Point(x: random.uniform() * 30, y: random.uniform() * 20)
      var phase = 0
      canvas.line(a, b, ink, .solid, phase: &phase)
      #expect(canvas.cell(column: Int(a.x), row: Int(a.y)) != nil)
      #expect(canvas.cell(column: Int(b.x), row: Int(b.y)) != nil)
      let drawn = (0..<600).filter { canvas.cell(column: $0 % 30, row: $0 / 30) != nil }.count
      #expect(drawn == max(abs(Int(a.x) - Int(b.x)), abs(Int(a.y) - Int(b.y))) + 1)
    }
  }

  @Test("dashes repeat")
  func dashes() {
    let dash = Dash(runs: [2, 1])
    #expect((0..<6).map(dash.isOn) == [true, true, false, true, true, false])
    #expect(Dash.all.allSatisfy { $0.isOn(0) })
  }
}

@Suite("Characters") struct CharacterTests {
  /// Patterns and characters from the names in UnicodeData.txt: BLOCK OCTANT-3 is U+1CD00, -25 U+1CD0B, …
  @Test(
    "octants are those of Unicode 16",
    arguments: [
      (0b100, 0x1CD00), (0b110, 0x1CD01), (0b1001, 0x1CD04), (0b10010, 0x1CD0B), (0b10111, 0x1CD0F),
      (0b1111, 0x2580), (0b1111_1110, 0x1CDE5), (0b1111_1111, 0x2588), (0b1, 0x1CEA8),
    ] as [(UInt8, UInt32)])
  func octants(mask: UInt8, scalar: UInt32) {
    #expect(CanvasMode.octants.character(mask).unicodeScalars.first?.value == scalar)
  }

  @Test("all 256 octants are the characters that Unicode 16 names so")
  func octantNames() {
    let characters = OctantNames.characters
    #expect(characters.count == 256)
    for mask in UInt8.min...UInt8.max {
      let shown = CanvasMode.octants.character(mask).unicodeScalars.map(\.value)
      #expect(shown == [characters[mask] ?? 0], "\(String(mask, radix: 2))")
    }
  }

  @Test("every pattern has a character of its own", arguments: [CanvasMode.braille, .octants])
  func patterns(mode: CanvasMode) {
    #expect(Set((0...255).map { mode.character(UInt8($0)) }).count == 256)
  }

  @Test("marks, fills and rules of a set differ, and are one column wide")
  func sets() {
    for glyphs in [Glyphs(.braille), Glyphs(.braille, .wide), Glyphs(.blocks, .wide), Glyphs(.ascii, .wide)] {
      for list in [glyphs.marks, glyphs.bars, glyphs.verticalRules, glyphs.shades, glyphs.rising] {
        #expect(Set(list).count == list.count)
        #expect(list.allSatisfy { glyphs.ambiguous.width($0) == 1 }, "\(list)")
      }
      let others =
        glyphs.arrows + glyphs.growing + glyphs.hanging + (0..<16).map { glyphs.joint(Arms(rawValue: $0)) }
      #expect(others.allSatisfy { glyphs.ambiguous.width($0) == 1 }, "\(others)")
    }
  }

  @Test("ambiguous characters are as wide as the terminal makes them")
  func ambiguous() {
    #expect(AmbiguousWidth.narrow.width("α×│日") == 5)
    #expect(AmbiguousWidth.wide.width("α×│日") == 8)
    #expect(AmbiguousWidth.wide.width("abc ⣿") == 5)
    #expect(AmbiguousWidth.wide.width("e\u{301}") == 1)
    #expect(AmbiguousWidth.wide.truncate("αβγ", to: 5, ellipsis: "...") == "α...")
    #expect(AmbiguousWidth.wide.pad("α", to: 4) == "α  ")
  }

  @Test("lines that meet become corners and crossings")
  func joints() {
    var canvas = Canvas(columns: 1, rows: 1, Glyphs(.braille))
    canvas.join([.up, .down], column: 0, row: 0, .plain)
    #expect(canvas.cell(column: 0, row: 0)?.character == "│")
    canvas.join(.right, column: 0, row: 0, .plain)
    #expect(canvas.cell(column: 0, row: 0)?.character == "├")
  }

  @Test("a wide character takes two cells, and is not cut in half")
  func wideText() {
    var canvas = Canvas(columns: 4, rows: 1, Glyphs(.braille))
    canvas.write("日本語", column: 1, row: 0, .plain)
    func row() -> String {
      String(
        (0..<4).compactMap { column in
          let character = canvas.cell(column: column, row: 0)?.character ?? " "
          return character == Canvas.covered ? nil : character
        })
    }
    #expect(row() == " 日 ")
    canvas.put("x", column: 2, row: 0, .plain)
    #expect(row() == "  x ")
  }
}
