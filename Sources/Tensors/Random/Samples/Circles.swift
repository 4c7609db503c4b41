import Glibc

/// Made-up data in two classes that no straight line separates, as scikit-learn draws them.
extension RandomState {
  /// Two half circles that reach into each other: points [n, 2] and labels [n].
  public mutating func moons(
    outer: Int, inner: Int, noise: Double?, shuffle: Bool
  ) throws(TensorError) -> [Tensor] {
    try classes(outer, inner, noise, shuffle, "make_moons") { isOuter, t in
      // Both go from 0 to π, the end included.
      let angle = Double.pi * t
      return isOuter ? (cos(angle), sin(angle)) : (1 - cos(angle), 1 - sin(angle) - 0.5)
    }
  }

  /// A circle inside another one, `factor` times as large.
  public mutating func circles(
    outer: Int, inner: Int, noise: Double?, factor: Double, shuffle: Bool
  ) throws(TensorError) -> [Tensor] {
    guard factor >= 0, factor < 1 else {
      throw .argument(
        "`factor` is \(factor), and it has to be at least 0 and below 1", operation: "make_circles")
    }
    return try classes(outer, inner, noise, shuffle, "make_circles", isClosed: true) { isOuter, t in
      let angle = 2 * Double.pi * t, radius = isOuter ? 1 : factor
      return (radius * cos(angle), radius * sin(angle))
    }
  }

  /// Points along two curves, t from 0 to 1; a closed curve leaves out its end, which is its beginning.
  private mutating func classes(
    _ outer: Int, _ inner: Int, _ noise: Double?, _ shuffle: Bool, _ operation: String,
    isClosed: Bool = false,
    _ point: (_ isOuter: Bool, _ t: Double) -> (Double, Double)
  ) throws(TensorError) -> [Tensor] {
    guard outer >= 0, inner >= 0 else {
      throw .argument("numbers of points are at least 0", operation: operation)
    }
    guard outer < 1 << 40, inner < 1 << 40 else { throw .memory(elements: max(outer, inner), dtype: .f64) }
    let x = try Tensor(uninitialized: [outer + inner, 2], .f64), out = x.pointer(Double.self)
    for i in 0..<outer + inner {
      let isOuter = i < outer, size = isOuter ? outer : inner
      let steps = isClosed ? size : max(1, size - 1)
      let point = point(isOuter, Double(isOuter ? i : i - outer) / Double(steps))
      (out[2 * i], out[2 * i + 1]) = point
    }
    let labels = Tensor((0..<outer + inner).map { $0 < outer ? 0 : 1 }, [outer + inner])
    let made = shuffle ? try shuffledTogether([x, labels]) : [x, labels]
    return [try adding(noise: noise, to: made[0], operation), made[1]]
  }

  /// Rows of several tensors in one random order.
  mutating func shuffledTogether(_ tensors: [Tensor]) throws(TensorError) -> [Tensor] {
    let order = try permutation(tensors[0].shape.dims[0]).ints()
    var result: [Tensor] = []
    for tensor in tensors { result.append(try tensor.rows(order)) }
    return result
  }

  /// The same with normal noise on every number.
  mutating func adding(noise: Double?, to x: Tensor, _ operation: String) throws(TensorError) -> Tensor {
    guard let noise else { return x }
    guard noise >= 0, noise.isFinite else {
      throw .argument("`noise` is \(noise), and it has to be at least 0", operation: operation)
    }
    return try x + normals(x.shape) * noise
  }

  /// Standard normal numbers.
  mutating func normals(_ shape: Shape) throws(TensorError) -> Tensor {
    try draw(.standardNormal, [], shape)
  }

  /// Uniform numbers from 0 to 1.
  mutating func uniforms(_ shape: Shape) throws(TensorError) -> Tensor {
    try draw(.uniform, [Tensor([0.0], []), Tensor([1.0], [])], shape)
  }
}
