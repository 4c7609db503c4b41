/// Where a kernel is laid along one axis of a picture, step by step.
struct WindowAxis: Sendable {
  /// Elements along the axis of the picture.
  let size: Int
  let kernel: Int
  let stride: Int
  /// From one element of the kernel to the next.
  let dilation: Int
  /// Zeros before the first element of the picture.
  let before: Int
  /// How many windows there are.
  let count: Int

  /// All windows that fit into the picture and its margins. The shapes are those that the reader knows.
  init(
    size: Int, kernel: Int, stride: Int, dilation: Int, margins: (before: Int, after: Int),
    picture: Shape, weight: Shape, _ operation: String
  ) throws(TensorError) {
    try Self.check(
      size: size, kernel: kernel, stride: stride, dilation: dilation, margins, picture, operation)
    let span = dilation * (kernel - 1) + 1, room = size + margins.before + margins.after
    guard span <= room else {
      throw .mismatch(
        picture, weight, wanted: "a kernel no larger than the padded picture", operation: operation)
    }
    self.init(
      size: size, kernel: kernel, stride: stride, dilation: dilation, before: margins.before,
      count: (room - span) / stride + 1)
  }

  /// So many windows, whatever would fit: those that a transposed convolution writes to.
  init(size: Int, kernel: Int, stride: Int, dilation: Int, before: Int, count: Int) {
    self.size = size
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.before = before
    self.count = count
  }

  /// Numbers small enough that no sum of products of two of them leaves `Int`.
  static func check(
    size: Int, kernel: Int, stride: Int, dilation: Int, _ margins: (before: Int, after: Int),
    _ picture: Shape,
    _ operation: String
  ) throws(TensorError) {
    let sane = 1...1 << 30
    guard sane.contains(kernel), sane.contains(stride), sane.contains(dilation) else {
      throw .argument("sizes, strides and dilations must be positive, and below 2^30", operation: operation)
    }
    guard (0...1 << 30).contains(margins.before), (0...1 << 30).contains(margins.after) else {
      throw .argument("padding can't be negative, or that large", operation: operation)
    }
    guard size <= 1 << 31 else { throw .tooManyElements(picture) }
    guard size > 0 else {
      throw .rank(picture, wanted: "at least one element along each axis of a picture", operation: operation)
    }
  }

  /// The windows whose element `k` lies inside the picture.
  func inside(_ k: Int) -> Range<Int> {
    let shift = before - k * dilation
    let first = shift <= 0 ? 0 : (shift - 1) / stride + 1
    let end = size + shift <= 0 ? 0 : (size + shift - 1) / stride + 1
    let start = min(first, count)
    return start..<max(start, min(end, count))
  }

  /// Where element `k` of a window lies in the picture.
  @inline(__always)
  func place(_ window: Int, _ k: Int) -> Int { window * stride + k * dilation - before }
}

extension Arguments {
  /// One number for rows and columns, or one for each; nil for `none`.
  func pair(_ i: Int, _ operation: String) throws(TensorError) -> (Int, Int)? {
    guard let given = ints(i) else { return nil }
    guard given.count == 1 || given.count == 2 else {
      throw .argument("one number or two are needed, for rows and columns", operation: operation)
    }
    return (given[0], given[given.count - 1])
  }

  /// One number, alone or in a list; nil for `none`.
  func single(_ i: Int, _ operation: String) throws(TensorError) -> Int? {
    guard let given = ints(i) else { return nil }
    guard given.count == 1 else {
      throw .argument("one number is needed, for the length", operation: operation)
    }
    return given[0]
  }
}
