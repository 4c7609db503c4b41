/// Sets of numbers: the elements of vectors, each once and in order.
struct Union: Callable {
  static let signature = Signature.set("union1d", "what is in x or in y", "[1, 2, 3, 4]  i64[4]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let both = try [a.tensor(0).detached(), a.tensor(1).detached()].unified("union1d")
    return [try Concatenate(axis: 0).value([both[0].elements, both[1].elements]).elements]
  }
}

struct Intersection: Callable {
  static let signature = Signature.set("intersect1d", "what is in x and in y", "[2, 3]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.chosen(isIn: true)] }
}

struct SetDifference: Callable {
  static let signature = Signature.set("setdiff1d", "what is in x and not in y", "[1]  i64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try a.chosen(isIn: false)] }
}

extension Union { static var samples: [OperationEntry.Sample] { [] } }
extension Intersection { static var samples: [OperationEntry.Sample] { [] } }
extension SetDifference { static var samples: [OperationEntry.Sample] { [] } }

extension Signature {
  fileprivate static func set(_ name: String, _ summary: String, _ gives: String) -> Signature {
    Signature(
      name, .tensor("x"), .tensor("y"), family: "indexing", summary: summary + ", each once and in order",
      shapes: "any, any → [k]", example: "\(name)([3, 1, 2], [2, 3, 4])", gives: gives, section: "4.1.1")
  }
}

extension Tensor {
  /// Each element once, in order.
  fileprivate var elements: Tensor {
    get throws(TensorError) {
      try Unique.call(
        Arguments(values: [.tensor(self), .flag(false), .flag(false)], context: TensorContext()))[0]
    }
  }
}

extension Arguments {
  fileprivate func chosen(isIn: Bool) throws(TensorError) -> Tensor {
    let both = try [tensor(0).detached(), tensor(1).detached()].unified("sets")
    let x = try both[0].elements
    let other = Set(both[1].doubles()), exact = Set(both[1].dtype.isFloat ? [] : both[1].ints())
    let found = x.dtype.isFloat ? x.doubles().map { other.contains($0) } : x.ints().map { exact.contains($0) }
    return try x.taking(found.indices.filter { found[$0] == isIn }, [found.count { $0 == isIn }])
  }
}

/// Positions in the flattened order as positions along the axes.
struct UnravelIndex: Callable {
  static let signature = Signature(
    "unravel_index", .tensor("index"), .init(.ints, "shape"), family: "indexing",
    summary: "positions in the flattened order as positions along the axes of a shape",
    shapes: "any → one per axis",
    example: "unravel_index([5], (2, 3))[1]", gives: "[2]  i64[1]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let index = try a.tensor(0).asPositions().detached(), shape = try Shape(a.ints(1) ?? []).checked()
    let numbers = index.ints()
    for number in numbers where number < 0 || number >= shape.count {
      throw .index(number, size: shape.count, axis: 0, shape: shape)
    }
    return zip(shape.contiguousStrides, shape.dims).map { stride, size in
      Tensor(numbers.map { $0 / Swift.max(stride, 1) % Swift.max(size, 1) }, index.shape)
    }
  }
  static var samples: [OperationEntry.Sample] { [] }
}

/// The elements of one tensor in the places of another where a mask holds, in order.
struct MaskedScatter: Callable {
  static let signature = Signature(
    "masked_scatter", .tensor("x"), .tensor("mask"), .tensor("source"), family: "indexing",
    summary: "x with the first elements of source in the places where the mask holds, in order",
    shapes: "x and mask broadcast, source with enough elements → x’s shape",
    example: "masked_scatter([1, 2, 3], [true, false, true], [8, 9])", gives: "[8, 2, 9]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let shape = try Shape.broadcast(a.tensor(0).shape, a.tensor(1).shape, "masked_scatter")
    let x = try a.tensor(0).expanded(to: shape), source = a.tensor(2)
    let mask = try a.tensor(1).detached().converted(to: .bool).broadcast(to: shape).bools()
    let places = mask.indices.filter { mask[$0] }
    guard source.count >= places.count else {
      throw .elementCount(source.count, shape: [places.count])
    }
    guard x.dtype == source.dtype else { throw .dtypes(x.dtype, source.dtype, operation: "masked_scatter") }
    let values = try source.reshaped([source.count]).part(0, to: places.count)
    return [try x.contiguous(recorded: true).replacing(places, with: values)]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small), .tensor(Tensor([true, false, true], [3])), .tensor(Samples.positive))]
  }
}
