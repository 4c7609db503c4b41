import Notebook

/// Programs in the language beside the same programs in CPython.
///
/// Both define a function `main()` and call it once; only that call is timed, and both have to give the
/// same result. What stands inside a function is what CPython is fastest at.
extension Benchmark {
  static var language: [Benchmark] {
    loops + calls + lists + [gridWorld] + texts + records + [compilation, smallOperations]
  }

  /// - Parameters:
  ///   - ours: Definitions in the language, `main` among them.
  ///   - python: The same in Python.
  ///   - gives: What both have to answer, as Python prints it.
  static func program(
    _ name: String, goal: Goal = .ratio(5), ours: String, python: String, gives: String
  ) -> Benchmark {
    Benchmark(
      name: name, goal: goal, reference: "CPython",
      ours: { try run(ours, "main()", gives: gives) },
      other: { Python.seconds(python, "result = main()", gives: ("result", gives)) })
  }

  /// Seconds that the last statement takes after the definitions.
  static func run(_ definitions: String, _ statement: String, gives: String? = nil) throws -> Double {
    let workspace = Workspace()
    let defined = workspace.run(definitions, name: "definitions")
    guard defined.succeeded else { throw BenchmarkFailure(description: defined.text) }
    let output = workspace.run(statement, name: "benchmark")
    guard output.succeeded else { throw BenchmarkFailure(description: output.text) }
    if let gives, output.text != gives {
      throw BenchmarkFailure(description: "gave \(output.text) instead of \(gives)")
    }
    return output.seconds
  }

  /// One operation with gradient on ten elements, forward and backward.
  static var smallOperations: Benchmark {
    let rounds = 20_000
    return Benchmark(
      name: "10-element step with gradient", goal: .seconds(20e-6), reference: "PyTorch",
      ours: {
        let total = try run(
          "x = linspace(0, 1, 10)\nw = param(x)",
          "for i in 0..<\(rounds) { ((w * x) ^ 2).sum().backward() }")
        return total / Double(rounds)
      },
      other: {
        Python.seconds(
          """
          import torch
          x = torch.linspace(0, 1, 10, dtype=torch.float64)
          w = x.clone().requires_grad_()
          def steps():
              for i in range(2000): ((w * x) ** 2).sum().backward()
          """, "steps()"
        ).map { $0 / 2000 }
      })
  }
}
