import Kernels

/// For each row of logits `[rows, classes]` the loss ln Σ eˣ − x[class], and ln Σ eˣ itself, in one pass:
/// what `log_softmax` and picking the class give together.
struct LogitLoss: Operation {
  static let signature = CrossEntropy.signature
  /// The class of each row; below 0 where a row does not count.
  let classes: [Int]

  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    [[inputs[0].dims[0]], [inputs[0].dims[0]]]
  }

  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let x = try inputs[0].contiguous(), n = x.shape.dims[1]
    let loss = try Tensor(uninitialized: [classes.count], x.dtype)
    let logSum = try Tensor(uninitialized: [classes.count], x.dtype)
    switch x.dtype {
    case .f64:
      gradus_cross_entropy_f64(
        classes.count, n, x.pointer(Double.self), classes, loss.pointer(Double.self),
        logSum.pointer(Double.self))
    case .f32:
      gradus_cross_entropy_f32(
        classes.count, n, x.pointer(Float.self), classes, loss.pointer(Float.self), logSum.pointer(Float.self)
      )
    default: throw .dtype(x.dtype, wanted: "floats", operation: "cross_entropy")
    }
    return [loss, logSum]
  }

  static let rules = ["g * (softmax(logits) - one_hot(target))"]
  /// ∂L/∂x = g (softmax(x) − 1 at the class). The second result is for this alone, and has no gradient.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    guard let g = gradients[0] else { return [nil] }
    let x = inputs[0], n = x.shape.dims[1], rows = classes.count
    guard g.dtype == .f32 || g.dtype == .f64, g.dtype == x.dtype, !(x.body.tape?.isRecording ?? false) else {
      let counted = Tensor(classes.map { $0 < 0 ? 0 : 1 }, [rows], g.dtype)
      let each = try (g * counted).reshaped([rows, 1])
      var wanted = [Double](repeating: 0, count: rows * n)
      for (row, label) in classes.enumerated() where label >= 0 { wanted[row * n + label] = 1 }
      return [try each * (apply(Softmax(axis: 1), x) - Tensor(wanted, [rows, n], g.dtype))]
    }
    let logits = try x.contiguous(), from = try g.contiguous(), logSum = outputs[1]
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    if x.dtype == .f64 {
      gradus_cross_entropy_gradient_f64(
        rows, n, from.pointer(Double.self), logits.pointer(Double.self), classes, logSum.pointer(Double.self),
        result.pointer(Double.self))
    } else {
      gradus_cross_entropy_gradient_f32(
        rows, n, from.pointer(Float.self), logits.pointer(Float.self), classes, logSum.pointer(Float.self),
        result.pointer(Float.self))
    }
    return [result]
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

extension LogitLoss {
  /// Losses of logits `[n, classes, …]` that only need rows: class numbers, no weights, no smoothing. Nil where
  /// the general way has to be taken, or has something to complain about.
  static func plain(
    _ logits: Tensor, _ target: Tensor, _ options: ClassLoss
  ) throws(TensorError) -> Tensor? {
    guard logits.rank == 2, target.dtype.isInteger, options.weight == nil, options.smoothing == 0,
      logits.shape.dims[1] > 0, target.shape == [logits.shape.dims[0]],
      ["mean", "sum", "none"].contains(options.reduction)
    else { return nil }
    let size = logits.shape.dims[1]
    var classes = target.ints(), count = 0
    for i in classes.indices {
      if classes[i] == options.ignored {
        classes[i] = -1
      } else {
        guard (0..<size).contains(classes[i]) else { return nil }
        count += 1
      }
    }
    let losses = try apply(LogitLoss(classes: classes), [logits])[0]
    if options.reduction == "none" { return losses }
    let sum = try losses.sum([0])
    return options.reduction == "mean" ? try sum / Double(count) : sum
  }
}
