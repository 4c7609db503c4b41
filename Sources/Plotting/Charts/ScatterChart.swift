extension Plot {
  /// One mark a point: a character in the point's cell, or a dot.
  mutating func drawScatter(_ series: Series, _ look: Look) {
    for i in series.x.indices {
      guard let point = point(series.x[i], series.y[i]), let at = dot(point) else { continue }
      if let glyph = look.glyph {
        canvas.glyph(glyph, column: at.x / C.dotsAcross, row: at.y / C.dotsDown, look.ink)
      } else {
        canvas.dot(at.x, at.y, look.ink)
      }
    }
  }
}
