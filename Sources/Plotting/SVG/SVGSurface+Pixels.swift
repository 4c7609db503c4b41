extension SVGSurface {
  /// Pixels of one shade are one path. A large matrix is made smaller first: nobody sees more pixels than
  /// the picture has.
  mutating func pixels(_ image: Pixels, _ look: Look) {
    guard image.rows > 0, image.columns > 0 else { return }
    let rows = min(image.rows, max(1, Int(height))), columns = min(image.columns, max(1, Int(width)))
    var data = Array(repeating: "", count: Self.levels + 1)
    for row in 0..<rows {
      let top = edge(y, row, rows, image.rows), bottom = edge(y, row + 1, rows, image.rows)
      var start = 0, level = -1
      for column in 0...columns {
        let next = column < columns ? quantised(image, row, rows, column, columns) : -1
        if next == level { continue }
        if level > 0 {
          let a = edge(x, start, columns, image.columns), b = edge(x, column, columns, image.columns)
          data[level] += rectangle(a, b, bottom, top)
        }
        (start, level) = (column, next)
      }
    }
    for (level, path) in data.enumerated() {
      fill(path, look.ink.color, opacity: 0.9 * Double(level) / Double(Self.levels), crisp: true)
    }
  }

  private static let levels = 20

  /// Where a pixel begins, in cells: half a unit before its number.
  private func edge(_ axis: Axis, _ i: Int, _ count: Int, _ of: Int) -> Double {
    clamped(axis, Double(i) * Double(of) / Double(count) - 0.5) ?? 0
  }

  /// The mean shade of the pixels that one pixel of the picture stands for; −1 when there is none.
  private func quantised(_ image: Pixels, _ row: Int, _ rows: Int, _ column: Int, _ columns: Int) -> Int {
    var sum = 0.0, count = 0
    for r in row * image.rows / rows..<max(row * image.rows / rows + 1, (row + 1) * image.rows / rows) {
      for c in column * image.columns
        / columns..<max(
          column * image.columns / columns + 1, (column + 1) * image.columns / columns)
      {
        let shade = image.shades[r * image.columns + c]
        if shade.isNaN { continue }
        sum += shade
        count += 1
      }
    }
    return count == 0 ? -1 : Int((sum / Double(count) * Double(Self.levels)).rounded())
  }

  private func rectangle(_ left: Double, _ right: Double, _ bottom: Double, _ top: Double) -> String {
    let x0 = SVGWriter.number(pixelX(left)), x1 = SVGWriter.number(pixelX(right))
    return "M\(x0) \(SVGWriter.number(pixelY(top)))H\(x1)V\(SVGWriter.number(pixelY(bottom)))H\(x0)Z"
  }

  /// Asked at every second pixel.
  mutating func regions(_ classOf: (Point) -> Int?, count: Int) {
    let step = 2.0
    let columns = Int(width / step), rows = Int(height / step)
    var data: [Int: String] = [:]
    for row in 0..<max(0, rows) {
      let up = Double(y.cells) - (Double(row) + 0.5) * step / SVGCell.height
      var start = 0, number: Int?
      for column in 0...max(0, columns) {
        let across = (Double(column) + 0.5) * step / SVGCell.width
        let next = column < columns ? classOf(Point(x: across, y: up)) : nil
        if next == number && column < columns { continue }
        if let number {
          data[number, default: ""] += rectangle(
            Double(start) * step / SVGCell.width, Double(column) * step / SVGCell.width,
            up - step / 2 / SVGCell.height, up + step / 2 / SVGCell.height)
        }
        (start, number) = (column, next)
      }
    }
    for (number, path) in data.sorted(by: { $0.key < $1.key }) {
      fill(path, number, opacity: 0.25, crisp: true)
    }
  }
}
