import Foundation
import TestSupport
import Testing

@testable import Language

/// `docs/language.md` and the parser say the same.
@Suite("The grammar on the page")
struct GrammarTests {
  /// What is refused for reasons that the page gives below its rules.
  private static let exceptions: Set = ["P03", "P05", "P13", "P14", "P15", "P16", "P17"]

  @Test("makes programs that the parser accepts, whatever line breaks stand where they do not count")
  func generated() throws {
    let grammar = try Grammar.language()
    var generator = ProgramGenerator(grammar, seed: 20_261_130)
    var tokens = 0
    for _ in 0..<4_000 {
      let pieces = generator.program()
      tokens += pieces.count
      let text = ProgramGenerator.text(pieces)
      guard let tree = Self.tree(text) else { continue }
      let broken = generator.broken(pieces)
      guard let other = Self.tree(broken) else { continue }
      if other != tree { Issue.record("another tree with other line breaks:\n\(text)\n---\n\(broken)") }
    }
    #expect(tokens > 60_000)
    // Every alternative of every choice has had its turn.
    for name in grammar.order {
      for missing in Self.alternatives(of: grammar[name], in: name).subtracting(generator.taken) {
        Issue.record("never made: \(missing)")
      }
    }
  }

  private static func alternatives(of node: Grammar.Node, in rule: String) -> Set<String> {
    var all = Set(Grammar.children(node).flatMap { alternatives(of: $0, in: rule) })
    if case .choice(let nodes) = node {
      for i in nodes.indices { all.insert("\(rule) \(i) of \(nodes.count)") }
    }
    return all
  }

  /// The tree of what must parse.
  private static func tree(_ text: String) -> String? {
    do throws(Diagnostic) {
      return TreeDump.dump(try ParserTests.parse(text))
    } catch {
      // `1e999` is a number to the rules, and `\u{ffffff}` an escape.
      if ["P03", "P05"].contains(error.code) { return nil }
      Issue.record("refused: \(text)\n\(DiagnosticText.render(error))")
      return nil
    }
  }

  @Test("makes every program of this repository")
  func repository() throws {
    let rules = LanguageRules(try Grammar.language())
    var programs = try ["syntax-trees.txt", "printed.txt"].flatMap { try GoldenFile($0).cases.map(\.input) }
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
    for folder in [
      "Tests/LibraryTests/Programs", "Sources/gradus-bench/Programs", "Sources/Library/Prelude/Texts",
    ] {
      for file in try FileManager.default.contentsOfDirectory(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      where file.pathExtension == "gradus" {
        programs.append(try String(contentsOf: file, encoding: .utf8))
      }
    }
    #expect(programs.count > 80)
    for program in programs where (try? ParserTests.parse(program)) != nil {
      #expect(rules.make(program), "no rule makes \(program)")
      #expect(rules.strangeToken(in: program) == nil)
    }
  }

  @Test("makes a program with mistakes if and only if the parser accepts it")
  func mutated() throws {
    let grammar = try Grammar.language()
    let rules = LanguageRules(grammar)
    var generator = ProgramGenerator(grammar, seed: 4, length: 12)
    var random = SeededGenerator(state: 4)
    var accepted = 0, refused = 0, excepted = 0
    var pool = ["x", "(", ")", "{", "}", "=", "in", "\n", ",", "->", ":", "{ }", "-", "not", "x =", "by"]
    for round in 0..<4_000 {
      var tokens = generator.program().map { ($0.touches ? "" : " ") + $0.text }
      guard tokens.count > 1, tokens.count < 60 else { continue }
      for _ in 0...Int.random(in: 0...1, using: &random) { Self.change(&tokens, from: pool, &random) }
      if round < 400 { pool += tokens.prefix(3) }
      let text = tokens.joined()
      let isMade = rules.make(text)
      do throws(Diagnostic) {
        _ = try ParserTests.parse(text)
        accepted += 1
        if !isMade { Issue.record("accepted, and no rule makes it: \(text)") }
        if let token = rules.strangeToken(in: text) { Issue.record("no rule makes the token \(token)") }
      } catch {
        refused += 1
        guard isMade else { continue }
        excepted += 1
        if !Self.exceptions.contains(error.code) {
          Issue.record("the rules make it, and it is refused: \(text)\n\(DiagnosticText.render(error))")
        }
      }
    }
    #expect(accepted > 400)
    #expect(refused > 1_000)
    #expect(excepted < 100)
  }

  private static func change(_ tokens: inout [String], from pool: [String], _ random: inout SeededGenerator) {
    let i = Int.random(in: 0..<max(1, tokens.count), using: &random)
    guard tokens.indices.contains(i) else { return tokens.append("x") }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: tokens.remove(at: i)
    case 1: tokens.insert(tokens[Int.random(in: 0..<tokens.count, using: &random)], at: i)
    case 2: tokens.swapAt(i, Int.random(in: 0..<tokens.count, using: &random))
    case 3: tokens[i] = " " + pool[Int.random(in: 0..<pool.count, using: &random)]
    default: tokens.insert(" " + pool[Int.random(in: 0..<pool.count, using: &random)], at: i)
    }
  }

  @Test("makes programs that print as themselves")
  func printing() throws {
    var generator = ProgramGenerator(try Grammar.language(), seed: 7)
    for _ in 0..<3_000 {
      let text = ProgramGenerator.text(generator.program())
      guard let program = try? ParserTests.parse(text) else { continue }
      let once = SyntaxPrinter.print(program)
      do throws(Diagnostic) {
        let again = try ParserTests.parse(once)
        if SyntaxPrinter.print(again) != once { Issue.record("printed anew:\n\(once)") }
        // Blocks that share a line now lose the `;` that hid a result.
        if Self.plain(again) != Self.plain(program) { Issue.record("another tree:\n\(text)\n---\n\(once)") }
      } catch {
        Issue.record("what was printed is refused:\n\(text)\n---\n\(DiagnosticText.render(error))")
      }
    }
  }

  private static func plain(_ program: Program) -> String { TreeDump.dump(program).filter { $0 != ";" } }
}
