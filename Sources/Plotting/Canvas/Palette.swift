/// How series are told apart: by colour, and without colour by mark, dash or fill.
enum Palette {
  /// ANSI foreground colours that read on dark and on light backgrounds.
  static let colors = [34, 31, 32, 35, 36, 33]
  static let marks: [Character] = ["●", "○", "◆", "▲", "×", "+"]
  static let asciiMarks: [Character] = ["*", "o", "+", "x", "@", "%"]
  static let bars: [Character] = ["█", "▒", "░"]
  static let asciiBars: [Character] = ["#", "=", "-"]
  static let asciiBands: [Character] = [".", ":", ","]

  static func pick<T>(_ list: [T], _ index: Int) -> T { list[index % list.count] }

  /// `text` in the colour of series `color`, or unchanged.
  static func paint(_ text: String, _ color: Int, enabled: Bool) -> String {
    enabled ? "\u{1B}[\(pick(colors, color))m\(text)\u{1B}[39m" : text
  }
}

/// Which dots along a path are drawn: runs on, off, on, off …
struct Dash: Equatable {
  let runs: [Int]

  static let solid = Dash(runs: [1])
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
