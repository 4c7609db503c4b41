import Testing

@testable import Tensors

/// Calls with random shapes, empty and size-1 axes among them, on views of every kind: values, gradients and
/// refusals are those of the same calls on contiguous copies. Nothing here names an operation.
@Suite struct RandomLayoutTests {
  static let entries = OperationRegistry.all

  @Test("what a call gives does not depend on how its operands lie in memory", arguments: entries.indices)
  func layouts(_ index: Int) throws {
    let entry = Self.entries[index]
    var random = Random(seed: UInt64(index) &+ 4242)
    for _ in 0..<120 {
      var arguments = entry.signature.parameters.map { Self.argument($0, &random) }
      // Half of the calls change one argument of a call that works, and so get further.
      if let sample = entry.samples.randomElement(using: &random), Bool.random(using: &random) {
        let i = Int.random(in: 0..<arguments.count, using: &random)
        let changed = arguments[i]
        arguments = sample.arguments.map { Self.map($0) { Self.view($0, &random) } }
        if Bool.random(using: &random) { arguments[i] = changed }
      }
      let plain = arguments.map { Self.map($0) { Tensor(copying: $0) } }
      try compare(entry, arguments, plain)
    }
  }

  private func compare(_ entry: OperationEntry, _ strided: [Argument], _ plain: [Argument]) throws {
    let (views, viewError) = Self.run(entry, strided), (copies, copyError) = Self.run(entry, plain)
    #expect(viewError == copyError, "\(entry.signature.name)")
    guard views.count == copies.count else { return }
    for (a, b) in zip(views, copies) {
      #expect(a.shape == b.shape && a.dtype == b.dtype, "\(entry.signature.name)")
      let tolerance = [DType.f16, .bf16].contains(a.dtype) ? 2e-2 : a.dtype == .f32 ? 1e-4 : 1e-9
      for (x, y) in zip(a.doubles(), b.doubles()) where !(x == y || x.isNaN && y.isNaN) {
        #expect(abs(x - y) <= tolerance * max(1, abs(y)), "\(entry.signature.name): \(x) and \(y)")
      }
    }
  }

  /// The results of a call and the gradients of its float operands; or the code of the error.
  private static func run(_ entry: OperationEntry, _ arguments: [Argument]) -> ([Tensor], String?) {
    let context = TensorContext()
    var leaves: [Tensor] = []
    let tracked = arguments.map { argument in
      map(argument) { x in
        guard x.dtype.isFloat else { return x }
        leaves.append(context.tape.leaf(x))
        return leaves[leaves.count - 1]
      }
    }
    do {
      let results = try entry.call(tracked, context)
      var all = results
      for result in results where result.requiresGrad {
        let weights = Tensor(
          Differentiation.weights(result.shape, 0.618).doubles(), result.shape, result.dtype)
        let found = try context.tape.gradients(
          of: result, withRespectTo: leaves, gradient: weights, createGraph: false)
        all += zip(found, leaves).map { $0 ?? Tensor.zeros(like: $1) }
      }
      return (all, nil)
    } catch {
      return ([], error.code)
    }
  }

  // MARK: Arguments

  private static func map(_ argument: Argument, _ change: (Tensor) -> Tensor) -> Argument {
    switch argument {
    case .tensor(let x): .tensor(change(x))
    case .tensors(let list): .tensors(list.map(change))
    default: argument
    }
  }

  private static func argument(_ parameter: SignatureParameter, _ random: inout Random) -> Argument {
    switch parameter.kind {
    case .tensor: .tensor(tensor(&random))
    case .scalarOrTensor where Bool.random(using: &random): .tensor(tensor(&random))
    case .tensors: .tensors((0..<Int.random(in: 1..<4, using: &random)).map { _ in tensor(&random) })
    default: HostileCallTests.argument(parameter, &random)
    }
  }

  private static let shapes: [Shape] = [
    [], [0], [1], [3], [4], [1, 3], [2, 3], [3, 3], [3, 1], [0, 3], [3, 0], [2, 1, 3], [2, 3, 3],
    [1, 2, 4, 4],
    [2, 2, 4, 4],
  ]

  private static func tensor(_ random: inout Random) -> Tensor {
    let shape = shapes.randomElement(using: &random) ?? []
    let dtype = [DType.f64, .f64, .f64, .f32, .bf16, .i64, .u8, .bool].randomElement(using: &random) ?? .f64
    let hasNaN = Int.random(in: 0..<12, using: &random) == 0
    let values = (0..<shape.count).map { _ -> Double in
      if !dtype.isFloat { return Double(Int.random(in: 0..<3, using: &random)) }
      return hasNaN && Bool.random(using: &random) ? .nan : Double.random(in: -2...2, using: &random)
    }
    return view(Tensor(values, shape, dtype), &random)
  }

  /// The tensor, or something of its shape and dtype, as a view of some kind.
  private static func view(_ x: Tensor, _ random: inout Random) -> Tensor {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return Views.transposed(x)
    case 1:
      // With another number between any two of its elements.
      let spread = Tensor(x.doubles().flatMap { [$0, 1] }, Shape(x.shape.dims + [2]), x.dtype)
      return spread.view(x.shape, Array(spread.strides.dropLast()))
    case 2:
      // Away from the start of its storage, with odd steps along axes of size 1.
      let larger = Tensor([1, 1, 1] + x.doubles() + [1], [x.count + 4], x.dtype)
      var strides = x.shape.contiguousStrides
      for axis in strides.indices where x.shape.dims[axis] == 1 { strides[axis] = 12345 }
      return larger.view(x.shape, strides, offset: 3)
    case 3:
      // The same elements again and again along one axis.
      guard let axis = x.shape.dims.indices.randomElement(using: &random) else { return x }
      var strides = x.strides
      strides[axis] = 0
      return x.view(x.shape, strides)
    default: return x
    }
  }
}

extension Tensor {
  /// The same values, row by row in a storage of their own.
  fileprivate init(copying x: Tensor) {
    self = Tensor(rawBytes: x.rawBytes()[...], x.shape, x.dtype) ?? x
  }
}
