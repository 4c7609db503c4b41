extension Benchmark {
  static var texts: [Benchmark] { [appendingText, interpolation] }

  private static var appendingText: Benchmark {
    program(
      "text grows by += 200,000 times",
      ours: """
        fn main() {
          t = ""
          for i in 0..<200000 { t += "ab" }
          len(t)
        }
        """,
      python: """
        def main():
            t = ""
            for i in range(200000): t += "ab"
            return len(t)
        """, gives: "400000")
  }

  private static var interpolation: Benchmark {
    program(
      "texts with values in braces, 100,000",
      ours: """
        fn main() {
          parts = ()
          for i in 0..<100000 { parts.append("item {i}: {i / 4:.2f}") }
          text = join(", ", parts)
          len(text)
        }
        """,
      python: """
        def main():
            parts = []
            for i in range(100000): parts.append(f"item {i}: {i / 4:.2f}")
            text = ", ".join(parts)
            return len(text)
        """, gives: "2144448")
  }
}
