/// Made-up clusters, as scikit-learn draws them.
extension RandomState {
  /// Normal clouds: `counts` points around each row of `centers`, with a deviation each. Points and labels.
  public mutating func blobs(
    counts: [Int], centers: Tensor, deviations: [Double], shuffle: Bool
  ) throws(TensorError) -> [Tensor] {
    let operation = "make_blobs"
    guard centers.rank == 2 else {
      throw .rank(centers.shape, wanted: "centers in the rows of a matrix", operation: operation)
    }
    let clusters = centers.shape.dims[0], features = centers.shape.dims[1]
    guard counts.count == clusters, deviations.count == clusters else {
      throw .argument(
        "there are \(clusters) centers, \(counts.count) counts and \(deviations.count) deviations",
        operation: operation)
    }
    guard counts.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }) else {
      throw .argument("numbers of points are at least 0 and not beyond all memory", operation: operation)
    }
    guard deviations.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .argument("a standard deviation is a finite number of at least 0", operation: operation)
    }
    let total = counts.reduce(0, &+)
    let x = try Tensor(uninitialized: [total, features], .f64), out = x.pointer(Double.self)
    let places = centers.doubles()
    var labels: [Int] = []
    for cluster in 0..<clusters {
      for _ in 0..<counts[cluster] {
        for j in 0..<features {
          out[labels.count * features + j] = places[cluster * features + j] + deviations[cluster] * gauss()
        }
        labels.append(cluster)
      }
    }
    let made = [x, Tensor(labels, [total])]
    return shuffle ? try shuffledTogether(made) : made
  }

  /// Centers of clusters, uniform in a box.
  public mutating func centers(_ count: Int, features: Int, low: Double, high: Double) throws(TensorError)
    -> Tensor
  {
    try draw(.uniform, [Tensor([low], []), Tensor([high], [])], [count, features])
  }
}
