import Kernels

/// A tensor arranged for reduction: `outer` lanes of `length` elements, each lane in one piece.
struct Lanes {
  let tensor: Tensor
  let outer: Int
  let length: Int

  /// The axes of `axes` are gathered at the end; nil means all of them. A copy is made only when the
  /// elements of a lane do not lie together already.
  init(_ x: Tensor, _ axes: [Int]) throws(TensorError) {
    let axes = axes.filter { $0 < x.rank }
    let kept = (0..<x.rank).filter { !axes.contains($0) }
    let order = kept + axes.sorted()
    let permuted = x.view(Shape(order.map { x.shape.dims[$0] }), order.map { x.strides[$0] })
    tensor = try permuted.contiguous()
    length = x.shape.size(of: axes)
    outer = kept.reduce(1) { $0 * x.shape.dims[$1] }
  }

  /// Calls `body` with each lane's number and elements.
  @inline(__always)
  func forEach<T>(_: T.Type, _ body: (Int, UnsafeMutablePointer<T>) -> Void) throws(TensorError) {
    let base = tensor.pointer(T.self)
    for lane in 0..<outer {
      body(lane, base + lane * length)
      if lane & 0xFFF == 0, gradus_interrupt_requested() { throw .interrupted }
    }
  }
}

extension Arguments {
  /// The axes of an `axes` argument, resolved; all of them for `none`.
  func axes(_ i: Int, of shape: Shape, _ operation: String) throws(TensorError) -> [Int] {
    guard let given = ints(i) else { return [Int](few: shape.rank) { $0 } }
    var axes: [Int] = []
    for axis in given {
      let resolved = try shape.axis(axis, operation)
      if axes.contains(resolved) { throw .repeatedAxis(axis, operation: operation) }
      axes.append(resolved)
    }
    // A number lets its one imaginary axis be named, as in PyTorch; there is nothing to reduce.
    return shape.rank == 0 ? [] : axes
  }
}

extension Signature {
  /// The signature of a reduction over axes.
  static func reduction(
    _ name: String, aliases: [String] = [], more: [SignatureParameter] = [], _ summary: String,
    example: String,
    gives: String, section: String = ""
  ) -> Signature {
    var signature = Signature(
      name, .tensor("x"), aliases: aliases, family: "reductions", summary: summary,
      shapes: "all axes → [], axis=k → that axis is dropped, or 1 with keepdims", example: example,
      gives: gives,
      section: section)
    signature.parameters +=
      [.init(.axes, "axis", default: Argument.none), .init(.flag, "keepdims", default: .flag(false))] + more
    return signature
  }
}

/// A reduction that the graph records: resolved axes and whether they stay with size 1.
protocol ReductionOperation: SingleOperation {
  var axes: [Int] { get }
  var keepsDimensions: Bool { get }
}

extension ReductionOperation {
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    inputs[0].reduced(axes, keepingDimensions: keepsDimensions)
  }
  /// A gradient of the result, spread over the input's shape.
  func spread(_ g: Tensor, like x: Tensor) throws(TensorError) -> Tensor {
    if g.shape == x.shape { return g }
    if g.count == 1, !g.requiresGrad { return g.view(x.shape, [Int](few: x.rank) { _ in 0 }) }
    let kept = x.shape.reduced(axes, keepingDimensions: true)
    return try g.reshaped(kept).expanded(to: x.shape)
  }
  /// The number of elements that make one result.
  func reducedCount(_ x: Tensor) -> Int { x.shape.size(of: axes) }
}

extension Samples {
  /// A reduction over everything, over one axis, and over two with the axes kept.
  static var reductions: [OperationEntry.Sample] {
    [
      .init(.tensor(cube), .none, .flag(false)), .init(.tensor(cube), .int(1), .flag(false)),
      .init(.tensor(cube), .ints([0, 2]), .flag(true)),
    ]
  }
}
