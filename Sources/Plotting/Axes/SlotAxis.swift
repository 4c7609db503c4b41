/// Gives every category, or every row of a matrix, the same number of cells.
enum SlotAxis {
  static func fit(_ request: AxisRequest) -> Axis {
    let count = count(request)
    var wish = request.slot ?? SlotWish.Wish(most: request.cells)
    // Room for the names, as far as it goes.
    if request.isHorizontal { wish.most = max(wish.most, min(24, widestName(request) + 1)) }
    let slot = slot(wish, room: request.cells / count)
    // Down along the vertical axis, as one reads; the range is then the other way round. An odd number of
    // rows of half a cell leaves half a cell over.
    let isHalf = !request.isHorizontal && slot == nil && request.cells == (count + 1) / 2
    let first = -0.5, last = Double(isHalf ? 2 * request.cells : count) - 0.5
    var axis = Axis(
      cells: slot.map { $0 * count } ?? min(request.cells, count),
      lower: request.isHorizontal ? first : last, upper: request.isHorizontal ? last : first)
    axis.slots = slot.map { Axis.Slots(cells: $0, count: count, gap: min(wish.gap, $0 - 1)) }
    axis.ticks = ticks(axis, count, request)
    return axis
  }

  /// At least one, so that an empty axis has cells too.
  private static func count(_ request: AxisRequest) -> Int {
    if let names = request.scale.categoryNames { return max(1, names.count) }
    let last = request.range.upperBound
    return last.isFinite && last >= 0 && last < 1e9 ? Int(last) + 1 : 1
  }

  /// Cells for each, `nil` when not even one is there.
  private static func slot(_ wish: SlotWish.Wish, room: Int) -> Int? {
    let most = max(wish.least, min(room, wish.most))
    if most > room { return room < 1 ? nil : room }
    var whole = (most - wish.gap) / max(1, wish.multiple) * max(1, wish.multiple) + wish.gap
    if wish.isOdd && (whole - wish.gap) % 2 == 0 { whole -= 1 }
    return whole >= wish.least && whole > wish.gap ? whole : most
  }

  private static func widestName(_ request: AxisRequest) -> Int {
    request.scale.categoryNames?.prefix(1000).map(request.glyphs.ambiguous.width).max() ?? 0
  }

  private static func ticks(_ axis: Axis, _ count: Int, _ request: AxisRequest) -> [Axis.Tick] {
    let width = request.glyphs.ambiguous
    let names = request.scale.categoryNames
    func label(_ i: Int) -> String { names.map { $0.indices.contains(i) ? $0[i] : "" } ?? "\(i)" }
    let perSlot = Double(axis.cells) / Double(count)
    // Names may be cut, numbers may not: of those only some are written.
    var room = Int.max
    if request.isHorizontal, names != nil, perSlot >= 5 { room = Int(perSlot) - 1 }
    let widest = (0..<min(count, 10_000)).reduce(0) { max($0, width.width(label($1))) }
    let needed = request.isHorizontal ? Double(min(widest, room) + 1) : 1
    var step = 1
    for candidate in [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] {
      step = candidate
      if Double(candidate) * perSlot >= needed { break }
    }
    while Double(step) * perSlot < needed && step < count { step *= 2 }
    return stride(from: 0, to: count, by: step).map { i in
      let slot = request.isHorizontal ? i : count - 1 - i
      return Axis.Tick(
        cell: axis.slots?.middle(slot) ?? axis.cell(Double(i)),
        label: width.truncate(label(i), to: room, ellipsis: request.glyphs.ellipsis),
        place: axis.slots.map { $0.center(slot) } ?? axis.position(Double(i)))
    }
  }
}

extension Axis {
  /// Cells that each category has to itself.
  struct Slots: Equatable {
    var cells: Int
    var count: Int
    /// Of those, how many stay empty between two.
    var gap = 0

    var gapBefore: Int { (gap + 1) / 2 }

    /// Where that is exactly.
    func center(_ slot: Int) -> Double { Double(slot * cells + gapBefore) + Double(cells - gap) / 2 }

    /// The cell in the middle of what is used of a slot, slots counted from the start of the axis.
    func middle(_ slot: Int) -> Int { slot * cells + gapBefore + (cells - gap - 1) / 2 }
  }
}
