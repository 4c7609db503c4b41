import Glibc

/// Numbers of successes in `trials` independent trials, prepared for many draws: by going through the
/// probabilities when few successes are expected, otherwise by rejection (BTPE).
struct BinomialSampler: Sendable {
  private enum Method: Sendable {
    case none
    case inversion(Inversion)
    case rejection(Rejection)
  }

  private let trials: Int
  /// Failures are counted instead when they are rarer.
  private let countsFailures: Bool
  private let method: Method

  init(trials: Int, probability: Double) {
    self.trials = trials
    countsFailures = probability > 0.5
    let p = countsFailures ? 1 - probability : probability
    if trials == 0 || probability == 0 {
      method = .none
    } else if p * Double(trials) <= 30 {
      method = .inversion(Inversion(trials, p))
    } else {
      method = .rejection(Rejection(trials, p))
    }
  }

  func draw(_ state: inout RandomState) -> Int {
    let count: Int
    switch method {
    case .none: return 0
    case .inversion(let method): count = method.draw(&state)
    case .rejection(let method): count = method.draw(&state)
    }
    return countsFailures ? trials - count : count
  }
}

/// A uniform number falls into the probabilities of 0, 1, 2, … successes, laid out one after the other.
private struct Inversion: Sendable {
  let n: Int
  let p: Double
  /// The probability of no success.
  let first: Double
  /// So far out that rounding must have eaten the tail: a new number is drawn.
  let bound: Int

  init(_ n: Int, _ p: Double) {
    self.n = n
    self.p = p
    first = exp(Double(n) * log(1 - p))
    let mean = Double(n) * p
    bound = Int(min(Double(n), mean + 10 * sqrt(mean * (1 - p) + 1)))
  }

  func draw(_ state: inout RandomState) -> Int {
    var count = 0, probability = first, u = state.uniform()
    while u > probability {
      count += 1
      if count > bound {
        count = 0
        probability = first
        u = state.uniform()
      } else {
        u -= probability
        probability = (Double(n - count + 1) * p * probability) / (Double(count) * (1 - p))
      }
    }
    return count
  }
}

/// Kachitvichyanukul & Schmeiser 1988, algorithm BTPE: a triangle, a parallelogram and two exponential tails
/// cover the scaled probabilities; what falls between cover and probabilities is drawn again.
private struct Rejection: Sendable {
  let n: Double
  let p: Double
  let q: Double
  /// The most probable count.
  let mode: Double
  /// Half the triangle's base, its middle and ends.
  let half: Double
  let middle: Double
  let left: Double
  let right: Double
  /// Height of the parallelogram, and the tails' rates.
  let height: Double
  let leftRate: Double
  let rightRate: Double
  /// Areas up to the end of the parallelogram, of the left tail, of all.
  let areas: (Double, Double, Double)

  init(_ trials: Int, _ p: Double) {
    n = Double(trials)
    self.p = p
    q = 1 - p
    let peak = n * p + p
    mode = peak.rounded(.down)
    half = (2.195 * sqrt(n * p * q) - 4.6 * q).rounded(.down) + 0.5
    middle = mode + 0.5
    left = middle - half
    right = middle + half
    height = 0.134 + 20.5 / (15.3 + mode)
    func rate(_ a: Double) -> Double { a * (1 + a / 2) }
    leftRate = rate((peak - left) / (peak - left * p))
    rightRate = rate((right - peak) / (right * q))
    let second = half * (1 + 2 * height), third = second + height / leftRate
    areas = (second, third, third + height / rightRate)
  }

  func draw(_ state: inout RandomState) -> Int {
    while true {
      let u = state.uniform() * areas.2
      var v = state.uniform()
      // Inside the triangle nothing needs to be tested.
      if u <= half { return Int((middle - half * v + u).rounded(.down)) }
      let y: Double
      if u <= areas.0 {
        let x = left + (u - half) / height
        v = v * height + 1 - abs(mode - x + 0.5) / half
        if v > 1 { continue }
        y = x.rounded(.down)
      } else if u <= areas.1 {
        y = (left + log(v) / leftRate).rounded(.down)
        if y < 0 || v == 0 { continue }
        v *= (u - areas.0) * leftRate
      } else {
        y = (right - log(v) / rightRate).rounded(.down)
        if y > n || v == 0 { continue }
        v *= (u - areas.1) * rightRate
      }
      if accepts(y, v) { return Int(y) }
    }
  }

  /// Whether v lies below the probability of y, relative to that of the mode.
  private func accepts(_ y: Double, _ v: Double) -> Bool {
    let distance = abs(y - mode), variance = n * p * q
    guard distance > 20, distance < variance / 2 - 1 else { return v <= ratio(y) }
    // Squeezed between two parabolas, most need no logarithms of factorials.
    let slack =
      (distance / variance)
      * ((distance * (distance / 3 + 0.625) + 0.16666666666666666) / variance + 0.5)
    let parabola = -distance * distance / (2 * variance), logV = log(v)
    if logV < parabola - slack { return true }
    if logV > parabola + slack { return false }
    return logV <= logRatio(y)
  }

  /// P(y) / P(mode) as a product.
  private func ratio(_ y: Double) -> Double {
    let s = p / q, a = s * (n + 1)
    var result = 1.0, i = min(y, mode) + 1
    while i <= max(y, mode) {
      if mode < y { result *= a / i - s } else { result /= a / i - s }
      i += 1
    }
    return result
  }

  /// The logarithm of P(y) / P(mode) by Stirling's formula.
  private func logRatio(_ y: Double) -> Double {
    func rest(_ x: Double) -> Double {
      let square = x * x
      return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320
    }
    let x = y + 1, f = mode + 1, z = n + 1 - mode, w = n - y + 1
    return middle * log(f / x) + (n - mode + 0.5) * log(z / w) + (y - mode) * log(w * p / (x * q))
      + rest(f) + rest(z) + rest(x) + rest(w)
  }
}
