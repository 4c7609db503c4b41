import Testing

@testable import Tensors

/// Every operation of the registry that offers samples is differentiated numerically; nothing here
/// names an operation, so a new one is tested as soon as it is listed.
@Suite struct FiniteDifferenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var number: Int
    var entry: OperationEntry
    var sample: OperationEntry.Sample
    var testDescription: String { "\(name) #\(number), result \(sample.output)" }
  }

  /// Each sample once for every result that has a gradient.
  static let cases: [Case] = OperationRegistry.all.flatMap { entry in
    entry.samples.enumerated().flatMap { number, sample in
      results(of: entry, sample).map { output in
        var sample = sample
        sample.output = output
        return Case(name: entry.signature.name, number: number, entry: entry, sample: sample)
      }
    }
  }

  /// The results of a sample that depend on its tensors, besides the one that it names.
  private static func results(of entry: OperationEntry, _ sample: OperationEntry.Sample) -> [Int] {
    let context = TensorContext()
    let tracked = sample.arguments.map { argument -> Argument in
      switch argument {
      case .tensor(let x) where x.dtype == .f64: .tensor(context.tape.leaf(x))
      case .tensors(let list): .tensors(list.map { context.tape.leaf($0) })
      default: argument
      }
    }
    guard let results = try? entry.call(tracked, context) else { return [sample.output] }
    return results.indices.filter { results[$0].requiresGrad || $0 == sample.output }
  }

  @Test("first derivatives agree with central differences", arguments: cases)
  func first(_ test: Case) throws {
    let sample = Differentiation(test)
    let exact = try sample.gradients(at: sample.inputs, createGraph: false)
    for (k, input) in sample.inputs.enumerated() {
      let numeric = try sample.numeric(k) { try sample.weighted($0) }
      try expectClose(exact[k], numeric, input, 2e-6)
    }
  }

  @Test(
    "second derivatives agree with central differences of the first", arguments: cases.filter(\.sample.twice))
  func second(_ test: Case) throws {
    let sample = Differentiation(test)
    let exact = try sample.secondGradients()
    for (k, input) in sample.inputs.enumerated() {
      let numeric = try sample.numeric(k) { try sample.slope($0) }
      try expectClose(exact[k], numeric, input, 2e-5)
    }
  }

  @Test("derivatives of transposed inputs are those of contiguous ones", arguments: cases)
  func views(_ test: Case) throws {
    let sample = Differentiation(test)
    let plain = try sample.gradients(at: sample.inputs, createGraph: false)
    let strided = try sample.gradients(at: sample.inputs.map(Views.transposed), createGraph: false)
    for k in sample.inputs.indices {
      try expectClose(strided[k], plain[k].doubles(), sample.inputs[k], 1e-10)
    }
  }

  @Test("an operation without samples has no derivative to get wrong")
  func undifferentiated() throws {
    let context = TensorContext()
    for entry in OperationRegistry.all where entry.samples.isEmpty {
      guard entry.signature.parameters.contains(where: { $0.kind == .tensor || $0.kind == .scalarOrTensor })
      else { continue }
      let x = context.tape.leaf(Tensor([0.5, 1.5], [2]))
      let arguments = entry.signature.parameters.map { parameter -> Argument in
        parameter.kind == .tensor || parameter.kind == .scalarOrTensor
          ? .tensor(x) : parameter.default ?? .int(1)
      }
      guard let results = try? entry.call(arguments, context) else { continue }
      // `zeros_like` and friends give constants; what is still tracked must be declared with samples.
      for result in results where result.requiresGrad {
        let gradient = try context.tape.gradients(
          of: result, withRespectTo: [x], gradient: Tensor.ones(like: result), createGraph: false)
        #expect(gradient[0] == nil, "\(entry.signature.name) has a gradient and no samples")
      }
    }
  }

  private func expectClose(_ exact: Tensor, _ numeric: [Double], _ input: Tensor, _ tolerance: Double) throws
  {
    #expect(exact.shape == input.shape)
    for (a, b) in zip(exact.doubles(), numeric) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(exact.doubles()) against \(numeric)")
    }
  }
}

/// A sample as a function of its f64 tensors to one number: the weighted sum of its result.
struct Differentiation {
  let test: FiniteDifferenceTests.Case
  /// The tensors that vary.
  let inputs: [Tensor]

  init(_ test: FiniteDifferenceTests.Case) {
    self.test = test
    inputs = test.sample.arguments.flatMap { argument -> [Tensor] in
      switch argument {
      case .tensor(let x) where x.dtype == .f64: [x]
      case .tensors(let list): list
      default: []
      }
    }
  }

  func run(_ inputs: [Tensor], _ context: TensorContext) throws -> Tensor {
    var next = 0
    func take() throws -> Tensor {
      defer { next += 1 }
      guard test.sample.isSymmetric else { return inputs[next] }
      return try (inputs[next] + inputs[next].transposed()) * 0.5
    }
    let arguments = try test.sample.arguments.map { argument -> Argument in
      switch argument {
      case .tensor(let x) where x.dtype == .f64: .tensor(try take())
      case .tensors(let list): .tensors(try list.map { _ in try take() })
      default: argument
      }
    }
    return try test.entry.call(arguments, context)[test.sample.output]
  }

  /// Fixed weights, so that no gradient hides in a symmetric sum.
  static func weights(_ shape: Shape, _ phase: Double) -> Tensor {
    Tensor(
      (0..<shape.count).map { 0.4 + 0.9 * (phase * Double($0 + 1)).truncatingRemainder(dividingBy: 1) }, shape
    )
  }

  private func total(_ result: Tensor) throws -> Tensor {
    try Tensor.multiply(result, Self.weights(result.shape, 0.618)).sum(Array(0..<result.rank))
  }

  func weighted(_ inputs: [Tensor]) throws -> Double { try total(run(inputs, TensorContext())).doubles()[0] }

  /// Gradients of the weighted sum at some inputs.
  func gradients(at inputs: [Tensor], createGraph: Bool) throws -> [Tensor] {
    let context = TensorContext()
    let leaves = inputs.map { context.tape.leaf($0) }
    let result = try total(run(leaves, context))
    let found = try context.tape.gradients(of: result, withRespectTo: leaves, createGraph: createGraph)
    return zip(found, inputs).map { $0 ?? Tensor.zeros(like: $1) }
  }

  /// The weighted sum of all gradients: what the second derivative differentiates.
  func slope(_ inputs: [Tensor]) throws -> Double {
    try gradients(at: inputs, createGraph: false).reduce(0.0) { sum, g in
      sum + zip(g.doubles(), Self.weights(g.shape, 0.414).doubles()).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  func secondGradients() throws -> [Tensor] {
    let context = TensorContext()
    let leaves = inputs.map { context.tape.leaf($0) }
    let result = try total(run(leaves, context))
    let first = try context.tape.gradients(of: result, withRespectTo: leaves, createGraph: true)
    var slope = context.tape.leaf(Tensor([0], []))
    for case let g? in first {
      slope = try Tensor.add(
        slope, try Tensor.multiply(g, Self.weights(g.shape, 0.414)).sum(Array(0..<g.rank)))
    }
    let found = try context.tape.gradients(of: slope, withRespectTo: leaves, createGraph: false)
    return zip(found, inputs).map { $0 ?? Tensor.zeros(like: $1) }
  }

  /// Central differences of a function with respect to one input.
  func numeric(_ k: Int, _ f: ([Tensor]) throws -> Double) throws -> [Double] {
    let step = 1e-5
    return try (0..<inputs[k].count).map { i in
      func moved(_ by: Double) throws -> Double {
        var inputs = inputs, values = inputs[k].doubles()
        values[i] += by
        inputs[k] = Tensor(values, inputs[k].shape)
        return try f(inputs)
      }
      return (try moved(step) - moved(-step)) / (2 * step)
    }
  }
}

enum Views {
  /// The same tensor with its elements column by column in memory.
  static func transposed(_ x: Tensor) -> Tensor {
    guard x.rank >= 2, let t = try? x.transposed().contiguous().transposed() else { return x }
    return t
  }
}

extension Tensor {
  static func ones(like x: Tensor) -> Tensor {
    Tensor([Double](repeating: 1, count: x.count), x.shape, x.dtype)
  }
}
