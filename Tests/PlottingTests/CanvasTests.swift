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
      var canvas = BrailleCanvas(columns: 1, rows: 1)
      canvas.dot(one.x, one.y, ink)
      #expect(canvas.cell(column: 0, row: 0)?.character == one.character)
    }
  }

  @Test("glyphs cover dots, dots cover backgrounds, nothing is drawn outside")
  func layers() {
    var canvas = BrailleCanvas(columns: 2, rows: 1)
    canvas.background("█", column: 0, row: 0, ink)
    #expect(canvas.cell(column: 0, row: 0)?.character == "█")
    canvas.dot(0, 0, ink)
    #expect(canvas.cell(column: 0, row: 0)?.character == "⠁")
    canvas.glyph("●", column: 0, row: 0, ink)
    #expect(canvas.cell(column: 0, row: 0)?.character == "●")
    for (x, y) in [(-1, 0), (0, -1), (4, 0), (0, 4), (Int.max, Int.min)] {
      canvas.dot(x, y, ink)
      canvas.glyph("x", column: x, row: y, ink)
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
    var canvas = BrailleCanvas(columns: 10, rows: 5)
    var phase = 0
    canvas.line(Point(x: -1e9, y: -1e9), Point(x: 1e9, y: 1e9), ink, .solid, phase: &phase)
    #expect(phase < 100)
    #expect(canvas.cell(column: 0, row: 0) != nil)
  }

  @Test("a line is connected and has both its ends")
  func lines() {
    var random = SeededRandom(state: 32)
    for _ in 0..<500 {
      var canvas = AsciiCanvas(columns: 30, rows: 20)
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
