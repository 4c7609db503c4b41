/// What a new convolution over a sequence holds.
struct Convolution1dInit: CreationOperation {
  static let signature = Signature.creation(
    "conv1d_init", Initialisation.convolutionParameters, family: "random",
    "the kernels and the bias of a new convolution over sequences",
    shapes: "→ [outputs, inputs / groups, kernel], [outputs]", example: "conv1d_init(2, 4, 3)[0].shape",
    gives: "(4, 2, 3)", section: "8.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Initialisation.convolution(a, axes: 1, "conv1d_init")
  }
}

/// What a new convolution over images holds.
struct Convolution2dInit: CreationOperation {
  static let signature = Signature.creation(
    "conv2d_init", Initialisation.convolutionParameters, family: "random",
    "the kernels and the bias of a new convolution over images",
    shapes: "→ [outputs, inputs / groups, height, width], [outputs]",
    example: "conv2d_init(1, 8, (3, 5))[0].shape", gives: "(8, 1, 3, 5)", section: "8.2.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try Initialisation.convolution(a, axes: 2, "conv2d_init")
  }
}

extension Initialisation {
  static let convolutionParameters: [SignatureParameter] = [
    .init(.int, "inputs"), .init(.int, "outputs"), .init(.ints, "kernel"),
    .init(.int, "groups", default: .int(1)), .init(.flag, "bias", default: .flag(true)), .dtype,
  ]

  static func convolution(_ a: Arguments, axes: Int, _ operation: String) throws(TensorError) -> [Tensor] {
    let inputs = a.int(0), outputs = a.int(1), groups = a.int(3)
    var kernel = a.ints(2) ?? []
    if kernel.count == 1 { kernel = [Int](repeating: kernel[0], count: axes) }
    guard kernel.count == axes, kernel.allSatisfy({ $0 > 0 }) else {
      throw .argument(
        "the kernel needs \(axes == 1 ? "one size" : "one size or two") above 0", operation: operation)
    }
    guard groups > 0, inputs % groups == 0, outputs % groups == 0 else {
      throw .argument(
        "\(inputs) inputs and \(outputs) outputs can't be divided into \(groups) groups", operation: operation
      )
    }
    return try layer(
      Shape([outputs, inputs / groups] + kernel), bias: a.flag(4), a.dtype(5) ?? a.context.defaultDType,
      a.context, operation)
  }
}
