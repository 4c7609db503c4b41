/// A computational graph as data: operations, parameters and inputs, and who uses what. Graphs are values.
///
/// Drawn from the inputs at the top to the result at the bottom:
///
///     ┌───────────┐ ┌┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┐
///     │ w = 2     │ ┆ x = [1., 2., 3.] ┆
///     │ ∂ -0.5    │ └┄┄┄┄┄┄┄┄┄┬┄┄┄┄┄┄┄┄┘
///     └─────┬─────┘           ┆
///         ┌─▼─────────────────▼─┐
///         │ multiply  [2, 4, 6] │
///         └─────────────────────┘
public struct Graph: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
      /// What gradients are collected for.
      case parameter
      /// Data and numbers.
      case input
      case operation
      /// Several operations in one.
      case folded
    }

    public var kind: Kind
    /// What the reader calls it: `w`, `net.l1.weight`; empty where nobody does.
    public var name: String
    /// The operation with its operands: `matmul`, `power(·, 3)`; of something folded `12 × Block`.
    public var operation: String
    /// `f64[3]`; empty for none.
    public var type: String
    /// The value where it is small; otherwise empty.
    public var value: String
    /// The gradient in short; empty for none.
    public var gradient: String
    /// The part of a model that it belongs to, outermost first: `net`, `blocks`, `0`.
    public var part: [String]
    /// Operations that it stands for; 0 for parameters and inputs.
    public var count: Int
    /// Whether a gradient of the result gets here.
    public var carriesGradient: Bool

    public init(
      _ kind: Kind, name: String = "", operation: String = "", type: String = "", value: String = "",
      gradient: String = "", part: [String] = [], count: Int? = nil, carriesGradient: Bool = true
    ) {
      self.kind = kind
      self.name = name
      self.operation = operation
      self.type = type
      self.value = value
      self.gradient = gradient
      self.part = part
      self.count = count ?? (kind == .operation ? 1 : 0)
      self.carriesGradient = carriesGradient
    }

    var isLeaf: Bool { kind == .parameter || kind == .input }
  }

  public struct Edge: Sendable, Equatable, Hashable {
    /// Positions in `nodes`; the first is the smaller one.
    public var from: Int
    public var to: Int
    public var carriesGradient: Bool

    public init(_ from: Int, _ to: Int, carriesGradient: Bool = true) {
      (self.from, self.to, self.carriesGradient) = (from, to, carriesGradient)
    }
  }

  public var title: String
  /// In the order in which they ran.
  public let nodes: [Node]
  /// An edge for each operand of each operation, in the order of the operands.
  public let edges: [Edge]
  /// Arrows point to where gradients go.
  public var isBackward: Bool
  /// Repetitions and parts of models are drawn as one where there would be too much to see.
  public var isFolded: Bool
  /// Operations that are not among the nodes.
  public var omitted: Int

  /// The most nodes.
  public static let nodeLimit = 50_000

  /// - Throws: `ChartError` for edges that do not lead from an earlier node to a later one, and beyond the limit.
  public init(
    title: String = "", nodes: [Node], edges: [Edge], isBackward: Bool = false, isFolded: Bool = true,
    omitted: Int = 0
  ) throws(ChartError) {
    guard nodes.count <= Self.nodeLimit else {
      throw .value("nodes", Double(nodes.count), wanted: "at most \(Self.nodeLimit)")
    }
    for edge in edges {
      guard edge.from >= 0, edge.from < edge.to, edge.to < nodes.count else { throw .field("edges") }
    }
    self.title = title
    self.nodes = nodes
    self.edges = edges
    self.isBackward = isBackward
    self.isFolded = isFolded
    self.omitted = max(0, omitted)
  }

  /// For those who have checked.
  init(unchecked nodes: [Node], _ edges: [Edge], like other: Graph) {
    (self.nodes, self.edges) = (nodes, edges)
    title = other.title
    isBackward = other.isBackward
    isFolded = other.isFolded
    omitted = other.omitted
  }

  /// For each node, its edges from operands, in order.
  var incoming: [[Edge]] {
    var lists = [[Edge]](repeating: [], count: nodes.count)
    for edge in edges { lists[edge.to].append(edge) }
    return lists
  }

  /// For each node, its edges to users.
  var outgoing: [[Edge]] {
    var lists = [[Edge]](repeating: [], count: nodes.count)
    for edge in edges { lists[edge.from].append(edge) }
    return lists
  }
}
