/// The largest element under each window.
struct MaxPool2d: Callable {
  static let signature = Signature(
    "max_pool2d", .tensor("x"), .init(.ints, "size"), .init(.ints, "stride", default: Argument.none),
    .init(.ints, "padding", default: .int(0)), family: "networks",
    summary: "the largest element under each window; stride is the window's size unless given",
    shapes: "[n, c, h, w] → [n, c, h', w']", example: "max_pool2d(reshape(arange(4.0), (1, 1, 2, 2)), 2)",
    gives: "[[[[3.]]]]  f64[1, 1, 1, 1]", section: "7.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0).contiguous(recorded: true)
    let size = try a.pair(1, "max_pool2d") ?? (1, 1)
    let windows = try Windows(
      x.shape, kernel: size, stride: try a.pair(2, "max_pool2d") ?? size,
      padding: try a.pair(3, "max_pool2d") ?? (0, 0), "max_pool2d")
    guard windows.padding.0 * 2 <= size.0, windows.padding.1 * 2 <= size.1 else {
      throw .argument("padding may be at most half of the window", operation: "max_pool2d")
    }
    let planes = x.shape.dims[0] * x.shape.dims[1]
    let result: Shape = [x.shape.dims[0], x.shape.dims[1], windows.fits.0, windows.fits.1]
    let values = x.detached().doubles()
    let positions = largest(values, windows, planes)
    return [try x.taking(positions, result)]
  }

  /// For each window, where its largest element is; the first nan wins.
  private static func largest(_ values: [Double], _ windows: Windows, _ planes: Int) -> [Int] {
    let fits = windows.fits.0 * windows.fits.1, perPlane = windows.kernel.0 * windows.kernel.1 * fits
    var best = [Int](repeating: -1, count: planes * fits)
    windows.forEach { column, element in
      let window = column / perPlane * fits + column % fits, old = best[window]
      if old < 0 || values[element] > values[old] || values[element].isNaN && !values[old].isNaN {
        best[window] = element
      }
    }
    return best
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Tensor(Samples.cube.doubles() + [0.33, -0.55, 0.11, 0.48], [1, 1, 4, 4])
    return [
      .init(.tensor(picture), .int(2), .none, .int(0)), .init(.tensor(picture), .int(3), .int(2), .int(1)),
    ]
  }
}
