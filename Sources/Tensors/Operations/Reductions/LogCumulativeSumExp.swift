import Glibc

/// Running log of the sum of exponentials along an axis.
struct LogCumulativeSumExp: SingleOperation {
  static let signature = Signature(
    "logcumsumexp", .tensor("x"), .axis("axis", default: .int(-1)), family: "reductions",
    summary: "log of the running sum of exponentials along an axis", example: "logcumsumexp([0.0, 0.0])",
    gives: "[0.0000, 0.6931]  f64[2]")
  let axis: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0], step = x.shape.contiguousStrides[axis], size = max(1, x.shape.dims[axis])
    var sums = x.doubles()
    for i in sums.indices where i / step % size > 0 {
      let (a, b) = (sums[i - step], sums[i]), larger = max(a, b)
      // ∞ − ∞ would be nan; two infinities of one sign add up to themselves.
      if a == b {
        sums[i] = a + Double(log(2.0))
      } else if !(a.isNaN || b.isNaN) {
        sums[i] = larger + log1p(exp(min(a, b) - larger))
      } else {
        sums[i] = .nan
      }
    }
    return Tensor(sums, x.shape, x.dtype)
  }
  /// ∂yⱼ/∂xᵢ = exp(xᵢ − yⱼ) for j ≥ i
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let x = inputs[0]
    let largest = try Extreme.value(
      x.detached(), [axis], x.shape.reduced([axis], keepingDimensions: true), "max", wantsLargest: true)
    let weighted = try g * apply(Exp(), try largest - output)
    let sums = try apply(CumulativeSum(axis: axis), try weighted.flipped([axis])).flipped([axis])
    return [try apply(Exp(), try x - largest) * sums]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), axis = try x.shape.axis(a.int(1), "logcumsumexp")
    return x.rank == 0 || x.count == 0 ? [x] : [try apply(LogCumulativeSumExp(axis: axis), x)]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1))] }
}
