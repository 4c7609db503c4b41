/// Writes SVG elements. Numbers have at most one decimal, texts are escaped.
struct SVGWriter {
  private(set) var text = ""

  mutating func raw(_ string: String) { text += string }

  /// `<name a="1">content</name>`, or an empty element when there is no content.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String? = nil)
  {
    text += "<" + name
    for (key, value) in attributes where !value.isEmpty { text += " \(key)=\"\(Self.escaped(value))\"" }
    text += content.map { ">\(Self.escaped($0))</\(name)>\n" } ?? "/>\n"
  }

  mutating func label(
    _ string: String, x: Double, y: Double, anchor: Anchor = .start, class name: String = "t"
  ) {
    if string.isEmpty { return }
    let place =
      switch anchor {
      case .start: ""
      case .middle: "middle"
      case .end: "end"
      }
    element("text", ["class": name, "x": Self.number(x), "y": Self.number(y), "text-anchor": place], string)
  }

  /// `value` with one decimal, or none when it is whole; 0 when it is not finite.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int(min(max((value * 10).rounded(), -1e9), 1e9))
    let whole = tenths / 10, rest = abs(tenths % 10)
    if rest == 0 { return "\(whole)" }
    return (tenths < 0 && whole == 0 ? "-" : "") + "\(whole).\(rest)"
  }

  /// Text as XML may contain it: no control characters, no markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22: result += "&quot;"
      case 0x27: result += "&#39;"
      // XML 1.0 has no place for the others, not even escaped.
      case 0x09, 0x0A, 0x0D, 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// The size of a character in an SVG: the layout is that of the text.
enum SVGCell {
  static let width = 8.0
  static let height = 16.0
}

/// How an SVG looks on light and on dark backgrounds.
enum SVGStyle {
  /// Every rule is below the class of the root, so that a page that embeds several figures, or has classes
  /// of the same names, stays as it is.
  static let sheet: String = {
    var rules = """
      .gradus text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}
      .gradus .h{font-weight:600}
      .gradus .a{fill:none;stroke-width:1}
      .gradus .l{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
      .gradus .w{fill:none;stroke-width:1.6;stroke-dasharray:1 3}
      .gradus .o{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}
      .gradus .l.sn{stroke-width:1}
      .gradus .p{fill:none;stroke-width:1.4}
      .gradus .d{fill:none;stroke-width:2.4;stroke-linecap:round}
      .gradus .x{shape-rendering:crispEdges}

      """
    rules += theme(ink: "#222", paper: "#fff", axis: "#777", Palette.light)
    rules += "@media (prefers-color-scheme:dark){\n"
    rules += theme(ink: "#ddd", paper: "#1b1b1b", axis: "#999", Palette.dark) + "}\n"
    return rules
  }()

  private static func theme(ink: String, paper: String, axis: String, _ colors: [String]) -> String {
    var rules = """
      .gradus .b{fill:\(paper)}
      .gradus .t,.gradus .h,.gradus .fn{fill:\(ink)}
      .gradus .a{stroke:\(axis)}
      .gradus .sn{stroke:\(ink)}
      .gradus .o{stroke:\(paper)}

      """
    for (i, color) in colors.enumerated() {
      rules += ".gradus .s\(i){stroke:\(color)}\n.gradus .f\(i){fill:\(color)}\n"
    }
    return rules
  }

  /// The class of a colour, for strokes (`s`) or fills (`f`).
  static func color(_ prefix: Character, _ color: Int) -> String {
    color < 0 ? "\(prefix)n" : "\(prefix)\(color % Palette.light.count)"
  }
}
