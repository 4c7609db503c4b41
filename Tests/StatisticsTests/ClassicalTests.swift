import Statistics
import Testing

@Suite("Classical tests")
struct ClassicalTests {
  private func expect(_ ours: [Double], _ theirs: Any?) throws {
    for (a, b) in zip(ours, try #require(theirs as? [Double])) { #expect(relativeError(a, b) < 1e-12) }
  }

  @Test("t tests and correlations agree with SciPy to 12 digits")
  func scipy() throws {
    let reference = try Reference.statistics("tests")
    let x = try #require(reference["x"] as? [Double]), y = try #require(reference["y"] as? [Double])
    let one = try TTests.oneSample(x, mean: 5), two = try TTests.twoSample(x, y, equalVariances: true)
    let welch = try TTests.twoSample(x, y)
    try expect([one.t, one.pValue], reference["t_one_sample mu=5"])
    try expect([two.t, two.pValue], reference["t_two_sample"])
    try expect([welch.t, welch.pValue], reference["welch"])
    let pearson = try Correlation.pearson(Array(x.prefix(6)), y)
    let spearman = try Correlation.spearman(Array(x.prefix(6)), y)
    try expect([pearson.statistic, pearson.pValue], reference["pearson x[:6],y"])
    try expect([spearman.statistic, spearman.pValue], reference["spearman x[:6],y"])
  }

  @Test("ties share ranks")
  func ranks() {
    #expect(Correlation.ranks([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
    #expect(Correlation.ranks([]) == [])
  }

  @Test("samples that are too small, constant or of different lengths are refused")
  func refused() {
    #expect(throws: StatisticsError.tooFew(what: "a t test", count: 1, needed: 2)) {
      try TTests.oneSample([1])
    }
    #expect(throws: StatisticsError.constantSample(what: "a t test")) {
      try TTests.oneSample([1, 1], mean: 1)
    }
    #expect(throws: StatisticsError.constantSample(what: "a correlation")) {
      try Correlation.pearson([1, 1, 1], [1, 2, 3])
    }
    #expect(throws: StatisticsError.lengthMismatch(what: "the second sample", length: 1, expected: 2)) {
      try TTests.paired([1, 2], [1])
    }
  }

  @Test("a perfect correlation has p 0")
  func perfect() throws {
    let figures = try Correlation.pearson([1, 2, 3, 4], [2, 4, 6, 8])
    #expect(figures == TestFigures(statistic: 1, pValue: 0))
  }
}
