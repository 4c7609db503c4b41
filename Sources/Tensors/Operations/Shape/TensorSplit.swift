/// Nearly equal parts, or parts between positions.
struct TensorSplit: Callable {
  static let signature = Signature(
    "tensor_split", .tensor("x"), .init(.ints, "sections"), .axis("axis", default: .int(0)),
    aliases: ["array_split"],
    family: "shape",
    summary: "so many nearly equal parts of an axis, or the parts between the positions of a list",
    shapes: "[n, …] → several [k, …]", example: "tensor_split([1, 2, 3], 2)[1]", gives: "[3]  i64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try a.tensor(0).parts(a, axis: a.int(2), "tensor_split")
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(.tensor(Samples.cube), .int(2), .int(1), output: 1),
      .init(.tensor(Samples.small), .ints([1, 2]), .int(-1), output: 1),
    ]
  }
}

/// Parts next to each other.
struct HorizontalSplit: Callable {
  static let signature = Signature.split("hsplit", "parts next to each other: of axis 1, of vectors axis 0")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try a.tensor(0).parts(a, axis: a.tensor(0).rank == 1 ? 0 : 1, "hsplit", isEven: true)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .int(3), output: 2)] }
}

/// Parts below each other.
struct VerticalSplit: Callable {
  static let signature = Signature.split("vsplit", "parts below each other: of axis 0")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    try a.tensor(0).parts(a, axis: 0, "vsplit", isEven: true)
  }
  static var samples: [OperationEntry.Sample] { [.init(.tensor(Samples.small), .ints([1]), output: 1)] }
}

extension Signature {
  fileprivate static func split(_ name: String, _ summary: String) -> Signature {
    Signature(
      name, .tensor("x"), .init(.ints, "sections"), family: "shape",
      summary: summary + "; so many equal ones, or those between the positions of a list",
      shapes: "[n, m] → several", example: "\(name)([[1, 2], [3, 4]], 2)[0].shape",
      gives: name == "hsplit" ? "(2, 1)" : "(1, 2)")
  }
}

extension Tensor {
  fileprivate func parts(
    _ a: Arguments, axis given: Int, _ operation: String, isEven: Bool = false
  ) throws(TensorError) -> [Tensor] {
    guard rank > 0 else { throw .rank(shape, wanted: "at least one axis", operation: operation) }
    let axis = try shape.axis(given, operation), size = shape.dims[axis]
    var cuts: [Int]
    if case .int(let sections) = a.values[1] {
      guard sections > 0, sections <= Swift.max(size, 1 << 20) else {
        throw .argument("\(sections) sections can't be made", operation: operation)
      }
      if isEven, size % sections != 0 {
        throw .argument("axis \(axis) of \(shape) has no \(sections) equal parts", operation: operation)
      }
      // The first parts get what is left over.
      let (each, rest) = (size / sections, size % sections)
      cuts = (1..<sections).map { $0 * each + Swift.min($0, rest) }
    } else {
      cuts = a.ints(1) ?? []
    }
    let before = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: axis)
    var result: [Tensor] = []
    for (start, end) in zip([nil] + cuts.map(Int?.some), cuts.map(Int?.some) + [nil]) {
      result.append(try indexed(before + [.slice(from: start, to: end, step: 1)]))
    }
    return result
  }
}
