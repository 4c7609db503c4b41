/// A matrix product added to something.
struct AddMatmul: Callable {
  static let signature = Signature(
    "addmm", .tensor("x"), .tensor("a"), .tensor("b"), .init(.number, "beta", default: .number(1)),
    .init(.number, "alpha", default: .number(1)), family: "linear algebra",
    summary: "beta * x + alpha * (a @ b)", shapes: "[n, m], [n, k], [k, m] → [n, m]; x broadcasts",
    example: "addmm([10, 20], [[1, 2]], [[1, 0], [0, 1]])", gives: "[[11, 22]]  i64[1, 2]", section: "2.1.3")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    [try a.added(Tensor.matmul(a.tensor(1), a.tensor(2)), "addmm")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.row), .tensor(Samples.small), .tensor(Samples.square), .number(0.5), .number(-2))]
  }
}

extension Arguments {
  /// beta · x + alpha · product, for calls of x, two factors, beta and alpha.
  func added(_ product: Tensor, _ name: String) throws(TensorError) -> Tensor {
    let x = tensor(0), (beta, alpha) = (number(3), number(4))
    func scaled(_ tensor: Tensor, _ factor: Double) throws(TensorError) -> Tensor {
      guard factor != 1 else { return tensor }
      let whole = Int(exactly: factor).map(Scalar.int) ?? .float(factor)
      return try tensor * Tensor.weak(whole, meeting: tensor, default: context.defaultDType)
    }
    let shape = try Shape.broadcast(x.shape, product.shape, name)
    guard shape == product.shape else {
      throw .mismatch(x.shape, product.shape, wanted: "something to add to the product", operation: name)
    }
    // As in PyTorch, nothing of x is looked at for beta = 0, not even nan.
    let added = beta == 0 ? try Tensor.full(0, x.shape, x.dtype) : try scaled(x, beta)
    return try added + scaled(product, alpha)
  }
}
