import Notebook

extension Benchmark {
  /// `s = s + i*i`, ten million times at the top level; the reference is CPython's loop inside a function.
  static var scalarLoop: Benchmark {
    Benchmark(
      name: "scalar loop, 10^7 rounds", goal: .ratio(5), reference: "CPython",
      ours: { try run("s = 0.0\nfor i in 0..<10000000 { s = s + i*i }") },
      other: {
        Python.seconds(
          """
          def loop():
              s = 0.0
              for i in range(10_000_000):
                  s = s + i*i
              return s
          """, "loop()")
      })
  }

  static var calls: Benchmark {
    Benchmark(
      name: "fib(25), 242,785 calls", goal: .ratio(3), reference: "CPython",
      ours: { try run("fib(n) = if n < 2 { n } else { fib(n - 1) + fib(n - 2) }\nfib(25)") },
      other: { Python.seconds("def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)", "fib(25)") })
  }

  /// One operation with gradient on ten elements, forward and backward.
  static var smallOperations: Benchmark {
    let rounds = 20_000
    return Benchmark(
      name: "10-element step with gradient", goal: .seconds(20e-6), reference: "PyTorch",
      ours: {
        let total = try run(
          """
          x = linspace(0, 1, 10)
          w = param(x)
          for i in 0..<\(rounds) { ((w * x) ^ 2).sum().backward() }
          """)
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

  private static func run(_ source: String) throws -> Double {
    let workspace = Workspace()
    let output = workspace.run(source, name: "benchmark")
    guard output.succeeded else { throw BenchmarkFailure(description: output.text) }
    return output.seconds
  }
}
