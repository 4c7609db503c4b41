/// Running product along an axis.
struct CumulativeProduct: Callable {
  static let signature = Signature(
    "cumprod", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "running product along an axis", example: "cumprod([1, 2, 3])", gives: "[1, 2, 6]  i64[3]")
  /// One product of slices after the other: the graph has one node per element of the axis, and zeros need no rule.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).converted(to: a.tensor(0).dtype.counting)
    let axis = try x.shape.axis(a.int(1), "cumprod")
    guard x.count > 0, x.rank > 0 else { return [x] }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    var products = [try x.indexed(before + [.at(0)])]
    for i in 1..<max(1, x.shape.dims[axis]) {
      products.append(try Multiply.of(products[i - 1], try x.indexed(before + [.at(i)])))
    }
    return [try Tensor.stacked(products, axis: axis)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.cube), .int(1)), .init(.tensor(Tensor([2, 0, 3, 0.5], [4])), .int(0))]
  }
}
