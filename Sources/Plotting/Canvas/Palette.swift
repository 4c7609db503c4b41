/// How series are told apart: by colour, and without colour by mark, dash or fill (see `Glyphs`, `Dash`).
enum Palette {
  /// ANSI foreground colours that every 16-colour terminal has and that read on dark and on light
  /// backgrounds. Blue, red, cyan, yellow come first: red and green, which one man in twelve confuses,
  /// are farthest apart.
  static let colors = [34, 31, 36, 33, 35, 32]

  /// The same in SVG, on light and on dark backgrounds: the colours of Okabe and Ito (2008), chosen
  /// to be told apart with any colour blindness.
  static let light = ["#0072b2", "#d55e00", "#009e73", "#b8860b", "#aa4499", "#4d4d4d"]
  static let dark = ["#56b4e9", "#ff8c42", "#2fc99a", "#f0e442", "#e08ac0", "#b8b8b8"]

  static func pick<T>(_ list: [T], _ index: Int) -> T { list[index % list.count] }

  /// `text` in the colour of series `color`, or unchanged.
  static func paint(_ text: String, _ color: Int, enabled: Bool) -> String {
    enabled && color >= 0 ? "\u{1B}[\(pick(colors, color))m\(text)\u{1B}[39m" : text
  }
}

/// Which dots along a path are drawn: runs on, off, on, off …
struct Dash: Equatable {
  let runs: [Int]

  static let solid = Dash(runs: [1])
  /// For what lies behind the data.
  static let dotted = Dash(runs: [1, 1])
  static let all = [
    solid, Dash(runs: [4, 3]), Dash(runs: [1, 2]), Dash(runs: [5, 2, 1, 2]), Dash(runs: [6, 2]),
    Dash(runs: [1, 4]),
  ]

  func isOn(_ phase: Int) -> Bool {
    if runs.count == 1 { return true }
    var rest = phase % runs.reduce(0, +)
    for (i, run) in runs.enumerated() {
      if rest < run { return i % 2 == 0 }
      rest -= run
    }
    return true
  }
}
