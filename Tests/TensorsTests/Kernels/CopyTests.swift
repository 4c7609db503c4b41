import Kernels
import Testing

/// Strided copies against loops over every index.
struct CopyTests {
  /// A small generator of its own, so that cases are the same each time.
  private struct Numbers {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  private func check<T: FixedWidthInteger>(
    _ sizes: [Int], _ fromSteps: [Int], _ toSteps: [Int], _: T.Type
  ) {
    /// Places that a side needs, before and after its first element.
    func extent(_ steps: [Int]) -> (before: Int, after: Int) {
      zip(sizes, steps).reduce((0, 1)) { sum, axis in
        let reach = max(0, axis.0 - 1) * axis.1
        return (sum.0 + max(0, -reach), sum.1 + max(0, reach))
      }
    }
    let (source, target) = (extent(fromSteps), extent(toSteps))
    let from = (0..<source.before + source.after).map { T(truncatingIfNeeded: $0 &* 2_654_435_761) }
    var found = [T](repeating: 0, count: target.before + target.after), expected = found
    let count = sizes.reduce(1, *)
    for flat in 0..<count {
      var rest = flat, a = source.before, b = target.before
      for axis in sizes.indices.reversed() {
        a += rest % sizes[axis] * fromSteps[axis]
        b += rest % sizes[axis] * toSteps[axis]
        rest /= sizes[axis]
      }
      expected[b] = from[a]
    }
    from.withUnsafeBufferPointer { from in
      found.withUnsafeMutableBufferPointer { found in
        guard let a = from.baseAddress, let b = found.baseAddress else { return }
        gradus_copy(
          Int32(MemoryLayout<T>.size), sizes.count, sizes, fromSteps, toSteps, a + source.before,
          b + target.before)
      }
    }
    #expect(found == expected, "\(sizes) from \(fromSteps) to \(toSteps)")
  }

  /// Steps of elements that lie row by row when the axes are put in this order.
  private func steps(_ sizes: [Int], order: [Int], gap: Int = 1) -> [Int] {
    var steps = [Int](repeating: 0, count: sizes.count), step = gap
    for axis in order.reversed() {
      steps[axis] = step
      step *= max(1, sizes[axis])
    }
    return steps
  }

  @Test("random shapes, orders of axes, gaps, repeated and reversed axes, elements of every size")
  func random() {
    var numbers = Numbers(state: 7)
    for round in 0..<400 {
      let rank = numbers.below(5)
      let sizes = (0..<rank).map { _ in numbers.below(round % 40 == 0 ? 2 : 9) + (round % 40 == 0 ? 0 : 1) }
      func order() -> [Int] {
        var order = Array(0..<rank)
        for i in 0..<rank { order.swapAt(i, i + numbers.below(rank - i)) }
        return order
      }
      var from = steps(sizes, order: order(), gap: 1 + numbers.below(2))
      let to = steps(
        sizes, order: numbers.below(2) == 0 ? Array(0..<rank) : order(), gap: 1 + numbers.below(2))
      for axis in 0..<rank {
        switch numbers.below(6) {
        case 0: from[axis] = 0
        case 1: from[axis] = -from[axis]
        default: break
        }
      }
      switch round % 4 {
      case 0: check(sizes, from, to, UInt8.self)
      case 1: check(sizes, from, to, UInt16.self)
      case 2: check(sizes, from, to, UInt32.self)
      default: check(sizes, from, to, UInt64.self)
      }
    }
  }

  @Test("large ones, which threads share: turned, in parts, side by side, in one run")
  func large() {
    check([700, 333], [1, 700], [333, 1], UInt32.self)
    check([3, 130, 5, 70], [1, 3, 130 * 3 * 70, 130 * 3], [130 * 5 * 70, 5 * 70, 70, 1], UInt64.self)
    check([500, 300], [900, 1], [400, 1], UInt16.self)
    check([200_000], [1], [1], UInt8.self)
    check([100_000], [0], [1], UInt32.self)
    check([90_000, 3], [3, 1], [4, 1], UInt32.self)
  }
}
