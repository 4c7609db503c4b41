import Testing

@testable import Tensors

/// Results that the tape does not keep: what derivatives and readers see is as if it had.
@Suite struct ForgottenTests {
  /// A sample's weighted sum and its gradients, on a tape that keeps nothing that it need not.
  private func run(
    _ test: FiniteDifferenceTests.Case, forgetsFrom: Int
  ) throws -> (tape: Tape, gradients: [[Double]], recalls: Int, graph: [[Double]]) {
    let context = TensorContext(forgetsFrom: forgetsFrom)
    var leaves: [Tensor] = []
    let arguments = test.sample.arguments.map { argument -> Argument in
      func leaf(_ x: Tensor) -> Tensor {
        leaves.append(context.tape.leaf(x))
        return leaves[leaves.count - 1]
      }
      switch argument {
      case .tensor(let x) where x.dtype == .f64: return .tensor(leaf(x))
      case .tensors(let list): return .tensors(list.map { $0.dtype == .f64 ? leaf($0) : $0 })
      default: return argument
      }
    }
    var result: Tensor? = try test.entry.call(arguments, context)[test.sample.output]
    guard let root = try result.map({ try ($0 * $0).sum(Array(0..<$0.rank)) }), root.requiresGrad else {
      return (context.tape, [], 0, [])
    }
    result = nil
    let gradients = try context.tape.gradients(of: root, withRespectTo: leaves, createGraph: false)
    let recalls = context.tape.recalls
    let graph = try GraphSnapshot(of: root).nodes.flatMap(\.values).map { $0.doubles() }
    return (context.tape, gradients.map { $0?.doubles() ?? [] }, recalls, graph)
  }

  @Test("no derivative asks for what was forgotten", arguments: FiniteDifferenceTests.cases)
  func operations(_ test: FiniteDifferenceTests.Case) throws {
    let kept = try run(test, forgetsFrom: .max), forgotten = try run(test, forgetsFrom: 1)
    #expect(forgotten.recalls == 0, "a derivative reads what its operation says it does not")
    #expect(same(kept.gradients, forgotten.gradients))
    // Whoever draws the graph sees every value.
    #expect(same(kept.graph, forgotten.graph))
  }

  private func same(_ a: [[Double]], _ b: [[Double]]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { x, y in
        x.count == y.count && zip(x, y).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
      }
  }

  @Test("a long chain is computed again without recursion, and only once")
  func chain() throws {
    let tape = Tape(forgetsFrom: 4)
    let x = tape.leaf(Tensor([1.0, 2, 3, 4], [4]))
    var y = try x + 1
    for _ in 0..<20_000 { y = try y + 1 }
    let total = try y.sum([0])
    y = x
    let additions = try GraphSnapshot(of: total, limit: 30_000).nodes.filter { $0.operation == "add" }
    #expect(additions[20_000].value?.doubles() == [20_002, 20_003, 20_004, 20_005])
    #expect(tape.recalls == 20_001)
    #expect(additions[0].value?.doubles() == [2, 3, 4, 5])
    #expect(tape.recalls == 20_001)
  }

  @Test("elements that are still there are not computed again, and not changed through the graph")
  func originals() throws {
    let tape = Tape(forgetsFrom: 2)
    let x = tape.leaf(Tensor([1.0, 2], [2]))
    var y = try x * Tensor([3.0, 4], [2])
    let total = try (y + 1).sum([0])
    let snapshot = try GraphSnapshot(of: total)
    y = y.detached()
    try y.assign([.at(0)], Tensor([50.0], []))
    #expect(y.doubles() == [50, 8])
    #expect(snapshot.nodes.compactMap(\.value).contains { $0.doubles() == [3, 8] })
  }

  @Test(
    "derivatives of derivatives are the same", arguments: FiniteDifferenceTests.cases.filter(\.sample.twice))
  func second(_ test: FiniteDifferenceTests.Case) throws {
    func slopes(forgetsFrom: Int) throws -> [[Double]] {
      let context = TensorContext(forgetsFrom: forgetsFrom)
      var leaves: [Tensor] = []
      let arguments = test.sample.arguments.map { argument -> Argument in
        guard case .tensor(let x) = argument, x.dtype == .f64 else { return argument }
        leaves.append(context.tape.leaf(x))
        return .tensor(leaves[leaves.count - 1])
      }
      let result = try test.entry.call(arguments, context)[test.sample.output]
      guard result.requiresGrad else { return [] }
      let root = try (result * result).sum(Array(0..<result.rank))
      let first = try context.tape.gradients(of: root, withRespectTo: leaves, createGraph: true)
      guard let slope = first.compactMap(\.self).first, slope.requiresGrad else { return [] }
      let total = try (slope * slope).sum(Array(0..<slope.rank))
      return try context.tape.gradients(of: total, withRespectTo: leaves, createGraph: false)
        .map { $0?.doubles() ?? [] }
    }
    #expect(same(try slopes(forgetsFrom: .max), try slopes(forgetsFrom: 1)))
  }

  @Test("what another graph uses stays when a graph is freed")
  func shared() throws {
    let tape = Tape(forgetsFrom: 2)
    let x = tape.leaf(Tensor([1.0, 2], [2]))
    var y = try x * Tensor([3.0, 4], [2])
    let other = try (y + 1).sum([0])
    let first = try y.sum([0])
    y = x
    try tape.backward(from: first, gradient: nil)
    let snapshot = try GraphSnapshot(of: other)
    #expect(snapshot.nodes.contains { $0.operation == "add" && $0.value?.doubles() == [4, 9] })
  }

  @Test("other forms of an input take no memory, and are kept as they are")
  func views() throws {
    let tape = Tape(forgetsFrom: 2)
    let x = tape.leaf(Tensor([1.0, 2], [2, 1]))
    let wide = try apply(Expand(target: [2, 1 << 20]), x)
    let snapshot = try GraphSnapshot(of: try wide.transposed().sum([0, 1]))
    #expect(snapshot.nodes.flatMap(\.values).allSatisfy { $0.memoryBlock.bytes == 0 })
    #expect(tape.recalls == 0)
  }

  @Test("memory that no derivative reads is given back before the walk")
  func memory() throws {
    let tape = Tape(forgetsFrom: 1000)
    let x = tape.leaf(try Tensor.full(1, [1 << 16], .f64))
    var y = try x * 2
    weak let storage = y.body.storage
    let result = try (y + 1).sum([0])
    y = x
    #expect(storage == nil)
    #expect(try tape.gradients(of: result, withRespectTo: [x], createGraph: false)[0]?.doubles()[0] == 2)
    #expect(tape.recalls == 0)
  }
}
