/// Complex numbers as pairs [re, im] along a new last axis.
struct Complex: Callable {
  static let signature = Signature(
    "complex", .init(.scalarOrTensor, "re"), .init(.scalarOrTensor, "im", default: Argument.none),
    family: "fourier",
    summary: "complex numbers as pairs [re, im] along a new last axis; im is 0 unless given",
    shapes: "[…] → […, 2]; re and im broadcast", example: "complex([1.0, 2.0], [3.0, 4.0])",
    gives: "[[1., 3.],\n [2., 4.]]  f64[2, 2]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let re = try a.float(0)
    guard let given = a.optionalTensor(1) else {
      return [try Tensor.stacked([re, try Tensor.full(0, re.shape, re.dtype)], axis: -1)]
    }
    let dtype = DType.promote(a.tensor(0).dtype, given.dtype)
    let common = dtype.isFloat ? dtype : a.context.defaultDType
    let shape = try Shape.broadcast(re.shape, given.shape, "complex")
    let parts = [
      try a.tensor(0).converted(to: common).expanded(to: shape),
      try given.converted(to: common).expanded(to: shape),
    ]
    return [try Tensor.stacked(parts, axis: -1)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .none), .init(.tensor(Samples.small), .tensor(Samples.row))]
  }
}

/// The product of complex numbers.
struct ComplexMultiply: Callable {
  static let signature = Signature(
    "complex_multiply", .tensor("x"), .tensor("y"), family: "fourier",
    summary: "the product of complex numbers, pairs [re, im] along the last axis",
    shapes: "[…, 2], […, 2] → […, 2]; x and y broadcast", example: "complex_multiply([0.0, 1.0], [0.0, 1.0])",
    gives: "[-1.,  0.]  f64[2]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (x, y) = (a.tensor(0), a.tensor(1))
    let (a, b) = (try ComplexParts(x, "complex_multiply"), try ComplexParts(y, "complex_multiply"))
    let re = try a.re * b.re - a.im * b.im, im = try a.re * b.im + a.im * b.re
    return [try Tensor.stacked([re, im], axis: -1)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .tensor(Tensor(Samples.small.doubles(), [3, 2])))]
  }
}

/// The size of complex numbers.
struct ComplexAbsolute: Callable {
  static let signature = Signature(
    "complex_abs", .tensor("z"), family: "fourier",
    summary: "the size √(re² + im²) of complex numbers, pairs along the last axis", shapes: "[…, 2] → […]",
    example: "complex_abs([3.0, 4.0])", gives: "5.  f64[]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let z = try a.float(0)
    _ = try ComplexParts(z, "complex_abs")
    return [try z.norm(2, [z.rank - 1])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube))] }
}

/// The angle of complex numbers.
struct ComplexAngle: Callable {
  static let signature = Signature(
    "complex_angle", .tensor("z"), family: "fourier",
    summary: "the angle of complex numbers, pairs along the last axis, between −π and π",
    shapes: "[…, 2] → […]", example: "complex_angle([0.0, 1.0])", gives: "1.5708  f64[]", section: "9.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let z = try ComplexParts(try a.float(0), "complex_angle")
    return [try Atan2.of(z.im, z.re)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube))] }
}

/// Real and imaginary parts of pairs.
private struct ComplexParts {
  let re: Tensor
  let im: Tensor

  init(_ z: Tensor, _ operation: String) throws(TensorError) {
    guard z.shape.dims.last == 2 else {
      throw .rank(
        z.shape, wanted: "pairs [re, im] along the last axis (complex(x) makes them)", operation: operation)
    }
    re = try z.indexed([.ellipsis, .at(0)])
    im = try z.indexed([.ellipsis, .at(1)])
  }
}
