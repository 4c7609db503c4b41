extension Benchmark {
  static var lists: [Benchmark] { [appending, sieve, mapping, listOfLists, sorting] }

  /// A list grows one element at a time and is read by index.
  private static var appending: Benchmark {
    program(
      "append and index, 10^6 elements",
      ours: """
        fn main() {
          xs = ()
          for i in 0..<1000000 { xs.append(i * 2) }
          total = 0
          for i in 0..<len(xs) { total += xs[i] }
          total
        }
        """,
      python: """
        def main():
            xs = []
            for i in range(1000000): xs.append(i * 2)
            total = 0
            for i in range(len(xs)): total += xs[i]
            return total
        """, gives: "999999000000")
  }

  /// Elements are set by index.
  private static var sieve: Benchmark {
    program(
      "sieve of primes below 200,000",
      ours: """
        fn main() {
          isPrime = (true,) * 200000
          count = 0
          for i in 2..<200000 {
            if isPrime[i] {
              count += 1
              j = i * i
              while j < 200000 {
                isPrime[j] = false
                j += i
              }
            }
          }
          count
        }
        """,
      python: """
        def main():
            is_prime = [True] * 200000
            count = 0
            for i in range(2, 200000):
                if is_prime[i]:
                    count += 1
                    j = i * i
                    while j < 200000:
                        is_prime[j] = False
                        j += i
            return count
        """, gives: "17984")
  }

  private static var mapping: Benchmark {
    program(
      "map, filter, reduce with closures",
      ours: """
        fn main() {
          k = 3
          xs = map(0..<200000, i -> i * k)
          ys = filter(xs, x -> x % 2 == 0)
          reduce(ys, (a, b) -> a + b, 0)
        }
        """,
      python: """
        from functools import reduce
        def main():
            k = 3
            xs = list(map(lambda i: i * k, range(200000)))
            ys = list(filter(lambda x: x % 2 == 0, xs))
            return reduce(lambda a, b: a + b, ys, 0)
        """, gives: "29999700000")
  }

  /// The product of two matrices as lists of lists.
  private static var listOfLists: Benchmark {
    program(
      "list of lists: 80 × 80 product",
      ours: """
        fn main() {
          n = 80
          a = ()
          b = ()
          for i in 0..<n {
            row = ()
            other = ()
            for j in 0..<n {
              row.append(i + j)
              other.append(i - j)
            }
            a.append(row)
            b.append(other)
          }
          c = ()
          for i in 0..<n { c.append((0,) * n) }
          for i in 0..<n {
            for j in 0..<n {
              s = 0
              for k in 0..<n { s += a[i][k] * b[k][j] }
              c[i][j] = s
            }
          }
          c[3][5] + c[79][0]
        }
        """,
      python: """
        def main():
            n = 80
            a = []
            b = []
            for i in range(n):
                row = []
                other = []
                for j in range(n):
                    row.append(i + j)
                    other.append(i - j)
                a.append(row)
                b.append(other)
            c = []
            for i in range(n): c.append([0] * n)
            for i in range(n):
                for j in range(n):
                    s = 0
                    for k in range(n): s += a[i][k] * b[k][j]
                    c[i][j] = s
            return c[3][5] + c[79][0]
        """, gives: "577080")
  }

  /// Insertion sort: reads and writes in turn, by a moving index.
  private static var sorting: Benchmark {
    program(
      "insertion sort of 1,000 numbers",
      ours: """
        fn main() {
          xs = ()
          x = 7
          for i in 0..<1000 {
            x = (x * 1103515 + 12345) % 65536
            xs.append(x)
          }
          for i in 1..<len(xs) {
            v = xs[i]
            j = i - 1
            while j >= 0 and xs[j] > v {
              xs[j + 1] = xs[j]
              j -= 1
            }
            xs[j + 1] = v
          }
          xs[0] + xs[500] + xs[999]
        }
        """,
      python: """
        def main():
            xs = []
            x = 7
            for i in range(1000):
                x = (x * 1103515 + 12345) % 65536
                xs.append(x)
            for i in range(1, len(xs)):
                v = xs[i]
                j = i - 1
                while j >= 0 and xs[j] > v:
                    xs[j + 1] = xs[j]
                    j -= 1
                xs[j + 1] = v
            return xs[0] + xs[500] + xs[999]
        """, gives: "97547")
  }
}
