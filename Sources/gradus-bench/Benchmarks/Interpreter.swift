/// Programs in the language beside the same programs in CPython.
///
/// Both define a function `main()` and call it once; only that call is timed, and both have to give the
/// same result. What stands inside a function is what CPython is fastest at.
extension Benchmark {
  static var language: [Benchmark] {
    loops + calls + lists + [gridWorld] + texts + records + [compilation]
  }

  /// - Parameters:
  ///   - ours: Definitions in the language, `main` among them.
  ///   - python: The same in Python.
  ///   - gives: What both have to answer, as Python prints it.
  static func program(
    _ name: String, goal: Double = 5, ours: String, python: String, gives: String
  ) -> Benchmark {
    Benchmark(
      name: "language/" + name, goal: goal, reference: "CPython",
      ours: { try run(ours, "main()", gives: gives) },
      other: { _ in Python.seconds(python, "result = main()", gives: ("result", gives)) })
  }

  /// Seconds that the last statement takes after the definitions.
  static func run(_ definitions: String, _ statement: String, gives: String? = nil) throws -> Double {
    let session = Session(dtype: .f64)
    try session.run(definitions, "definitions")
    let output = try session.run(statement)
    if let gives, output.text != gives {
      throw BenchmarkFailure(description: "gave \(output.text) instead of \(gives)")
    }
    return output.seconds
  }
}
