/// What the calls of the family share: pairs, lengths and scales.
enum FourierCall {
  /// Complex numbers as pairs along the last axis, and some axes before it.
  static func pairs(_ x: Tensor, _ operation: String) throws(TensorError) -> Tensor {
    guard x.rank >= 2, x.shape.dims[x.rank - 1] == 2 else {
      throw .rank(
        x.shape, wanted: "pairs [re, im] along the last axis (complex(x) makes them)", operation: operation)
    }
    return x
  }

  /// An axis, counted without that of the pairs.
  static func axis(_ axis: Int, _ x: Tensor, _ operation: String) throws(TensorError) -> Int {
    try Shape(x.shape.dims.dropLast()).axis(axis, operation)
  }

  /// The scale of `norm`: for each direction 1, 1/√n or 1/n, so that there and back is always 1/n.
  static func scale(
    _ norm: String, _ n: Int, isInverse: Bool, _ operation: String
  ) throws(TensorError) -> Double {
    switch norm {
    case "backward": return isInverse ? 1 / Double(n) : 1
    case "ortho": return 1 / Double(n).squareRoot()
    case "forward": return isInverse ? 1 : 1 / Double(n)
    default:
      throw .argument(
        "norm is \"backward\", \"ortho\" or \"forward\", not \"\(norm)\"", operation: operation)
    }
  }

  /// A length that is given, or that a tensor has.
  static func length(_ given: Int?, _ size: Int, _ operation: String) throws(TensorError) -> Int {
    let n = given ?? size
    guard n >= 1 else {
      throw .argument("a transform needs at least 1 point, not \(n)", operation: operation)
    }
    return n
  }

  /// Pairs transformed along some axes, each cut or filled up with zeros to its length.
  static func transform(
    _ x: Tensor, _ axes: [(axis: Int, length: Int)], _ norm: String, isInverse: Bool, _ operation: String
  ) throws(TensorError) -> Tensor {
    var result = x
    for (axis, n) in axes { result = try result.resized(axis, to: n) }
    for (axis, n) in axes {
      let scale = try scale(norm, n, isInverse: isInverse, operation)
      result = try apply(ComplexTransform(axis: axis, isInverse: isInverse, scale: scale), result)
    }
    return result
  }
}

extension Tensor {
  /// Cut off, or filled up with zeros, at the end of an axis.
  func resized(_ axis: Int, to n: Int) throws(TensorError) -> Tensor {
    let size = shape.dims[axis]
    if n == size { return self }
    if n < size {
      let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
      return try indexed(before + [.slice(from: 0, to: n, step: 1)])
    }
    return try padded([Int](repeating: 0, count: 2 * (rank - 1 - axis)) + [0, n - size], with: 0)
  }
}

/// A transform of pairs along one axis, in one direction.
protocol LineTransform: Callable {
  static var isInverse: Bool { get }
}

extension LineTransform {
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let name = signature.name, x = try FourierCall.pairs(try a.float(0), name)
    let axis = try FourierCall.axis(a.int(2), x, name)
    let n = try FourierCall.length(a.optionalInt(1), x.shape.dims[axis], name)
    return [try FourierCall.transform(x, [(axis, n)], a.text(3), isInverse: isInverse, name)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Tensor(Samples.small.doubles(), [3, 2])), .none, .int(-1), .text("backward")),
      .init(.tensor(Samples.cube), .int(4), .int(-1), .text("ortho")),
      .init(.tensor(Samples.cube), .int(1), .int(0), .text("forward")),
    ]
  }
}

/// A transform of pairs along several axes, in one direction.
protocol PlaneTransform: Callable {
  static var isInverse: Bool { get }
}

extension PlaneTransform {
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let name = signature.name, x = try FourierCall.pairs(try a.float(0), name)
    let sizes = a.ints(1), named = a.ints(2) ?? Self.allAxes(x, sizes)
    guard sizes.map({ $0.count == named.count }) ?? true else {
      throw .argument("each axis needs one size: s \(sizes ?? []), axes \(named)", operation: name)
    }
    var axes: [(axis: Int, length: Int)] = []
    for (i, given) in named.enumerated() {
      let axis = try FourierCall.axis(given, x, name)
      if axes.contains(where: { $0.axis == axis }) { throw .repeatedAxis(given, operation: name) }
      // As in PyTorch, −1 stands for the size that is there.
      let size = sizes.map { $0[i] == -1 ? x.shape.dims[axis] : $0[i] }
      axes.append((axis, try FourierCall.length(size, x.shape.dims[axis], name)))
    }
    return [try FourierCall.transform(x, axes, a.text(3), isInverse: isInverse, name)]
  }

  /// All axes, or as many of the last as there are sizes.
  private static func allAxes(_ x: Tensor, _ sizes: [Int]?) -> [Int] {
    let count = sizes?.count ?? (x.rank - 1)
    return Array(-count..<0)
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .none, .ints([-2, -1]), .text("backward")),
      .init(.tensor(Samples.cube), .ints([3, 2]), .ints([0, 1]), .text("ortho")),
    ]
  }
}

extension Signature {
  /// The signature of a transform along one axis.
  static func line(
    _ name: String, _ summary: String, shapes: String, example: String, gives: String
  ) -> Signature {
    Signature(
      name, .tensor("x"), .init(.int, "n", default: Argument.none), .axis("axis", default: .int(-1)),
      .init(.text, "norm", default: .text("backward")), family: "fourier", summary: summary, shapes: shapes,
      example: example, gives: gives, section: "9.2")
  }

  /// The signature of a transform along several axes.
  static func plane(
    _ name: String, axes: Argument, _ summary: String, example: String, gives: String
  ) -> Signature {
    Signature(
      name, .tensor("x"), .init(.ints, "s", default: Argument.none), .init(.axes, "axis", default: axes),
      .init(.text, "norm", default: .text("backward")), family: "fourier", summary: summary,
      shapes: "[…, n, m, 2] → the same, or the sizes s along the axes", example: example, gives: gives,
      section: "9.2")
  }
}
