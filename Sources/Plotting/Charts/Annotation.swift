import Formatting

/// A text that points to a place.
struct AnnotationMark: Mark {
  static let kind = "annotation"
  let x: Double
  let y: Double
  let text: String

  init(_ text: String, x: Double, y: Double) { (self.text, self.x, self.y) = (text, x, y) }

  init(_ fields: Fields) throws(ChartError) {
    self.init(try fields.text("text"), x: try fields.number("x"), y: try fields.number("y"))
  }

  var fields: Fields { ["text": .text(text), "x": .number(x), "y": .number(y)] }
  var layer: Layer { .notes }
  var lookKind: LookKind { .plain }

  func include(in data: inout DataRange) { data.include([x], [y]) }

  func draw(on surface: inout any Surface, _ look: Look) {
    let at = Point(x: surface.x.position(x), y: surface.y.position(y))
    guard at.x >= 0, at.x <= Double(surface.x.cells), at.y >= 0, at.y <= Double(surface.y.cells) else {
      return
    }
    surface.note(text, at: at)
  }

  func describe(_ words: AxisWords) -> String {
    "\"\(text.onOneLine)\" at (\(words.x(x)), \(words.y(y)))"
  }
}

extension Series {
  /// A text with an arrow to the point (x, y).
  public static func annotation(_ text: String, x: Double, y: Double) -> Series {
    Series(AnnotationMark(text, x: x, y: y))
  }
}
