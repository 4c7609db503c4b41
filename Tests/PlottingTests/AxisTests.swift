import Testing

@testable import Plotting

@Suite("Axes") struct AxisTests {
  private func axis(
    _ range: ClosedRange<Double>, cells: Int = 60, horizontal: Bool = true, log: Bool = false,
    integers: Bool = false,
    placement: AxisRequest.Placement = .grow
  ) -> Axis {
    var request = AxisRequest(range: range, cells: cells, isHorizontal: horizontal)
    request.scale = log ? .log : .linear
    request.integers = integers
    request.placement = placement
    return Axis(request)
  }

  @Test("ticks are 1, 2 or 5 times a power of ten, with equal decimals")
  func labels() {
    #expect(axis(0...10).ticks.map(\.label) == ["0", "2", "4", "6", "8", "10"])
    #expect(
      axis(0...1, cells: 16, horizontal: false).ticks.map(\.label) == [
        "0.0", "0.2", "0.4", "0.6", "0.8", "1.0",
      ])
    #expect(axis(0...3e4, cells: 12, horizontal: false).ticks.map(\.label).last == "30,000")
    #expect(axis(-0.002...0.0031, cells: 16, horizontal: false).ticks.map(\.label).contains("-0.001"))
  }

  @Test("counts get whole numbers only")
  func integers() {
    let short = axis(0...2, cells: 16, horizontal: false, integers: true)
    #expect(short.ticks.map(\.label) == ["0", "1", "2"])
    #expect(axis(1...3, integers: true).ticks.map(\.label) == ["1", "2", "3"])
  }

  @Test("large and small numbers share an exponent, near ones an offset")
  func notes() {
    #expect(axis(0...2e7).note == "×10⁷")
    #expect(axis(0...3e-9).note == "×10⁻⁹")
    #expect(axis(-1.7e308...1.7e308).note == "×10³⁰⁸")
    #expect(axis(0 ... .leastNonzeroMagnitude).note == "×10⁻³²⁴")
    #expect(axis(1e9...(1e9 + 2)).note == "+ 1,000,000,000")
    #expect(axis(0...2000).note.isEmpty)
  }

  @Test("logarithmic ticks are decades, or finer within one")
  func logarithmic() {
    #expect(axis(1...1000, log: true).ticks.map(\.label) == ["1", "10", "100", "1000"])
    #expect(axis(1e-9...1e9, log: true).ticks.allSatisfy { $0.label.hasPrefix("10") })
    #expect(axis(1...9, log: true).ticks.map(\.label) == ["1", "2", "5"])
    #expect(axis(20...30, log: true).ticks.count >= 2)
    #expect(axis(.leastNonzeroMagnitude...1.7e308, log: true).ticks.count >= 3)
  }

  @Test("on random ranges ticks lie on the cells of their values, in order, equally far apart")
  func property() throws {
    var random = SeededRandom(state: 21)
    for _ in 0..<1000 {
      let scale = [1, 1e-3, 1e3, 1e5, 37][random.below(5)]
      let low = random.normal() * scale, high = low + (0.01 + random.uniform()) * scale
      let horizontal = random.below(2) == 0
      let axis = axis(low...high, cells: 5 + random.below(100), horizontal: horizontal)
      #expect(axis.position(low) >= 0 && axis.position(high) <= Double(axis.cells))
      #expect(axis.cells >= 1)
      guard axis.note.isEmpty else { continue }
      for tick in axis.ticks {
        let value = try #require(Double(tick.label.filter { $0 != "," }), "\(tick.label)")
        #expect(axis.cell(value) == tick.cell, "\(low)...\(high) \(tick)")
      }
      let gaps = Set(zip(axis.ticks.dropFirst(), axis.ticks).map { $0.cell - $1.cell })
      #expect(
        gaps.allSatisfy { $0 > 0 } && (gaps.max() ?? 0) - (gaps.min() ?? 0) <= 1, "\(low)...\(high) \(gaps)")
    }
  }

  @Test("a range that needs ticks always has two when there is room")
  func enoughTicks() {
    var random = SeededRandom(state: 22)
    for _ in 0..<600 {
      let exponent = Double(random.below(500) - 250)
      let low = random.normal() * .power(10, exponent), high = low + random.uniform() * .power(10, exponent)
      guard high > low else { continue }
      #expect(axis(low...high).ticks.count >= 2, "\(low)...\(high)")
      #expect(axis(low...high, cells: 12, horizontal: false).ticks.count >= 2, "\(low)...\(high)")
    }
  }

  @Test("positions are finite for every finite value")
  func positions() {
    var random = SeededRandom(state: 23)
    let ranges: [ClosedRange<Double>] = [
      0...1, -.greatestFiniteMagnitude ... .greatestFiniteMagnitude, 0 ... .leastNonzeroMagnitude, 1...1,
      (2000 * .leastNonzeroMagnitude)...1e300,
    ]
    for range in ranges {
      for log in [false, true] where !log || range.lowerBound > 0 {
        let axis = axis(range, log: log)
        for _ in 0..<500 {
          let value = Double(bitPattern: random.next())
          let position = axis.position(value)
          #expect(position.isFinite == (value.isFinite && (!log || value > 0)), "\(range) \(value)")
        }
      }
    }
  }
}

extension Double {
  static func power(_ base: Double, _ exponent: Double) -> Double {
    (0..<Int(exponent.magnitude)).reduce(1.0) { result, _ in exponent < 0 ? result / base : result * base }
  }
}
