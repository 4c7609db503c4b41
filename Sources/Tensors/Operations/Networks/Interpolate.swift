/// Pictures, sequences and volumes in another size.
struct Interpolate: Callable {
  static let signature = Signature(
    "interpolate", .tensor("x"), .init(.ints, "size", default: Argument.none),
    .init(.optionalTensor, "scale_factor", default: Argument.none),
    .init(.text, "mode", default: .text("nearest")), .init(.flag, "align_corners", default: .flag(false)),
    family: "networks",
    summary:
      "x in another size, given or as a factor: nearest, nearest-exact, linear, bilinear, trilinear, bicubic or area; "
      + "align_corners=true keeps the outermost numbers where they are",
    shapes: "[n, c, h, w], (a, b) → [n, c, a, b]",
    example: "interpolate([[[1.0, 3.0]]], size=3, mode=\"linear\", align_corners=true)",
    gives: "[[[1., 2., 3.]]]  f64[1, 1, 3]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axes = x.rank - 2, name = "interpolate"
    guard (1...3).contains(axes), x.shape.dims[2...].allSatisfy({ $0 > 0 }) else {
      throw .rank(x.shape, wanted: "a batch [n, channels, …] with one to three axes more", operation: name)
    }
    let method = try Method(a.text(3), axes: axes, alignsCorners: a.flag(4))
    let factors = try a.optionalTensor(2).map { (given) throws(TensorError) in
      try each(of: given.doubles(), axes, "factors")
    }
    let sizes = try a.ints(1).map { (given) throws(TensorError) in try each(of: given, axes, "sizes") }
    guard (sizes == nil) != (factors == nil) else {
      throw .argument("either a size or a scale_factor is needed", operation: name)
    }
    var targets: [Int] = []
    for i in 0..<axes {
      let wanted = factors.map { Double(x.shape.dims[i + 2]) * $0[i] } ?? Double(sizes?[i] ?? 0)
      guard wanted >= 1, wanted < 0x1p31 else {
        throw .argument("a size must be at least 1, and below 2^31", operation: name)
      }
      targets.append(Int(wanted))
    }
    let target = try Shape(x.shape.dims.prefix(2) + targets).checked()
    // Places are worked out even where there is nothing to show in them.
    guard max(target.count, targets.max() ?? 0) <= MachineMemory.total / 64 else {
      throw .memory(elements: target.count, dtype: x.dtype)
    }
    var result = x
    // The last axis first: its rows are the fewest then, if pictures grow.
    for i in (0..<axes).reversed() {
      let map = method.map(from: x.shape.dims[i + 2], to: targets[i], factor: factors?[i])
      result = try apply(Resample(axis: i + 2, map: map), result)
    }
    return [result]
  }

  /// One value for each axis, given once for all or one by one.
  private static func each<T>(of given: [T], _ axes: Int, _ what: String) throws(TensorError) -> [T] {
    guard given.count == axes || given.count == 1, let first = given.first else {
      throw .argument("\(given.count) \(what) were given for \(axes) axes", operation: "interpolate")
    }
    return given.count == axes ? given : [T](repeating: first, count: axes)
  }

  static var samples: [OperationEntry.Sample] {
    let picture = Argument.tensor(Tensor(Samples.cube.doubles(), [1, 1, 3, 4]))
    let sequences = Argument.tensor(Samples.cube)
    return [
      .init(sequences, .int(5), .none, .text("nearest"), .flag(false)),
      .init(sequences, .none, .tensor(Tensor([1.5], [1], .f32)), .text("linear"), .flag(false)),
      .init(picture, .ints([5, 3]), .none, .text("bilinear"), .flag(true)),
      .init(picture, .ints([4, 6]), .none, .text("bicubic"), .flag(false)),
      .init(picture, .ints([2, 3]), .none, .text("area"), .flag(false)),
    ]
  }
}

/// How new places are made from old ones, along each axis in the same way.
private struct Method {
  enum Kind { case nearest, nearestExact, linear, cubic, area }
  let kind: Kind
  /// The first and last places stay where they are; otherwise the edges of the first and last do.
  let alignsCorners: Bool

  init(_ name: String, axes: Int, alignsCorners: Bool) throws(TensorError) {
    let kinds: [String: (kind: Kind, axes: ClosedRange<Int>)] = [
      "nearest": (.nearest, 1...3), "nearest-exact": (.nearestExact, 1...3), "area": (.area, 1...3),
      "linear": (.linear, 1...1), "bilinear": (.linear, 2...2), "trilinear": (.linear, 3...3),
      "bicubic": (.cubic, 2...2),
    ]
    guard let found = kinds[name] else {
      throw .argument(
        "mode is nearest, nearest-exact, linear, bilinear, trilinear, bicubic or area, not \"\(name)\"",
        operation: "interpolate")
    }
    guard found.axes.contains(axes) else {
      throw .argument(
        "mode \"\(name)\" is for \(found.axes.lowerBound) axes, and x has \(axes) beside batch and channels",
        operation: "interpolate")
    }
    guard !alignsCorners || found.kind == .linear || found.kind == .cubic else {
      throw .argument("align_corners is for linear modes and bicubic", operation: "interpolate")
    }
    kind = found.kind
    self.alignsCorners = alignsCorners
  }

  func map(from size: Int, to count: Int, factor: Double?) -> Resampling {
    var map = Resampling(size: size)
    let step = factor.map { 1 / $0 } ?? Double(size) / Double(count)
    for place in 0..<count { map.add(terms(of: place, size, count, step)) }
    return map
  }

  private func terms(
    of place: Int, _ size: Int, _ count: Int, _ step: Double
  ) -> [(place: Int, weight: Double)] {
    switch kind {
    // Where PyTorch rounds a place down it counts in 32 bits.
    case .nearest: return [(Int(min((Float(place) * Float(step)).rounded(.down), 0x1p31)), 1)]
    case .nearestExact: return [(Int(min(((Float(place) + 0.5) * Float(step)).rounded(.down), 0x1p31)), 1)]
    case .linear:
      let position = max(0, position(of: place, size, count, step)), first = min(Int(position), size - 1)
      let rest = min(max(position - Double(first), 0), 1)
      return [(first, 1 - rest), (first + 1, rest)]
    case .cubic:
      let position = position(of: place, size, count, step), first = position.rounded(.down)
      let rest = position - first
      return [(-1, 1 + rest), (0, rest), (1, 1 - rest), (2, 2 - rest)].map {
        (Int(first) + $0.0, Self.cubic($0.1))
      }
    case .area:
      let start = place * size / count, end = ((place + 1) * size + count - 1) / count
      return (start..<end).map { ($0, 1 / Double(end - start)) }
    }
  }

  /// Where among the old places a new one lies.
  private func position(of place: Int, _ size: Int, _ count: Int, _ step: Double) -> Double {
    if alignsCorners { return count > 1 ? Double(place) * (Double(size - 1) / Double(count - 1)) : 0 }
    return step * (Double(place) + 0.5) - 0.5
  }

  /// The weight of an old place some way off (Keys 1981), with a slope of −0.75 where it is one off.
  private static func cubic(_ distance: Double) -> Double {
    let x = distance, a = -0.75
    return x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
  }
}
