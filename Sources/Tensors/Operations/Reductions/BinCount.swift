/// How often each whole number from 0 on occurs, or the sum of its weights.
struct BinCount: Callable {
  static let signature = Signature(
    "bincount", .tensor("x"), .init(.optionalTensor, "weights", default: Argument.none),
    .init(.int, "minlength", default: .int(0)), family: "reductions",
    summary: "how often each whole number from 0 on occurs, or the sum of the weights at its places",
    shapes: "[n] → [max + 1], or longer", example: "bincount([1, 3, 1])", gives: "[0, 2, 0, 1]  i64[4]",
    section: "2.2.2")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.tensor(0).asPositions().contiguous(), shortest = a.int(2)
    guard x.rank == 1 else { throw .rank(x.shape, wanted: "a vector", operation: "bincount") }
    let numbers = x.ints()
    guard shortest >= 0, numbers.allSatisfy({ $0 >= 0 }) else {
      throw .argument("neither what is counted nor minlength can be negative", operation: "bincount")
    }
    let largest = numbers.max() ?? -1
    guard largest < .max else { throw .memory(elements: .max, dtype: .i64) }
    let size = max(shortest, largest + 1)
    if let weights = a.optionalTensor(1) {
      guard weights.shape == x.shape else {
        throw .mismatch(x.shape, weights.shape, wanted: "one weight for each number", operation: "bincount")
      }
      let floats = weights.dtype.isFloat ? weights : try weights.converted(to: a.context.defaultDType)
      return [try apply(PutAdd(positions: x, target: [size]), floats)]
    }
    let counts = try Tensor.full(0, [size], .i64)
    for number in numbers { counts.pointer(Int.self)[number] += 1 }
    return [counts]
  }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Tensor([2, 0, 2], [3])), .tensor(Samples.row), .int(4))]
  }
}
