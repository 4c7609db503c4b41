/// Running product along an axis.
struct CumulativeProduct: Callable {
  static let signature = Signature(
    "cumprod", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "running product along an axis", example: "cumprod([1, 2, 3])", gives: "[1, 2, 6]  i64[3]")
  /// Products of 1, 2, 4, … neighbours: log₂ n steps, whose derivatives need no rule for zeros (Hillis & Steele 1986).
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    let axis = try x.shape.axis(a.int(1), "cumprod")
    guard x.count > 0, x.rank > 0 else { return [x] }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    var products = x, reach = 1
    while reach < x.shape.dims[axis] {
      func part(_ from: Int?, _ to: Int?) throws(TensorError) -> Tensor {
        try products.indexed(before + [.slice(from: from, to: to, step: 1)])
      }
      let done = try part(nil, reach), longer = try part(reach, nil) * part(nil, -reach)
      products = try apply(Concatenate(axis: axis), [done, longer])[0]
      reach *= 2
    }
    return [products]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1)), .init(.tensor(Tensor([2, 0, 3, 0.5], [4])), .int(0))]
  }
}
