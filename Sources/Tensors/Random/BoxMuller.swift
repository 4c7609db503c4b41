import Glibc

/// The Box–Muller transform: two uniform numbers become two independent standard normal ones.
enum BoxMuller {
  /// One pair, for numbers drawn singly.
  static func pair(angle: Double, radius: Double) -> (first: Double, second: Double) {
    let radius = sqrt(-2 * log1p(-radius)), angle = 2 * Double.pi * angle
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Numbers of one block: half of them give the radii, half the angles.
  static let block = 16

  /// Sixteen uniform numbers in place.
  static func transform(_ values: UnsafeMutablePointer<Double>, mean: Double, deviation: Double) {
    for j in 0..<block / 2 {
      let radius = sqrt(-2 * log(1 - values[j])), angle = 2 * Double.pi * values[j + block / 2]
      values[j] = mean.addingProduct(radius * cos(angle), deviation)
      values[j + block / 2] = mean.addingProduct(radius * sin(angle), deviation)
    }
  }

  /// Sixteen uniform numbers in place.
  static func transform(_ values: UnsafeMutablePointer<Float>, mean: Float, deviation: Float) {
    // `Float.pi` is rounded towards zero, which is too coarse by one unit: 10⁻⁶ in the result.
    let turn = Float(2 * Double.pi)
    for j in 0..<block / 2 {
      let radius = sqrtf(-2 * logf(1 - values[j])), angle = turn * values[j + block / 2]
      values[j] = mean.addingProduct(radius * cosf(angle), deviation)
      values[j + block / 2] = mean.addingProduct(radius * sinf(angle), deviation)
    }
  }
}
