import Glibc

/// Maps values to cells along one direction, and knows its ticks.
///
/// Values are divided by 10^`scale.exponent` first, so that everything from subnormal numbers to 1e308 is
/// calculated near one, where nothing overflows and no digits are lost.
struct Axis: Equatable {
  struct Tick: Equatable {
    /// Counted from the start of the axis; −1 is the axis line itself (see `hasBaseline`).
    var cell: Int
    var label: String
    /// Where it is exactly, in cells.
    var place: Double

    init(cell: Int, label: String, place: Double? = nil) {
      (self.cell, self.label) = (cell, label)
      self.place = place ?? (cell < 0 ? 0 : Double(cell) + 0.5)
    }
  }

  var cells: Int
  /// Values at the outer edges of the first and the last cell, scaled; logarithms on a log axis. The lower
  /// one is the larger where values grow downwards, as the rows of a matrix do.
  var lower: Double
  var upper: Double
  var ticks: [Tick] = []
  var scale = DecimalScale(exponent: 0)
  var isLog = false
  /// Set when every category has the same number of cells.
  var slots: Slots?
  /// The axis line stands for zero and the first cell begins half a step above it: bars stand on it.
  var hasBaseline = false
  /// What was taken out of the labels: `×10⁶`, `+ 1000`; empty when nothing was.
  var note = ""

  /// Where `value` lies, in cells from the start. NaN only when the value cannot be shown (not
  /// finite, not positive on a log axis); never infinite, so that differences are safe.
  func position(_ value: Double) -> Double {
    let scaled = isLog ? (value > 0 ? log10(value) : .nan) : scale.divide(value)
    guard value.isFinite, !scaled.isNaN else { return .nan }
    let position = (scaled - lower) / (upper - lower) * Double(cells)
    if hasBaseline && position < 0 && value >= 0 { return 0 }
    // The range ends at the very edge of a cell, give or take rounding.
    if position < 0 && position > -1e-6 { return 0 }
    if position > Double(cells) && position < Double(cells) + 1e-6 { return Double(cells) }
    return min(max(position, -Self.far), Self.far)
  }

  /// Beyond this many cells the exact place no longer changes what is seen.
  private static let far = 1e9

  /// The value at a position, the inverse of `position`.
  func value(at position: Double) -> Double {
    let scaled = lower + position / Double(cells) * (upper - lower)
    return isLog ? pow(10, scaled) : scaled.divided(byPowerOfTen: -scale.exponent)
  }

  /// The same range with zero at the very start, for drawings that are not made of cells: there the axis line
  /// takes no cell away.
  var startingAtZero: Axis {
    guard hasBaseline else { return self }
    var axis = self
    axis.hasBaseline = false
    axis.lower -= (upper - lower) / Double(cells) / 2
    let part = Double(cells) / (Double(cells) + 0.5)
    for i in ticks.indices { axis.ticks[i].place = ticks[i].cell < 0 ? 0 : (ticks[i].place + 0.5) * part }
    return axis
  }

  /// The cell of `value`, clamped to the axis.
  func cell(_ value: Double) -> Int {
    let position = position(value)
    return position.isNaN ? 0 : Int(min(max(position, 0), Double(cells - 1)))
  }
}

/// Division by a power of ten in two steps, neither of which overflows or underflows before the
/// result does: 5e-324 / 1e-324 is 5 although neither 1e-324 nor 1e324 is a `Double`.
struct DecimalScale: Equatable {
  let exponent: Int
  private let first: Double
  private let second: Double

  init(exponent: Int) {
    self.exponent = exponent
    let half = exponent / 2
    first = pow(10, Double(-half))
    second = pow(10, Double(half - exponent))
  }

  func divide(_ value: Double) -> Double {
    exponent == 0 ? value : value * first * second
  }
}

extension Double {
  func divided(byPowerOfTen exponent: Int) -> Double { DecimalScale(exponent: exponent).divide(self) }
}
