import Glibc

/// What the initialisers need to know about a layer: how many numbers flow into and out of each unit, and
/// by how much the activation that follows shrinks them.
struct Fans {
  let input: Int
  let output: Int

  /// Of weights [outputs, inputs, kernel…].
  init(_ shape: Shape, _ operation: String) throws(TensorError) {
    guard shape.rank >= 2 else {
      throw .rank(shape, wanted: "weights of at least two axes, [outputs, inputs]", operation: operation)
    }
    let field = shape.dims.dropFirst(2).reduce(1, &*)
    (input, output) = (shape.dims[1] &* field, shape.dims[0] &* field)
  }

  /// The factor that keeps the variance from layer to layer: 1 for no activation, √2 for relu.
  static func gain(_ nonlinearity: String, slope: Double, _ operation: String) throws(TensorError) -> Double {
    switch nonlinearity {
    case "linear", "sigmoid": return 1
    case "tanh": return 5 / 3
    case "relu": return sqrt(2)
    case "leaky_relu": return sqrt(2 / (1 + slope * slope))
    case "selu": return 0.75
    default:
      throw .argument(
        "`\(nonlinearity)` is none of linear, sigmoid, tanh, relu, leaky_relu and selu", operation: operation)
    }
  }
}

/// Weights drawn so that signals keep their size from layer to layer.
enum Initialisation {
  /// He et al. 2015: the deviation is gain / √fan.
  static func kaiming(_ a: Arguments, _ operation: String) throws(TensorError) -> (
    weights: Tensor, std: Double
  ) {
    let shape = try a.shape(0), fans = try Fans(shape, operation)
    let fan: Int
    switch a.text(2) {
    case "fan_in": fan = fans.input
    case "fan_out": fan = fans.output
    default: throw .argument("`\(a.text(2))` is neither fan_in nor fan_out", operation: operation)
    }
    guard a.number(1).isFinite else {
      throw .argument("the slope is \(a.number(1)), and it has to be finite", operation: operation)
    }
    let gain = try Fans.gain(a.text(3), slope: a.number(1), operation)
    let weights = try Tensor(uninitialized: shape, a.dtype(4) ?? a.context.defaultDType)
    return (weights, weights.count == 0 ? 0 : gain / sqrt(Double(fan)))
  }

  /// Glorot & Bengio 2010: the deviation is gain · √(2 / (fan in + fan out)).
  static func xavier(_ a: Arguments, _ operation: String) throws(TensorError) -> (
    weights: Tensor, std: Double
  ) {
    let shape = try a.shape(0), fans = try Fans(shape, operation)
    guard a.number(1).isFinite, a.number(1) >= 0 else {
      throw .argument("the gain is \(a.number(1)), and it has to be at least 0", operation: operation)
    }
    let weights = try Tensor(uninitialized: shape, a.dtype(2) ?? a.context.defaultDType)
    let total = Double(fans.input) + Double(fans.output)
    return (weights, weights.count == 0 ? 0 : a.number(1) * sqrt(2 / total))
  }

  static let kaimingParameters: [SignatureParameter] = [
    .init(.shape, "shape"), .init(.number, "a", default: .number(0)),
    .init(.text, "mode", default: .text("fan_in")),
    .init(.text, "nonlinearity", default: .text("leaky_relu")), .dtype,
  ]
  static let xavierParameters: [SignatureParameter] = [
    .init(.shape, "shape"), .init(.number, "gain", default: .number(1)), .dtype,
  ]
}
