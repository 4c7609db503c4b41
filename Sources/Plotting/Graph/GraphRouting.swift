/// The lines between two neighbouring layers: down from a box, along a row, down into boxes.
struct GraphRouting {
  /// All pieces of one origin between two layers: they share a row.
  struct Net: Equatable {
    /// The column that it comes down in.
    var top: Int
    /// The columns that it goes down in.
    var bottoms: [Int]
    var carriesGradient: Bool
    /// The row between the layers, from 0; nil when it goes straight down.
    var row: Int?

    var span: ClosedRange<Int> { min(top, bottoms.min() ?? top)...max(top, bottoms.max() ?? top) }
  }

  private(set) var nets: [Net]
  /// How many rows the lines need.
  private(set) var rows = 0

  init(_ nets: [Net]) {
    self.nets = nets
    assignRows()
  }

  /// Rows from the top (left-edge algorithm): those that share columns must not overlap, and where one line comes
  /// down in the column that another goes down in, it has to turn first.
  private mutating func assignRows() {
    var waiting = nets.indices.filter { nets[$0].span.count > 1 }
    waiting.sort { (nets[$0].span.lowerBound, $0) < (nets[$1].span.lowerBound, $1) }
    while !waiting.isEmpty {
      var taken: [Int] = []
      for net in waiting {
        let isFree = taken.allSatisfy { !nets[$0].span.overlaps(nets[net].span) }
        let mustWait = waiting.contains { other in
          other != net && nets[net].bottoms.contains(nets[other].top)
        }
        if isFree, !mustWait { taken.append(net) }
      }
      // Two that wait for each other: one of them goes first, and the lines touch.
      if taken.isEmpty { taken = [waiting[0]] }
      for net in taken { nets[net].row = rows }
      waiting.removeAll { taken.contains($0) }
      rows += 1
    }
  }
}
