/// Order statistics of finite numbers.
enum Quantiles {
  /// Linear interpolation between order statistics, NumPy's default. `sorted` must not be empty.
  static func value(_ sorted: [Double], _ p: Double) -> Double {
    let at = p * Double(sorted.count - 1)
    let below = Int(at), above = min(below + 1, sorted.count - 1)
    let t = at - Double(below)
    return sorted[below] * (1 - t) + sorted[above] * t
  }
}
