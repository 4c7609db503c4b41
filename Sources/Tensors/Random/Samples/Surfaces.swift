import Glibc

/// Made-up points on rolled-up sheets in space, as scikit-learn draws them: points [n, 3] and where along the
/// sheet each lies.
extension RandomState {
  public mutating func sCurve(_ count: Int, noise: Double) throws(TensorError) -> [Tensor] {
    let along = try (uniforms([count]) - 0.5) * (3 * .pi)
    let across = try uniforms([count]).doubles()
    var points: [Double] = []
    for (t, v) in zip(along.doubles(), across) {
      // Two half circles, one each way.
      let height: Double = t == 0 ? 0 : t > 0 ? cos(t) - 1 : 1 - cos(t)
      points += [sin(t), 2 * v, height]
    }
    return [try scattered(points, count, noise, "make_s_curve"), along]
  }

  /// With a hole, a rectangle in the middle of the sheet has no points.
  public mutating func swissRoll(
    _ count: Int, noise: Double, hole: Bool
  ) throws(TensorError) -> [Tensor] {
    let along: [Double], across: [Double]
    if hole {
      // Eight of the nine fields of a 3 × 3 board.
      let fields = try choice(8, [count], replacement: true, probabilities: nil).ints().map {
        $0 < 4 ? $0 : $0 + 1
      }
      let inside = try uniforms([2, count]).doubles()
      along = fields.indices.map { .pi * (1.5 + Double(fields[$0] / 3)) + .pi * inside[$0] }
      across = fields.indices.map { 7 * Double(fields[$0] % 3) + 7 * inside[count + $0] }
    } else {
      along = try uniforms([count]).doubles().map { 1.5 * .pi * (1 + 2 * $0) }
      across = try uniforms([count]).doubles().map { 21 * $0 }
    }
    let points = zip(along, across).flatMap { t, y in [t * cos(t), y, t * sin(t)] }
    return [try scattered(points, count, noise, "make_swiss_roll"), Tensor(along, [count])]
  }

  /// The noise is drawn coordinate by coordinate, not point by point.
  private mutating func scattered(
    _ points: [Double], _ count: Int, _ noise: Double, _ operation: String
  ) throws(TensorError) -> Tensor {
    guard noise >= 0, noise.isFinite else {
      throw .argument("`noise` is \(noise), and it has to be at least 0", operation: operation)
    }
    return try Tensor(points, [count, 3]) + normals([3, count]).transposed() * noise
  }
}
