/// What marks draw on: the dots and characters of a text, or the shapes of an SVG.
///
/// Data are given as they are. Everything else is in cells from the bottom left corner of the plot, where
/// `Axis.position` puts values, so that text and SVG share their layout.
protocol Surface {
  var x: Axis { get }
  var y: Axis { get }
  /// Whether it is made of cells: what is to be told apart then needs a cell between.
  var hasCells: Bool { get }

  /// Straight lines through points; a point that cannot be shown interrupts them. `stepped`: each y holds
  /// up to the next x.
  mutating func path(_ x: [Double], _ y: [Double], stepped: Bool, _ look: Look)
  /// One mark a point.
  mutating func points(_ x: [Double], _ y: [Double], _ look: Look)
  /// One mark for each point given in cells.
  mutating func marks(_ points: [Point], _ look: Look)
  /// The area between two curves.
  mutating func area(_ x: [Double], _ lower: [Double], _ upper: [Double], _ look: Look)
  /// A line across the whole plot.
  mutating func verticalRule(_ x: Double, _ look: Look)
  mutating func horizontalRule(_ y: Double, _ look: Look)
  /// A bar. Bars of a chart are drawn together, when `finishBars` is called: the shorter in front.
  mutating func bar(_ bar: Bar)
  mutating func finishBars()

  /// Straight lines through points given in cells.
  mutating func line(_ points: [Point], _ look: Look)
  /// A line along an axis, drawn with box characters in texts; lines that meet become corners.
  mutating func rail(_ from: Point, _ to: Point, _ look: Look)
  /// An interval along an axis, with caps at its ends.
  mutating func interval(_ from: Point, _ to: Point, _ look: Look)
  mutating func arrow(_ from: Point, _ to: Point, _ look: Look)
  /// An area, lightly filled.
  mutating func polygon(_ points: [Point], _ look: Look)
  mutating func fill(_ box: Box, _ fill: Fill, _ look: Look)
  /// As `fill`, over lines that are there already.
  mutating func body(_ box: Box, _ fill: Fill, _ look: Look)
  /// A text with its anchor at a point; in texts it is in the cell of that point. `ground`: what it stands on.
  mutating func text(_ text: String, at point: Point, _ anchor: Anchor, over ground: Fill?)
  /// A text beside a point, and an arrow from it to the point.
  mutating func note(_ text: String, at point: Point)
  /// A matrix, pixel (row, column) around (column, row) of the axes.
  mutating func pixels(_ image: Pixels, _ look: Look)
  /// Areas told apart by their texture: what `classOf` says of a point given in cells; `nil`: none.
  mutating func regions(_ classOf: (Point) -> Int?, count: Int)
}

/// How a box is filled.
enum Fill: Equatable {
  /// From empty (0) to full (1).
  case shade(Double)
  /// One of the fills of bars, by number.
  case pattern(Int)
}

enum Anchor { case start, middle, end }

/// A matrix of shades between 0 and 1; NaN stays empty.
struct Pixels {
  let rows: Int
  let columns: Int
  let shades: [Double]
}

/// A point in cells, or in dots where that is said.
struct Point: Equatable {
  var x: Double
  var y: Double
}

/// A rectangle in cells.
struct Box: Equatable {
  var left: Double
  var right: Double
  var bottom: Double
  var top: Double

  init(left: Double, right: Double, bottom: Double, top: Double) {
    self.left = min(left, right)
    self.right = max(left, right)
    self.bottom = min(bottom, top)
    self.top = max(bottom, top)
  }
}

/// A bar that grows from its base, upwards or, when `lying`, to the right.
struct Bar {
  var box: Box
  var lying = false
  /// Whether its end is at the bottom (or the left) of the box: a negative value.
  var isNegative = false
  var look: Look

  var length: Double { lying ? box.right - box.left : box.top - box.bottom }
  var isFinite: Bool { [box.left, box.right, box.bottom, box.top].allSatisfy(\.isFinite) }
}

extension Surface {
  /// Where a value lies on an axis, moved to its nearest end when it is beyond; `nil` when it cannot be shown.
  func clamped(_ axis: Axis, _ value: Double) -> Double? {
    let position = axis.position(value)
    return position.isNaN ? nil : min(max(position, 0), Double(axis.cells))
  }
}
