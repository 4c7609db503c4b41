/// The value of a polynomial.
struct PolynomialValue: Callable {
  static let signature = Signature(
    "polyval", .tensor("p"), .tensor("x"), family: "linear algebra",
    summary: "the polynomial with coefficients p, the highest power first, at x",
    shapes: "[k], any → the shape of x",
    example: "polyval([1, 0, 2], [3])", gives: "[11]  i64[1]", section: "5.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let (p, x) = (a.tensor(0), a.tensor(1))
    guard p.rank == 1 else { throw .rank(p.shape, wanted: "a vector of coefficients", operation: "polyval") }
    let dtype = DType.promote(p.dtype, x.dtype)
    var result = try Tensor.full(0, x.shape, dtype)
    // Horner's scheme.
    for i in 0..<p.count { result = try Tensor.add(Tensor.multiply(result, x), p.indexed([.at(i)])) }
    return [result]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.row), .tensor(Samples.small))] }
}

/// The polynomial that fits best.
struct PolynomialFit: Callable {
  static let signature = Signature(
    "polyfit", .tensor("x"), .tensor("y"), .init(.int, "degree"), family: "linear algebra",
    summary:
      "coefficients, the highest power first, of the polynomial nearest to points in the least-squares sense",
    shapes: "[n], [n] → [degree + 1]", example: "polyfit([0.0, 1.0, 2.0], [1.0, 3.0, 5.0], 1)",
    gives: "[2.0000, 1.0000]  f64[2]", section: "5.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1), degree = a.int(2)
    guard x.rank == 1, y.rank == 1, x.count == y.count else {
      throw .mismatch(x.shape, y.shape, wanted: "two vectors of one length", operation: "polyfit")
    }
    guard degree >= 0, degree < Swift.max(x.count, 1) else {
      throw .argument("\(x.count) points fix no polynomial of degree \(degree)", operation: "polyfit")
    }
    var columns: [Tensor] = []
    var power = try Tensor.full(1, x.shape, x.dtype)
    for _ in 0...degree {
      columns.insert(power, at: 0)
      power = try power * x
    }
    let matrix = try Tensor.stacked(columns, axis: 1)
    return try LeastSquares.call(Arguments(values: [.tensor(matrix), .tensor(y), .none], context: a.context))
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([0.1, 0.6, 1.3, 2.2], [4])), .tensor(Tensor([1, 0.4, -0.3, 0.8], [4])), .int(2))]
  }
}

/// Two sequences folded over each other.
struct ConvolveVectors: Callable {
  static let signature = Signature(
    "convolve", .tensor("x"), .tensor("kernel"), .init(.text, "mode", default: .text("full")),
    family: "linear algebra",
    summary: "the sums of products of x with the reversed kernel at every place; mode full, same or valid",
    shapes: "[n], [k] → [n + k − 1]", example: "convolve([1, 2, 3], [1, 1])", gives: "[1, 3, 5, 3]  i64[4]",
    section: "7.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var (x, kernel) = (a.tensor(0), a.tensor(1))
    guard x.rank == 1, kernel.rank == 1, x.count > 0, kernel.count > 0 else {
      throw .mismatch(x.shape, kernel.shape, wanted: "two vectors that are not empty", operation: "convolve")
    }
    if kernel.count > x.count { (x, kernel) = (kernel, x) }
    let margin: (Int, Int)
    let k = kernel.count
    switch a.text(2) {
    case "full": margin = (k - 1, k - 1)
    case "same": margin = (k / 2, (k - 1) - k / 2)
    case "valid": margin = (0, 0)
    default:
      throw .argument("mode is \"full\", \"same\" or \"valid\", not \"\(a.text(2))\"", operation: "convolve")
    }
    let windows = try SlidingWindows.call(
      Arguments(
        values: [.tensor(try x.padded([margin.0, margin.1], with: 0)), .int(0), .int(k), .int(1)],
        context: a.context))
    return [try Tensor.matmul(windows[0], kernel.flipped([0]))]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Tensor([0.1, 0.6, 1.3, 2.2], [4])), .tensor(Samples.row), .text("full")),
      .init(.tensor(Tensor([0.1, 0.6, 1.3, 2.2], [4])), .tensor(Samples.row), .text("same")),
    ]
  }
}

/// Straight lines between points.
struct LinearInterpolation: Callable {
  static let signature = Signature(
    "interp", .tensor("x"), .tensor("xp"), .tensor("fp"), family: "linear algebra",
    summary:
      "values at x of the straight lines between points (xp, fp), xp in increasing order; outside the end values",
    shapes: "any, [n], [n] → the shape of x", example: "interp([1.5], [1, 2], [10, 20])",
    gives: "[15.]  f64[1]",
    section: "5.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), xp = try a.float(1), fp = try a.float(2)
    guard xp.rank == 1, fp.rank == 1, xp.count == fp.count, xp.count > 0 else {
      throw .mismatch(xp.shape, fp.shape, wanted: "as many values as places", operation: "interp")
    }
    let places = xp.detached().doubles(), wanted = x.detached().doubles()
    guard zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .argument("xp does not increase", operation: "interp")
    }
    var left: [Int] = [], right: [Int] = []
    for value in wanted {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] <= value { low = middle + 1 } else { high = middle }
      }
      left.append(Swift.max(low - 1, 0))
      right.append(Swift.min(low, places.count - 1))
    }
    let shape = x.shape
    let (x0, x1) = (try xp.taking(left, shape), try xp.taking(right, shape))
    let (y0, y1) = (try fp.taking(left, shape), try fp.taking(right, shape))
    let width = try x1 - x0
    // Beyond the ends both neighbours are one point.
    let isEnd = try Tensor.compare(.equal, width.detached(), Tensor.scalar(.float(0), width.dtype))
    let safe = try apply(Where(), isEnd, Tensor.scalar(.float(1), width.dtype), width)
    let share = try apply(Where(), isEnd, Tensor.scalar(.float(0), x.dtype), try (x - x0) / safe)
    let isNaN = try Tensor.compare(.notEqual, x.detached(), x.detached())
    let line = try y0 + (y1 - y0) * share
    return [try apply(Where(), isNaN, x.converted(to: line.dtype), line)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Tensor([0.3, 1.9, 1.1], [3])), .tensor(Tensor([0.1, 0.8, 1.4, 2.2], [4])),
        .tensor(Tensor([1, 0.4, -0.3, 0.8], [4])))
    ]
  }
}
