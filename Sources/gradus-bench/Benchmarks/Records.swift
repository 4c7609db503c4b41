extension Benchmark {
  static var records: [Benchmark] { [fields, counting, wordCount] }

  private static var fields: Benchmark {
    program(
      "record fields, 10^6 updates",
      ours: """
        fn main() {
          p = {x: 0.0, v: 1.0}
          for i in 0..<1000000 {
            p.x += p.v * 0.001
            p.v = p.v - p.x * 0.001
          }
          "{p.x:.9f}"
        }
        """,
      python: """
        def main():
            p = {'x': 0.0, 'v': 1.0}
            for i in range(1000000):
                p['x'] += p['v'] * 0.001
                p['v'] = p['v'] - p['x'] * 0.001
            return '"%.9f"' % p['x']
        """, gives: "\"0.826903076\"")
  }

  /// A dictionary with numbers as its keys.
  private static var counting: Benchmark {
    program(
      "dictionary of counts, 10^6 updates",
      ours: """
        fn main() {
          counts = {}
          for i in 0..<1000000 {
            k = i * i % 1009
            if k in counts { counts[k] += 1 } else { counts[k] = 1 }
          }
          counts[4] + len(counts)
        }
        """,
      python: """
        def main():
            counts = {}
            for i in range(1000000):
                k = i * i % 1009
                if k in counts: counts[k] += 1
                else: counts[k] = 1
            return counts[4] + len(counts)
        """, gives: "2488")
  }

  private static var wordCount: Benchmark {
    program(
      "dictionary of words, 300,000 updates",
      ours: """
        fn main() {
          words = split("the quick brown fox jumps over the lazy dog and the cat")
          counts = {}
          for i in 0..<25000 {
            for w in words { counts[w] = get(counts, w, 0) + 1 }
          }
          counts["the"] * 100 + len(counts)
        }
        """,
      python: """
        def main():
            words = "the quick brown fox jumps over the lazy dog and the cat".split()
            counts = {}
            for i in range(25000):
                for w in words: counts[w] = counts.get(w, 0) + 1
            return counts["the"] * 100 + len(counts)
        """, gives: "7500010")
  }
}
