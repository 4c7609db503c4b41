/// How one series of a chart is drawn, chosen so that no two series of a kind look alike.
struct Look: Equatable {
  var ink: Ink
  var dash = Dash.solid
  /// The mark of a point, the fill of a bar, the character of a rule; `nil`: dots.
  var glyph: Character?
  /// Counts bands, whose dots alternate, and horizontal rules, whose gaps differ.
  var texture = 0

  /// One look a series.
  static func all(for chart: Chart, columns: Int, rows: Int, ascii: Bool) -> [Look] {
    let scatters = chart.series.filter { $0.kind == .scatter }
    let points = scatters.reduce(0) { $0 + $1.x.count }
    // Marks while they mostly fall on cells of their own; several series need them in any case.
    let usesMarks = ascii || scatters.count > 1 || points <= columns * rows / 6
    var lines = 0, bands = 0, bars = 0, vertical = 0, horizontal = 0, marks = 0
    func next(_ counter: inout Int) -> Int {
      defer { counter += 1 }
      return counter
    }

    return chart.series.enumerated().map { index, series in
      var look = Look(ink: Ink(color: index, mark: "*"))
      switch series.kind {
      case .line, .step:
        // In ASCII a line is told apart by its mark, which it shares out with the scatter series.
        if ascii {
          look.ink.mark = Palette.pick(Palette.asciiMarks, next(&marks))
        } else {
          look.dash = Palette.pick(Dash.all, next(&lines))
        }
      case .scatter:
        look.glyph = usesMarks ? Palette.pick(ascii ? Palette.asciiMarks : Palette.marks, next(&marks)) : nil
      case .band:
        look.texture = next(&bands)
        look.ink.mark = Palette.pick(Palette.asciiBands, look.texture)
      case .bars:
        look.glyph = Palette.pick(ascii ? Palette.asciiBars : Palette.bars, next(&bars))
      case .verticalRule:
        look.glyph = Palette.pick(ascii ? [":", "|", "!"] : ["┊", "│", "╏"], next(&vertical))
      case .horizontalRule:
        look.texture = next(&horizontal)
        look.glyph = ascii ? Palette.pick(["-", "=", "~"], look.texture) : nil
      }
      return look
    }
  }
}
