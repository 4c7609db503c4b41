/// The product of a chain of matrices, in the order that takes fewest multiplications.
struct MultiDot: Callable {
  static let signature = Signature(
    "multi_dot", .init(.tensors, "tensors", isVariadic: true), aliases: ["chain_matmul"],
    family: "linear algebra",
    summary: "the product of several matrices in the cheapest order; the first and last may be vectors",
    shapes: "[n, k], [k, l], [l, m] → [n, m]", example: "multi_dot([[1, 2]], [[3], [4]], [[5]])",
    gives: "[[55]]  i64[1, 1]", section: "2.1.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var chain = try a.tensors(0).unified("multi_dot")
    let last = chain.count - 1
    for (i, x) in chain.enumerated() {
      guard x.rank == 2 || x.rank == 1 && (i == 0 || i == last) else {
        throw .rank(x.shape, wanted: "matrices (or vectors as the first and last)", operation: "multi_dot")
      }
    }
    if last == 0 { return chain }
    let (startsFlat, endsFlat) = (chain[0].rank == 1, chain[last].rank == 1)
    if startsFlat { chain[0] = try chain[0].asRows() }
    if endsFlat { chain[last] = try chain[last].asColumns() }
    for (x, y) in zip(chain, chain.dropFirst()) where x.shape.dims[1] != y.shape.dims[0] {
      throw .inner(x.shape, y.shape)
    }
    let result = try product(chain), dims = result.shape.dims
    return [try result.reshaped(Shape((startsFlat ? [] : [dims[0]]) + (endsFlat ? [] : [dims[1]])))]
  }

  /// Finding the cheapest order takes time with the cube of the chain's length: a very long one goes from
  /// left to right.
  private static func product(_ chain: [Tensor]) throws(TensorError) -> Tensor {
    if chain.count > 200 {
      var result = chain[0]
      for factor in chain.dropFirst() { result = try Tensor.matmul(result, factor) }
      return result
    }
    let cuts = cuts([chain[0].shape.dims[0]] + chain.map { $0.shape.dims[1] })
    func part(_ i: Int, _ j: Int) throws(TensorError) -> Tensor {
      if i == j { return chain[i] }
      let cut = cuts[i * chain.count + j]
      return try Tensor.matmul(try part(i, cut), try part(cut + 1, j))
    }
    return try part(0, chain.count - 1)
  }

  /// For each part i…j of the chain, after which factor to cut it: matrix k is [sizes[k], sizes[k + 1]].
  private static func cuts(_ sizes: [Int]) -> [Int] {
    let n = sizes.count - 1, sizes = sizes.map(Double.init)
    var costs = [Double](repeating: 0, count: n * n), cuts = [Int](repeating: 0, count: n * n)
    for length in 1..<n {
      for i in 0..<n - length {
        let j = i + length
        costs[i * n + j] = .infinity
        for cut in i..<j {
          let cost =
            costs[i * n + cut] + costs[(cut + 1) * n + j] + sizes[i] * sizes[cut + 1] * sizes[j + 1]
          if cost < costs[i * n + j] { (costs[i * n + j], cuts[i * n + j]) = (cost, cut) }
        }
      }
    }
    return cuts
  }
  static var samples: [OperationEntry.Sample] {
    let wide = Samples.small, tall = Tensor(Samples.other.doubles(), [3, 2])
    return [
      .init(.tensors([wide, Samples.square, tall, wide])),
      .init(.tensors([Samples.row, tall, wide, Samples.row])),
    ]
  }
}
