/// The n real numbers whose transform begins with n/2 + 1 pairs, apart from a scale; the imaginary parts of
/// the first pair, and for even n of the last, count for nothing.
struct InverseRealTransform: SingleOperation, ForgetsInputs {
  static let signature = InverseRealFft.signature
  let axis: Int
  let length: Int
  let scale: Double

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var dims = Array(inputs[0].dims.dropLast())
    dims[axis] = length
    return try Shape(dims).checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor(uninitialized: try shape([x.shape]), x.dtype)
    if result.count == 0 { return result }
    if x.dtype == .f32 { try transform(x, result, Float.self) } else { try transform(x, result, Double.self) }
    return result
  }

  private func transform<T: BinaryFloatingPoint>(_ x: Tensor, _ y: Tensor, _: T.Type) throws(TensorError) {
    let pairs = FourierLanes(Shape(x.shape.dims.dropLast()), axis: axis)
    let reals = FourierLanes(y.shape, axis: axis)
    let n = length, isHalved = n.isMultiple(of: 2), half = n / 2
    // One pair more than half the length comes in, which is also what joining the halves reads.
    let room = try FourierRoom(isHalved ? half : n, reals, spare: 1), (data, out) = (room.input, room.output)
    let roots = try RootTable.roots(isHalved ? half + 1 : 0, n), w = roots.pointer(Double.self)
    let from = x.pointer(T.self), to = y.pointer(T.self)
    try reals.groups(of: room.lanes) { (group) throws(TensorError) in
      let count = group.count
      pairs.walk(group) { position, k, i in
        let place = k * count + i, isReal = k == 0 || 2 * k == n
        data[2 &* place] = Double(from[2 &* position])
        data[2 &* place &+ 1] = isReal ? 0 : Double(from[2 &* position &+ 1])
      }
      if isHalved { Self.join(data, w, count, half) } else { Self.mirror(data, count, n) }
      try room.run(count)
      reals.walk(group) { position, j, i in
        // In reverse, as the transform went the other way.
        let pair = isHalved ? (j < 2 ? 0 : half - j / 2) : j == 0 ? 0 : n - j
        let value = out[2 * (pair &* count &+ i) + (isHalved ? j % 2 : 0)]
        to[position] = T(value * scale)
      }
    }
  }

  /// The pairs whose transform back has the even elements as real and the odd ones as imaginary parts:
  /// (x_k + x̄_(h−k)) + i (x_k − x̄_(h−k)) w̄_k.
  private static func join(
    _ x: UnsafeMutablePointer<Double>, _ w: UnsafePointer<Double>, _ count: Int, _ half: Int
  ) {
    func joined(_ a: Int, _ b: Int, _ k: Int) -> (Double, Double) {
      let even = (x[a] + x[b], x[a + 1] - x[b + 1]), odd = (x[a] - x[b], x[a + 1] + x[b + 1])
      let (re, im) = (w[2 * k], -w[2 * k + 1])
      let turned = (odd.0 * re - odd.1 * im, odd.0 * im + odd.1 * re)
      return (even.0 - turned.1, even.1 + turned.0)
    }
    for k in 0...half / 2 {
      for i in 0..<count {
        let a = 2 * (k * count + i), b = 2 * ((half - k) * count + i)
        let first = joined(a, b, k), second = joined(b, a, half - k)
        (x[a], x[a + 1]) = first
        if k > 0 { (x[b], x[b + 1]) = second }
      }
    }
  }

  /// All n pairs from the first half: a real signal's other half is the conjugate of this one, in reverse.
  private static func mirror(_ x: UnsafeMutablePointer<Double>, _ count: Int, _ n: Int) {
    for k in stride(from: 1, through: n / 2, by: 1) {
      for i in 0..<count {
        let a = 2 * (k * count + i), b = 2 * ((n - k) * count + i)
        (x[b], x[b + 1]) = (x[a], -x[a + 1])
      }
    }
  }

  /// Every pair but the first and last stands for its mirror image as well.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let back = try apply(RealTransform(axis: axis, scale: scale), g)
    return [try back * Self.weights(length, mirrored: 2, back, axis)]
  }

  /// 1 for pairs that are their own mirror images and another weight for the rest, along an axis.
  static func weights(_ n: Int, mirrored: Double, _ pairs: Tensor, _ axis: Int) throws(TensorError) -> Tensor
  {
    let values = (0..<n / 2 + 1).map { $0 == 0 || 2 * $0 == n ? 1 : mirrored }
    let after = [Int](repeating: 1, count: pairs.rank - 1 - axis)
    return try Tensor(values, [values.count], pairs.dtype).reshaped(Shape([values.count] + after))
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
