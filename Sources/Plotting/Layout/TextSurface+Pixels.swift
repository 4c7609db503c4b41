extension TextSurface {
  mutating func fill(_ box: Box, _ fill: Fill, _ look: Look) {
    let character = glyphs.character(fill)
    for (column, row) in cells(box) { canvas.background(character, column: column, row: row, look.ink) }
  }

  mutating func body(_ box: Box, _ fill: Fill, _ look: Look) {
    let character = glyphs.character(fill)
    for (column, row) in cells(box) { canvas.put(character, column: column, row: row, look.ink) }
  }

  /// The cells of a box, at least one column and one row.
  private func cells(_ box: Box) -> [(column: Int, row: Int)] {
    let slack = 1e-6
    func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
      guard count > 0, high >= 0, low <= Double(count) else { return 0..<0 }
      let first = Int(min(max(low + slack, 0), Double(count - 1)))
      return first..<max(first + 1, Int(min(max(high + slack, 0), Double(count))))
    }
    let columns = range(box.left, box.right, canvas.columns)
    return range(box.bottom, box.top, canvas.rows).flatMap { up in
      columns.map { (column: $0, row: canvas.rows - 1 - up) }
    }
  }

  /// Two pixels a cell, one above the other, where the set of characters has halves.
  mutating func pixels(_ image: Pixels, _ look: Look) {
    let shades = glyphs.shades, halves = glyphs.halves
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let top = Double(canvas.rows - row), left = Double(column)
        if let halves {
          let upper = level(image, left, left + 1, top - 0.5, top)
          let lower = level(image, left, left + 1, top - 1, top - 0.5)
          guard let character = pair(upper, lower, shades, halves) else { continue }
          canvas.background(character, column: column, row: row, look.ink)
        } else if let level = level(image, left, left + 1, top - 1, top) {
          canvas.background(shades[Glyphs.step(level, shades.count)], column: column, row: row, look.ink)
        }
      }
    }
  }

  /// One character for two shades: their common shade, or the brighter half when they are far apart.
  private func pair(
    _ upper: Double?, _ lower: Double?, _ shades: [Character], _ halves: (upper: Character, lower: Character)
  ) -> Character? {
    if upper == nil && lower == nil { return nil }
    let a = upper.map { Glyphs.step($0, shades.count) } ?? 0,
      b = lower.map { Glyphs.step($0, shades.count) } ?? 0
    if a == b { return shades[a] }
    // A half block is as bright as it can be: it stands for the brighter pixel when that is bright.
    if max(a, b) >= shades.count / 2 && abs(a - b) * 2 >= shades.count - 1 {
      return a > b ? halves.upper : halves.lower
    }
    return shades[(a + b + 1) / 2]
  }

  /// The mean of the pixels whose middles lie in a part of the canvas, or the pixel that the part is in.
  private func level(
    _ image: Pixels, _ left: Double, _ right: Double, _ bottom: Double, _ top: Double
  ) -> Double? {
    let columns = indices(x, left, right, image.columns), rows = indices(y, bottom, top, image.rows)
    var sum = 0.0, count = 0
    for row in rows {
      for column in columns {
        let shade = image.shades[row * image.columns + column]
        if shade.isNaN { continue }
        sum += shade
        count += 1
      }
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// The pixels along an axis that a stretch of it shows.
  private func indices(_ axis: Axis, _ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
    let ends = [axis.value(at: low), axis.value(at: high)]
    let a = min(ends[0], ends[1]), b = max(ends[0], ends[1])
    let first = Int(min(max(a.rounded(.up), 0), Double(count)))
    let last = Int(min(max((b - 1e-9).rounded(.down) + 1, 0), Double(count)))
    if first < last { return first..<last }
    let nearest = (a / 2 + b / 2).rounded()
    return nearest >= 0 && nearest < Double(count) ? Int(nearest)..<Int(nearest) + 1 : 0..<0
  }

  mutating func regions(_ classOf: (Point) -> Int?, count: Int) {
    for row in 0..<canvas.dotRows {
      for column in 0..<canvas.dotColumns {
        let at = Point(
          x: (Double(column) + 0.5) / Double(canvas.dotsAcross),
          y: Double(y.cells) - (Double(row) + 0.5) / Double(canvas.dotsDown))
        guard let number = classOf(at) else { continue }
        let ink = Ink(color: number, mark: Palette.pick(glyphs.regions, number))
        if canvas.isCoarse {
          if ink.mark != " " { canvas.background(ink.mark, column: column, row: row, ink) }
        } else if Texture.isOn(column, row, region: number) {
          canvas.dot(column, row, ink)
        }
      }
    }
  }
}

extension Texture {
  /// The dots of an area that is told apart from its neighbours; the first has none.
  static func isOn(_ x: Int, _ y: Int, region: Int) -> Bool {
    switch region % 6 {
    case 0: false
    case 1: x % 2 == 0 && (y + x / 2 * 2) % 4 == 0
    case 2: (x + y) % 4 == 0
    case 3: y % 4 == 1
    case 4: x % 4 == 0
    default: (x + y) % 2 == 0
    }
  }
}
