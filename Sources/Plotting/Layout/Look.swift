/// How one series of a chart is drawn, chosen so that no two series of a kind look alike.
struct Look: Equatable {
  var ink: Ink
  var dash = Dash.solid
  /// The mark of a point, the fill of a bar, the character of a rule; `nil`: dots.
  var glyph: Character?
  /// Counts bands, whose dots alternate, and horizontal rules, whose gaps differ.
  var texture = 0
  /// Which of its kind this is: the shape of an SVG mark.
  var number = 0

  /// One look a series.
  static func all(for chart: Chart, columns: Int, rows: Int, _ glyphs: Glyphs) -> [Look] {
    var points = 0, scatters = 0
    for series in chart.series {
      if case .marks(let count) = series.mark.lookKind {
        points += count
        scatters += 1
      }
    }
    // Marks while they mostly fall on cells of their own; several series need them in any case.
    let usesMarks = glyphs.isASCII || scatters > 1 || points <= columns * rows / 6
    var counters = Counters()
    return chart.series.map { series in
      look(series.mark.lookKind, usesMarks: usesMarks, &counters, glyphs)
    }
  }

  private struct Counters {
    var colors = 0, lines = 0, bands = 0, bars = 0, vertical = 0, horizontal = 0, marks = 0

    mutating func next(_ counter: WritableKeyPath<Counters, Int>) -> Int {
      defer { self[keyPath: counter] += 1 }
      return self[keyPath: counter]
    }
  }

  private static func look(
    _ kind: LookKind, usesMarks: Bool, _ counters: inout Counters, _ glyphs: Glyphs
  ) -> Look {
    // Matrices, contours and notes have the colour of the text.
    if case .plain = kind { return Look(ink: .plain) }
    var look = Look(ink: Ink(color: counters.next(\.colors), mark: "*"))
    switch kind {
    case .line:
      look.number = counters.next(\.lines)
      // In ASCII a line is told apart by its mark, which it shares out with the scatter series.
      if glyphs.isASCII {
        look.ink.mark = Palette.pick(glyphs.marks, counters.next(\.marks))
      } else {
        look.dash = Palette.pick(Dash.all, look.number)
      }
    case .marks:
      look.number = counters.next(\.marks)
      look.glyph = usesMarks ? Palette.pick(glyphs.marks, look.number) : nil
    case .band:
      look.texture = counters.next(\.bands)
      look.ink.mark = Palette.pick(glyphs.bands, look.texture)
    case .bars:
      look.number = counters.next(\.bars)
      look.glyph = Palette.pick(glyphs.bars, look.number)
    case .verticalRule: look.glyph = Palette.pick(glyphs.verticalRules, counters.next(\.vertical))
    case .horizontalRule:
      look.texture = counters.next(\.horizontal)
      look.glyph = glyphs.horizontalRules.map { Palette.pick($0, look.texture) }
    case .scale, .region, .swatch, .frame, .plain: break
    }
    return look
  }
}
