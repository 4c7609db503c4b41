import Testing

@testable import Tensors

/// Calls operations by name, as the language does, with what is left out at its default.
enum Calls {
  static func run(
    _ name: String, _ arguments: Argument..., context: TensorContext = TensorContext()
  ) throws -> [Tensor] {
    let entry = try #require(OperationRegistry.named(name))
    let rest = entry.signature.parameters.dropFirst(arguments.count).map { $0.default ?? .none }
    return try entry.call(arguments + rest, context)
  }

  static func one(_ name: String, _ arguments: Tensor...) throws -> Tensor {
    let entry = try #require(OperationRegistry.named(name))
    let rest = entry.signature.parameters.dropFirst(arguments.count).map { $0.default ?? .none }
    return try entry.call(arguments.map { .tensor($0) } + rest, TensorContext())[0]
  }
}

extension Tensor {
  static func random(_ shape: Shape, _ random: inout Random, _ dtype: DType = .f64) -> Tensor {
    Tensor((0..<shape.count).map { _ in Double.random(in: -1...1, using: &random) }, shape, dtype)
  }

  /// The same elements somewhere else in memory: columns first, every second one, or in the middle.
  func rearranged(_ random: inout Random) -> Tensor {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Views.transposed(self)
    case 1:
      let spread = Tensor(doubles().flatMap { [$0, .nan] }, Shape(shape.dims + [2]), dtype)
      return spread.view(shape, Array(spread.strides.dropLast()))
    case 2:
      let larger = Tensor([.nan] + doubles() + [.nan], [count + 2], dtype)
      return larger.view(shape, shape.contiguousStrides, offset: 1)
    default: return self
    }
  }

  /// The largest difference from another tensor, over the size of its elements.
  func distance(to other: Tensor) -> Double {
    guard shape == other.shape else { return .infinity }
    let (a, b) = (doubles(), other.doubles())
    let scale = Swift.max(1, b.map(\.magnitude).max() ?? 0)
    return zip(a, b).map { $0 == $1 ? 0 : ($0 - $1).magnitude }.reduce(0) {
      $1.isNaN ? .infinity : Swift.max($0, $1)
    } / scale
  }
}

/// Matrices of all kinds: sizes, batches, dtypes, layouts.
struct MatrixCase: Sendable, CustomTestStringConvertible {
  var batch: [Int]
  var rows: Int
  var columns: Int
  var dtype: DType
  var seed: UInt64
  var testDescription: String { "\(dtype.name)\(batch + [rows, columns])" }
  var shape: Shape { Shape(batch + [rows, columns]) }
  /// What rounding may amount to.
  var tolerance: Double { (dtype == .f32 ? 3e-5 : 1e-11) * Double(max(rows, columns, 1)) }

  var matrix: Tensor {
    var random = Random(seed: seed)
    return Tensor.random(shape, &random, dtype).rearranged(&random)
  }

  /// The same, far from singular.
  var regular: Tensor {
    var random = Random(seed: seed)
    let noise = Tensor.random(shape, &random, dtype)
    guard let identity = try? Tensor.identity(rows, dtype), let sum = try? noise + identity * Double(rows)
    else { return noise }
    return sum.rearranged(&random)
  }

  static let rectangular: [MatrixCase] = cases { random in
    (Int.random(in: 1...9, using: &random), Int.random(in: 1...9, using: &random))
  }
  static let square: [MatrixCase] = cases { random in
    let n = Int.random(in: 1...9, using: &random)
    return (n, n)
  }

  private static func cases(_ sizes: (inout Random) -> (Int, Int)) -> [MatrixCase] {
    var random = Random(seed: 2024)
    let batches = [[], [], [3], [2, 2], [1], [0]]
    return (0..<36).map { i in
      let (rows, columns) = sizes(&random)
      return MatrixCase(
        batch: batches[i % batches.count], rows: rows, columns: columns, dtype: i % 3 == 2 ? .f32 : .f64,
        seed: random.next())
    }
  }
}
