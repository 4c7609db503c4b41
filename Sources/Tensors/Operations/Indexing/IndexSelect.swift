/// Slices along an axis, by their positions; everything that selects whole slices is made of this.
struct IndexSelect: SingleOperation, Relocation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature(
    "index_select", .tensor("x"), .tensor("index"), .axis("axis", default: .int(0)),
    torchOrder: ["x", "axis", "index"], family: "indexing",
    summary: "slices along an axis at the index’s positions; x[index] on the first",
    shapes: "[n, …], [k] → [k, …]", example: "index_select([[1, 2], [3, 4]], [1, 1])",
    gives: "[[3, 4],\n [3, 4]]  i64[2, 2]", section: "6.3.1")
  let axis: Int
  /// Each inside the axis.
  let positions: [Int]
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var shape = inputs[0]
    shape.dims[axis] = positions.count
    return try shape.checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor(uninitialized: try shape([x.shape]), x.dtype)
    switch x.dtype.size {
    case 1: copy(x, result, UInt8.self)
    case 2: copy(x, result, UInt16.self)
    case 4: copy(x, result, UInt32.self)
    default: copy(x, result, UInt64.self)
    }
    return result
  }
  private func copy<T>(_ x: Tensor, _ result: Tensor, _: T.Type) {
    let blocks = Blocks(x.shape, axis), from = x.pointer(T.self)
    var to = result.pointer(T.self)
    for outer in 0..<blocks.outer {
      let start = from + outer * blocks.size * blocks.inner
      if blocks.inner == 1 {
        for i in positions.indices { to[i] = start[positions[i]] }
        to += positions.count
      } else {
        for position in positions {
          to.update(from: start + position * blocks.inner, count: blocks.inner)
          to += blocks.inner
        }
      }
    }
  }
  static let rules = ["g added where it was taken from, 0 elsewhere"]
  /// What was taken from a position several times adds up there.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(IndexSum(axis: axis, positions: positions, size: inputs[0].shape.dims[axis]), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0)
    let (axis, positions) = try a.slices(of: x, index: 1, axis: 2, "index_select")
    // A number is its own only slice.
    if x.rank == 0 { return [try x.reshaped([1]).selected(positions, axis: 0).reshaped([])] }
    return [try x.selected(positions, axis: axis)]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .tensor(Tensor([2, 0, 2], [3])), .int(1)),
      .init(.tensor(Samples.small), .tensor(Tensor([1, -1], [2])), .int(1)),
    ]
  }
}

/// Zeros with slices added at positions along an axis: the adjoint of `IndexSelect`.
struct IndexSum: SingleOperation, KeepsIntegers, ForgetsInputs {
  static let signature = IndexSelect.signature
  let axis: Int
  let positions: [Int]
  /// Of the axis in the result.
  let size: Int
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var shape = inputs[0]
    shape.dims[axis] = size
    return try shape.checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let g = try inputs[0].contiguous()
    let result = try Tensor.full(0, try shape([g.shape]), g.dtype)
    switch g.dtype {
    case .f64: add(g, result, Double.self)
    case .f32: add(g, result, Float.self)
    case .i64: if addIntegers(g, result) { throw .overflow(operation: "index_add") }
    case .bool, .u8, .i32, .f16, .bf16:
      throw .dtype(g.dtype, wanted: "numbers to compute with", operation: "index_add")
    }
    return result
  }
  private func add<T: AdditiveArithmetic>(_ g: Tensor, _ result: Tensor, _: T.Type) {
    let blocks = Blocks(result.shape, axis), to = result.pointer(T.self)
    var from = g.pointer(T.self)
    for outer in 0..<blocks.outer {
      for position in positions {
        let slice = to + (outer * blocks.size + position) * blocks.inner
        for i in 0..<blocks.inner { slice[i] += from[i] }
        from += blocks.inner
      }
    }
  }
  /// Whether a sum left the range of 64 bits.
  private func addIntegers(_ g: Tensor, _ result: Tensor) -> Bool {
    let blocks = Blocks(result.shape, axis), to = result.pointer(Int.self)
    var from = g.pointer(Int.self), overflows = false
    for outer in 0..<blocks.outer {
      for position in positions {
        let slice = to + (outer * blocks.size + position) * blocks.inner
        for i in 0..<blocks.inner {
          let (sum, overflow) = slice[i].addingReportingOverflow(from[i])
          slice[i] = sum
          overflows = overflows || overflow
        }
        from += blocks.inner
      }
    }
    return overflows
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g.selected(positions, axis: axis)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// A contiguous tensor seen from one of its axes: `outer` times `size` blocks of `inner` elements.
struct Blocks {
  let outer: Int
  let size: Int
  let inner: Int

  init(_ shape: Shape, _ axis: Int) {
    outer = shape.dims[..<axis].reduce(1, &*)
    size = shape.dims[axis]
    inner = shape.dims[(axis + 1)...].reduce(1, &*)
  }
}

extension Tensor {
  /// Slices along an axis, at positions that are known to be inside.
  func selected(_ positions: [Int], axis: Int) throws(TensorError) -> Tensor {
    try apply(IndexSelect(axis: axis, positions: positions), self)
  }
}

extension Arguments {
  /// An axis, and the positions along it that an index vector names; negative ones count from the end.
  func slices(
    of x: Tensor, index: Int, axis: Int, _ operation: String
  ) throws(TensorError) -> (axis: Int, positions: [Int]) {
    let given = try tensor(index).asPositions(), axis = try x.shape.axis(int(axis), operation)
    guard given.rank <= 1 else {
      throw .rank(given.shape, wanted: "an index that is a vector", operation: operation)
    }
    let size = x.rank == 0 ? 1 : x.shape.dims[axis]
    return (axis, try given.positions(inside: size, axis: axis, x.shape))
  }
}

extension Tensor {
  /// Positions along an axis of a shape, row by row: negative ones counted from the end, all of them checked.
  func positions(inside size: Int, axis: Int, _ shape: Shape) throws(TensorError) -> [Int] {
    var positions = ints()
    for i in positions.indices {
      let position = positions[i] < 0 ? positions[i] &+ size : positions[i]
      guard position >= 0, position < size else {
        throw .index(positions[i], size: size, axis: axis, shape: shape)
      }
      positions[i] = position
    }
    return positions
  }
}
