import Language

/// Slips told by mending them: small changes of the reader's own code, each run in a copy of the workspace.
/// One that comes out right says what went wrong.
struct SourceSlips {
  struct Variation {
    var source: String
    /// What the reader is told when this one is right; it does not give the answer away.
    var reason: String
  }

  private static let limit = 40

  /// Changes of `source`, likeliest first. `names` are what the solution reads, `variables` those of the workspace.
  static func variations(
    of source: String, solutionNames names: Set<String>, variables: Set<String>
  ) -> [Variation] {
    guard source.utf8.count < 2000 else { return [] }
    var found: [Variation] = []
    let tokens = Tokens(source)
    func add(_ range: Range<String.Index>, _ text: String, _ reason: String) {
      var changed = source
      changed.replaceSubrange(range, with: text)
      found.append(Variation(source: changed, reason: reason))
    }
    for (i, token) in tokens.items.enumerated() {
      let text = source[token]
      let next = i + 1 < tokens.items.count ? source[tokens.items[i + 1]] : ""
      let before = i > 0 ? source[tokens.items[i - 1]] : ""
      if before == "=", i > 1, source[tokens.items[i - 2]] == "axis" || source[tokens.items[i - 2]] == "dim" {
        for axis in ["0", "1", "-1", "2"] where axis != text {
          add(token, axis, "with another `axis` it would be right: which one should go away?")
        }
      } else if let swap = swaps[String(text)], next == "(" || before == "." || signs.contains(String(text)) {
        for (other, reason) in swap { add(token, other, reason) }
      } else if text == "T", before == "." {
        add(
          tokens.items[i - 1].lowerBound..<token.upperBound, "",
          "without the transpose in it, it would be right")
      } else if let number = Int(text), before != "." {
        for other in [number + 1, number - 1] where other >= 0 {
          add(token, "\(other)", "a whole number in it is off by one: the \(number)?")
        }
      }
    }
    return Array((found + exchangedNames(source, tokens, names, variables)).prefix(limit))
  }

  /// Another variable in the place of one that the solution does not use.
  private static func exchangedNames(
    _ source: String, _ tokens: Tokens, _ names: Set<String>, _ variables: Set<String>
  ) -> [Variation] {
    let own = CellNames(source).reads
    var found: [Variation] = []
    for name in own.subtracting(names).sorted() {
      // A variable for a variable, a function for a function.
      let isVariable = variables.contains(name)
      let kind = isVariable ? "variable" : "function"
      for other in names.subtracting(own).sorted() where variables.contains(other) == isVariable {
        var changed = source
        for token in tokens.items.reversed() where source[token] == name {
          changed.replaceSubrange(token, with: other)
        }
        if changed != source {
          found.append(
            Variation(
              source: changed, reason: "another \(kind) in the place of `\(name)` would make it right"))
        }
      }
    }
    return found
  }

  private static let signs: Set<String> = ["+", "-", "*", "/", "<", ">", "<=", ">=", "..<", "...", "//"]

  private static let swaps: [String: [(String, String)]] = [
    "sum": [("mean", "a sum where a mean was asked?")], "mean": [("sum", "a mean where a sum was asked?")],
    "var": [("std", "the variance where the standard deviation was asked?")],
    "std": [("var", "the standard deviation where the variance was asked?")],
    "log": [
      ("log2", "the natural logarithm where base 2 was asked?"),
      ("log10", "the natural logarithm where base 10 was asked?"),
    ],
    "log2": [("log", "base 2 where the natural logarithm was asked?")],
    "log10": [("log", "base 10 where the natural logarithm was asked?")],
    "max": [("min", "the largest where the smallest was asked?")],
    "min": [("max", "the smallest where the largest was asked?")],
    "argmax": [("argmin", "argmax where argmin was asked?")],
    "argmin": [("argmax", "argmin where argmax was asked?")],
    "+": [("-", "one sign in it is the other way round: a + that should be a −?")],
    "-": [("+", "one sign in it is the other way round: a − that should be a +?")],
    "*": [
      ("/", "a product where a quotient was asked?"),
      ("@", "an elementwise product where a matrix product was asked?"),
    ],
    "/": [("*", "a quotient where a product was asked?")],
    "//": [("/", "`//` drops the fraction: is `/` meant?")],
    "<": [("<=", "the boundary itself counts: < or ≤?")],
    "<=": [("<", "the boundary itself does not count: < or ≤?")],
    ">": [(">=", "the boundary itself counts: > or ≥?")],
    ">=": [(">", "the boundary itself does not count: > or ≥?")],
    "..<": [("...", "the range ends one too early")], "...": [("..<", "the range ends one too late")],
  ]

  /// Names, numbers and signs of a text; what stands in quotes is passed over.
  private struct Tokens {
    var items: [Range<String.Index>] = []

    init(_ source: String) {
      var i = source.startIndex
      while i < source.endIndex {
        let character = source[i], start = i
        if character == "\"" {
          i = source.index(after: i)
          while i < source.endIndex, source[i] != "\"" { i = source.index(after: i) }
          if i < source.endIndex { i = source.index(after: i) }
        } else if character == "#" {
          while i < source.endIndex, source[i] != "\n" { i = source.index(after: i) }
        } else if character.isLetter || character.isNumber || character == "_" {
          while i < source.endIndex, source[i].isLetter || source[i].isNumber || source[i] == "_" {
            i = source.index(after: i)
          }
          // 2.5 is one number.
          if character.isNumber, i < source.endIndex, source[i] == ".",
            source.index(after: i) < source.endIndex,
            source[source.index(after: i)].isNumber
          {
            i = source.index(after: i)
            while i < source.endIndex, source[i].isNumber { i = source.index(after: i) }
          }
          items.append(start..<i)
        } else {
          let sign = ["..<", "...", "<=", ">=", "==", "//", "->", "|>"].first { source[i...].hasPrefix($0) }
          i = source.index(i, offsetBy: sign?.count ?? 1)
          if !character.isWhitespace { items.append(start..<i) }
        }
      }
    }
  }
}
