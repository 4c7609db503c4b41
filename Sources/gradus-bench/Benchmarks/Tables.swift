import Language
import Glibc
import Notebook
import Tables

extension Benchmark {
  /// A file like the Adult data: 32,561 rows of 15 columns, 4 MB.
  static var readingCSV: Benchmark {
    let path = "/tmp/gradus-bench-\(getpid()).csv"
    return Benchmark(
      name: "read_csv, 32,561 × 15 (4 MB)", goal: .seconds(0.2), reference: "pandas",
      ours: {
        try write(path)
        return try seconds { _ = try CSV.read(path: path) }
      },
      other: { Python.seconds("import pandas", "pandas.read_csv('\(path)')") })
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
