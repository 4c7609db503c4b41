/// Order statistics of finite numbers.
enum Quantiles {
  /// Linear interpolation between order statistics, NumPy's default. `sorted` must not be empty.
  static func value(_ sorted: [Double], _ p: Double) -> Double {
    let at = p * Double(sorted.count - 1)
    let below = Int(at), above = min(below + 1, sorted.count - 1)
    let t = at - Double(below)
    return sorted[below] * (1 - t) + sorted[above] * t
  }

  /// The same of numbers that are in no order, and come into another one: a part of the work of sorting them.
  static func select(_ p: Double, of values: inout [Double]) -> Double {
    let at = p * Double(values.count - 1)
    let below = Int(at), t = at - Double(below)
    return values.withUnsafeMutableBufferPointer { values in
      place(below, in: values)
      // What comes after is not smaller.
      let above = below + 1 < values.count ? values[(below + 1)...].min() ?? values[below] : values[below]
      return values[below] * (1 - t) + above * t
    }
  }

  /// Moves the element with rank `rank` to its place, smaller ones before it, larger ones behind (Hoare 1961).
  private static func place(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>) {
    var low = 0, high = values.count - 1, rounds = 0
    while low < high {
      rounds += 1
      // Unlucky pivots, which only made-up data have.
      if rounds > 100 {
        var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
        return rest.sort()
      }
      let ends = (min(values[low], values[high]), max(values[low], values[high]))
      let pivot = min(max(values[low + (high - low) / 2], ends.0), ends.1)
      var left = low, right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { return }
    }
  }
}
