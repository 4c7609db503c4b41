/// The transform of pairs [re, im] along one axis, in one of both directions; its adjoint goes the other way.
struct ComplexTransform: SingleOperation, ForgetsInputs {
  static let signature = Fft.signature
  /// Counted without the axis of the pairs.
  let axis: Int
  let isInverse: Bool
  let scale: Double

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous(), result = try Tensor(uninitialized: x.shape, x.dtype)
    if x.count == 0 { return result }
    let lanes = FourierLanes(Shape(x.shape.dims.dropLast()), axis: axis)
    if x.dtype == .f32 {
      try gathered(lanes, x, result, Float.self)
    } else if lanes.inner == 1 && lanes.length >= 32 {
      try inPlace(lanes, x, result)
    } else {
      try gathered(lanes, x, result, Double.self)
    }
    return result
  }

  /// Lanes that each lie in one piece are transformed right where they are.
  private func inPlace(_ lanes: FourierLanes, _ x: Tensor, _ y: Tensor) throws(TensorError) {
    let n = lanes.length, plan = try FourierPlan(n)
    let scratch = try Tensor(uninitialized: [plan.scratchLength, 2], .f64)
    for lane in 0..<lanes.count {
      let out = y.pointer(Double.self) + 2 * n * lane
      try plan.run(
        from: x.pointer(Double.self) + 2 * n * lane, to: out, scratch: scratch.pointer(Double.self), lanes: 1)
      if isInverse { Self.reverse(out, n) }
      if scale != 1 { for i in 0..<2 * n { out[i] *= scale } }
    }
  }

  /// The transform in the other direction, from that in one: all but the first element in reverse.
  private static func reverse(_ x: UnsafeMutablePointer<Double>, _ n: Int) {
    var (i, j) = (1, n - 1)
    while i < j {
      (x[2 * i], x[2 * j]) = (x[2 * j], x[2 * i])
      (x[2 * i + 1], x[2 * j + 1]) = (x[2 * j + 1], x[2 * i + 1])
      i += 1
      j -= 1
    }
  }

  /// Others are gathered first, several at a time.
  private func gathered<T: BinaryFloatingPoint>(
    _ lanes: FourierLanes, _ x: Tensor, _ y: Tensor, _: T.Type
  ) throws(TensorError) {
    let room = try FourierRoom(lanes.length, lanes), n = lanes.length
    let from = x.pointer(T.self), to = y.pointer(T.self), (input, output) = (room.input, room.output)
    try lanes.groups(of: room.lanes) { (group) throws(TensorError) in
      let count = group.count
      lanes.walk(group) { position, j, i in
        let place = j &* count &+ i
        input[2 &* place] = Double(from[2 &* position])
        input[2 &* place &+ 1] = Double(from[2 &* position &+ 1])
      }
      try room.run(count)
      lanes.walk(group) { position, k, i in
        let place = (isInverse && k > 0 ? n &- k : k) &* count &+ i
        to[2 &* position] = T(output[2 &* place] * scale)
        to[2 &* position &+ 1] = T(output[2 &* place &+ 1] * scale)
      }
    }
  }

  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(ComplexTransform(axis: axis, isInverse: !isInverse, scale: scale), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
