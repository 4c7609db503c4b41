/// At least so many axes.
struct AtLeast1d: Callable {
  static let signature = Signature.atLeast(
    "atleast_1d", "a number as a vector of one element", "[] → [1]", "[5]  i64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [x.rank == 0 ? try x.reshaped([1]) : x]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Tensor([0.4], [])))] }
}

struct AtLeast2d: Callable {
  static let signature = Signature.atLeast(
    "atleast_2d", "a number or a vector as a matrix of one row", "[n] → [1, n]", "[[5]]  i64[1, 1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [x.rank < 2 ? try x.reshaped([1, x.count]) : x]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.row))] }
}

struct AtLeast3d: Callable {
  static let signature = Signature.atLeast(
    "atleast_3d", "with three axes at least: vectors lie along the middle one, matrices along the first two",
    "[n] → [1, n, 1]", "[[[5]]]  i64[1, 1, 1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    guard x.rank < 3 else { return [x] }
    return [try x.reshaped(x.rank == 2 ? Shape(x.shape.dims + [1]) : [1, x.count, 1])]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small))] }
}

extension Signature {
  fileprivate static func atLeast(_ name: String, _ summary: String, _ shapes: String, _ gives: String)
    -> Signature
  {
    Signature(
      name, .tensor("x"), family: "shape", summary: summary, shapes: shapes, example: "\(name)(5)",
      gives: gives,
      section: "2.1.1")
  }
}
