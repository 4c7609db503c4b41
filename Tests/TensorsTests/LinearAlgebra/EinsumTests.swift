import Testing

@testable import Tensors

/// `einsum` against its definition: a loop over all letters, one after the other.
@Suite struct EinsumTests {
  struct Equation: Sendable, CustomTestStringConvertible {
    var operands: [[Character]]
    var result: [Character]
    var text: String { operands.map { String($0) }.joined(separator: ",") + "->" + String(result) }
    var testDescription: String { text }
  }

  static let equations: [Equation] = {
    var random = Random(seed: 5)
    return (0..<60).map { _ in
      let operands = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (0..<Int.random(in: 0...4, using: &random)).map { _ in "abcde".randomElement(using: &random) ?? "a" }
      }
      let letters = Set(operands.joined()).sorted().shuffled(using: &random)
      return Equation(
        operands: operands, result: Array(letters.prefix(Int.random(in: 0...letters.count, using: &random))))
    }
  }()

  private static let sizes: [Character: Int] = ["a": 2, "b": 3, "c": 1, "d": 2, "e": 4]

  private func byDefinition(_ equation: Equation, _ tensors: [Tensor]) -> Tensor {
    let letters = Array(Set(equation.operands.joined()))
    let shape = Shape(equation.result.map { Self.sizes[$0] ?? 1 })
    var result = [Double](repeating: 0, count: shape.count)
    var index = [Character: Int](uniqueKeysWithValues: letters.map { ($0, 0) })
    func place(_ labels: [Character]) -> Int {
      labels.reduce(0) { $0 * (Self.sizes[$1] ?? 1) + (index[$1] ?? 0) }
    }
    func walk(_ depth: Int) {
      guard depth < letters.count else {
        result[place(equation.result)] += zip(tensors, equation.operands).reduce(1) {
          $0 * $1.0.doubles()[place($1.1)]
        }
        return
      }
      for i in 0..<(Self.sizes[letters[depth]] ?? 1) {
        index[letters[depth]] = i
        walk(depth + 1)
      }
    }
    walk(0)
    return Tensor(result, shape)
  }

  @Test("every equation gives what a loop over all letters gives", arguments: equations)
  func definition(_ equation: Equation) throws {
    var random = Random(seed: 7)
    let tensors = equation.operands.map { letters in
      Tensor.random(Shape(letters.map { Self.sizes[$0] ?? 1 }), &random)
    }
    let moved = tensors.map { $0.rearranged(&random) }
    let result = try Calls.run("einsum", .text(equation.text), .tensors(moved))[0]
    #expect(result.distance(to: byDefinition(equation, tensors)) < 1e-12)
  }

  @Test("integers stay integers, and an overflow is an error")
  func integers() throws {
    let x = Tensor([1, 2, 3, 4], [2, 2])
    let product = try Calls.run("einsum", .text("ij,jk"), .tensors([x, x]))[0]
    #expect(product.dtype == .i64 && product.ints() == [7, 10, 15, 22])
    expect("O01") {
      _ = try Calls.run("einsum", .text("i,i"), .tensors([Tensor([Int.max, 1], [2]), Tensor([2, 2], [2])]))
    }
  }

  @Test("a long chain is joined in an order that never makes a large tensor")
  func order() throws {
    // From left to right, the first product alone would have 10⁸ elements.
    let column = Tensor([Double](repeating: 1, count: 10_000), [10_000, 1])
    let row = Tensor([Double](repeating: 1, count: 10_000), [1, 10_000])
    let result = try Calls.run("einsum", .text("ab,bc,cd->ad"), .tensors([column, row, column]))[0]
    #expect(result.shape == [10_000, 1] && result.doubles()[0] == 10_000)
    let chain = try Calls.run("multi_dot", .tensors([column, row, column, row, column]))[0]
    #expect(chain.shape == [10_000, 1] && chain.doubles()[17] == 1e8)
  }
}
