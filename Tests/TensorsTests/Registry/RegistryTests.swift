import Testing

@testable import Tensors

/// What holds for the list of operations as a whole. Nothing here names an operation.
@Suite struct RegistryTests {
  @Test("no two operations share a name or an alias")
  func uniqueNames() {
    var owners: [String: String] = [:]
    for entry in OperationRegistry.all {
      for name in [entry.signature.name] + entry.signature.aliases {
        if let owner = owners[name] {
          Issue.record("\(name) is listed by \(owner) and \(entry.signature.name)")
        }
        owners[name] = entry.signature.name
      }
    }
  }

  @Test("every operation says what it does, for which shapes, with an example")
  func documented() {
    for entry in OperationRegistry.all {
      let signature = entry.signature
      #expect(!signature.summary.isEmpty && !signature.shapes.isEmpty, "\(signature.name)")
      #expect(!signature.example.isEmpty && !signature.gives.isEmpty, "\(signature.name)")
    }
  }

  @Test("a sample has one argument for each parameter, and PyTorch's order names parameters")
  func samplesFit() {
    for entry in OperationRegistry.all {
      let names = entry.signature.parameters.map(\.name)
      for sample in entry.samples {
        #expect(sample.arguments.count == names.count, "\(entry.signature.name)")
      }
      for name in entry.signature.torchOrder { #expect(names.contains(name), "\(entry.signature.name)") }
    }
  }

  /// ⟨v, J u⟩ by the forward direction, which the language makes of reverse mode used twice, and by the reverse one.
  @Test("products with the Jacobian from both sides agree", arguments: FiniteDifferenceTests.cases)
  func transposes(_ test: FiniteDifferenceTests.Case) throws {
    guard test.sample.twice else { return }
    let sample = Differentiation(test), context = TensorContext()
    let leaves = sample.inputs.map { context.tape.leaf($0) }
    let result = try sample.run(leaves, context)
    guard result.requiresGrad, result.count > 0 else { return }
    let v = context.tape.leaf(Differentiation.weights(result.shape, 0.618))
    let pulled = try context.tape.gradients(
      of: result, withRespectTo: leaves, gradient: v, createGraph: true)
    var pairing = context.tape.leaf(Tensor([0], [])), expected = 0.0
    for (pull, input) in zip(pulled, sample.inputs) {
      guard let pull else { continue }
      let u = Differentiation.weights(input.shape, 0.414)
      expected += zip(pull.doubles(), u.doubles()).reduce(0) { $0 + $1.0 * $1.1 }
      pairing = try Tensor.add(pairing, try Tensor.multiply(pull, u).sum(Array(0..<input.rank)))
    }
    let pushed = try context.tape.gradients(of: pairing, withRespectTo: [v], createGraph: false)
    let product = zip(pushed[0]?.doubles() ?? [], v.doubles()).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(product - expected) <= 1e-9 * max(1, abs(expected)))
  }
}
