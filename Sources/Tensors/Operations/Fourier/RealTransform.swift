/// The first half, n/2 + 1 pairs, of the transform of n real numbers along one axis; the rest mirrors it.
///
/// An even number of elements is transformed as half as many pairs, of which the transforms of the even
/// and odd elements are then told apart.
struct RealTransform: SingleOperation, ForgetsInputs {
  static let signature = RealFft.signature
  let axis: Int
  let scale: Double

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var dims = inputs[0].dims
    dims[axis] = dims[axis] / 2 + 1
    return try Shape(dims + [2]).checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor(uninitialized: try shape([x.shape]), x.dtype)
    if result.count == 0 { return result }
    if x.dtype == .f32 { try transform(x, result, Float.self) } else { try transform(x, result, Double.self) }
    return result
  }

  private func transform<T: BinaryFloatingPoint>(_ x: Tensor, _ y: Tensor, _: T.Type) throws(TensorError) {
    let reals = FourierLanes(x.shape, axis: axis)
    let pairs = FourierLanes(Shape(y.shape.dims.dropLast()), axis: axis)
    let n = reals.length, isHalved = n.isMultiple(of: 2)
    let room = try FourierRoom(isHalved ? n / 2 : n, reals), (data, out) = (room.input, room.output)
    let roots = try RootTable.roots(isHalved ? n / 2 + 1 : 0, n), w = roots.pointer(Double.self)
    let from = x.pointer(T.self), to = y.pointer(T.self)
    try reals.groups(of: room.lanes) { (group) throws(TensorError) in
      let count = group.count
      reals.walk(group) { position, j, i in
        // Element j is half of pair j / 2, or all of pair j.
        if isHalved {
          data[2 * (j / 2 * count + i) + j % 2] = Double(from[position])
        } else {
          data[2 * (j &* count &+ i)] = Double(from[position])
          data[2 * (j &* count &+ i) + 1] = 0
        }
      }
      try room.run(count)
      pairs.walk(group) { position, k, i in
        let place = 2 * (k * count + i)
        let pair = isHalved ? Self.separated(out, w, k, i, count, n / 2) : (out[place], out[place + 1])
        to[2 &* position] = T(pair.0 * scale)
        to[2 &* position &+ 1] = T(pair.1 * scale)
      }
    }
  }

  /// Pair k of the whole transform: (z_k + z̄_(h−k))/2 belongs to the even elements, (z_k − z̄_(h−k))/2i to the odd.
  @inline(__always)
  private static func separated(
    _ z: UnsafePointer<Double>, _ w: UnsafePointer<Double>, _ k: Int, _ i: Int, _ count: Int,
    _ half: Int
  ) -> (Double, Double) {
    // Pair h is pair 0 again.
    let a = 2 * ((k == half ? 0 : k) * count + i), b = 2 * ((k == 0 ? 0 : half - k) * count + i)
    let even = ((z[a] + z[b]) / 2, (z[a + 1] - z[b + 1]) / 2)
    let odd = ((z[a + 1] + z[b + 1]) / 2, (z[b] - z[a]) / 2)
    let (re, im) = (w[2 * k], w[2 * k + 1])
    return (even.0 + odd.0 * re - odd.1 * im, even.1 + odd.0 * im + odd.1 * re)
  }

  /// The way back counts every pair but the first and last twice, once for its mirror image: that is undone.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let n = inputs[0].shape.dims[axis]
    let weights = try InverseRealTransform.weights(n, mirrored: 0.5, g, axis)
    return [try apply(InverseRealTransform(axis: axis, length: n, scale: scale), try g * weights)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
