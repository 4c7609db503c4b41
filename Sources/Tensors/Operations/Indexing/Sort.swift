/// The elements in order along an axis.
struct Sort: Callable {
  static let signature = Signature(
    "sort", .tensor("x"), .axis("axis", default: .int(-1)), .init(.flag, "descending", default: .flag(false)),
    family: "indexing", summary: "the elements in order along an axis; nan last", example: "sort([3, 1, 2])",
    gives: "[1, 2, 3]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    return [try x.sorted(axis: try x.shape.axis(a.int(1), "sort"), descending: a.flag(2))]
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.cube), .int(1), .flag(false))] }
}

/// The positions that sorting would take the elements from.
struct ArgSort: Callable {
  static let signature = Signature(
    "argsort", .tensor("x"), .axis("axis", default: .int(-1)),
    .init(.flag, "descending", default: .flag(false)),
    family: "indexing", summary: "positions that put the elements in order along an axis",
    example: "argsort([3, 1, 2])",
    gives: "[1, 2, 0]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0).detached()
    return [try x.sortingPositions(axis: try x.shape.axis(a.int(1), "argsort"), descending: a.flag(2))]
  }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Tensor {
  /// Stable; nan counts as larger than everything.
  func sortingPositions(axis: Int, descending: Bool) throws(TensorError) -> Tensor {
    let order = (0..<rank).filter { $0 != axis } + (rank > 0 ? [axis] : [])
    let lanes = try Lanes(try detached().converted(to: dtype.isInteger ? .i64 : .f64), rank > 0 ? [axis] : [])
    let result = try Tensor(uninitialized: Shape(order.map { shape.dims[$0] }), .i64)
    let out = result.pointer(Int.self), n = lanes.length
    func arrange(_ lane: Int, _ comesBefore: (Int, Int) -> Bool) {
      let positions = (0..<n).sorted(by: comesBefore)
      for i in 0..<n { out[lane * n + i] = positions[i] }
    }
    if dtype.isInteger {
      try lanes.forEach(Int.self) { lane, x in
        arrange(lane) { a, b in x[a] == x[b] ? a < b : (x[a] < x[b]) != descending }
      }
    } else {
      try lanes.forEach(Double.self) { lane, x in
        arrange(lane) { a, b in
          if x[a].isNaN || x[b].isNaN { return x[a].isNaN == x[b].isNaN ? a < b : x[b].isNaN != descending }
          return x[a] == x[b] ? a < b : (x[a] < x[b]) != descending
        }
      }
    }
    var back = [Int](repeating: 0, count: rank)
    for (i, axis) in order.enumerated() { back[axis] = i }
    return result.view(shape, back.map { result.strides[$0] })
  }

  func sorted(axis: Int, descending: Bool) throws(TensorError) -> Tensor {
    if rank == 0 { return self }
    let positions = try sortingPositions(axis: axis, descending: descending).contiguous().ints()
    let strides = shape.contiguousStrides
    var offsets: [Int] = []
    offsets.reserveCapacity(count)
    for (i, position) in positions.enumerated() {
      let here = i / strides[axis] % Swift.max(1, shape.dims[axis])
      offsets.append(i + (position - here) * strides[axis])
    }
    return try taking(offsets, shape)
  }
}
