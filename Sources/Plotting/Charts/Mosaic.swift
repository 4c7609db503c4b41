import Formatting

/// A table of counts as tiles: as wide as the share of their column, as high as their share in it.
struct MosaicMark: Mark {
  static let kind = "mosaic"
  /// Column by column of the picture: `counts[i * names.count + j]`.
  let counts: [Double]
  /// What the columns and what the tiles of a column stand for.
  let columns: [String]
  let names: [String]

  init(_ counts: [Double], columns: [String], names: [String]) throws(ChartError) {
    let (count, overflow) = columns.count.multipliedReportingOverflow(by: names.count)
    guard !overflow, count == counts.count else {
      throw .matrix(rows: columns.count, columns: names.count, values: counts.count)
    }
    if let wrong = counts.first(where: { !($0 >= 0 && $0 < 1e300) }) {
      throw .value("counts", wrong, wanted: "zero or more")
    }
    (self.counts, self.columns, self.names) = (counts, columns, names)
  }

  init(_ fields: Fields) throws(ChartError) {
    try self.init(fields.numbers("counts"), columns: fields.texts("columns"), names: fields.texts("names"))
  }

  var fields: Fields {
    ["counts": .numbers(counts), "columns": .texts(columns), "names": .texts(names)]
  }
  var layer: Layer { .ground }
  var lookKind: LookKind { .plain }

  private func total(_ column: Int) -> Double {
    names.indices.reduce(0) { $0 + counts[column * names.count + $1] }
  }

  /// The share of every column.
  var shares: [Double] {
    let totals = columns.indices.map(total), all = totals.reduce(0, +)
    return totals.map { all > 0 ? $0 / all : 0 }
  }

  func include(in data: inout DataRange) {
    data.stand(lying: false)
    if !(shares.contains { $0 > 0 }) { return }
    data.count(counts.filter { $0 > 0 }.count)
    for edge in [0.0, 1] {
      data.include(x: edge)
      data.include(y: edge)
    }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    var start = 0.0
    for (i, share) in shares.enumerated() where share > 0 {
      guard let left = surface.clamped(surface.x, start),
        let right = surface.clamped(surface.x, start + share)
      else { continue }
      start += share
      // A gap between columns, where there is room for it.
      let box = Box(left: left, right: right - left >= 3 ? right - 1 : right, bottom: 0, top: 0)
      tiles(i, box, &surface, look)
    }
  }

  private func tiles(_ column: Int, _ box: Box, _ surface: inout any Surface, _ look: Look) {
    let all = total(column)
    var bottom = 0.0
    for j in names.indices {
      let count = counts[column * names.count + j]
      guard count > 0, let low = surface.clamped(surface.y, bottom / all),
        let high = surface.clamped(surface.y, (bottom + count) / all)
      else { continue }
      bottom += count
      // Neighbours meet at the nearest row, so that none covers the other.
      let (floor, ceiling) = surface.hasCells ? (low.rounded(), high.rounded()) : (low, high)
      let tile = Box(left: box.left, right: box.right, bottom: floor, top: ceiling)
      if tile.top <= tile.bottom { continue }
      surface.fill(tile, fill(j), look)
      let text = Numbers.general(count, 6)
      if Double(text.utf8.count + 2) <= tile.right - tile.left, tile.top - tile.bottom >= 0.9 {
        let middle = Point(x: (tile.left + tile.right) / 2, y: (tile.bottom + tile.top - 0.1) / 2)
        surface.text(" \(text) ", at: middle, .middle, over: fill(j))
      }
    }
  }

  /// The first is darkest, and even the last is not empty.
  private func fill(_ number: Int) -> Fill {
    names.count <= 3 ? .pattern(number) : .shade(1 - Double(number) / Double(names.count + 1))
  }

  func legend(_ label: String, _ look: Look) -> [LegendEntry] {
    return names.enumerated().map { number, name in
      LegendEntry(label: name.onOneLine, kind: .swatch(fill(number)), look: look)
    }
  }

  func describe(_ words: AxisWords) -> String {
    let parts = zip(columns.indices, shares).map { i, share -> String in
      let all = total(i)
      let inside = names.indices.map { j in
        let part = all > 0 ? counts[i * names.count + j] / all : 0
        return "\"\(names[j])\" \(Numbers.fixed(part * 100, 0)) %"
      }
      return "\"\(columns[i])\" \(Numbers.fixed(share * 100, 0)) % (\(inside.joined(separator: ", ")))"
    }
    return "a mosaic\(words.name) of \(Numbers.general(counts.reduce(0, +), 6)): "
      + parts.joined(separator: "; ")
  }
}

extension Chart {
  /// A table of counts as tiles, with a column of tiles for each row of the table.
  /// - Throws: `ChartError.matrix` when the counts do not fill the table, `ChartError.value` for a negative one.
  public static func mosaic(
    _ counts: [Double], rowNames: [String], columnNames: [String]
  ) throws(ChartError) -> Chart {
    let mark = try MosaicMark(counts, columns: rowNames, names: columnNames)
    var start = 0.0, middles: [Double] = []
    for share in mark.shares {
      middles.append(start + share / 2)
      start += share
    }
    return Chart(yLabel: "share", series: [Series(mark)], xScale: .places(middles, rowNames))
  }
}
