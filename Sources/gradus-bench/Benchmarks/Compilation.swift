extension Benchmark {
  /// Lexing, parsing and compiling a notebook of 500 lines, none of which runs; CPython's `compile` beside it.
  static var compilation: Benchmark {
    Benchmark(
      name: "language/compile 500 lines", limit: 0.010, goal: 1, reference: "CPython",
      ours: { try run("", definitions((0..<50).map(ours))) },
      other: { _ in
        let source = definitions((0..<50).map(python))
        return Python.seconds("source = '''\(source)'''", "compile(source, 'cell', 'exec')")
      })
  }

  private static func definitions(_ functions: [String]) -> String { functions.joined(separator: "\n") }

  /// Ten lines: loops, conditions, calls, texts, indices.
  private static func ours(_ i: Int) -> String {
    """
    fn walk\(i)(xs, limit=\(i)) {
      total = 0.0
      for (k, x) in enumerate(xs) {
        if x > limit and k % 3 == 0 { total += x * \(i).5 } else { total -= sqrt(abs(x)) }
        while total > 1000 { total = total / 2 - xs[k - 1] }
      }
      names = {first: "walk \(i)", second: "{total:.3f} of {len(xs)}"}
      print(names.first, names.second)
      walk\(max(0, i - 1))(map(xs, x -> x + \(i)), limit=limit + 1)
    }
    """
  }

  private static func python(_ i: Int) -> String {
    """
    def walk\(i)(xs, limit=\(i)):
      total = 0.0
      for k, x in enumerate(xs):
        if x > limit and k % 3 == 0: total += x * \(i).5
        else: total -= sqrt(abs(x))
        while total > 1000: total = total / 2 - xs[k - 1]
      names = {"first": "walk \(i)", "second": f"{total:.3f} of {len(xs)}"}
      print(names["first"], names["second"])
      return walk\(max(0, i - 1))(map(lambda x: x + \(i), xs), limit=limit + 1)
    """
  }
}
