import Kernels

/// Softmax(scale Q Kᵀ) V for queries that see all keys, or none after their own place: 64 queries at a time, so that
/// the scores of all pairs never exist together. `readable` is the definition.
///
/// Inputs: q `[…, t, d]`, k `[…, s, d]`, v `[…, s, e]` with equal leading axes; no size is 0.
struct TiledAttention: FusedOperation, ForgetsOutput {
  static let signature = Attention.signature
  let scale: Double
  let isCausal: Bool

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    Shape(inputs[0].dims.dropLast() + inputs[2].dims.suffix(1))
  }

  /// Whether these are attention's plainest case.
  static func fits(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Bool {
    q.rank >= 2 && q.rank == k.rank && q.rank == v.rank && q.count > 0 && k.count > 0 && v.count > 0
      && q.shape.dims.dropLast(2) == k.shape.dims.dropLast(2)
      && q.shape.dims.dropLast(2) == v.shape.dims.dropLast(2)
      && q.shape.dims[q.rank - 1] == k.shape.dims[k.rank - 1]
      && k.shape.dims[k.rank - 2] == v.shape.dims[v.rank - 2]
      && q.dtype == k.dtype && q.dtype == v.dtype && q.dtype.isFloat
      && max(q.shape.dims[q.rank - 2], k.shape.dims[k.rank - 2]) <= Int(Int32.max) / 64
  }

  /// Rows in one piece each, any step from one to the next.
  private static func rows(_ x: Tensor) throws(TensorError) -> Tensor {
    let strides = x.strides, last = x.rank - 1
    let fits = (strides[last] == 1 || x.shape.dims[last] == 1) && strides[last - 1] >= x.shape.dims[last]
    return fits && strides[last - 1] <= Int(Int32.max) ? x.detached() : try x.contiguous()
  }

  /// Calls `body` with the kernel's description of three operands.
  private func describe(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, _ body: (UnsafePointer<gradus_attention>) -> Int32
  ) -> Int32 {
    let last = q.rank - 1, heads = Shape(Array(q.shape.dims.dropLast(2)))
    var places: [Int] = []
    Strided.runs(heads, [q, k, v].map { Array($0.strides.dropLast(2)) }) { offsets, length, steps in
      for i in 0..<length { for j in 0..<3 { places.append(offsets[j] + i * steps[j]) } }
    }
    return places.withUnsafeBufferPointer { places in
      var plan = gradus_attention(
        heads: heads.count, t: q.shape.dims[last - 1], s: k.shape.dims[last - 1], d: q.shape.dims[last],
        e: v.shape.dims[last], scale: scale, causal: isCausal ? 1 : 0, places: places.baseAddress,
        query_step: q.strides[last - 1], key_step: k.strides[last - 1], value_step: v.strides[last - 1])
      return body(&plan)
    }
  }

  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let q = try Self.rows(inputs[0]), k = try Self.rows(inputs[1]), v = try Self.rows(inputs[2])
    let result = try Tensor(uninitialized: try shape(inputs.map(\.shape)), q.dtype)
    let isDone = describe(q, k, v) { plan in
      q.dtype == .f64
        ? gradus_attention_f64(
          plan, q.pointer(Double.self), k.pointer(Double.self), v.pointer(Double.self),
          result.pointer(Double.self))
        : gradus_attention_f32(
          plan, q.pointer(Float.self), k.pointer(Float.self), v.pointer(Float.self),
          result.pointer(Float.self))
    }
    if isDone == 0 { throw .memory(elements: 64 * k.shape.dims[k.rank - 2], dtype: q.dtype) }
    if gradus_interrupt_requested() { throw .interrupted }
    return result
  }

  /// The weights that the values are averaged with.
  private func weights(_ q: Tensor, _ k: Tensor) throws(TensorError) -> Tensor {
    var scores = try Tensor.matmul(q * scale, try k.transposed())  // […, t, s]
    if isCausal { scores = try scores.withoutFuture() }
    return try apply(Softmax(axis: scores.rank - 1), scores)
  }

  /// With P the weights and dP = G Vᵀ: dS = P ⊙ (dP − Σ dP ⊙ P), ∂L/∂Q = scale dS K, ∂L/∂K = scale dSᵀ Q,
  /// ∂L/∂V = Pᵀ G.
  func readableDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let (q, k, v) = (inputs[0], inputs[1], inputs[2])
    let p = try weights(q, k), dp = try Tensor.matmul(g, v.transposed())
    let slopes = try p * (dp - (dp * p).sum([p.rank - 1], keepingDimensions: true)) * scale
    return [
      try Tensor.matmul(slopes, k), try Tensor.matmul(slopes.transposed(), q),
      try Tensor.matmul(p.transposed(), g),
    ]
  }

  func quickDerivative(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let q = try Self.rows(inputs[0]), k = try Self.rows(inputs[1]), v = try Self.rows(inputs[2])
    let g = try g.contiguous(), dtype = q.dtype
    let dq = try Tensor(uninitialized: q.shape, dtype), dk = try Tensor(uninitialized: k.shape, dtype)
    let dv = try Tensor(uninitialized: v.shape, dtype)
    let isDone = describe(q, k, v) { plan in
      dtype == .f64
        ? gradus_attention_gradient_f64(
          plan, g.pointer(Double.self), q.pointer(Double.self), k.pointer(Double.self),
          v.pointer(Double.self), dq.pointer(Double.self), dk.pointer(Double.self), dv.pointer(Double.self))
        : gradus_attention_gradient_f32(
          plan, g.pointer(Float.self), q.pointer(Float.self), k.pointer(Float.self), v.pointer(Float.self),
          dq.pointer(Float.self), dk.pointer(Float.self), dv.pointer(Float.self))
    }
    if isDone == 0 { throw .memory(elements: 128 * k.shape.dims[k.rank - 2], dtype: dtype) }
    if gradus_interrupt_requested() { throw .interrupted }
    return [dq, dk, dv]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
