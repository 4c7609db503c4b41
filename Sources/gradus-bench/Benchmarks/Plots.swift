extension Benchmark {
  /// A million points as text: what a reader waits for between the call and the picture.
  static var plots: [Benchmark] {
    [chart("line", "plot(x, y)"), chart("scatter", "scatter(x, y)"), chart("histogram", "hist(y, bins=20)")]
  }

  private static func chart(_ kind: String, _ call: String) -> Benchmark {
    Benchmark(
      "plots/\(kind) of 10^6",
      definitions: "seed(1024)\nx = arange(1000000.0)\ny = cumsum(randn(1000000), axis=0)",
      "text = \"{\(call)}\"", rounds: 1, limit: 0.2, dtype: .f64,
      [
        .python("uniplot", "plots", "uniplot_\(kind)", goal: 1),
        .python("gnuplot", "plots", "gnuplot_\(kind)", goal: 1),
        .python("plotext", "plots", "plotext_\(kind)", goal: 1),
      ])
  }
}
