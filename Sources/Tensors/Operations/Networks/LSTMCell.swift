import Kernels

/// One step of a long short-term memory (Hochreiter & Schmidhuber 1997; Gers et al. 2000).
struct LSTMCell: Callable {
  static let signature = Signature(
    "lstm_cell", .tensor("x"), .tensor("h"), .tensor("c"), .init(.optionalTensor, "w_ih"), .tensor("w_hh"),
    .init(.optionalTensor, "b_ih", default: Argument.none),
    .init(.optionalTensor, "b_hh", default: Argument.none),
    family: "networks",
    summary:
      "the next (h, c) of an LSTM: with gates i, f, g, o in x @ w_ih.T + b_ih + h @ w_hh.T + b_hh, "
      + "c' = σ(f) c + σ(i) tanh(g) and h' = σ(o) tanh(c'); without w_ih, x is that product already",
    shapes: "[b, m], [b, n], [b, n], [4n, m], [4n, n], [4n], [4n] → ([b, n], [b, n])",
    example: "lstm_cell([[1.0]], [[0.0]], [[1.0]], zeros((4, 1)), zeros((4, 1)))[1]",
    gives: "[[0.5000]]  f64[1, 1]", section: "10.5")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let c = try a.float(2)
    let gates = try Cells.gates(a, x: 0, h: 1, weights: 3, biases: 5, parts: 4, "lstm_cell")
    let sum = try gates.input + gates.hidden
    guard c.rank >= 1, c.shape == (try a.float(1)).shape else {
      throw .mismatch(
        c.shape, a.tensor(1).shape, wanted: "a cell state like the hidden one", operation: "lstm_cell")
    }
    let dtype = DType.promote(sum.dtype, c.dtype)
    return try apply(LSTMGates(), [try sum.converted(to: dtype), try c.converted(to: dtype)])
  }

  static var samples: [OperationEntry.Sample] {
    let weight = Tensor((0..<12).map { [0.31, -0.7, 0.2, 0.45, -0.3][$0 % 5] }, [4, 3])
    let hidden = Tensor([0.4, -0.2, 0.7, 0.1], [4, 1]), bias = Tensor([0.1, 0.2, -0.3, 0.4], [4])
    let h = Tensor([0.3, -0.4], [2, 1]), c = Tensor([0.6, -0.5], [2, 1])
    return [0, 1].map {
      .init(
        .tensor(Samples.small), .tensor(h), .tensor(c), .tensor(weight), .tensor(hidden), .tensor(bias),
        .tensor(bias), output: $0)
    }
  }
}

/// The gates of an LSTM cell, after its products: `[b, 4n]` and the cell state `[b, n]` give the next states.
struct LSTMGates: Operation {
  static let signature = LSTMCell.signature
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] { [inputs[1], inputs[1]] }

  /// The definition, in recorded operations.
  static func readable(_ gates: Tensor, _ c: Tensor) throws(TensorError) -> (h: Tensor, c: Tensor) {
    let (i, f, g, o) = try parts(gates, c.shape)
    let next = try f * c + i * g
    return (try o * apply(Tanh(), next), next)
  }

  private static func parts(
    _ gates: Tensor, _ shape: Shape
  ) throws(TensorError) -> (i: Tensor, f: Tensor, g: Tensor, o: Tensor) {
    let n = shape.dims[shape.rank - 1]
    func part(_ k: Int) throws(TensorError) -> Tensor { try Cells.part(gates, k, n) }
    return (
      try apply(Sigmoid(), part(0)), try apply(Sigmoid(), part(1)), try apply(Tanh(), part(2)),
      try apply(Sigmoid(), part(3))
    )
  }

  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let gates = try inputs[0].contiguous(), c = try inputs[1].contiguous(), n = c.shape.dims[c.rank - 1]
    let h = try Tensor(uninitialized: c.shape, c.dtype), next = try Tensor(uninitialized: c.shape, c.dtype)
    if c.count == 0 { return [h, next] }
    switch c.dtype {
    case .f64:
      gradus_lstm_f64(
        c.count / n, n, gates.pointer(Double.self), c.pointer(Double.self), h.pointer(Double.self),
        next.pointer(Double.self))
    case .f32:
      gradus_lstm_f32(
        c.count / n, n, gates.pointer(Float.self), c.pointer(Float.self), h.pointer(Float.self),
        next.pointer(Float.self))
    default: throw .dtype(c.dtype, wanted: "floats", operation: "lstm_cell")
    }
    return [h, next]
  }

  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let (gates, c) = (inputs[0], inputs[1]), dtype = c.dtype
    let isRecording = inputs.contains { $0.body.tape?.isRecording ?? false }
    guard !isRecording, dtype == .f32 || dtype == .f64, c.count > 0,
      gradients.allSatisfy({ $0 == nil || $0?.dtype == dtype })
    else { return try readableDerivative(gradients, gates, c) }
    let a = try gates.contiguous(), old = try c.contiguous(), n = c.shape.dims[c.rank - 1]
    let next = try outputs[1].contiguous(), dh = try gradients[0]?.contiguous()
    let dnext = try gradients[1]?.contiguous()
    let dgates = try Tensor(uninitialized: a.shape, dtype), dc = try Tensor(uninitialized: c.shape, dtype)
    if dtype == .f64 {
      gradus_lstm_gradient_f64(
        c.count / n, n, a.pointer(Double.self), old.pointer(Double.self), next.pointer(Double.self),
        dh?.pointer(Double.self), dnext?.pointer(Double.self), dgates.pointer(Double.self),
        dc.pointer(Double.self))
    } else {
      gradus_lstm_gradient_f32(
        c.count / n, n, a.pointer(Float.self), old.pointer(Float.self), next.pointer(Float.self),
        dh?.pointer(Float.self), dnext?.pointer(Float.self), dgates.pointer(Float.self),
        dc.pointer(Float.self))
    }
    return [dgates, dc]
  }

  /// The chain rule through the definition, gate by gate.
  private func readableDerivative(
    _ gradients: [Tensor?], _ gates: Tensor, _ c: Tensor
  ) throws(TensorError) -> [Tensor?] {
    let (i, f, g, o) = try Self.parts(gates, c.shape)
    let t = try apply(Tanh(), f * c + i * g)
    let zero = try Tensor.full(0, c.shape, c.dtype)
    let dh = gradients[0] ?? zero
    let dnext = try dh * o * (1 - t * t) + (gradients[1] ?? zero)
    let slopes = [
      try dnext * g * i * (1 - i), try dnext * c * f * (1 - f), try dnext * i * (1 - g * g),
      try dh * t * o * (1 - o),
    ]
    return [try apply(Concatenate(axis: gates.rank - 1), slopes)[0], try dnext * f]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// What recurrent cells share.
enum Cells {
  /// The k-th of the parts of size n that the last axis consists of.
  static func part(_ x: Tensor, _ k: Int, _ n: Int) throws(TensorError) -> Tensor {
    let whole = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: x.rank - 1)
    return try x.indexed(whole + [.slice(from: k * n, to: (k + 1) * n, step: 1)])
  }

  /// x @ w_ihᵀ + b_ih and h @ w_hhᵀ + b_hh, each `[b, parts·n]`. Without w_ih the first is x itself: a whole
  /// sequence has it from one product.
  static func gates(
    _ a: Arguments, x: Int, h: Int, weights: Int, biases: Int, parts: Int, _ name: String
  ) throws(TensorError) -> (input: Tensor, hidden: Tensor) {
    let x = try a.float(x), h = try a.float(h), back = try a.float(weights + 1)
    guard h.rank >= 1, x.rank == h.rank, x.rank <= 2, x.shape.dims.dropLast() == h.shape.dims.dropLast()
    else {
      throw .mismatch(x.shape, h.shape, wanted: "x [b, m] and h [b, n]", operation: name)
    }
    let n = h.shape.dims[h.rank - 1]
    let own = a.optionalTensor(weights), width = x.shape.dims[x.rank - 1]
    if let own, own.shape != [parts * n, width] {
      throw .mismatch(x.shape, own.shape, wanted: "w_ih [\(parts)n, m] with n = \(n)", operation: name)
    }
    guard own != nil || width == parts * n else {
      throw .mismatch(x.shape, h.shape, wanted: "x [b, \(parts)n], for there is no w_ih", operation: name)
    }
    guard back.shape == [parts * n, n] else {
      throw .mismatch(h.shape, back.shape, wanted: "w_hh [\(parts)n, n] with n = \(n)", operation: name)
    }
    func biased(_ product: Tensor, _ i: Int) throws(TensorError) -> Tensor {
      guard let bias = a.optionalTensor(i) else { return product }
      guard bias.shape == [parts * n] else {
        throw .mismatch(
          back.shape, bias.shape, wanted: "one bias for each row of the weight", operation: name)
      }
      return try product + bias
    }
    return (
      try biased(
        own.map { (own) throws(TensorError) in try Tensor.matmul(x, own.transposed()) } ?? x, biases),
      try biased(Tensor.matmul(h, back.transposed()), biases + 1)
    )
  }
}
