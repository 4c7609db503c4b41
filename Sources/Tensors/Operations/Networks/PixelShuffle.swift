/// Channels laid out as pixels: larger pictures from more channels (Shi et al. 2016).
struct PixelShuffle: Callable {
  static let signature = Signature(
    "pixel_shuffle", .tensor("x"), .init(.int, "factor"), family: "networks",
    summary: "each block of factor² channels laid out as factor × factor pixels",
    shapes: "[…, c·r², h, w] → […, c, h·r, w·r]",
    example: "pixel_shuffle(reshape(arange(4), (4, 1, 1)), 2)", gives: "[[[0, 1],\n  [2, 3]]]  i64[1, 2, 2]",
    section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), r = a.int(1), lead = x.rank - 3
    guard lead >= 0 else {
      throw .rank(x.shape, wanted: "pictures [channels, height, width]", operation: "pixel_shuffle")
    }
    let (channels, height, width) = (x.shape.dims[lead], x.shape.dims[lead + 1], x.shape.dims[lead + 2])
    guard (1...1 << 15).contains(r), channels % (r * r) == 0 else {
      throw .argument("\(channels) channels are no multiple of \(r)²", operation: "pixel_shuffle")
    }
    let before = Array(x.shape.dims.prefix(lead)), kept = channels / (r * r)
    let parts = try x.reshaped(Shape(before + [kept, r, r, height, width]))
    let order = Array(0...lead) + [lead + 3, lead + 1, lead + 4, lead + 2]
    return [try parts.permuted(order).reshaped(Shape(before + [kept, height * r, width * r]))]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor(Samples.cube.doubles(), [4, 1, 3])), .int(2))]
  }
}

/// Pixels gathered into channels: what undoes `pixel_shuffle`.
struct PixelUnshuffle: Callable {
  static let signature = Signature(
    "pixel_unshuffle", .tensor("x"), .init(.int, "factor"), family: "networks",
    summary: "each factor × factor block of pixels as factor² channels: what undoes pixel_shuffle",
    shapes: "[…, c, h·r, w·r] → […, c·r², h, w]",
    example: "pixel_unshuffle([[[0, 1], [2, 3]]], 2).shape", gives: "(4, 1, 1)", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), r = a.int(1), lead = x.rank - 3
    guard lead >= 0 else {
      throw .rank(x.shape, wanted: "pictures [channels, height, width]", operation: "pixel_unshuffle")
    }
    let (channels, height, width) = (x.shape.dims[lead], x.shape.dims[lead + 1], x.shape.dims[lead + 2])
    guard (1...1 << 15).contains(r), height % r == 0, width % r == 0 else {
      throw .argument(
        "\(height) × \(width) pixels do not fall into blocks of \(r) × \(r)", operation: "pixel_unshuffle")
    }
    let before = Array(x.shape.dims.prefix(lead))
    let parts = try x.reshaped(Shape(before + [channels, height / r, r, width / r, r]))
    let order = Array(0...lead) + [lead + 2, lead + 4, lead + 1, lead + 3]
    let target = try Shape(before + [channels, r * r, height / r, width / r]).checked()
    return [
      try parts.permuted(order).reshaped(
        Shape(before + [channels * r * r, target.dims[lead + 2], width / r]))
    ]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor(Samples.cube.doubles(), [1, 2, 6])), .int(2))]
  }
}

/// Channels of several groups in turns (Zhang et al. 2018).
struct ChannelShuffle: Callable {
  static let signature = Signature(
    "channel_shuffle", .tensor("x"), .init(.int, "groups"), family: "networks",
    summary: "channels (axis 1) in turns: one of each group, then the next of each",
    shapes: "[n, c, …] → [n, c, …], groups a divisor of c",
    example: "channel_shuffle([[1, 2, 3, 4]], 2)", gives: "[[1, 3, 2, 4]]  i64[1, 4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), groups = a.int(1)
    guard x.rank >= 2 else {
      throw .rank(x.shape, wanted: "a batch [n, channels, …]", operation: "channel_shuffle")
    }
    let channels = x.shape.dims[1]
    guard groups > 0, channels % groups == 0 else {
      throw .argument(
        "\(channels) channels do not fall into \(groups) equal groups", operation: "channel_shuffle")
    }
    let each = channels / groups
    return [try x.selected((0..<channels).map { $0 % groups * each + $0 / groups }, axis: 1)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor(Samples.cube.doubles(), [1, 6, 2])), .int(2))]
  }
}
