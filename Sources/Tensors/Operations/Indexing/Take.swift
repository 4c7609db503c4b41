/// Elements at positions counted row by row; everything that selects by position is made of this.
struct Take: SingleOperation, Relocation, ForgetsInputs, ForgetsOutput {
  static let signature = Signature(
    "take", .tensor("x"), .tensor("positions"), family: "indexing",
    summary: "elements at positions counted row by row",
    shapes: "positions’ shape", example: "take([[1, 2], [3, 4]], [3, 0])", gives: "[4, 1]  i64[2]")
  /// `i64`, contiguous, each inside the input.
  let positions: Tensor
  let target: Shape
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { target }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor(uninitialized: target, x.dtype)
    let from = positions.pointer(Int.self)
    switch x.dtype.size {
    case 1: Scattering.take(x, from, result, UInt8.self)
    case 2: Scattering.take(x, from, result, UInt16.self)
    case 4: Scattering.take(x, from, result, UInt32.self)
    default: Scattering.take(x, from, result, UInt64.self)
    }
    return result
  }
  /// What was taken from a position several times adds up there.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(PutAdd(positions: positions, target: inputs[0].shape), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0), positions = try a.tensor(1).asPositions()
    var resolved = positions.ints()
    for i in resolved.indices {
      let position = resolved[i] < 0 ? resolved[i] &+ x.count : resolved[i]
      guard position >= 0, position < x.count else {
        throw .index(resolved[i], size: x.count, axis: 0, shape: [x.count])
      }
      resolved[i] = position
    }
    return [try x.taking(resolved, positions.shape)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([4, 1, 4], [3])))]
  }
}

/// Zeros of a shape with values added at positions: the adjoint of `Take`.
struct PutAdd: SingleOperation, KeepsIntegers, ForgetsInputs {
  static let signature = Take.signature
  let positions: Tensor
  let target: Shape
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { target }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let g = try inputs[0].contiguous()
    let result = try Tensor.full(0, target, g.dtype)
    let at = positions.pointer(Int.self)
    switch g.dtype {
    case .f64: Scattering.add(g, at, result, Double.self)
    case .f32: Scattering.add(g, at, result, Float.self)
    case .i64: if Scattering.addIntegers(g, at, result) { throw .overflow(operation: "scatter_add") }
    case .bool, .u8, .i32, .f16, .bf16:
      throw .dtype(g.dtype, wanted: "numbers to compute with", operation: "scatter_add")
    }
    return result
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(Take(positions: positions, target: inputs[0].shape), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

/// A tensor with the elements at some positions replaced: what `x[i] = v` is inside a graph.
struct Replace: SingleOperation, Relocation, ForgetsInputs {
  static let signature = Take.signature
  let positions: Tensor
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: inputs[0].shape, inputs[0].dtype)
    Copying.copy(inputs[0], to: result)
    Scattering.store(try inputs[1].contiguous(), at: positions.pointer(Int.self), in: result)
    return result
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let zeros = try Tensor.full(0, inputs[1].shape, g.dtype)
    return [
      try apply(Replace(positions: positions), g, zeros),
      try apply(Take(positions: positions, target: inputs[1].shape), g),
    ]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}

extension Tensor {
  /// Elements at positions that are known to be inside.
  func taking(_ positions: [Int], _ target: Shape) throws(TensorError) -> Tensor {
    try apply(
      Take(positions: Tensor(positions, [positions.count]), target: target), try contiguous(recorded: true))
  }

  func replacing(_ positions: [Int], with values: Tensor) throws(TensorError) -> Tensor {
    try apply(Replace(positions: Tensor(positions, [positions.count])), self, try values.converted(to: dtype))
  }
}

/// Loops over positions, which callers have checked.
enum Scattering {
  static func take<T>(_ x: Tensor, _ positions: UnsafeMutablePointer<Int>, _ result: Tensor, _: T.Type) {
    let from = x.pointer(T.self), to = result.pointer(T.self)
    assert((0..<result.count).allSatisfy { (0..<x.count).contains(positions[$0]) })
    for i in 0..<result.count { to[i] = from[positions[i]] }
  }

  static func add<T: AdditiveArithmetic>(
    _ values: Tensor, _ positions: UnsafeMutablePointer<Int>, _ result: Tensor, _: T.Type
  ) {
    let from = values.pointer(T.self), to = result.pointer(T.self)
    assert((0..<values.count).allSatisfy { (0..<result.count).contains(positions[$0]) })
    for i in 0..<values.count { to[positions[i]] += from[i] }
  }

  /// Whether a sum left the range of 64 bits.
  static func addIntegers(
    _ values: Tensor, _ positions: UnsafeMutablePointer<Int>, _ result: Tensor
  ) -> Bool {
    let from = values.pointer(Int.self), to = result.pointer(Int.self)
    var overflows = false
    for i in 0..<values.count {
      let (sum, overflow) = to[positions[i]].addingReportingOverflow(from[i])
      to[positions[i]] = sum
      overflows = overflows || overflow
    }
    return overflows
  }

  /// Stores contiguous values at positions counted from the target's first element.
  static func store(_ values: Tensor, at positions: UnsafeMutablePointer<Int>, in target: Tensor) {
    switch values.dtype.size {
    case 1: store(values, positions, target, UInt8.self)
    case 2: store(values, positions, target, UInt16.self)
    case 4: store(values, positions, target, UInt32.self)
    default: store(values, positions, target, UInt64.self)
    }
  }

  private static func store<T>(
    _ values: Tensor, _ positions: UnsafeMutablePointer<Int>, _ target: Tensor, _: T.Type
  ) {
    let from = values.pointer(T.self), to = target.pointer(T.self)
    for i in 0..<values.count { to[positions[i]] = from[i] }
  }
}
