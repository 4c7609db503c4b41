@testable import Plotting

/// Series of the less simple kinds, of random data.
enum RandomMarks {
  static func series(
    _ random: inout SeededRandom, label: String, _ x: [Double], _ y: [Double], _ z: [Double]
  ) throws -> Series {
    let n = x.count
    switch random.below(13) {
    case 0:
      let sizes = z.map { $0.isNaN ? 0 : $0.magnitude }
      return try .errorbar(
        x, y, xError: random.below(2) == 0 ? nil : (sizes, sizes), yError: (sizes, sizes), label: label)
    case 1:
      return try .density(
        of: x, bandwidth: random.below(2) == 0 ? nil : 0.5, filled: random.below(2) == 0, label: label)
    case 2: return Series(BoxMark([x, y, [], z], lying: random.below(2) == 0), label: label)
    case 3:
      return Series(
        ViolinMark(
          [x, Array(y.prefix(60))], bandwidth: random.below(2) == 0 ? nil : 2, lying: random.below(2) == 0),
        label: label)
    case 4:
      let groups = 1 + random.below(4)
      return Series(
        try CategoryBarMark(
          x, bases: random.below(2) == 0 ? y : x.map { _ in 0 }, group: random.below(groups), groups: groups,
          lying: random.below(2) == 0, annotated: random.below(2) == 0), label: label)
    case 5, 6:
      let columns = 1 + random.below(30), rows = n / columns
      let texts = random.below(2) == 0 ? [] : (0..<rows * columns).map { "t\($0)" }
      return Series(
        try MatrixMark(
          rows: rows, columns: columns, Array(x.prefix(rows * columns)), isPicture: random.below(2) == 0,
          texts: texts), label: label)
    case 7:
      let across = sorted(x, limit: 20), up = sorted(y, limit: 15)
      let cells = across.count * up.count
      let values = (0..<cells).map { z.isEmpty ? 1 : z[$0 % z.count] }
      return try .contour(across, up, values, label: label)
    case 8: return try .quiver(x, y, z, y, label: label)
    case 9:
      let grid = try DecisionGrid(around: x, y, columns: 1 + random.below(50), rows: 1 + random.below(20))
      return try grid.series(grid.places.map { _ in random.below(4) - 1 }, names: ["a", "b", "損"])
    case 10: return try .candles(x, open: y, high: z, low: x, close: z, label: label)
    case 11:
      let columns = 1 + random.below(4), rows = min(n, 40) / columns
      let counts = (0..<rows * columns).map { x[$0].magnitude < 1e299 ? x[$0].magnitude : 0 }
      return Series(
        try MosaicMark(
          counts, columns: (0..<rows).map { "row \($0)" }, names: (0..<columns).map { "column \($0)" }),
        label: label)
    default:
      return random.below(2) == 0
        ? .annotation(label, x: x.first ?? .nan, y: y.first ?? 0)
        : try dendrogram(&random, leaves: 1 + n % 50)
    }
  }

  private static func sorted(_ values: [Double], limit: Int) -> [Double] {
    Array(Array(Set(values.filter(\.isFinite))).sorted().prefix(limit))
  }

  private static func dendrogram(_ random: inout SeededRandom, leaves: Int) throws -> Series {
    var free = Array(0..<leaves), linkage: [Double] = [], distance = 0.0
    for i in 0..<leaves - 1 {
      let a = free.remove(at: random.below(free.count)), b = free.remove(at: random.below(free.count))
      distance += random.uniform()
      linkage += [Double(a), Double(b), distance, 2]
      free.append(leaves + i)
    }
    return Series(try DendrogramMark(linkage))
  }
}
