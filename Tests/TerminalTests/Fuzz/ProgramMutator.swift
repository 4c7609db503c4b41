import Language
import Library

/// Makes programs that nobody would write out of programs that somebody would: the registry's examples and a
/// few that use each construct of the language.
struct ProgramMutator {
  private var random: SplitMix
  private let corpus: [[Substring]]
  private let names: [String]

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    let examples = Registry.standard().all.map(\.example).filter { !$0.isEmpty }
    corpus = (examples + Self.programs).map { Self.tokens(of: $0) }
    // What writes files or waits is left alone.
    let excluded: Set = ["save_svg", "write_csv", "write_text", "write_json", "save", "sleep", "input"]
    names = Registry.standard().all.map(\.name).filter { !excluded.contains($0) }
  }

  /// One program with a few tokens changed.
  mutating func program() -> String {
    var tokens = pick(corpus)
    if number(below: 10) < 3 { tokens += ["\n"] + pick(corpus) }
    for _ in 0..<pick([1, 1, 2, 3, 5]) { change(&tokens) }
    return tokens.joined()
  }

  /// A call of some function with arguments of any kind, as a function or as a method.
  mutating func call() -> String {
    var arguments = (0..<pick([0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5])).map { _ in pick(Self.values) }
    if number(below: 5) == 0 { arguments.append(pick(Self.keywords) + pick(Self.values)) }
    let list = arguments.joined(separator: ", ")
    let isMethod = number(below: 5) < 2
    let call = isMethod ? "(\(pick(Self.values))).\(pick(names))(\(list))" : "\(pick(names))(\(list))"
    return Self.model + "\n" + call
  }

  private mutating func change(_ tokens: inout [Substring]) {
    let i = number(below: tokens.count + 1), last = max(0, i - 1)
    switch number(below: 8) {
    case 0 where !tokens.isEmpty: tokens.remove(at: last)
    case 1: tokens.insert(Substring(pick(Self.fragments)), at: i)
    case 2 where !tokens.isEmpty: tokens[last] = Substring(pick(Self.fragments))
    case 3 where !tokens.isEmpty: tokens.insert(pick(tokens), at: i)
    case 4 where tokens.count > 1: tokens.swapAt(last, number(below: tokens.count))
    case 5: tokens.insert(Substring(pick(names)), at: i)
    case 6 where !tokens.isEmpty: tokens[last] = Substring(pick(names))
    default: tokens.removeSubrange(i..<min(tokens.count, i + number(below: 6)))
    }
  }

  private mutating func number(below n: Int) -> Int { Int.random(in: 0..<n, using: &random) }
  private mutating func pick<T>(_ items: [T]) -> T { items[number(below: items.count)] }

  /// Words, numbers, texts, spaces, and single symbols.
  private static func tokens(of program: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = Substring(program)
    while let first = rest.first {
      let token: Substring
      if first.isLetter || first == "_" {
        token = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      } else if first.isNumber {
        token = rest.prefix { $0.isNumber || $0 == "." }
      } else {
        token = rest.prefix(1)
      }
      tokens.append(token)
      rest = rest[token.endIndex...]
    }
    return tokens
  }

  private static let model = "model M(n) {\n  w = param(ones(n))\n  forward(x) = x * w\n}"

  private static let programs = [
    model + "\nm = M(3)\nm([1.0, 2.0, 3.0])",
    "xs = (1, 2, 3)\nfor x in xs { if x > 1 { continue }; print(x) }",
    "r = {a: 1, b: {c: (1, 2)}}\nr.b.c[0] = 5\nr", "f(x, n=2) = x ^ n\nf(3, n=4)",
    "fn g(xs) { s = 0\nfor x in xs { s += x }\nreturn s }\ng((1, 2, 3))",
    "try { 1 / 0 } catch e { e.message }", "match 3 { 1 => \"a\", _ => \"b\" }",
    "(a, (b, c)) = (1, (2, 3))\na + b + c",
    "t = table({x: [1, 2, 3], y: [2.0, 4.0, 6.5]})\nols(\"y ~ x\", t)",
    "s = \"héllo {1 + 1:.2f}\"\ns.upper().split(\"l\")",
    "x = arange(12).reshape(3, 4)\nx[1:, ::2] = 7\nx[x > 5]",
    "i = 0\nwhile i < 10 { i += 1 }\ni", "map(0..<5, i -> i ^ 2) |> sum", "plot([1.0, 2.0, 3.0])",
    "w = param([1.0])\nloss = (w * 2 - 3) ^ 2\nloss.backward()\nw.grad", "d = {}\nd[\"k\"] = 1\nd.items()",
  ]

  private static let fragments = [
    "0", "-1", "1", "2", "7", "0.5", "nan", "inf", "none", "true", "9223372036854775807", "1e308", "(", ")",
    "[", "]",
    "{", "}", ",", ".", ":", "=", "+", "-", "*", "/", "//", "%", "@", "^", "|>", "->", "==", "<", "in", "not",
    "and",
    "or", "if", "else", "for", "while", "fn", "model", "return", "break", "try", "catch", "\"", "\"a\"", "()",
    "(1,)",
    "[]", "[[1.0, 2.0], [3.0, 4.0]]", "[1, 2, 3]", "x", "f", "self", "..<", "...", "by", "\n", ";", "#",
    "axis=",
    "=>", "match", "_", "ones(2, 3)", "zeros(0)", "{a: 1}", "\"{x}\"", "λ", "é", "√", "²", "x -> x", ".T",
    ".grad",
  ]

  private static let values = [
    "none", "true", "0", "-1", "3", "2.5", "-0.0", "nan", "inf", "-inf", "9223372036854775807",
    "-9223372036854775807", "1e308", "\"\"", "\"a\"", "\"é漢\"", "\"ij,jk->ik\"", "()", "(1,)",
    "(1, \"a\", none)",
    "((1, 2), (3, 4))", "{a: 1}", "{}", "{a: (1, 2), b: \"x\"}", "[]", "[1]", "[1, 2, 3]", "[1.0, nan, inf]",
    "[[1.0, 2.0], [3.0, 4.0]]", "[true, false]", "zeros(0)", "zeros(2, 0)", "ones(2, 3, 4)",
    "ones(1, 2, 4, 4)",
    "[1, 2].to(u8)", "[1.5].to(bf16)", "0..<3", "5..<0", "1...3", "x -> x", "(a, b) -> a", "sum", "f64", "M",
    "M(2)",
    "param([1.0, 2.0])", "table({x: [1, 2], y: [\"a\", \"b\"]})", "table({})", "plot([1.0])",
  ]

  private static let keywords = [
    "axis=", "keepdims=", "dtype=", "ddof=", "p=", "shape=", "size=", "reduction=", "seed=", "n=", "x=",
    "key=",
    "width=", "title=",
  ]
}

/// A small generator with a seed (SplitMix64, Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
