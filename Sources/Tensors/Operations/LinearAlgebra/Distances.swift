/// The distances between each vector of one set and each of another.
struct Distances: Callable {
  static let signature = Signature(
    "cdist", .tensor("x"), .tensor("y"), .init(.number, "p", default: .number(2)), family: "linear algebra",
    summary: "the p-norm distances between each row of x and each row of y",
    shapes: "[…, n, k], […, m, k] → […, n, m]; batches broadcast",
    example: "cdist([[0.0, 0.0], [1.0, 0.0]], [[0.0, 2.0]], p=1)", gives: "[[2.],\n [3.]]  f64[2, 1]",
    section: "13.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = try a.floats(0, 1)
    return [try x.distances(to: y, a.number(2), "cdist")]
  }
  static var samples: [OperationEntry.Sample] {
    let others = Tensor(Samples.cube.doubles().prefix(9) + [], [3, 3]),
      stack = Tensor(Samples.cube.doubles(), [2, 2, 3])
    return [2, 1, 3, .infinity].map { .init(.tensor(Samples.small), .tensor(others), .number($0)) }
      + [.init(.tensor(stack), .tensor(Samples.small), .number(2))]
  }
}

/// The distances between all pairs of vectors of one set.
struct PairDistances: Callable {
  static let signature = Signature(
    "pdist", .tensor("x"), .init(.number, "p", default: .number(2)), family: "linear algebra",
    summary: "the p-norm distances between all pairs of rows: 0 and 1, 0 and 2, …, 1 and 2, …",
    shapes: "[n, k] → [n·(n − 1)/2]", example: "pdist([[0.0], [1.0], [3.0]])", gives: "[1., 3., 2.]  f64[3]",
    section: "13.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0)
    guard x.rank == 2 else { throw .rank(x.shape, wanted: "a matrix", operation: "pdist") }
    let n = x.shape.dims[0]
    let all = try x.distances(to: x, a.number(1), "pdist")
    let positions = (0..<n).flatMap { i in (i + 1..<max(n, i + 1)).map { i * n + $0 } }
    return [try all.taking(positions, [positions.count])]
  }
  static var samples: [OperationEntry.Sample] {
    let points = Tensor(Samples.cube.doubles(), [4, 3])
    return [2, 1, 3].map { .init(.tensor(points), .number($0)) }
  }
}

extension Tensor {
  /// The p-norms of all differences of this one's rows and another's.
  fileprivate func distances(to y: Tensor, _ p: Double, _ operation: String) throws(TensorError) -> Tensor {
    let (n, k) = try shape.matrix(operation), (m, width) = try y.shape.matrix(operation)
    guard k == width else {
      throw .mismatch(shape, y.shape, wanted: "rows of one length", operation: operation)
    }
    guard p >= 0 else { throw .argument("p can't be negative, and is \(p)", operation: operation) }
    let batch = try Shape.broadcast(shape.batch, y.shape.batch, operation)
    _ = try Shape(batch.dims + [n, m, k]).checked()
    if k == 0 { return try Tensor.full(0, Shape(batch.dims + [n, m]), dtype) }
    if p == 2 { return try apply(EuclideanDistances(), self, y) }
    let left = try reshaped(Shape(self.shape.batch.dims + [n, 1, k]))
    let right = try y.reshaped(Shape(y.shape.batch.dims + [1, m, k]))
    let differences = try left - right
    return try differences.norm(p, [differences.rank - 1])
  }
}

/// ‖xᵢ − yⱼ‖ for all rows, without a tensor of the differences.
struct EuclideanDistances: SingleOperation {
  static let signature = Distances.signature

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    let n = try inputs[0].matrix("cdist").rows, m = try inputs[1].matrix("cdist").rows
    return try Shape.broadcast(inputs[0].batch, inputs[1].batch, "cdist").matrices(appending: n, m)
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let target = try shape(inputs.map(\.shape)), k = inputs[0].shape.dims[inputs[0].rank - 1]
    let (n, m) = try target.matrix("cdist")
    let result = try Tensor(uninitialized: target, inputs[0].dtype)
    if result.count == 0 { return result }
    // The other side turned over, so that the innermost loop is over neighbours in memory.
    let x = try Copying.convert(inputs[0].broadcast(to: target.matrices(n, k)), to: .f64).contiguous()
    let turned = inputs[1].broadcast(to: target.matrices(m, k)).swappingLastAxes()
    let y = try Copying.convert(turned, to: .f64).contiguous()
    let squares = try Tensor(uninitialized: [m], .f64), sums = squares.pointer(Double.self)
    try MatrixStack.walk(target.batch.count * n) { row in
      Self.add(x.pointer(Double.self) + row * k, y.pointer(Double.self) + row / n * m * k, k, m, sums)
      if result.dtype == .f32 {
        let out = result.pointer(Float.self) + row * m
        for j in 0..<m { out[j] = Float(sums[j].squareRoot()) }
      } else {
        let out = result.pointer(Double.self) + row * m
        for j in 0..<m { out[j] = sums[j].squareRoot() }
      }
    }
    return result
  }

  /// The squares of a vector's distances from each column of a matrix.
  private static func add(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ k: Int, _ m: Int,
    _ sums: UnsafeMutablePointer<Double>
  ) {
    sums.update(repeating: 0, count: m)
    for i in 0..<k {
      let (own, others) = (x[i], y + i * m)
      for j in 0..<m {
        let difference = own - others[j]
        sums[j] += difference * difference
      }
    }
  }

  /// With w_ij = g_ij/d_ij, and 0 for points that coincide, ∂L/∂xᵢ = Σⱼ w_ij (xᵢ − yⱼ).
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ d: Tensor) throws(TensorError) -> [Tensor?] {
    let (x, y) = (inputs[0], inputs[1]), zero = Tensor.scalar(.float(0), d.dtype)
    let isZero = try Tensor.compare(.equal, d.detached(), zero)
    let size = try apply(Where(), isZero, Tensor.scalar(.float(1), d.dtype), d)
    let w = try apply(Where(), isZero, zero, g / size)
    func side(_ x: Tensor, _ y: Tensor, _ w: Tensor) throws(TensorError) -> Tensor {
      let weights = try w.sum([w.rank - 1], keepingDimensions: true)
      return try (x * weights - Tensor.matmul(w, y)).summed(to: x.shape)
    }
    return [
      x.requiresGrad ? try side(x, y, w) : nil, y.requiresGrad ? try side(y, x, try w.transposed()) : nil,
    ]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
