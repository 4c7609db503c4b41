import Formatting
import Glibc
import Testing

@testable import Plotting

/// Every sample chart in braille and in ASCII at three widths, compared with the recorded text.
///
/// After an intended change: `GRADUS_RECORD=1 swift test --filter PlottingTests`, then read the diff.
@Suite("Golden charts") struct GoldenTests {
  static let folder = Folder(besides: #filePath, "Golden")

  @Test("charts look as recorded")
  func golden() throws {
    for (name, chart) in try Samples.all() {
      let text = Self.page(chart)
      if getenv("GRADUS_RECORD") != nil {
        #expect(Self.folder.write(text, to: "\(name).txt"))
      }
      let recorded = Self.folder.read("\(name).txt") ?? "nothing recorded"
      #expect(text == recorded, "\(name)\n\(text)")
    }
  }

  private static func page(_ chart: Chart) -> String {
    var text = chart.describe() + "\n"
    for width in [40, 80, 120] {
      for ascii in [false, true] {
        text += "\n--- \(width) columns, \(ascii ? "ASCII" : "braille")\n"
        text += chart.text(ChartStyle(width: width, ascii: ascii)) + "\n"
      }
    }
    return text
  }

  @Test("colour changes nothing but colour", arguments: [false, true])
  func color(ascii: Bool) throws {
    for (name, chart) in try Samples.all() {
      let plain = chart.text(ChartStyle(ascii: ascii))
      let colored = chart.text(ChartStyle(ascii: ascii, color: true))
      #expect(withoutColor(colored) == plain, "\(name)")
      #expect(colored != plain || chart.series.isEmpty, "\(name)")
    }
  }

  @Test("ASCII charts are ASCII when their labels are")
  func ascii() throws {
    for (name, chart) in try Samples.all() where name != "wide-characters" {
      #expect(chart.text(ChartStyle(ascii: true)).utf8.allSatisfy { $0 < 0x80 }, "\(name)")
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
