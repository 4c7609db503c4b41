/// One element per position along an axis: out[i, j] = x[i, index[i, j]] for axis 1.
struct Gather: Callable {
  static let signature = Signature(
    "gather", .tensor("x"), .tensor("index"), .axis("axis", default: .int(-1)),
    torchOrder: ["x", "axis", "index"], family: "indexing",
    summary: "elements at the index’s positions along an axis",
    shapes: "the index’s shape; other axes no larger than x’s",
    example: "gather([[1, 2], [3, 4]], [[1], [0]], axis=1)", gives: "[[2],\n [3]]  i64[2, 1]",
    section: "4.1.5")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), index = try a.tensor(1).asPositions()
    return [try x.gathered(index, axis: try x.shape.axis(a.int(2), "gather"), "gather")]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([2, 0, 1, 1], [2, 2])), .int(1))]
  }
}

/// The same with an index that is broadcast along the other axes.
struct TakeAlongAxis: Callable {
  static let signature = Signature(
    "take_along_axis", .tensor("x"), .tensor("index"), .axis("axis", default: Argument.none),
    aliases: ["take_along_dim"], family: "indexing",
    summary:
      "elements at the index’s positions along an axis, as argsort gives them; without axis row by row",
    shapes: "x and index broadcast on all axes but one",
    example: "take_along_axis([3, 1, 2], argsort([3, 1, 2]), axis=0)", gives: "[1, 2, 3]  i64[3]",
    section: "10.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), index = try a.tensor(1).asPositions(), name = "take_along_axis"
    guard let given = a.optionalInt(2) else {
      return [try x.reshaped([x.count]).gathered(try index.reshaped([index.count]), axis: 0, name)]
    }
    let axis = try x.shape.axis(given, name)
    guard x.rank == index.rank else {
      throw .mismatch(x.shape, index.shape, wanted: "as many axes of x as of the index", operation: name)
    }
    if x.rank == 0 { return [try x.gathered(index, axis: 0, name)] }
    var (wide, own) = (x.shape, index.shape)
    wide.dims[axis] = 1
    own.dims[axis] = 1
    var (source, target) = (try Shape.broadcast(wide, own, name), try Shape.broadcast(wide, own, name))
    source.dims[axis] = x.shape.dims[axis]
    target.dims[axis] = index.shape.dims[axis]
    for shape in [source, target] where try shape.checked().count > MachineMemory.total / 8 {
      throw .memory(elements: shape.count, dtype: x.dtype)
    }
    return [try x.expanded(to: source).gathered(try index.expanded(to: target), axis: axis, name)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.small), .tensor(Tensor([2, 0], [1, 2])), .int(1)),
      .init(.tensor(Samples.small), .tensor(Tensor([5, 0, 5], [3])), .none),
    ]
  }
}

extension Tensor {
  func gathered(_ index: Tensor, axis: Int, _ operation: String) throws(TensorError) -> Tensor {
    let places = try shape.places(of: index, axis: axis, operation)
    return try apply(Take(positions: places, target: index.shape), try contiguous(recorded: true))
  }
}

extension Shape {
  /// Places, counted row by row, of what an index of the same rank names along one axis; of the index's shape.
  func places(of index: Tensor, axis: Int, _ operation: String) throws(TensorError) -> Tensor {
    guard index.rank == rank, (0..<rank).allSatisfy({ $0 == axis || index.shape.dims[$0] <= dims[$0] }) else {
      throw .mismatch(
        self, index.shape, wanted: "an index no larger than x on the axes that it does not select from",
        operation: operation)
    }
    let index = try index.contiguous(), places = try Tensor(uninitialized: index.shape, .i64)
    let from = index.pointer(Int.self), to = places.pointer(Int.self)
    let size = rank == 0 ? 1 : dims[axis], last = rank - 1
    let strides = contiguousStrides, step = rank == 0 ? 1 : strides[axis]
    // Along the axis itself the index decides; along the last one, if it is another, one place per element.
    let along = axis == last || rank == 0 ? 0 : 1
    let row = rank == 0 ? 1 : index.shape.dims[last]
    var counters = [Int](repeating: 0, count: max(0, last)), base = 0, i = 0
    while i < index.count {
      for j in 0..<row {
        let given = from[i], position = given < 0 ? given &+ size : given
        guard position >= 0, position < size else { throw .index(given, size: size, axis: axis, shape: self) }
        to[i] = base + position * step + j * along
        i += 1
      }
      var k = last - 1
      while k >= 0 {
        counters[k] += 1
        if k != axis { base += strides[k] }
        if counters[k] < index.shape.dims[k] { break }
        if k != axis { base -= counters[k] * strides[k] }
        counters[k] = 0
        k -= 1
      }
    }
    return places
  }
}
