/// Slips that show in the shape: a missing axis, one too many, a transpose, everything reduced at once.
enum ShapeSlips {
  static var all: [Slip] { [transposed, keptAxis, reshaped, reducedToOne, wrongAxis, tooMany] }

  private static func text(_ dims: [Int]) -> String { "[\(dims.map(String.init).joined(separator: ", "))]" }

  private static let transposed = Slip { slip in
    let dims = slip.yours.dims
    guard dims.count == 2, dims[0] > 1, dims[1] > 1, slip.mine.dims == [dims[1], dims[0]],
      slip.comparison.agree(transpose(slip.yours).values, slip.mine.values, 1e-6)
    else { return nil }
    return "yours is the transpose of mine: `.T`?"
  }

  static func transpose(_ block: NumberBlock) -> NumberBlock {
    let (rows, columns) = (block.dims[0], block.dims[1])
    var result = block
    result.dims = [columns, rows]
    for i in 0..<rows { for j in 0..<columns { result.values[j * rows + i] = block.values[i * columns + j] } }
    return result
  }

  private static let keptAxis = Slip { slip in
    guard slip.yours.dims != slip.mine.dims,
      slip.yours.dims.filter({ $0 != 1 }) == slip.mine.dims.filter({ $0 != 1 }),
      slip.comparison.agree(slip.yours.values, slip.mine.values, 1e-6)
    else { return nil }
    let more = slip.yours.dims.count > slip.mine.dims.count
    return
      "the numbers are right, but the shape is \(text(slip.yours.dims)) where \(text(slip.mine.dims)) was asked: "
      + (more
        ? "an axis of size 1 is left (keepdims, unsqueeze)" : "an axis of size 1 is missing (keepdims=true)")
  }

  private static let reshaped = Slip { slip in
    guard slip.yours.dims != slip.mine.dims, slip.yours.values.count == slip.mine.values.count,
      slip.comparison.agree(slip.yours.values, slip.mine.values, 1e-6)
    else { return nil }
    return
      "the numbers are right, but the shape is \(text(slip.yours.dims)) where \(text(slip.mine.dims)) was asked: reshape"
  }

  /// One number where several were asked: is it what is left of them all?
  private static let reducedToOne = Slip { slip in
    guard slip.yours.isScalar, slip.mine.values.count > 1 else { return nil }
    let mine = slip.mine.values, sum = mine.reduce(0, +)
    let wanted = "one number where \(text(slip.mine.dims)) was asked"
    let single = slip.yours.values
    if slip.comparison.agree(single, [sum / Double(mine.count)], 1e-6) {
      return "yours is \(wanted), the mean of mine: `axis=` is missing?"
    }
    if slip.comparison.agree(single, [sum], 1e-6) {
      return "yours is \(wanted), the sum of mine: `axis=` is missing?"
    }
    if slip.comparison.agree(single, [mine.max() ?? 0], 1e-6) {
      return "yours is \(wanted), the largest of mine: `axis=` is missing?"
    }
    return "yours is \(wanted): was everything reduced at once? (axis)"
  }

  private static let wrongAxis = Slip { slip in
    guard slip.yours.dims.count == slip.mine.dims.count, slip.yours.dims != slip.mine.dims else { return nil }
    let sizes = slip.sizes.filter { $0.count > 1 }
    let isSwapped =
      slip.yours.dims.count == 1 && sizes.contains { $0.count == slip.yours.dims[0] }
      && sizes.contains { $0.count == slip.mine.dims[0] }
    return "the shape is \(text(slip.yours.dims)) where \(text(slip.mine.dims)) was asked"
      + (isSwapped ? ": reduced over the other axis?" : "")
  }

  private static let tooMany = Slip { slip in
    guard slip.yours.dims != slip.mine.dims else { return nil }
    if slip.mine.isScalar, slip.yours.values.count > 1 {
      let values = slip.yours.values, sum = values.reduce(0, +)
      let shape = "yours has the shape \(text(slip.yours.dims)) where one number was asked"
      if slip.comparison.agree([sum / Double(values.count)], slip.mine.values, 1e-6) {
        return "\(shape): their mean would be right"
      }
      if slip.comparison.agree([sum], slip.mine.values, 1e-6) { return "\(shape): their sum would be right" }
      if let last = values.last, slip.comparison.agree([last], slip.mine.values, 1e-6) {
        return "\(shape): the last one would be right"
      }
      return shape
    }
    return "the shape is \(text(slip.yours.dims)) where \(text(slip.mine.dims)) was asked"
  }
}
