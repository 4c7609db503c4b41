/// An axis over exactly its range, whose labels were given.
enum PlacedAxis {
  static func fit(_ request: AxisRequest, _ places: [Double], _ labels: [String]) -> Axis {
    let low = request.range.lowerBound, high = request.range.upperBound
    let isWide = high / 2 - low / 2 > 0 && (high - low).isFinite
    var axis = Axis(cells: request.cells, lower: isWide ? low : 0, upper: isWide ? high : 1)
    axis.ticks = zip(places, labels).compactMap { place, label in
      let position = axis.position(place)
      guard position >= 0, position <= Double(axis.cells) else { return nil }
      return Axis.Tick(cell: axis.cell(place), label: label, place: position)
    }
    if !request.isHorizontal { return axis }
    // A label has the room up to the middle between it and its neighbours.
    let cells = axis.ticks.map(\.cell)
    for i in axis.ticks.indices {
      let left = i > 0 ? cells[i] - cells[i - 1] : Int.max
      let right = i + 1 < cells.count ? cells[i + 1] - cells[i] : Int.max
      let room = min(left, right)
      if room == .max { continue }
      axis.ticks[i].label = request.glyphs.ambiguous.truncate(
        axis.ticks[i].label, to: max(1, room - 1), ellipsis: request.glyphs.ellipsis)
    }
    return axis
  }
}
