/// The results of a transform with frequency 0 moved to the middle.
struct FrequencyShift: Callable {
  static let signature = Signature(
    "fftshift", .tensor("x"), .init(.axes, "axis", default: Argument.none), family: "fourier",
    summary:
      "frequency 0 moved to the middle along axes, or all; a last axis of size 2 beside others counts as pairs, and stays",
    example: "fftshift([0.0, 1.0, -2.0, -1.0])", gives: "[-2., -1.,  0.,  1.]  f64[4]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try shifted(a, "fftshift") { $0 / 2 }] }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .none), .init(.tensor(Samples.small), .int(-1))]
  }

  static func shifted(
    _ a: Arguments, _ operation: String, _ shift: (Int) -> Int
  ) throws(TensorError) -> Tensor {
    let x = a.tensor(0), isPairs = x.rank >= 2 && x.shape.dims[x.rank - 1] == 2
    var result = x
    for axis in try a.axes(1, of: isPairs ? Shape(x.shape.dims.dropLast()) : x.shape, operation) {
      let move = Arguments(
        values: [.tensor(result), .int(shift(x.shape.dims[axis])), .int(axis)], context: a.context)
      result = try Roll.call(move)[0]
    }
    return result
  }
}

/// The way back from `fftshift`.
struct InverseFrequencyShift: Callable {
  static let signature = Signature(
    "ifftshift", .tensor("x"), .init(.axes, "axis", default: Argument.none), family: "fourier",
    summary: "undoes fftshift: frequency 0 moved from the middle to the front",
    example: "ifftshift([-2.0, -1.0, 0.0, 1.0])", gives: "[ 0.,  1., -2., -1.]  f64[4]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try FrequencyShift.shifted(a, "ifftshift") { -($0 / 2) }]
  }
  static var samples: [OperationEntry.Sample] { FrequencyShift.samples }
}
