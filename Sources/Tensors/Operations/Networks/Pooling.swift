/// What each place of a pooled picture looks at along one axis: elements `starts[i]`, `starts[i] + step`, …
/// before `ends[i]`. All lie inside the picture, at least one for each place.
struct PoolAxis: Sendable {
  let size: Int
  let step: Int
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []
  /// Elements of each window, those in the margin included but not those beyond it: what a mean may divide by.
  private(set) var spans: [Int] = []
  var count: Int { starts.count }

  /// Windows of one size, a stride apart. With `ceil` the last may hang over the margin.
  init(
    size: Int, kernel: Int, stride: Int, padding: Int, dilation: Int = 1, ceil: Bool, shown: Shape,
    _ name: String
  ) throws(TensorError) {
    try WindowAxis.check(
      size: size, kernel: kernel, stride: stride, dilation: dilation, (padding, padding), shown, name)
    guard padding <= kernel / 2 else {
      throw .argument("padding may be at most half of the window: \(padding) of \(kernel)", operation: name)
    }
    let span = dilation * (kernel - 1) + 1, room = size + 2 * padding - span
    guard room >= 0 || ceil && room > -stride else {
      throw .mismatch(
        shown, [kernel], wanted: "a window no larger than the padded picture", operation: name)
    }
    var count = (room + (ceil ? stride - 1 : 0)) / stride + 1
    // A window that starts in the margin at the end sees nothing.
    if ceil, (count - 1) * stride >= size + padding { count -= 1 }
    self.size = size
    step = dilation
    guard count > 0, count <= 1 << 31 else { throw .tooManyElements(shown) }
    for window in 0..<count {
      let first = window * stride - padding, end = min(first + span, size + padding)
      // The first element inside, still in step with the window.
      let start = first < 0 ? first + (-first + dilation - 1) / dilation * dilation : first
      guard start < min(end, size) else {
        throw .argument("a window lies between the elements of the picture, and sees none", operation: name)
      }
      starts.append(start)
      ends.append(min(end, size))
      spans.append(end - first)
    }
  }

  /// So many windows that cover the axis and overlap as little as they can.
  init(size: Int, windows: Int, shown: Shape, _ name: String) throws(TensorError) {
    guard windows >= 0 else { throw .negativeSize([windows]) }
    guard size > 0, size <= 1 << 31, windows <= 1 << 31 else {
      throw .rank(shown, wanted: "at least one element along each axis of a picture", operation: name)
    }
    guard windows <= MachineMemory.total / 64 else { throw .memory(elements: windows, dtype: .i64) }
    self.size = size
    step = 1
    for window in 0..<windows {
      starts.append(window * size / windows)
      ends.append(((window + 1) * size + windows - 1) / windows)
      spans.append(ends[window] - starts[window])
    }
  }
}

/// Pictures `[n, c, h, w]`, each plane of which is pooled by itself.
struct Pooling: Sendable {
  let picture: Shape
  let rows: PoolAxis
  let columns: PoolAxis
  var result: Shape { [picture.dims[0], picture.dims[1], rows.count, columns.count] }
  var planes: Int { picture.dims[0] * picture.dims[1] }

  /// The number of elements that each place looks at, or of those that its window has with the margin.
  func sizes(withMargin: Bool) -> [Double] {
    func sizes(_ axis: PoolAxis) -> [Int] {
      withMargin ? axis.spans : (0..<axis.count).map { axis.ends[$0] - axis.starts[$0] }
    }
    let across = sizes(columns)
    return sizes(rows).flatMap { height in across.map { Double(height * $0) } }
  }
}

/// A call of a pooling layer, brought to pictures `[n, c, h, w]`.
struct PoolingCall {
  let name: String
  let axes: Int
  let x: Tensor
  let given: Shape

  init(_ a: Arguments, axes: Int, _ name: String) throws(TensorError) {
    self.name = name
    self.axes = axes
    let x = try a.float(0)
    given = x.shape
    guard x.rank == axes + 2 || x.rank == axes + 1 else {
      throw .rank(
        x.shape,
        wanted: axes == 1 ? "sequences [n, channels, length]" : "pictures [n, channels, height, width]",
        operation: name)
    }
    var dims = x.rank == axes + 1 ? [1] + x.shape.dims : x.shape.dims
    if axes == 1 { dims.insert(1, at: 2) }
    self.x = try x.reshaped(Shape(dims))
  }

  /// Windows of one size; a stride of none is the window's size.
  func windows(
    _ a: Arguments, size: Int, stride: Int, padding: Int, dilation: Int? = nil, ceil: Int
  ) throws(TensorError) -> Pooling {
    let kernel = try Convolving.pair(a, size, axes, name)
    let steps = a.ints(stride) == nil ? kernel : try Convolving.pair(a, stride, axes, name)
    let margins = try Convolving.pair(a, padding, axes, still: 0, name)
    let apart: (Int, Int)
    if let dilation { apart = try Convolving.pair(a, dilation, axes, name) } else { apart = (1, 1) }
    let d = x.shape.dims
    return Pooling(
      picture: x.shape,
      rows: try PoolAxis(
        size: d[2], kernel: kernel.0, stride: steps.0, padding: margins.0, dilation: apart.0,
        ceil: a.flag(ceil),
        shown: given, name),
      columns: try PoolAxis(
        size: d[3], kernel: kernel.1, stride: steps.1, padding: margins.1, dilation: apart.1,
        ceil: a.flag(ceil),
        shown: given, name))
  }

  /// As many windows as the result is to have places; none keeps a size.
  func adaptive(_ a: Arguments, size: Int) throws(TensorError) -> Pooling {
    let d = x.shape.dims
    let wanted: (Int, Int)
    if axes == 1 {
      wanted = (1, try a.single(size, name) ?? d[3])
    } else {
      wanted = try a.pair(size, name) ?? (d[2], d[3])
    }
    return Pooling(
      picture: x.shape, rows: try PoolAxis(size: d[2], windows: wanted.0, shown: given, name),
      columns: try PoolAxis(size: d[3], windows: wanted.1, shown: given, name))
  }

  /// The result in the shape that goes with what was given.
  func finish(_ result: Tensor) throws(TensorError) -> Tensor {
    var dims = result.shape.dims
    if axes == 1 { dims.remove(at: 2) }
    if given.rank == axes + 1 { dims.removeFirst() }
    return try result.reshaped(Shape(dims))
  }
}
