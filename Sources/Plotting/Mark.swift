/// What a series draws. There is one file in `Charts/` for each: its data, what it asks of the axes, how
/// it is drawn, how it is told in words, and the factory that makes a series of it.
protocol Mark: Sendable {
  /// The name under which sessions store it.
  static var kind: String { get }
  var fields: Fields { get }
  /// - Throws: `ChartError` when the fields do not fit together: then there is nothing to draw.
  init(_ fields: Fields) throws(ChartError)

  /// What covers much lies under what covers little.
  var layer: Layer { get }
  var lookKind: LookKind { get }
  /// How many cells a category needs, when axes have categories.
  var slots: SlotWish { get }
  /// Says what the axes have to show.
  func include(in data: inout DataRange)
  func draw(on surface: inout any Surface, _ look: Look)
  /// Without the label, which the caller knows how to put: `a line {label} through 3 points`.
  func describe(_ words: AxisWords) -> String
  /// The entries of a legend for a series with this label.
  func legend(_ label: String, _ look: Look) -> [LegendEntry]
}

extension Mark {
  var slots: SlotWish { SlotWish() }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] {
    label.isEmpty ? [] : [LegendEntry(label: label, kind: lookKind, look: look)]
  }
}

/// The order in which marks are drawn.
enum Layer: Int, CaseIterable {
  case ground, bars, bands, rules, lines, shapes, points, notes
}

/// What shapes the look of a mark, and its sample in a legend.
enum LookKind {
  case line, marks(count: Int), band, bars, verticalRule, horizontalRule
  /// Shades from empty to full.
  case scale
  /// The texture of a region.
  case region
  case swatch(Fill)
  /// Drawn with box-drawing characters: boxes, error bars, candles.
  case frame
  case plain
}

struct LegendEntry {
  var label: String
  var kind: LookKind
  var look: Look
}

/// How many cells marks want for each category.
struct SlotWish: Equatable {
  /// Along the horizontal and the vertical axis.
  var columns = Wish()
  var rows = Wish()
  /// Cells to the right of the data and above them that texts need.
  var right = 0
  var above = 0
  /// Rows and columns of square pixels, when the picture of them matters more than their size.
  var pixels: PixelSize?

  struct Wish: Equatable {
    var least = 1
    var most = 1
    /// Without the gap they are a multiple of this.
    var multiple = 1
    /// Cells that stay empty between two categories.
    var gap = 0
    /// An odd number looks better: one cell is then in the middle.
    var isOdd = false
  }
  struct PixelSize: Equatable {
    var rows: Int
    var columns: Int
  }
}

/// How a description calls the axes.
struct AxisWords {
  var x: String
  var y: String
  /// The label of the series in brackets, with a space before it, or nothing.
  var name = ""
  var xScale = AxisScale.linear
  var yScale = AxisScale.linear
}
