/// A tree as indented lines: a decision tree, a parse, a taxonomy.
///
///     petal length < 2.45
///     ├─ yes: setosa (50)
///     └─ no: petal width < 1.75
///        ├─ yes: versicolor (54)
///        └─ no: virginica (46)
public struct Tree: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    public var label: String
    /// What stands on the branch that leads here; empty: nothing.
    public var branch: String
    public var children: [Node]

    public init(_ label: String, branch: String = "", children: [Node] = []) {
      (self.label, self.branch, self.children) = (label, branch, children)
    }
  }

  public var title: String
  /// The nodes in the order of their lines, each with its depth.
  public let rows: [Row]

  public struct Row: Sendable, Equatable {
    public var depth: Int
    public var text: String
    public init(depth: Int, text: String) { (self.depth, self.text) = (depth, text) }
  }

  /// The most nodes, and the deepest.
  public static let nodeLimit = 20_000
  public static let depthLimit = 200

  /// - Throws: `ChartError.value` beyond the limits.
  public init(_ root: Node, title: String = "") throws(ChartError) {
    var rows: [Row] = []
    var pending: [(node: Node, depth: Int)] = [(root, 0)]
    while let (node, depth) = pending.popLast() {
      rows.append(Row(depth: depth, text: node.branch.isEmpty ? node.label : "\(node.branch): \(node.label)"))
      guard rows.count <= Self.nodeLimit, depth <= Self.depthLimit else { break }
      for child in node.children.reversed() { pending.append((child, depth + 1)) }
    }
    try self.init(rows: rows, title: title)
  }

  /// - Throws: `ChartError` unless the first row is the only root and no row is deeper than a child of the one
  ///   before it, and beyond the limits.
  public init(rows: [Row], title: String) throws(ChartError) {
    guard rows.count <= Self.nodeLimit else {
      throw .value("nodes", Double(rows.count), wanted: "at most \(Self.nodeLimit)")
    }
    guard let root = rows.first, root.depth == 0 else { throw .field("rows") }
    for (row, before) in zip(rows.dropFirst(), rows) {
      guard row.depth >= 1, row.depth <= before.depth + 1 else { throw .field("rows") }
      guard row.depth <= Self.depthLimit else {
        throw .value("depth", Double(row.depth), wanted: "at most \(Self.depthLimit)")
      }
    }
    self.rows = rows
    self.title = title
  }

  /// For each row, whether a branch goes on below its own and below each of its ancestors' lines.
  var stems: [[Bool]] {
    // From the bottom: at which depths a sibling is still to come.
    var open: [Bool] = []
    var result: [[Bool]] = []
    for row in rows.reversed() {
      if row.depth > open.count { open += Array(repeating: false, count: row.depth - open.count) }
      open.removeLast(open.count - row.depth)
      result.append(open)
      if row.depth > 0 { open[row.depth - 1] = true }
    }
    return result.reversed()
  }

  func lines(_ style: ChartStyle) -> [StyledLine] {
    let glyphs = style.glyphs(preferring: nil), width = min(max(style.width, 20), 1000)
    let branches = glyphs.branches
    var lines: [StyledLine] = []
    func cut(_ text: String) -> String {
      glyphs.ambiguous.truncate(text, to: width, ellipsis: glyphs.ellipsis)
    }
    if !title.onOneLine.isEmpty { lines.append(StyledLine(cut(title.onOneLine))) }
    for (row, stems) in zip(rows, stems) {
      var text = ""
      // Deeper than the line is wide there is nothing to see.
      for (depth, isOpen) in stems.prefix(width).enumerated() {
        let isOwn = depth == row.depth - 1
        text += isOwn ? (isOpen ? branches.child : branches.last) : isOpen ? branches.stem : branches.gap
      }
      lines.append(StyledLine(cut(text + row.text.onOneLine)))
    }
    return lines
  }

  public func describe() -> String {
    let depth = rows.map(\.depth).max() ?? 0
    let leaves = rows.indices.filter { $0 + 1 == rows.count || rows[$0 + 1].depth <= rows[$0].depth }
    let name = title.isEmpty ? "A tree" : "\"\(title)\", a tree"
    return "\(name) of \(AxisWords.count(rows.count, "node")), \(depth) deep, with "
      + "\(leaves.count) \(leaves.count == 1 ? "leaf" : "leaves"). Its root is \"\(rows.first?.text ?? "")\"."
  }
}
