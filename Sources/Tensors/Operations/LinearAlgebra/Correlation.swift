/// The correlations of variables, each a row of observations.
struct Correlation: Callable {
  static let signature = Signature(
    "corrcoef", .tensor("x"), family: "linear algebra",
    summary: "the correlation matrix of variables in rows, observations in columns",
    shapes: "[variables, n] → [variables, variables], [n] → []",
    example: "corrcoef([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]])", gives: "[[ 1., -1.],\n [-1.,  1.]]  f64[2, 2]",
    section: "5.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank <= 2 else { throw .rank(x.shape, wanted: "a matrix or a vector", operation: "corrcoef") }
    let arguments = Arguments(values: [.tensor(x), .int(1), .none, .none], context: a.context)
    let covariance = try Covariance.call(arguments)[0]
    guard x.rank == 2 else { return [try covariance / covariance] }
    let deviations = try apply(Sqrt(), try covariance.diagonals())
    let result = try covariance / deviations.asColumns() / deviations
    // Rounding may bring a correlation beyond 1.
    return [try apply(Clamp(low: -1, high: 1), result)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Tensor(Samples.cube.doubles(), [3, 4])))] }
}
