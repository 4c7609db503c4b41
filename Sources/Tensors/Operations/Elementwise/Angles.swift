/// Degrees to radians.
struct Radians: Callable {
  static let signature = Signature.unary(
    "deg2rad", aliases: ["radians"], "degrees in radians", example: "deg2rad([180.0])",
    gives: "[3.1416]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.float(0) * (Double.pi / 180)] }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

/// Radians to degrees.
struct Degrees: Callable {
  static let signature = Signature.unary(
    "rad2deg", aliases: ["degrees"], "radians in degrees", example: "rad2deg([pi])", gives: "[180.]  f64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.float(0) * (180 / Double.pi)] }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}
