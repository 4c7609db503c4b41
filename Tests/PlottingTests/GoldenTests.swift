import Formatting
import Glibc
import Testing

@testable import Plotting

/// Every sample chart at three widths, in braille, in ASCII and for terminals with wide ambiguous
/// characters, compared with the recorded text.
///
/// After an intended change: `GRADUS_RECORD=1 swift test --filter PlottingTests`, then read the diff.
@Suite("Golden charts") struct GoldenTests {
  static let folder = Folder(besides: #filePath, "Golden")
  static let styles: [(name: String, style: ChartStyle)] = [
    ("braille", ChartStyle()), ("ASCII", ChartStyle(canvas: .ascii)),
    ("wide ambiguous", ChartStyle(ambiguous: .wide)),
  ]

  @Test("charts look as recorded")
  func golden() throws {
    for (name, chart) in try Samples.all() { try compare(Self.page(.chart(chart)), name) }
  }

  @Test("trees and panels look as recorded")
  func figures() throws {
    for (name, figure) in try Samples.figures() { try compare(Self.page(figure), name) }
  }

  @Test("blocks and octants look as recorded", arguments: [CanvasMode.blocks, .octants])
  func canvases(mode: CanvasMode) throws {
    var text = ""
    for (name, chart) in try Samples.all() {
      text += "--- \(name)\n" + chart.text(ChartStyle(width: 60, canvas: mode)) + "\n"
    }
    try compare(text, mode.rawValue)
  }

  private func compare(_ text: String, _ name: String) throws {
    if getenv("GRADUS_RECORD") != nil {
      #expect(Self.folder.write(text, to: "\(name).txt"))
    }
    let recorded = Self.folder.read("\(name).txt") ?? "nothing recorded"
    #expect(text == recorded, "\(name)\n\(text)")
  }

  private static func page(_ figure: Figure) -> String {
    var text = figure.describe() + "\n"
    for width in [40, 80, 120] {
      for (name, style) in styles {
        var style = style
        style.width = width
        text += "\n--- \(width) columns, \(name)\n" + figure.text(style) + "\n"
      }
    }
    return text
  }

  @Test("colour changes nothing but colour", arguments: [0, 1, 2])
  func color(index: Int) throws {
    for (name, chart) in try Samples.all() {
      var style = Self.styles[index].style
      let plain = chart.text(style)
      style.color = true
      let colored = chart.text(style)
      #expect(withoutColor(colored) == plain, "\(name)")
      let hasColors = chart.series.contains { series in
        if case .plain = series.mark.lookKind { false } else { true }
      }
      #expect((colored != plain) == (hasColors || name == "regions"), "\(name)")
    }
  }

  @Test("colours are among those that every terminal of 16 has")
  func ansi() throws {
    let allowed = Set(Palette.colors.map { "\u{1B}[\($0)m" } + ["\u{1B}[39m"])
    for (name, chart) in try Samples.all() {
      let text = chart.text(ChartStyle(color: true))
      for part in text.split(separator: "\u{1B}").dropFirst(text.hasPrefix("\u{1B}") ? 0 : 1) {
        let code = "\u{1B}" + part.prefix { $0 != "m" } + "m"
        #expect(allowed.contains(code), "\(name): \(code.dropFirst())")
      }
    }
  }

  @Test("without colour, series of a chart differ in what they are drawn with", arguments: [0, 1, 2])
  func distinct(index: Int) throws {
    for name in ["five-lines", "clusters", "grouped-bars", "stacked-bars", "two-histograms"] {
      let chart = try #require(try Samples.all().first { $0.name == name }).chart
      let looks = Layout(chart, Self.styles[index].style).looks
      for (i, a) in looks.enumerated() {
        for b in looks[..<i] {
          #expect(
            a.glyph != b.glyph || a.dash.runs != b.dash.runs || a.ink.mark != b.ink.mark, "\(name)")
        }
      }
    }
  }

  @Test("ASCII charts are ASCII when their labels are")
  func ascii() throws {
    for (name, chart) in try Samples.all() where !Samples.hasWideLabels(name) {
      #expect(chart.text(ChartStyle(canvas: .ascii)).utf8.allSatisfy { $0 < 0x80 }, "\(name)")
    }
  }

  @Test("where ambiguous characters are wide, charts use none of their own")
  func wide() throws {
    for (name, chart) in try Samples.all() where !Samples.hasWideLabels(name) {
      let text = chart.text(ChartStyle(ambiguous: .wide))
      let wide = text.filter { AmbiguousWidth.wide.width($0) > 1 }
      #expect(wide.isEmpty, "\(name): \(wide)")
    }
  }
}

/// `text` without ANSI colour sequences.
func withoutColor(_ text: String) -> String {
  var result = "", isEscape = false
  for character in text {
    if character == "\u{1B}" { isEscape = true }
    if !isEscape { result.append(character) }
    if character == "m" { isEscape = false }
  }
  return result
}
