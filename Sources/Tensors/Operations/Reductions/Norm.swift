/// The p-norm over axes: (Σ|x|ᵖ)^(1/p); with "nuc" a norm of matrices.
struct Norm: Callable {
  static let signature: Signature = {
    var signature = Signature.reduction(
      "norm",
      "length of a vector: the p-norm, Euclidean by default (p=\"fro\" as well); p=inf the largest absolute value, p=0 the number of elements other than 0; p=\"nuc\" the sum of a matrix’s singular values",
      example: "norm([3.0, 4.0])", gives: "5.  f64[]", section: "2.1.4")
    signature.parameters.insert(.init(.numberOrText, "p", default: .number(2)), at: 1)
    return signature
  }()
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axes = try a.axes(2, of: x.shape, "norm"), keeps = a.flag(3)
    guard case .text(let word) = a.values[1] else {
      return [try x.norm(a.number(1), axes, keepingDimensions: keeps)]
    }
    switch word {
    case "fro": return [try x.norm(2, axes, keepingDimensions: keeps)]
    case "nuc": return [try x.matrixNorm(.nuclear, axes, keepingDimensions: keeps, "norm")]
    default: throw .argument("p is a number, \"fro\" or \"nuc\", not \"\(word)\"", operation: "norm")
    }
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .number(2), .int(1), .flag(false)),
      .init(.tensor(Samples.cube), .number(3), .none, .flag(false)),
      .init(.tensor(Samples.cube), .text("nuc"), .ints([0, 2]), .flag(true)),
    ]
  }
}
