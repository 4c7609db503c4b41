/// Gathers the strokes of a pen as the data of a path, clipped to the plot.
struct SVGStrokes: Strokes {
  private(set) var data = ""
  private let size: Point
  private let left: Double
  private let top: Double
  /// Pixels in one unit of the points.
  private let unit: Double
  private var end: Point?

  init(size: Point, left: Double, top: Double, unit: Double = 0.5) {
    (self.size, self.left, self.top, self.unit) = (size, left, top, unit)
  }

  private func place(_ point: Point) -> String {
    SVGWriter.number(left + point.x * unit) + " " + SVGWriter.number(top + point.y * unit)
  }

  mutating func begin() { end = nil }

  mutating func stroke(_ from: Point, _ to: Point) {
    guard from.x.isFinite, from.y.isFinite, to.x.isFinite, to.y.isFinite,
      let (a, b) = clip(from, to, to: size)
    else { return }
    if end != a { data += "M" + place(a) }
    data += "L" + place(b)
    end = b
  }

  mutating func lone(_ point: Point) { data += SVGMark.path(0, left + point.x * unit, top + point.y * unit) }

  /// Dashes are drawn by the browser, and hide nothing that a peak would need.
  mutating func extreme(_ point: Point) {}
}

/// The shapes of marks, in the order of the characters of texts: ● ○ ◆ ▲ × +; `nil`: a dot.
enum SVGMark {
  static func isOpen(_ shape: Int?) -> Bool { shape.map { [1, 4, 5].contains($0 % 6) } ?? false }

  static func path(_ shape: Int?, _ x: Double, _ y: Double) -> String {
    func at(_ dx: Double, _ dy: Double) -> String {
      SVGWriter.number(x + dx) + " " + SVGWriter.number(y + dy)
    }
    func circle(_ r: Double) -> String {
      let n = SVGWriter.number(r), d = SVGWriter.number(2 * r)
      return "M\(at(-r, 0))a\(n) \(n) 0 1 0 \(d) 0a\(n) \(n) 0 1 0 -\(d) 0Z"
    }
    // A line of no length with round ends.
    guard let shape else { return "M\(at(0, 0))h0" }
    return switch shape % 6 {
    case 0, 1: circle(3)
    case 2: "M\(at(0, -4))L\(at(4, 0))L\(at(0, 4))L\(at(-4, 0))Z"
    case 3: "M\(at(0, -4))L\(at(4, 3))L\(at(-4, 3))Z"
    case 4: "M\(at(-3, -3))L\(at(3, 3))M\(at(3, -3))L\(at(-3, 3))"
    default: "M\(at(-4, 0))L\(at(4, 0))M\(at(0, -4))L\(at(0, 4))"
    }
  }
}
