import Formatting

/// Parts of a data set, chosen at random.
struct RandomSplit: CreationOperation {
  static let signature = Signature.creation(
    "random_split", [.init(.scalarOrTensor, "items"), .tensor("lengths")], family: "random",
    "the rows of a tensor, or the integers below n, dealt out at random into parts of given lengths or fractions",
    shapes: "[n, …], lengths of k parts → k tensors", example: "random_split(10, (7, 3))[1].shape",
    gives: "(3,)", section: "4.1.2")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let items = a.tensor(0), isCount = items.rank == 0
    let count = isCount ? try Self.count(items) : items.shape.dims[0]
    let lengths = try lengths(a.tensor(1).doubles(), count)
    let order = try a.context.generator.permutation(count).ints()
    var parts: [Tensor] = [], start = 0
    for length in lengths {
      let rows = Array(order[start..<start + length])
      parts.append(isCount ? Tensor(rows, [length]) : try items.rows(rows))
      start += length
    }
    return parts
  }

  private static func count(_ items: Tensor) throws(TensorError) -> Int {
    guard case .int(let count) = try items.item(), count >= 0 else {
      throw .argument("it needs a tensor of rows or how many there are", operation: "random_split")
    }
    return count
  }

  /// Whole lengths; what fractions leave over goes to the parts in turn, one each.
  private static func lengths(_ wanted: [Double], _ count: Int) throws(TensorError) -> [Int] {
    guard !wanted.isEmpty, wanted.allSatisfy({ $0 >= 0 && $0 <= Double(count) || $0 >= 0 && $0 <= 1 }) else {
      throw .argument("lengths are numbers from 0 to \(count), or fractions of 1", operation: "random_split")
    }
    let total = wanted.reduce(0, +)
    if total <= 1, 1 - total <= 1e-9 {
      var lengths = wanted.map { Int((Double(count) * $0).rounded(.down)) }
      let rest = count - lengths.reduce(0, +)
      for i in 0..<max(0, rest) { lengths[i % lengths.count] += 1 }
      return lengths
    }
    guard wanted.allSatisfy({ $0 == $0.rounded() }), total == Double(count) else {
      throw .argument(
        "lengths that sum to \(Numbers.shortest(total)) do not divide \(count) rows",
        operation: "random_split")
    }
    return wanted.map { Int($0) }
  }
}

extension Tensor {
  /// Rows at positions that are known to be inside.
  func rows(_ positions: [Int]) throws(TensorError) -> Tensor {
    try indexed([.tensor(Tensor(positions, [positions.count]))])
  }
}
