/// One set of data on a chart, and how it is drawn.
///
/// Made by the factories in `Charts/` (`line`, `scatter`, `errorbar`, …), which check that the data fit
/// together; it cannot change afterwards, so a series is always drawable.
public struct Series: Sendable {
  let mark: any Mark
  /// What the legend calls it; empty: not in the legend.
  public var label: String

  init(_ mark: some Mark, label: String = "") {
    self.mark = mark
    self.label = label
  }

  /// The name of the kind: `line`, `scatter`, `boxes`.
  public var kind: String { type(of: mark).kind }
  /// The data by name.
  public var fields: Fields { mark.fields }

  /// A series as it was stored.
  /// - Throws: `ChartError` when there is no such kind or the fields do not fit together.
  public init(kind: String, fields: Fields, label: String) throws(ChartError) {
    guard let type = Self.kinds.first(where: { $0.kind == kind }) else { throw .kind(kind) }
    mark = try type.init(fields)
    self.label = label
  }

  /// Every kind of series.
  static let kinds: [any Mark.Type] = [
    LineMark.self, ScatterMark.self, BarMark.self, BandMark.self, RuleMark.self, CategoryBarMark.self,
    ErrorBarMark.self, DensityMark.self, BoxMark.self, ViolinMark.self, MatrixMark.self, ContourMark.self,
    QuiverMark.self, RegionMark.self, CandleMark.self, MosaicMark.self, DendrogramMark.self,
    AnnotationMark.self,
  ]

  static func check(_ left: String, _ leftCount: Int, _ right: String, _ rightCount: Int) throws(ChartError) {
    if leftCount != rightCount { throw .lengths(left: left, leftCount, right: right, rightCount) }
  }
}

extension Series: Equatable {
  /// NaN equals NaN here: the same data make equal series.
  public static func == (a: Series, b: Series) -> Bool { a.isClose(to: b, tolerance: 0) }

  /// As `Chart.isClose(to:tolerance:)`, for one series.
  public func isClose(to other: Series, tolerance: Double) -> Bool {
    kind == other.kind && label == other.label && fields.isClose(to: other.fields, tolerance: tolerance)
  }
}
