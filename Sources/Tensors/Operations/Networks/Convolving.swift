/// A call of a convolution, transposed or not, brought to pictures `[n, c, h, w]`: a sequence is a picture
/// one row high, and one example is a batch of one.
struct Convolving {
  let name: String
  /// Axes that the kernel moves along: 1 or 2.
  let axes: Int
  let x: Tensor
  let weight: Tensor
  let bias: Tensor?
  let groups: Int
  let stride: (Int, Int)
  let dilation: (Int, Int)
  /// As they were given, for messages.
  let given: (x: Shape, weight: Shape)

  /// - Parameter options: where in the call stride, dilation and groups stand.
  init(
    _ a: Arguments, axes: Int, stride: Int, dilation: Int, groups: Int, _ name: String
  ) throws(TensorError) {
    let x = try a.float(0), weight = try a.float(1)
    guard x.rank == axes + 2 || x.rank == axes + 1, weight.rank == axes + 2 else {
      throw .mismatch(
        x.shape, weight.shape,
        wanted: axes == 1
          ? "[n, channels, length] and a kernel of 3 axes"
          : "[n, channels, height, width] and a kernel of 4 axes",
        operation: name)
    }
    self.name = name
    self.axes = axes
    given = (x.shape, weight.shape)
    bias = a.optionalTensor(2)
    self.x = try x.reshaped(Self.picture(x.rank == axes + 1 ? Shape([1] + x.shape.dims) : x.shape, axes))
    self.weight = try weight.reshaped(Self.picture(weight.shape, axes))
    self.stride = try Self.pair(a, stride, axes, name)
    self.dilation = try Self.pair(a, dilation, axes, name)
    self.groups = a.int(groups)
    guard self.groups > 0, self.x.shape.dims[1] % self.groups == 0, weight.shape.dims[0] % self.groups == 0
    else {
      throw .mismatch(
        given.x, given.weight, wanted: "channels that \(self.groups) groups share equally", operation: name)
    }
  }

  private static func picture(_ shape: Shape, _ axes: Int) -> Shape {
    axes == 2 ? shape : Shape(shape.dims.prefix(2) + [1] + shape.dims.suffix(1))
  }

  /// Along rows and columns; sequences have one row, along which nothing moves.
  static func pair(_ a: Arguments, _ i: Int, _ axes: Int, still: Int = 1, _ name: String) throws(TensorError)
    -> (Int, Int)
  {
    if axes == 2 { return try a.pair(i, name) ?? (still, still) }
    return (still, try a.single(i, name) ?? still)
  }

  /// The bias, one for each output channel.
  func checkedBias(_ outputs: Int) throws(TensorError) -> Tensor? {
    guard let bias else { return nil }
    guard bias.shape == [outputs] else {
      throw .mismatch(given.weight, bias.shape, wanted: "one bias for each output channel", operation: name)
    }
    return bias
  }

  /// The result in the shape that goes with what was given, the bias added.
  func finish(_ result: Tensor) throws(TensorError) -> Tensor {
    guard let bias = try checkedBias(result.shape.dims[1]) else { return try shaped(result) }
    return try shaped(try result + bias.reshaped([bias.count, 1, 1]))
  }

  /// A result in the shape that goes with what was given.
  func shaped(_ result: Tensor) throws(TensorError) -> Tensor {
    var dims = result.shape.dims
    if axes == 1 { dims.remove(at: 2) }
    if given.x.rank == axes + 1 { dims.removeFirst() }
    return try result.reshaped(Shape(dims))
  }

  // MARK: Margins

  typealias Margins = (before: Int, after: Int)

  /// What `padding` means: numbers, "valid" for none, "same" for a result as large as the picture.
  func margins(_ a: Arguments, _ i: Int) throws(TensorError) -> (rows: Margins, columns: Margins) {
    guard case .text(let word) = a.values[i] else {
      let padding = try Self.pair(a, i, axes, still: 0, name)
      return ((padding.0, padding.0), (padding.1, padding.1))
    }
    let kernel = (weight.shape.dims[2], weight.shape.dims[3])
    switch word {
    case "valid": return ((0, 0), (0, 0))
    case "same":
      guard stride == (1, 1) else { throw .argument("padding=\"same\" needs a stride of 1", operation: name) }
      guard (1...1 << 30).contains(dilation.0), (1...1 << 30).contains(dilation.1) else {
        throw .argument("dilations must be positive, and below 2^30", operation: name)
      }
      return (same(kernel.0, dilation.0), same(kernel.1, dilation.1))
    default:
      throw .argument("padding is numbers, \"same\" or \"valid\", not \"\(word)\"", operation: name)
    }
  }

  /// An odd margin is one larger at the end.
  private func same(_ kernel: Int, _ dilation: Int) -> Margins {
    let total = dilation &* max(0, kernel - 1)
    return (total / 2, total - total / 2)
  }

  /// The windows of a picture that the kernel moves over.
  func windows(_ margins: (rows: Margins, columns: Margins)) throws(TensorError) -> Windows {
    func axis(_ i: Int, _ stride: Int, _ dilation: Int, _ margins: Margins) throws(TensorError) -> WindowAxis
    {
      try WindowAxis(
        size: x.shape.dims[i], kernel: weight.shape.dims[i], stride: stride, dilation: dilation,
        margins: margins, picture: given.x, weight: given.weight, name)
    }
    return try Windows(
      x.shape, rows: try axis(2, stride.0, dilation.0, margins.rows),
      columns: try axis(3, stride.1, dilation.1, margins.columns))
  }
}
