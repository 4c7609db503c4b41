extension Benchmark {
  static var loops: [Benchmark] { [scalarLoop, scalarLoopInFunction, collatz, mandelbrot] }

  /// `s = s + i*i`, ten million times at the top level; the reference is CPython's loop inside a function.
  private static var scalarLoop: Benchmark {
    Benchmark(
      name: "language/scalar loop, 10^7 rounds", goal: 5, reference: "CPython",
      ours: { try run("s = 0.0", "for i in 0..<10000000 { s = s + i*i }") },
      other: { _ in Python.seconds(pythonSum, "main()") })
  }

  private static let pythonSum = """
    def main():
        s = 0.0
        for i in range(10_000_000):
            s = s + i*i
        return s / 1e20
    """

  private static var scalarLoopInFunction: Benchmark {
    program(
      "the same in a function",
      ours: """
        fn main() {
          s = 0.0
          for i in 0..<10000000 { s = s + i*i }
          s / 1e20
        }
        """,
      python: pythonSum, gives: "3.333332833337171")
  }

  /// `while`, integer division, comparison with constants.
  private static var collatz: Benchmark {
    program(
      "while loop: Collatz to 30,000",
      ours: """
        fn main() {
          longest = 0
          for start in 1..<30000 {
            n = start
            steps = 0
            while n != 1 {
              if n % 2 == 0 { n = n // 2 } else { n = 3 * n + 1 }
              steps += 1
            }
            if steps > longest { longest = steps }
          }
          longest
        }
        """,
      python: """
        def main():
            longest = 0
            for start in range(1, 30000):
                n = start
                steps = 0
                while n != 1:
                    if n % 2 == 0:
                        n = n // 2
                    else:
                        n = 3 * n + 1
                    steps += 1
                if steps > longest:
                    longest = steps
            return longest
        """, gives: "307")
  }

  /// Nested loops over floats with `and` in the condition.
  private static var mandelbrot: Benchmark {
    program(
      "float loops: Mandelbrot 200 × 200",
      ours: """
        fn main() {
          inside = 0
          for row in 0..<200 {
            for column in 0..<200 {
              a = column / 100.0 - 1.5
              b = row / 100.0 - 1.0
              x = 0.0
              y = 0.0
              k = 0
              while k < 50 and x * x + y * y <= 4.0 {
                t = x * x - y * y + a
                y = 2.0 * x * y + b
                x = t
                k += 1
              }
              if k == 50 { inside += 1 }
            }
          }
          inside
        }
        """,
      python: """
        def main():
            inside = 0
            for row in range(200):
                for column in range(200):
                    a = column / 100.0 - 1.5
                    b = row / 100.0 - 1.0
                    x = 0.0
                    y = 0.0
                    k = 0
                    while k < 50 and x * x + y * y <= 4.0:
                        t = x * x - y * y + a
                        y = 2.0 * x * y + b
                        x = t
                        k += 1
                    if k == 50:
                        inside += 1
            return inside
        """, gives: "15909")
  }
}
