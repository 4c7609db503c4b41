import Glibc

extension RandomState {
  /// Good ones among `sample` drawn without replacement; arguments are whole.
  mutating func hypergeometric(_ good: Double, _ bad: Double, _ sample: Double) -> Int {
    sample > 10 ? manyFromUrn(good, bad, sample) : fewFromUrn(good, bad, sample)
  }

  /// One draw after the other (algorithm HYP).
  private mutating func fewFromUrn(_ good: Double, _ bad: Double, _ sample: Double) -> Int {
    let rest = bad + good - sample, rarer = min(good, bad)
    var left = rarer, k = sample
    while left > 0 {
      let u = uniform()
      left -= (u + left / (rest + k)).rounded(.down)
      k -= 1
      if k == 0 { break }
    }
    let drawn = rarer - left
    return Int(good > bad ? sample - drawn : drawn)
  }

  /// Stadlober 1990: ratio of uniforms (algorithm HRUA).
  private mutating func manyFromUrn(_ good: Double, _ bad: Double, _ sample: Double) -> Int {
    let rarer = min(good, bad), commoner = max(good, bad), population = good + bad
    let m = min(sample, population - sample), share = rarer / population
    let center = m * share + 0.5
    let deviation = sqrt((population - m) * sample * share * (1 - share) / (population - 1) + 0.5)
    // 2√(2/e) and 3 − 2√(3/e).
    let width = 1.7155277699214135 * deviation + 0.8989161620588988
    let mode = ((m + 1) * (rarer + 1) / (population + 2)).rounded(.down)
    func logFactorials(_ z: Double) -> Double {
      LogGamma.value(z + 1) + LogGamma.value(rarer - z + 1) + LogGamma.value(m - z + 1)
        + LogGamma.value(commoner - m + z + 1)
    }
    let peak = logFactorials(mode)
    let end = min(min(m, rarer) + 1, (center + 16 * deviation).rounded(.down))
    while true {
      let x = uniform(), y = uniform(), w = center + width * (y - 0.5) / x
      if w < 0 || w >= end { continue }
      let z = w.rounded(.down), t = peak - logFactorials(z)
      let isAccepted = x * (4 - x) - 3 <= t || x * (x - t) < 1 && 2 * log(x) <= t
      guard isAccepted else { continue }
      let drawn = good > bad ? m - z : z
      return Int(m < sample ? good - drawn : drawn)
    }
  }
}
