/// X Wᵀ + b: a fully connected layer, weights stored as [outputs, inputs].
struct Linear: Callable {
  static let signature = Signature(
    "linear", .tensor("x"), .tensor("weight"), .init(.optionalTensor, "bias", default: Argument.none),
    family: "networks",
    summary: "x @ weight.T + bias: a fully connected layer", shapes: "[…, n], [m, n], [m] → […, m]",
    example: "linear([1.0, 2.0], [[1.0, 1.0]], [0.5])", gives: "[3.5000]  f64[1]", section: "3.1.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let weight = try a.float(1)
    guard weight.rank == 2 else {
      throw .rank(weight.shape, wanted: "a weight [outputs, inputs]", operation: "linear")
    }
    let x = try a.float(0)
    let dtype = DType.promote(x.dtype, weight.dtype)
    let product = try apply(WeightProduct(), try x.converted(to: dtype), try weight.converted(to: dtype))
    return [try a.optionalTensor(2).map { (bias) throws(TensorError) in try product + bias } ?? product]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Samples.square), .tensor(Samples.row))]
  }
}

/// X Wᵀ as one step of the graph: the gradient of W comes as W is stored, and those of several calls are added up
/// without a product of their own.
struct WeightProduct: SingleOperation, Bilinear {
  static let signature = Linear.signature
  static let rules = ["g @ weight", "g.T @ x"]

  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    try Matmul().shape([inputs[0], Shape(inputs[1].dims.reversed())])
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    try Matmul().value([inputs[0], inputs[1].transposedView])
  }
  /// ∂L/∂X = G·W, ∂L/∂W = Gᵀ·X, with all rows of a stack in one sum.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let (x, weight) = (inputs[0], inputs[1])
    func right() throws(TensorError) -> Tensor {
      let rows = x.shape.dims.dropLast().reduce(1, *)
      let g = try g.reshaped([rows, weight.shape.dims[0]])
      return try apply(Matmul(), g.transposed(), x.reshaped([rows, weight.shape.dims[1]]))
    }
    return [
      x.requiresGrad ? try apply(Matmul(), g, weight) : nil, weight.requiresGrad ? try right() : nil,
    ]
  }

  var addsGradients: Bool { true }
  func addGradient(
    of input: Int, _ g: Tensor, _ inputs: [Tensor], to total: Tensor
  ) throws(TensorError) -> Bool {
    guard let g = g.rowsView, let x = inputs[0].rowsView, let total = total.rowsView else { return false }
    let (left, right) = input == 0 ? (g, inputs[1]) : (g.transposedView, x)
    try MatrixProducts.add(left, right, to: total)
    return true
  }

  // `linear` is what is called and tested.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
