import Testing

@testable import Tensors

/// Every operation of the registry is called with arguments that nobody meant: empty and odd shapes, all
/// dtypes, nan and infinities, huge and negative numbers. A call may fail with an error; it may not trap, and
/// a result must be whole. Nothing here names an operation.
@Suite struct HostileCallTests {
  static let entries = OperationRegistry.all.filter { !$0.signature.name.isEmpty }

  @Test("no arguments make an operation trap", arguments: entries.indices)
  func survives(_ index: Int) throws {
    let entry = Self.entries[index]
    var random = Random(seed: UInt64(index) &+ 77)
    for _ in 0..<400 {
      let context = TensorContext()
      var arguments = entry.signature.parameters.map { Self.argument($0, &random) }
      // Half of the calls change one argument of a call that works, and so get further.
      if let sample = entry.samples.randomElement(using: &random), Bool.random(using: &random) {
        arguments = zip(entry.signature.parameters, sample.arguments).map { $1 }
        if let i = arguments.indices.randomElement(using: &random),
          entry.signature.parameters.indices.contains(i)
        {
          arguments[i] = Self.argument(entry.signature.parameters[i], &random)
        }
      }
      guard arguments.count == entry.signature.parameters.count else { continue }
      if Bool.random(using: &random) { arguments = arguments.map { Self.tracked($0, context) } }
      try call(entry, arguments, context)
    }
  }

  /// Reads every element of every result, and walks back from one that is tracked.
  private func call(_ entry: OperationEntry, _ arguments: [Argument], _ context: TensorContext) throws {
    let results: [Tensor]
    do { results = try entry.call(arguments, context) } catch { return }
    for result in results {
      #expect(result.doubles().count == result.shape.count, "\(entry.signature.name)\(result.shape)")
      guard result.requiresGrad else { continue }
      do {
        try context.tape.backward(from: result, gradient: try Tensor.full(1, result.shape, result.dtype))
      } catch { continue }
    }
  }

  private static func tracked(_ argument: Argument, _ context: TensorContext) -> Argument {
    switch argument {
    case .tensor(let x) where x.dtype.isFloat: .tensor(context.tape.leaf(x))
    case .tensors(let list): .tensors(list.map { $0.dtype.isFloat ? context.tape.leaf($0) : $0 })
    default: argument
    }
  }

  // MARK: Arguments

  private static let integers = [0, 1, 2, 3, 4, 7, -1, -2, -9, 1 << 40, .max, .min, .max - 1]
  private static let numbers = [0, 1, -1, 0.5, 2, 1e308, -1e-300, .nan, .infinity, -.infinity]
  private static let texts = [
    "", "mean", "none", "sum", "tanh", "fro", "nuc", "ij,jk->ik", "ii->i", "...ij->...ji", "->", "same", "ä",
  ]

  static func argument(_ parameter: SignatureParameter, _ random: inout Random) -> Argument {
    if parameter.default != nil, Int.random(in: 0..<3, using: &random) == 0 {
      return parameter.default ?? .none
    }
    switch parameter.kind {
    case .tensor, .scalarOrTensor: return .tensor(tensor(&random))
    case .optionalTensor: return Bool.random(using: &random) ? .none : .tensor(tensor(&random))
    case .tensors: return .tensors((0..<Int.random(in: 0..<4, using: &random)).map { _ in tensor(&random) })
    case .axis, .int: return .int(integers.randomElement(using: &random) ?? 0)
    case .integersOrText where Bool.random(using: &random):
      return .text(texts.randomElement(using: &random) ?? "")
    case .axes, .ints, .shape, .integersOrText:
      if parameter.kind == .axes, Int.random(in: 0..<4, using: &random) == 0 { return .none }
      let count = Int.random(in: 0..<5, using: &random)
      return .ints((0..<count).map { _ in integers.randomElement(using: &random) ?? 0 })
    case .number: return .number(numbers.randomElement(using: &random) ?? 0)
    case .numberOrText:
      return Bool.random(using: &random)
        ? .number(numbers.randomElement(using: &random) ?? 0)
        : .text(texts.randomElement(using: &random) ?? "")
    case .flag: return .flag(Bool.random(using: &random))
    case .text: return .text(texts.randomElement(using: &random) ?? "")
    case .dtype: return .dtype(DType.allCases.randomElement(using: &random) ?? .f64)
    }
  }

  private static let shapes: [Shape] = [
    [], [0], [1], [2], [3], [5], [1, 1], [2, 3], [3, 3], [3, 2], [0, 3], [3, 0], [2, 1, 3], [2, 3, 3],
    [1, 2, 4, 4],
    [2, 0, 3], [1, 1, 1, 1, 1],
  ]

  private static func tensor(_ random: inout Random) -> Tensor {
    let shape = shapes.randomElement(using: &random) ?? []
    let dtype = DType.allCases.randomElement(using: &random) ?? .f64
    let style = Int.random(in: 0..<4, using: &random)
    let values = (0..<shape.count).map { _ -> Double in
      if !dtype.isFloat { return Double(Int.random(in: 0..<(style == 0 ? 200 : 4), using: &random)) }
      return style == 0
        ? numbers.randomElement(using: &random) ?? 0 : Double.random(in: -2...2, using: &random)
    }
    let tensor = Tensor(values, shape, dtype)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Views.transposed(tensor)
    case 1 where dtype == .i64 && tensor.count > 0: return Tensor(tensor.ints().map { _ in Int.max }, shape)
    default: return tensor
    }
  }
}

/// A small generator with a seed (SplitMix64, Steele et al. 2014): the same calls on every machine.
struct Random: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
