import Glibc

/// What one character cell of the plot is made of.
public enum CanvasMode: String, Sendable, CaseIterable {
  /// 2 × 4 dots, as Unicode braille: the finest that nearly every font has.
  case braille
  /// 2 × 2 squares, as quadrant blocks: bolder, for fonts with faint or uneven braille.
  case blocks
  /// 2 × 4 filled rectangles, as the octants of Unicode 16: for terminals that draw them themselves.
  case octants
  /// One character, ASCII only.
  case ascii

  /// What `GRADUS_CANVAS` says; braille when it says nothing.
  public static func fromEnvironment() -> CanvasMode {
    guard let value = getenv("GRADUS_CANVAS") else { return .braille }
    return CanvasMode(rawValue: String(cString: value)) ?? .braille
  }

  var dotsAcross: Int { self == .ascii ? 1 : 2 }

  var dotsDown: Int {
    switch self {
    case .braille, .octants: 4
    case .blocks: 2
    case .ascii: 1
    }
  }

  /// The character for a cell's dots: bit 2·row + column of `mask`, from the top left; not for ASCII,
  /// whose cells show the mark of their ink.
  func character(_ mask: UInt8) -> Character {
    switch self {
    case .braille: Self.brailleCharacters[Int(mask)]
    case .blocks: Self.quadrants[Int(mask & 15)]
    case .octants: Self.octantCharacters[Int(mask)]
    case .ascii: "*"
    }
  }

  /// U+2800 to U+28FF. The bits of braille count by columns, and the lowest row was added later.
  private static let brailleCharacters: [Character] = {
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    return (0..<256).map { mask in
      let pattern = bits.indices.reduce(UInt32(0)) { mask >> $1 & 1 == 1 ? $0 | bits[$1] : $0 }
      return character(0x2800 + pattern)
    }
  }()

  private static let quadrants: [Character] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

  /// The octants begin at U+1CD00 in the order of their patterns; patterns that older characters
  /// show already are left out there.
  private static let octantCharacters: [Character] = {
    var next: UInt32 = 0x1CD00
    return (0..<256).map { mask in
      if let older = olderOctants[UInt8(mask)] { return character(older) }
      defer { next += 1 }
      return character(next)
    }
  }()

  private static let olderOctants: [UInt8: UInt32] = [
    0x00: 0x20, 0x01: 0x1CEA8, 0x02: 0x1CEAB, 0x03: 0x1FB82, 0x05: 0x2598, 0x0A: 0x259D, 0x0F: 0x2580,
    0x14: 0x1FBE6, 0x28: 0x1FBE7, 0x3F: 0x1FB85, 0x40: 0x1CEA3, 0x50: 0x2596, 0x55: 0x258C, 0x5A: 0x259E,
    0x5F: 0x259B, 0x80: 0x1CEA0, 0xA0: 0x2597, 0xA5: 0x259A, 0xAA: 0x2590, 0xAF: 0x259C, 0xC0: 0x2582,
    0xF0: 0x2584, 0xF5: 0x2599, 0xFA: 0x259F, 0xFC: 0x2586, 0xFF: 0x2588,
  ]

  private static func character(_ value: UInt32) -> Character {
    Unicode.Scalar(value).map(Character.init) ?? " "
  }
}
