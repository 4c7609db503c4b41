extension Benchmark {
  static var calls: [Benchmark] { [fibonacci, takeuchi, closures, methods] }

  private static var fibonacci: Benchmark {
    program(
      "fib(25), 242,785 calls",
      ours: "fib(n) = if n < 2 { n } else { fib(n - 1) + fib(n - 2) }\nmain() = fib(25)",
      python: """
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)
        def main():
            return fib(25)
        """, gives: "75025")
  }

  /// Three arguments, calls in the places of arguments.
  private static var takeuchi: Benchmark {
    program(
      "tak(18, 12, 6), 63,609 calls",
      ours: """
        tak(x, y, z) = if y >= x { z } else { tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) }
        main() = tak(18, 12, 6)
        """,
      python: """
        def tak(x, y, z):
            return z if y >= x else tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
        def main():
            return tak(18, 12, 6)
        """, gives: "7")
  }

  /// A block that is passed to a function and changes a variable around it.
  private static var closures: Benchmark {
    program(
      "closures, 10^6 calls",
      ours: """
        fn main() {
          total = 0
          fn apply(n, f) { for i in 0..<n { f(i) } }
          apply(1000000) { k in total += k }
          total
        }
        """,
      python: """
        def main():
            total = 0
            def add(k):
                nonlocal total
                total += k
            def apply(f, n):
                for i in range(n): f(i)
            apply(add, 1000000)
            return total
        """, gives: "499999500000")
  }

  private static var methods: Benchmark {
    program(
      "methods and fields, 500,000 calls",
      ours: """
        model Counter(step) {
          count = 0
          advance(k) = { count += k * step }
        }
        fn main() {
          c = Counter(3)
          for i in 0..<500000 { c.advance(i) }
          c.count
        }
        """,
      python: """
        class Counter:
            def __init__(self, step):
                self.step = step
                self.count = 0
            def advance(self, k):
                self.count += k * self.step
        def main():
            c = Counter(3)
            for i in range(500000): c.advance(i)
            return c.count
        """, gives: "374999250000")
  }
}
