import Glibc
import Notebook
import Tables

extension Benchmark {
  static var statistics: [Benchmark] {
    [
      readingCSV,
      Benchmark(
        "statistics/ols 10^5 × 20, with summary",
        definitions: regressionData,
        "text = ols(\"y ~ \(predictors.joined(separator: " + "))\", data).summary()",
        rounds: 1, limit: 0.015, dtype: .f64,
        [
          .python("NumPy lstsq", "arrays", "lstsq", goal: 1), .python("scikit-learn", "arrays", "scikit"),
          .python("statsmodels, summary", "arrays", "statsmodels"),
        ]),
    ]
  }

  private static let predictors = (0..<20).map { "x\($0)" }

  private static var regressionData: String {
    let columns = predictors.enumerated().map { "\($1): x[:, \($0)]" }.joined(separator: ", ")
    return """
      seed(1024)
      x = randn((100000, 20))
      data = table({y: x.sum(axis=1) + randn(100000), \(columns)})
      """
  }

  /// A file like the Adult data: 32,561 rows of 15 columns, 4 MB.
  private static var readingCSV: Benchmark {
    let path = "/tmp/gradus-bench-\(getpid()).csv"
    return Benchmark(
      name: "statistics/read_csv 32,561 × 15", limit: 0.012, goal: 1, reference: "pandas",
      ours: {
        try write(path)
        return try seconds { _ = try CSV.read(path: path) }
      },
      other: { _ in Python.seconds("import pandas", "pandas.read_csv('\(path)')") })
  }

  private static func write(_ path: String) throws {
    if access(path, R_OK) == 0 { return }
    var text = (0..<15).map { "column\($0)" }.joined(separator: ",") + "\n"
    for row in 0..<32_561 {
      let cells = (0..<15).map { column -> String in
        column % 3 == 2
          ? "level-\((row * 31 + column) % 17)"
          : column % 3 == 1 ? "\(Double(row * column % 9973) / 8)" : "\(row &* 2_654_435 % 100_000)"
      }
      text += cells.joined(separator: ",") + "\n"
    }
    try Files.write(text, to: path)
  }
}
