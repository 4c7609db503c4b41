/// Tells whether a grammar makes a sequence of symbols (Earley 1970; empty rules as in Aycock & Horspool 2002).
///
/// Each rule has a second version for what stands in a `head`: the same without `trailing` outside of brackets.
struct Recogniser {
  /// What the recogniser reads: tokens of a program, or characters of a token.
  struct Alphabet {
    /// The symbols that a terminal stands for, one after the other.
    var terminals: (String) -> [Matcher]
    var span: (Unicode.Scalar, Unicode.Scalar) -> Matcher
    var words: (String) -> Matcher
    /// Rules that are symbols of this alphabet, or that are read from other rules.
    var rules: [String: Grammar.Node]
    var symbols: [String: Matcher]
  }

  struct Matcher {
    /// Looks at the next symbol without taking it.
    var isCondition = false
    var matches: (Int) -> Bool
  }

  private enum Symbol {
    case terminal(Int)
    case nonterminal(Int)
  }

  private let grammar: Grammar
  private let alphabet: Alphabet
  private var matchers: [Matcher] = []
  private var productions: [(left: Int, right: [Symbol])] = []
  /// The productions of each nonterminal.
  private var byLeft: [[Int]] = []
  private var isNullable: [Bool] = []
  private var numbers: [String: Int] = [:]
  private var start = 0

  init(_ grammar: Grammar, start: String, _ alphabet: Alphabet) {
    self.grammar = grammar
    self.alphabet = alphabet
    self.start = nonterminal(start, inHead: false)
    findNullable()
  }

  // MARK: From rules to productions

  private mutating func fresh() -> Int {
    byLeft.append([])
    return byLeft.count - 1
  }

  private mutating func add(_ left: Int, _ right: [Symbol]) {
    productions.append((left, right))
    byLeft[left].append(productions.count - 1)
  }

  private mutating func nonterminal(_ name: String, inHead: Bool) -> Int {
    let key = inHead ? name + " in head" : name
    if let known = numbers[key] { return known }
    let number = fresh()
    numbers[key] = number
    let node = alphabet.rules[name] ?? grammar[name]
    let right = symbols(node, inHead: inHead || name == "head")
    add(number, right)
    return number
  }

  private mutating func symbols(_ node: Grammar.Node, inHead: Bool) -> [Symbol] {
    switch node {
    case .sequence(let items): return sequence(items, inHead: inHead)
    case .choice(let alternatives):
      let number = fresh()
      for alternative in alternatives { add(number, symbols(alternative, inHead: inHead)) }
      return [.nonterminal(number)]
    case .optional(.rule("trailing")) where inHead: return []
    case .optional(let inner):
      let number = fresh()
      add(number, [])
      add(number, symbols(inner, inHead: inHead))
      return [.nonterminal(number)]
    case .repetition(let inner):
      let number = fresh()
      add(number, [])
      add(number, [.nonterminal(number)] + symbols(inner, inHead: inHead))
      return [.nonterminal(number)]
    case .terminal(let text): return alphabet.terminals(text).map { terminal($0) }
    case .span(let low, let high): return [terminal(alphabet.span(low, high))]
    case .words(let text): return [terminal(alphabet.words(text))]
    case .rule(let name):
      if let symbol = alphabet.symbols[name] { return [terminal(symbol)] }
      return [.nonterminal(nonterminal(name, inHead: inHead))]
    }
  }

  /// Between brackets a head is like any other place.
  private mutating func sequence(_ items: [Grammar.Node], inHead: Bool) -> [Symbol] {
    var depth = 0
    return items.flatMap { item in
      if case .terminal(let text) = item {
        if ["(", "[", "{"].contains(text) { depth += 1 }
        if [")", "]", "}"].contains(text) { depth -= 1 }
      }
      return symbols(item, inHead: inHead && depth == 0)
    }
  }

  private mutating func terminal(_ matcher: Matcher) -> Symbol {
    matchers.append(matcher)
    return .terminal(matchers.count - 1)
  }

  private mutating func findNullable() {
    isNullable = Array(repeating: false, count: byLeft.count)
    var changes = true
    while changes {
      changes = false
      for production in productions where !isNullable[production.left] {
        let isEmpty = production.right.allSatisfy {
          if case .nonterminal(let number) = $0 { isNullable[number] } else { false }
        }
        if isEmpty {
          isNullable[production.left] = true
          changes = true
        }
      }
    }
  }

  // MARK: Recognising

  private struct Item: Hashable {
    var production: Int32
    var dot: Int32
    var origin: Int32
  }

  /// The items that end before one symbol, and for each nonterminal those that wait for it.
  private struct Column {
    var items: [Item] = []
    var known: Set<Item> = []
    var waiting: [Int: [Item]] = [:]

    mutating func add(_ item: Item) {
      if known.insert(item).inserted { items.append(item) }
    }
  }

  /// Whether the grammar makes exactly the first `count` symbols.
  func accepts(count: Int) -> Bool {
    var columns = Array(repeating: Column(), count: count + 1)
    for production in byLeft[start] { columns[0].add(Item(production: Int32(production), dot: 0, origin: 0)) }
    for position in 0...count {
      var next = 0
      while next < columns[position].items.count {
        advance(columns[position].items[next], at: position, count, &columns)
        next += 1
      }
      if columns[position].items.isEmpty { return false }
    }
    return columns[count].items.contains { item in
      let production = productions[Int(item.production)]
      return item.origin == 0 && production.left == start && Int(item.dot) == production.right.count
    }
  }

  private func advance(_ item: Item, at position: Int, _ count: Int, _ columns: inout [Column]) {
    let production = productions[Int(item.production)]
    var moved = item
    moved.dot += 1
    guard Int(item.dot) < production.right.count else {
      return complete(production.left, from: Int(item.origin), at: position, &columns)
    }
    switch production.right[Int(item.dot)] {
    case .terminal(let number):
      let matcher = matchers[number]
      guard position < count, matcher.matches(position) else { return }
      columns[matcher.isCondition ? position : position + 1].add(moved)
    case .nonterminal(let number):
      columns[position].waiting[number, default: []].append(item)
      for production in byLeft[number] {
        columns[position].add(Item(production: Int32(production), dot: 0, origin: Int32(position)))
      }
      if isNullable[number] { columns[position].add(moved) }
    }
  }

  private func complete(_ left: Int, from origin: Int, at position: Int, _ columns: inout [Column]) {
    for waiting in columns[origin].waiting[left] ?? [] {
      var moved = waiting
      moved.dot += 1
      columns[position].add(moved)
    }
  }
}
