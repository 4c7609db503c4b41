import Formatting
import Glibc
import Testing

@Suite("Numbers") struct NumbersTests {
  @Test("fixed, scientific, general and shortest say what C and Swift say")
  func plain() {
    #expect(Numbers.fixed(2.5, 3) == "2.500")
    #expect(Numbers.fixed(2.5, 0) == "2")
    #expect(Numbers.fixed(-0.04, 1) == "-0.0")
    #expect(Numbers.fixed(1e308, 2).count == 312)
    #expect(Numbers.scientific(1234, 2) == "1.23e+03")
    #expect(Numbers.general(0.0001, 4) == "0.0001")
    #expect(Numbers.general(1e-5, 4) == "1e-05")
    #expect(Numbers.shortest(0.1) == "0.1")
    #expect(Numbers.shortest(-.infinity) == "-inf")
    #expect(Numbers.fixed(.nan, 2) == "nan")
  }

  @Test("absurd precisions are cut, not obeyed")
  func precision() {
    #expect(Numbers.fixed(1, -5) == "1")
    #expect(Numbers.fixed(1, Int.max).count == 402)
  }

  @Test("groups of three, from the smallest to the largest integer")
  func grouped() {
    #expect(Numbers.grouped(0) == "0")
    #expect(Numbers.grouped(999) == "999")
    #expect(Numbers.grouped(-1000) == "-1,000")
    #expect(Numbers.grouped(32561) == "32,561")
    #expect(Numbers.grouped(Int.min) == "-9,223,372,036,854,775,808")
  }

  @Test("the decimal point is a point in every locale")
  func locale() {
    // Only this thread changes, and only where the system has such a locale.
    guard let german = newlocale(1 << LC_NUMERIC, "de_DE.UTF-8", nil) else { return }
    let before = uselocale(german)
    defer {
      uselocale(before)
      freelocale(german)
    }
    #expect(Numbers.fixed(1234.5, 2) == "1234.50")
    #expect(Numbers.scientific(1234.5, 2) == "1.23e+03")
    #expect(Numbers.general(0.25, 3) == "0.25")
  }
}

@Suite("Display width") struct DisplayWidthTests {
  @Test("columns of Latin, wide, combining and emoji text")
  func columns() {
    #expect(DisplayWidth.of("abc") == 3)
    #expect(DisplayWidth.of("東京") == 4)
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("👩‍👩‍👧") == 2)
    #expect(DisplayWidth.of("❤️") == 2)
    #expect(DisplayWidth.of("한글") == 4)
    #expect(DisplayWidth.of("⣿●│") == 3)
    #expect(DisplayWidth.of("\u{7}\n") == 0)
  }

  @Test("padding and truncation never pass the width")
  func fitting() {
    #expect(DisplayWidth.pad("東", to: 4) == "東  ")
    #expect(DisplayWidth.pad("東", to: 4, right: true) == "  東")
    #expect(DisplayWidth.pad("long", to: 2) == "long")
    #expect(DisplayWidth.truncate("abcdef", to: 4) == "abc…")
    #expect(DisplayWidth.truncate("東京都", to: 4) == "東…")
    #expect(DisplayWidth.truncate("abc", to: 3) == "abc")
    for width in 0...8 {
      for ellipsis in ["…", "...", ""] {
        let text = DisplayWidth.truncate("ab東京cd都e", to: width, ellipsis: ellipsis)
        #expect(DisplayWidth.of(text) <= width, "\(width)")
      }
    }
  }
}
