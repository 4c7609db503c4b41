import Formatting

/// A hierarchical clustering: every row a leaf, joined at the distance at which clusters merge.
struct DendrogramMark: Mark {
  static let kind = "dendrogram"
  /// Four numbers for each merge, as SciPy's `linkage` gives them: two clusters, their distance, how many
  /// leaves the new one has. The leaves are clusters 0 to n − 1, merge i makes cluster n + i.
  let linkage: [Double]
  /// Leaves from top to bottom.
  let order: [Int]

  static let leafLimit = 2000

  var leaves: Int { linkage.count / 4 + 1 }

  init(_ linkage: [Double]) throws(ChartError) {
    guard linkage.count % 4 == 0 else {
      throw .matrix(rows: linkage.count / 4, columns: 4, values: linkage.count)
    }
    let merges = linkage.count / 4
    guard merges < Self.leafLimit else {
      throw .value("leaves", Double(merges + 1), wanted: "at most \(Self.leafLimit)")
    }
    var used = Set<Int>()
    for i in 0..<merges {
      for value in [linkage[4 * i], linkage[4 * i + 1]] {
        guard let cluster = Int(exactly: value), (0...merges + i).contains(cluster),
          used.insert(cluster).inserted
        else { throw .value("linkage", value, wanted: "a cluster that exists and was not merged yet") }
      }
      let distance = linkage[4 * i + 2]
      guard distance >= 0, distance.isFinite else {
        throw .value("distance", distance, wanted: "zero or more")
      }
    }
    self.linkage = linkage
    order = Self.order(linkage)
  }

  init(_ fields: Fields) throws(ChartError) { try self.init(fields.numbers("linkage")) }

  var fields: Fields { ["linkage": .numbers(linkage)] }
  var layer: Layer { .shapes }
  var lookKind: LookKind { .frame }

  /// From the last merge down, the first cluster of each merge before the second.
  private static func order(_ linkage: [Double]) -> [Int] {
    let merges = linkage.count / 4
    var pending = [2 * merges], order: [Int] = []
    while let cluster = pending.popLast() {
      if cluster <= merges {
        order.append(cluster)
      } else {
        let row = 4 * (cluster - merges - 1)
        pending.append(Int(linkage[row + 1]))
        pending.append(Int(linkage[row]))
      }
    }
    return order
  }

  var slots: SlotWish {
    var wish = SlotWish()
    wish.rows = .init(least: 1, most: 2, gap: 1)
    return wish
  }

  func include(in data: inout DataRange) {
    data.stand(lying: true)
    data.count(leaves)
    for y in [0, leaves - 1] { data.include(y: Double(y)) }
    for i in 0..<linkage.count / 4 { data.include(x: linkage[4 * i + 2]) }
  }

  func draw(on surface: inout any Surface, _ look: Look) {
    let count = leaves
    // Rows of the clusters, and the distance at which they were made.
    var rows = Array(repeating: 0.0, count: 2 * count - 1), distances = rows
    for (row, leaf) in order.enumerated() { rows[leaf] = Place(row, surface.y, lying: true)?.middle ?? .nan }
    for i in 0..<count - 1 {
      let a = Int(linkage[4 * i]), b = Int(linkage[4 * i + 1])
      let distance = linkage[4 * i + 2]
      rows[count + i] = (rows[a] + rows[b]) / 2
      distances[count + i] = distance
      guard let end = surface.clamped(surface.x, distance) else { continue }
      for cluster in [a, b] {
        // A leaf begins at the axis line.
        guard let start = cluster < count ? -0.5 : surface.clamped(surface.x, distances[cluster]) else {
          continue
        }
        surface.rail(Point(x: start, y: rows[cluster]), Point(x: end, y: rows[cluster]), look)
      }
      surface.rail(Point(x: end, y: rows[a]), Point(x: end, y: rows[b]), look)
    }
  }

  func describe(_ words: AxisWords) -> String {
    var text =
      "a dendrogram\(words.name) of \(AxisWords.count(leaves, "leaf").replacing("leafs", with: "leaves"))"
    let names = order.indices.map { words.y(Double($0)) }
    text += " in the order \(names.prefix(12).joined(separator: ", "))" + (names.count > 12 ? ", …" : "")
    let distances = stride(from: 2, to: linkage.count, by: 4).map { linkage[$0] }
    guard let first = distances.first, let last = distances.last else { return text }
    return text + ", merged at distances from \(Numbers.general(first, 4)) to \(Numbers.general(last, 4))"
  }
}

extension Chart {
  /// A hierarchical clustering from the linkage matrix of SciPy, row by row.
  /// - Throws: `ChartError` when it is no linkage matrix, or has not a name for each leaf.
  public static func dendrogram(_ linkage: [Double], names: [String] = []) throws(ChartError) -> Chart {
    let mark = try DendrogramMark(linkage)
    if !names.isEmpty { try Series.check("labels", names.count, "leaves", mark.leaves) }
    return Chart(
      xLabel: "distance", series: [Series(mark)],
      yScale: .categories(mark.order.map { names.isEmpty ? "\($0)" : names[$0] }))
  }
}
