import Formatting

/// The characters of a chart besides the dots of its canvas.
///
/// Three sets: Unicode; Unicode for terminals where box drawing and marks would take two columns (braille
/// never does); ASCII. Every character of a set is one column wide in its terminal.
struct Glyphs: Equatable {
  let mode: CanvasMode
  let ambiguous: AmbiguousWidth
  private let kind: Kind

  private enum Kind { case unicode, braille, ascii }

  init(_ mode: CanvasMode, _ ambiguous: AmbiguousWidth = .narrow) {
    self.ambiguous = ambiguous
    kind = mode == .ascii ? .ascii : ambiguous == .wide ? .braille : .unicode
    // Half blocks and quadrants would be two columns wide.
    self.mode = kind == .braille ? .braille : mode
  }

  var isASCII: Bool { kind == .ascii }
  /// Whether labels may use `×`, `…` and superscripts.
  var isPlain: Bool { kind != .unicode }
  var ellipsis: String { isPlain ? "..." : "…" }
  /// Between two numbers of a range.
  var dash: String { isPlain ? "-" : "–" }

  /// Marks of points, told apart without colour.
  var marks: [Character] { isPlain ? ["*", "o", "+", "x", "@", "%"] : ["●", "○", "◆", "▲", "×", "+"] }
  /// A path that is a single point.
  var lonePoint: Character? { kind == .ascii ? nil : isPlain ? "*" : "•" }

  /// Fills of bars; the first is solid and has parts.
  var bars: [Character] {
    switch kind {
    case .unicode: ["█", "▒", "░"]
    case .braille: ["⣿", "⢕", "⠒"]
    case .ascii: ["#", "=", "-"]
    }
  }

  /// The solid fill from below, in equal steps from nothing to full.
  var rising: [Character] {
    switch kind {
    case .unicode: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    case .braille: [" ", "⣀", "⣤", "⣶", "⣿"]
    case .ascii: [" ", "#"]
    }
  }

  /// The solid fill from above.
  var hanging: [Character] {
    switch kind {
    case .unicode: [" ", "▔", "▀", "▀", "█"]
    case .braille: [" ", "⠉", "⠛", "⠿", "⣿"]
    case .ascii: [" ", "#"]
    }
  }

  /// The solid fill from the left.
  var growing: [Character] {
    switch kind {
    case .unicode: [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    case .braille: [" ", "⡇", "⣿"]
    case .ascii: [" ", "#"]
    }
  }

  /// What is left of a bar that is too short to see, standing up and lying.
  var trace: Character { kind == .unicode ? "▁" : kind == .braille ? "⣀" : "_" }
  var lyingTrace: Character { kind == .unicode ? "▏" : kind == .braille ? "⡇" : "|" }

  var verticalRules: [Character] { isPlain ? [":", "|", "!"] : ["┊", "│", "╏"] }
  /// `nil`: rules are made of dots.
  var horizontalRules: [Character]? { kind == .ascii ? ["-", "=", "~"] : nil }
  /// What bands are filled with where cells have no dots.
  var bands: [Character] { [".", ":", ","] }

  /// What areas are filled with where cells have no dots.
  var regions: [Character] { [" ", ".", "/", "-", "|", ":"] }

  /// From empty to full.
  var shades: [Character] {
    switch kind {
    case .unicode: [" ", "░", "▒", "▓", "█"]
    case .braille: [" ", "⠄", "⠢", "⢕", "⢝", "⣫", "⣿"]
    case .ascii: [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
    }
  }

  func character(_ fill: Fill) -> Character {
    switch fill {
    case .shade(let level): level.isNaN ? " " : shades[Self.step(level, shades.count)]
    case .pattern(let number): Palette.pick(bars, number)
    }
  }

  /// Which of `count` equal steps between 0 and 1.
  static func step(_ level: Double, _ count: Int) -> Int {
    Int(min(max(level * Double(count), 0), Double(count - 1)))
  }

  /// The upper and the lower half of a cell; `nil` where there are no halves.
  var halves: (upper: Character, lower: Character)? {
    switch kind {
    case .unicode: ("▀", "▄")
    case .braille: ("⠛", "⣤")
    case .ascii: nil
    }
  }

  /// Heads of arrows by direction, counterclockwise from the right in steps of 45°.
  var arrows: [Character] {
    isPlain ? [">", ">", "^", "<", "<", "<", "v", ">"] : ["→", "↗", "↑", "↖", "←", "↙", "↓", "↘"]
  }

  /// The character where lines with these arms meet.
  func joint(_ arms: Arms) -> Character {
    (isPlain ? Self.asciiJoints : Self.joints)[Int(arms.rawValue & 15)]
  }

  private static let joints = Array(" ╵╶└╷│┌├╴┘─┴┐┤┬┼")
  /// A side that is met reads better than a crossing: ends of whiskers, edges of boxes.
  private static let asciiJoints = Array(" |-+||+|-+--+|-+")

  var frame: Frame { isPlain ? .ascii : .unicode }

  /// Branches of a tree: to a child, to the last child, past both.
  var branches: (child: String, last: String, stem: String, gap: String) {
    isPlain ? ("|- ", "`- ", "|  ", "   ") : ("├─ ", "└─ ", "│  ", "   ")
  }
}
