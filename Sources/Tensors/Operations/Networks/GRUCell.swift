/// One step of a gated recurrent unit (Cho et al. 2014), its candidate as in PyTorch: the reset gate is applied
/// after the product with h.
struct GRUCell: Callable {
  static let signature = Signature(
    "gru_cell", .tensor("x"), .tensor("h"), .init(.optionalTensor, "w_ih"), .tensor("w_hh"),
    .init(.optionalTensor, "b_ih", default: Argument.none),
    .init(.optionalTensor, "b_hh", default: Argument.none),
    family: "networks",
    summary:
      "the next h of a GRU: with parts r, z, n of x @ w_ih.T + b_ih and of h @ w_hh.T + b_hh, r = σ(r + r'), "
      + "z = σ(z + z'), h' = (1 − z) tanh(n + r n') + z h; without w_ih, x is that product already",
    shapes: "[b, m], [b, n], [3n, m], [3n, n], [3n], [3n] → [b, n]",
    example: "gru_cell([[1.0]], [[1.0]], zeros((3, 1)), zeros((3, 1)))", gives: "[[0.5000]]  f64[1, 1]",
    section: "10.5")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let h = try a.float(1)
    let gates = try Cells.gates(a, x: 0, h: 1, weights: 2, biases: 4, parts: 3, "gru_cell")
    let n = h.shape.dims[h.rank - 1]
    func part(_ x: Tensor, _ k: Int) throws(TensorError) -> Tensor { try Cells.part(x, k, n) }
    let reset = try apply(Sigmoid(), part(gates.input, 0) + part(gates.hidden, 0))
    let update = try apply(Sigmoid(), part(gates.input, 1) + part(gates.hidden, 1))
    let candidate = try apply(Tanh(), part(gates.input, 2) + reset * part(gates.hidden, 2))
    return [try candidate + update * (h - candidate)]
  }

  static var samples: [OperationEntry.Sample] {
    let weight = Tensor((0..<9).map { [0.31, -0.7, 0.2, 0.45, -0.3][$0 % 5] }, [3, 3])
    let hidden = Tensor([0.4, -0.2, 0.7], [3, 1]), bias = Tensor([0.1, 0.2, -0.3], [3])
    return [
      .init(
        .tensor(Samples.small), .tensor(Tensor([0.3, -0.4], [2, 1])), .tensor(weight), .tensor(hidden),
        .tensor(bias), .tensor(bias))
    ]
  }
}
