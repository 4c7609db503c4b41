/// The different elements, in order.
struct Unique: Callable {
  static let signature = Signature(
    "unique", .tensor("x"), .init(.flag, "return_inverse", default: .flag(false)),
    .init(.flag, "return_counts", default: .flag(false)), family: "indexing",
    summary: "the different elements, in order; where each element went, and how often each occurs",
    shapes: "any → [k]", example: "unique([2, 1, 2])", gives: "[1, 2]  i64[2]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0).detached(), flat = try x.reshaped([x.count])
    let order = try flat.sortingPositions(axis: 0, descending: false).ints()
    let values = flat.doubles(), exact = flat.dtype.isInteger ? flat.ints() : []
    var first: [Int] = [], counts: [Int] = [], inverse = [Int](repeating: 0, count: x.count)
    for (i, position) in order.enumerated() {
      let before = i == 0 ? position : order[i - 1]
      let isSame = exact.isEmpty ? values[position] == values[before] : exact[position] == exact[before]
      if i == 0 || !isSame {
        first.append(position)
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      inverse[position] = counts.count - 1
    }
    return [try flat.taking(first, [first.count])]
      + (a.flag(1) ? [Tensor(inverse, x.shape)] : []) + (a.flag(2) ? [Tensor(counts, [counts.count])] : [])
  }
  static var samples: [OperationEntry.Sample] { [] }
}

/// The first of each run of equal elements.
struct UniqueConsecutive: Callable {
  static let signature = Signature(
    "unique_consecutive", .tensor("x"), .init(.flag, "return_inverse", default: .flag(false)),
    .init(.flag, "return_counts", default: .flag(false)), family: "indexing",
    summary: "the first of each run of equal elements; the run of each element, and the runs’ lengths",
    shapes: "any → [k]", example: "unique_consecutive([1, 1, 2, 1])", gives: "[1, 2, 1]  i64[3]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = a.tensor(0).detached(), flat = try x.reshaped([x.count]), values = flat.doubles()
    var first: [Int] = [], counts: [Int] = [], inverse: [Int] = []
    for i in values.indices {
      if i == 0 || values[i] != values[i - 1] {
        first.append(i)
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      inverse.append(counts.count - 1)
    }
    return [try flat.taking(first, [first.count])]
      + (a.flag(1) ? [Tensor(inverse, x.shape)] : []) + (a.flag(2) ? [Tensor(counts, [counts.count])] : [])
  }
  static var samples: [OperationEntry.Sample] { [] }
}
