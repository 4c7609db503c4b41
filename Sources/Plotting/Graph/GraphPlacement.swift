/// The second half of a layered drawing: in which columns boxes and bends stand.
struct GraphPlacement {
  /// The left column of each item of `GraphLayers`.
  private(set) var left: [Int]
  /// Columns that everything takes.
  private(set) var width = 0

  private static let sweeps = 6

  /// - Parameter widths: columns of each item.
  init(_ layers: GraphLayers, widths: [Int], gap: Int) {
    left = Array(repeating: 0, count: widths.count)
    for layer in layers.layers {
      var column = 0
      for item in layer {
        left[item] = column
        column += widths[item] + gap
      }
      width = max(width, column - gap)
    }
    var above = [[Int]](repeating: [], count: widths.count), below = above
    for piece in layers.pieces {
      above[piece.to].append(piece.from)
      below[piece.from].append(piece.to)
    }
    for sweep in 0..<Self.sweeps {
      let isDown = sweep % 2 == 0
      for layer in isDown ? layers.layers : layers.layers.reversed() {
        place(layer, isDown ? above : below, layers, widths, gap)
      }
    }
    shift(layers, widths)
  }

  /// Moves the items of a layer as near as possible to the middle of their neighbours: least squares under the
  /// condition that none overlap (pool adjacent violators).
  private mutating func place(
    _ layer: [Int], _ neighbours: [[Int]], _ layers: GraphLayers, _ widths: [Int], _ gap: Int
  ) {
    // In places from which the widths before are taken off, the condition is that none is smaller than the last.
    var offset = 0
    var pools: [(sum: Double, weight: Double, count: Int)] = []
    for item in layer {
      let near = neighbours[item]
      let middles = near.map { Double(left[$0]) + Double(widths[$0]) / 2 }
      let isFree = near.isEmpty
      let wish =
        (isFree ? Double(left[item]) : middles.reduce(0, +) / Double(near.count) - Double(widths[item]) / 2)
      // Bends stay straight before boxes stand in the middle; what has no neighbours follows.
      let weight = isFree ? 0.1 : layers.items[item].box == nil ? 4 : 1
      pools.append(((wish - Double(offset)) * weight, weight, 1))
      while pools.count > 1, mean(pools[pools.count - 2]) > mean(pools[pools.count - 1]) {
        let last = pools.removeLast()
        pools[pools.count - 1].sum += last.sum
        pools[pools.count - 1].weight += last.weight
        pools[pools.count - 1].count += last.count
      }
      offset += widths[item] + gap
    }
    let most = width - (offset - gap)
    var next = 0, before = 0
    for pool in pools {
      let place = min(max(Int(mean(pool).rounded()), 0), most)
      for _ in 0..<pool.count {
        left[layer[next]] = place + before
        before += widths[layer[next]] + gap
        next += 1
      }
    }
  }

  private func mean(_ pool: (sum: Double, weight: Double, count: Int)) -> Double { pool.sum / pool.weight }

  /// To the left margin.
  private mutating func shift(_ layers: GraphLayers, _ widths: [Int]) {
    let least = left.min() ?? 0
    for item in left.indices { left[item] -= least }
    width = left.indices.map { left[$0] + widths[$0] }.max() ?? 0
  }
}
