import Testing

@testable import Tensors

/// Operations that do in one pass what a definition says in many, beside that definition.
struct FusedOperationTests {
  private static func random(_ shape: Shape, _ dtype: DType, _ seed: UInt64) throws -> Tensor {
    var generator = Generator(seed: seed)
    let x = try Tensor(uninitialized: shape, dtype)
    try generator.fillNormal(x, "randn")
    return x
  }

  private func expectClose(_ a: Tensor, _ b: Tensor) {
    let limit = a.dtype == .f64 ? 1e-10 : 1e-5
    #expect(a.shape == b.shape)
    let worst = zip(a.doubles(), b.doubles()).map { abs($0 - $1) / (1 + abs($1)) }.max() ?? 0
    #expect(worst <= limit)
  }

  /// Values and gradients of both, from the same inputs.
  private func compare(
    _ inputs: [Tensor], _ quick: ([Tensor]) throws -> Tensor, _ readable: ([Tensor]) throws -> Tensor
  ) throws {
    let tape = Tape()
    let leaves = inputs.map { tape.leaf($0) }
    let a = try quick(leaves), b = try readable(leaves)
    expectClose(a, b)
    let g = try Self.random(a.shape, a.dtype, 99)
    let ours = try tape.gradients(of: a, withRespectTo: leaves, gradient: g, createGraph: false)
    let theirs = try tape.gradients(of: b, withRespectTo: leaves, gradient: g, createGraph: false)
    for (x, y) in zip(ours, theirs) {
      guard let x, let y else {
        Issue.record("a gradient is missing")
        continue
      }
      expectClose(x, y)
    }
  }

  static let dtypes: [DType] = [.f32, .f64]

  @Test("attention in tiles is softmax(q kᵀ) v, also over several tiles", arguments: dtypes, [false, true])
  func attention(_ dtype: DType, _ isCausal: Bool) throws {
    for (t, s) in [(5, 5), (150, 150), (70, 9), (9, 130)] {
      let q = try Self.random([2, 3, t, 8], dtype, 1), k = try Self.random([2, 3, s, 8], dtype, 2)
      let v = try Self.random([2, 3, s, 4], dtype, 3)
      try compare([q, k, v]) {
        try apply(TiledAttention(scale: 0.3, isCausal: isCausal), $0[0], $0[1], $0[2])
      } _: {
        var scores = try Tensor.matmul($0[0] * 0.3, $0[1].transposed())
        if isCausal { scores = try scores.withoutFuture() }
        return try Tensor.matmul(apply(Softmax(axis: 3), scores), $0[2])
      }
    }
  }

  @Test("attention reads heads where they lie", arguments: dtypes)
  func heads(_ dtype: DType) throws {
    let parts = try (1...3).map { try Self.random([2, 70, 4, 8], dtype, UInt64($0)).permuted([0, 2, 1, 3]) }
    let plain = try parts.map { try $0.contiguous() }
    let operation = TiledAttention(scale: 0.35, isCausal: true)
    expectClose(
      try apply(operation, parts[0], parts[1], parts[2]), try apply(operation, plain[0], plain[1], plain[2]))
  }

  @Test("convolution picture by picture is a product with columns", arguments: dtypes)
  func convolution(_ dtype: DType) throws {
    let x = try Self.random([21, 3, 9, 8], dtype, 4), weight = try Self.random([5, 3, 3, 2], dtype, 5)
    let bias = try Self.random([5], dtype, 6)
    let windows = try Windows(
      x.shape,
      rows: WindowAxis(
        size: 9, kernel: 3, stride: 2, dilation: 1, margins: (1, 1), picture: x.shape, weight: weight.shape,
        ""),
      columns: WindowAxis(
        size: 8, kernel: 2, stride: 1, dilation: 2, margins: (0, 2), picture: x.shape, weight: weight.shape,
        ""))
    try compare([x, weight, bias]) {
      try apply(Convolve(windows: windows, hasBias: true), $0)[0]
    } _: {
      try Convolve.readable($0[0], $0[1], $0[2], windows)
    }
  }

  @Test("the gates of an LSTM are its definition", arguments: dtypes)
  func gates(_ dtype: DType) throws {
    let gates = try Self.random([33, 68], dtype, 7), c = try Self.random([33, 17], dtype, 8)
    for output in [0, 1] {
      try compare([gates, c]) {
        try apply(LSTMGates(), $0)[output]
      } _: {
        let next = try LSTMGates.readable($0[0], $0[1])
        return output == 0 ? next.h : next.c
      }
    }
  }

  @Test("layer norm and batch norm are their definitions", arguments: dtypes)
  func norms(_ dtype: DType) throws {
    let x = try Self.random([37, 50], dtype, 9), w = try Self.random([50], dtype, 10)
    let b = try Self.random([50], dtype, 11)
    try compare([x, w, b]) {
      try $0[0].rowNorm(1, $0[1], $0[2], eps: 1e-5)
    } _: {
      let distance = try $0[0] - $0[0].mean([1], keepingDimensions: true)
      let scale = try apply(Rsqrt(), (distance * distance).mean([1], keepingDimensions: true) + 1e-5)
      return try (distance * scale).scaled($0[1], $0[2])
    }
    let pictures = try Self.random([6, 50, 3, 5], dtype, 12)
    try compare([pictures, w, b]) {
      try apply(ChannelNorm(eps: 1e-5, hasWeight: true, hasBias: true), $0)[0]
    } _: {
      try $0[0].standardized([0, 2, 3], eps: 1e-5).scaledPerChannel($0[1], $0[2], "batch_norm")
    }
  }

  @Test("the loss of logits is log_softmax at the class", arguments: dtypes)
  func crossEntropy(_ dtype: DType) throws {
    let x = try Self.random([40, 1100], dtype, 13)
    let classes = (0..<40).map { $0 % 7 == 3 ? -1 : $0 * 27 }
    try compare([x]) {
      try apply(LogitLoss(classes: classes), $0)[0]
    } _: {
      let logs = try apply(LogSoftmax(axis: 1), $0[0])
      let counted = Tensor(classes.map { $0 < 0 ? 0 : -1 }, [40], dtype)
      return try logs.taking(classes.enumerated().map { $0 * 1100 + max(0, $1) }, [40]) * counted
    }
  }

  @Test("Adam's step is its definition", arguments: dtypes, [false, true])
  func adam(_ dtype: DType, _ isDecoupled: Bool) throws {
    let p = try Self.random([100], dtype, 14), g = try Self.random([100], dtype, 15)
    let m = try Self.random([100], dtype, 16), v = try apply(Square(), Self.random([100], dtype, 17))
    let context = TensorContext()
    let results = try AdamStep.call(
      Arguments(
        values: [
          .tensor(p), .tensor(g), .tensor(m), .tensor(v), .int(3), .number(0.01), .number(0.9), .number(0.99),
          .number(1e-8), .number(0.1), .flag(isDecoupled),
        ], context: context))
    let slope = isDecoupled ? g : try g + p * 0.1
    let mean = try m * 0.9 + slope * 0.1, square = try v * 0.99 + slope * slope * 0.01
    let kept = isDecoupled ? try p * (1 - 0.001) : p
    let root = try apply(Sqrt(), square) / (1 - 0.99 * 0.99 * 0.99).squareRoot()
    expectClose(results[0], try kept - mean * (0.01 / (1 - 0.9 * 0.9 * 0.9)) / (root + 1e-8))
    expectClose(results[1], mean)
    expectClose(results[2], square)
  }

  @Test("sums over any axes are those of a loop", arguments: dtypes)
  func sums(_ dtype: DType) throws {
    let x = try Self.random([3, 130, 7, 2100], dtype, 18)
    for axes in [[0], [1], [2], [3], [0, 1], [0, 2], [1, 3], [0, 1, 2, 3], [0, 2, 3]] {
      let moved = try x.permuted((0..<4).filter { !axes.contains($0) } + axes).contiguous()
      let length = x.shape.size(of: axes), values = moved.doubles()
      let sums = try x.sum(axes).doubles()
      for lane in stride(from: 0, to: sums.count, by: max(1, sums.count / 5)) {
        let expected = values[lane * length..<(lane + 1) * length].reduce(0, +)
        #expect(abs(sums[lane] - expected) <= (dtype == .f64 ? 1e-9 : 1e-4) * (1 + abs(expected)))
      }
    }
  }
}
