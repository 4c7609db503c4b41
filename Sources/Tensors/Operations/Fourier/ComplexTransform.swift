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
    if x.dtype == .f32 { try transform(x, result, Float.self) } else { try transform(x, result, Double.self) }
    return result
  }

  private func transform<T: BinaryFloatingPoint>(_ x: Tensor, _ y: Tensor, _: T.Type) throws(TensorError) {
    let lanes = FourierLanes(Shape(x.shape.dims.dropLast()), axis: axis)
    let room = try FourierRoom(lanes.length, of: lanes.count)
    let from = x.pointer(T.self), to = y.pointer(T.self), data = room.data
    // With real and imaginary parts exchanged, the same transform goes the other way.
    let (first, second) = isInverse ? (1, 0) : (0, 1)
    try lanes.groups(of: room.lanes) { (group) throws(TensorError) in
      let count = group.count
      lanes.walk(group) { position, j, i in
        let place = j * count + i
        data[2 * place + first] = Double(from[2 * position])
        data[2 * place + second] = Double(from[2 * position + 1])
      }
      try room.run(count)
      lanes.walk(group) { position, j, i in
        let place = j * count + i
        to[2 * position] = T(data[2 * place + first] * scale)
        to[2 * position + 1] = T(data[2 * place + second] * scale)
      }
    }
  }

  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(ComplexTransform(axis: axis, isInverse: !isInverse, scale: scale), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
