/// The covariances of variables, each a row of observations.
struct Covariance: Callable {
  static let signature = Signature(
    "cov", .tensor("x"), .init(.int, "correction", default: .int(1)),
    .init(.optionalTensor, "fweights", default: Argument.none),
    .init(.optionalTensor, "aweights", default: Argument.none), family: "linear algebra",
    summary:
      "the covariance matrix of variables in rows, observations in columns; divided by n − correction; fweights repeat observations, aweights weigh them",
    shapes: "[variables, n] → [variables, variables], [n] → []",
    example: "cov([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]])", gives: "[[ 1., -1.],\n [-1.,  1.]]  f64[2, 2]",
    section: "2.2.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank <= 2 else { throw .rank(x.shape, wanted: "a matrix or a vector", operation: "cov") }
    let rows = x.rank == 2 ? x : try x.reshaped([1, x.count])
    let n = rows.shape.dims[1], weights = try weights(a, n)
    let total = weights.map { $0.total } ?? Double(n)
    func weighted(_ x: Tensor) throws(TensorError) -> Tensor {
      if let weights { try x * weights.tensor.converted(to: x.dtype) } else { x }
    }
    let centred = try rows - weighted(rows).sum([1], keepingDimensions: true) / total
    // What the sum of products is divided by: PyTorch's rule, which for weights of 1 is n − correction.
    let correction = Double(a.int(1))
    let divisor = max(0, weights.map { $0.total - correction * $0.spread } ?? Double(n) - correction)
    let result = try Tensor.matmul(weighted(centred), centred.transposed()) / divisor
    return [x.rank == 2 ? result : try result.reshaped([])]
  }

  private struct Weights {
    var tensor: Tensor
    var total: Double
    /// Σ w a / Σ w, where w are all weights together and a those that are no repetitions.
    var spread: Double
  }

  private static func weights(_ a: Arguments, _ n: Int) throws(TensorError) -> Weights? {
    let repeated = a.optionalTensor(2)?.detached(), given = a.optionalTensor(3)?.detached()
    guard repeated != nil || given != nil else { return nil }
    for weights in [repeated, given].compactMap(\.self) {
      guard weights.shape == [n] else {
        throw .mismatch(weights.shape, [n], wanted: "one weight for each observation", operation: "cov")
      }
      if weights.doubles().contains(where: { !($0 >= 0) }) {
        throw .argument("weights can't be negative", operation: "cov")
      }
    }
    if let repeated, !repeated.dtype.isInteger {
      throw .dtype(repeated.dtype, wanted: "whole numbers in fweights", operation: "cov")
    }
    let ones = [Double](repeating: 1, count: n)
    let counts = repeated?.doubles() ?? ones, importance = given?.doubles() ?? ones
    let both = zip(counts, importance).map { $0 * $1 }
    let total = both.reduce(0, +)
    let spread = zip(both, importance).reduce(0) { $0 + $1.0 * $1.1 } / total
    return Weights(tensor: Tensor(both, [n]), total: total, spread: given == nil ? 1 : spread)
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .int(1), .none, .none),
      .init(.tensor(Samples.row), .int(0), .none, .none),
      .init(
        .tensor(Samples.small), .int(1), .tensor(Tensor([1, 3, 2], [3])),
        .tensor(Tensor([0.5, 1, 2], [3], .f32))),
    ]
  }
}
