import Tensors

/// Tensors that the reader has names for: variables, what lies in lists and records, parts of models.
public struct KnownTensors {
  public struct Entry {
    /// `w`, `h[2]`, `net.l1.weight`
    public let name: String
    public let tensor: Tensor
    /// The models around it, outermost first: `net`, `l1`.
    public let part: [String]
    public let parameter: Parameter?
  }

  public private(set) var entries: [Entry] = []

  /// Tensors in one list or record that get names.
  private static let most = 100

  public init(_ interpreter: Interpreter) {
    for name in interpreter.variableNames {
      if let value = interpreter.variable(name) { add(name, value) }
    }
  }

  public var tensors: [Tensor] { entries.map(\.tensor) }

  private mutating func add(_ name: String, _ value: Value) {
    switch value {
    case .tensor(let tensor): add(name, tensor)
    case .parameter(let parameter): add(name, parameter.tensor, parameter: parameter)
    case .list(let list):
      for (i, item) in list.items.prefix(Self.most).enumerated() {
        if case .tensor(let tensor) = item { add("\(name)[\(i)]", tensor) }
      }
      addParts(name, value)
    case .record(let record):
      for (key, item) in record.entries.prefix(Self.most) {
        if case .tensor(let tensor) = item { add("\(name).\(key.value.plainText())", tensor) }
      }
      addParts(name, value)
    case .model: addParts(name, value)
    default: break
    }
  }

  private mutating func add(
    _ name: String, _ tensor: Tensor, part: [String] = [], parameter: Parameter? = nil
  ) {
    entries.append(Entry(name: name, tensor: tensor, part: part, parameter: parameter))
  }

  private mutating func addParts(_ name: String, _ value: Value) {
    for (path, part) in ModelParts(of: value).state {
      let pieces = [name] + path.split(separator: ".").map(String.init)
      switch part {
      case .parameter(let parameter):
        add(Self.path(pieces), parameter.tensor, part: pieces.dropLast(), parameter: parameter)
      case .buffer(let tensor, _, _): add(Self.path(pieces), tensor, part: pieces.dropLast())
      case .model: break
      }
    }
  }

  /// As it would be written: `net.layers[0].weight`.
  private static func path(_ pieces: [String]) -> String {
    pieces.dropFirst().reduce(pieces.first ?? "") { $0 + (Int($1) == nil ? ".\($1)" : "[\($1)]") }
  }
}

/// What the reader calls the nodes of a graph.
public struct GraphNames {
  /// One for each node; empty where there is none.
  public private(set) var names: [String]
  /// The part of a model that each node belongs to. Operations belong to where their parameters do, and those
  /// without parameters to where what they use belongs.
  public private(set) var parts: [[String]]

  public init(_ snapshot: GraphSnapshot, _ known: KnownTensors) {
    names = Array(repeating: "", count: snapshot.nodes.count)
    parts = Array(repeating: [], count: snapshot.nodes.count)
    // A variable's own name says more than the way to it through an optimiser.
    let entries = known.entries.enumerated().sorted {
      (Self.depth($0.element.name), $0.offset) < (Self.depth($1.element.name), $1.offset)
    }
    for (_, entry) in entries {
      guard let node = snapshot.find(entry.tensor) else { continue }
      if names[node].isEmpty { names[node] = entry.name }
      if parts[node].isEmpty { parts[node] = entry.part }
    }
    for (_, entry) in entries where entry.parameter == nil && !entry.tensor.requiresGrad {
      for node in snapshot.findParts(of: entry.tensor) where names[node].isEmpty {
        names[node] = "\(entry.name)[…]"
      }
    }
    spreadParts(snapshot)
  }

  private static func depth(_ name: String) -> Int { name.count { $0 == "." || $0 == "[" } }

  private mutating func spreadParts(_ snapshot: GraphSnapshot) {
    for (position, node) in snapshot.nodes.enumerated() where !node.inputs.isEmpty {
      let own = node.inputs.map { (position: $0.node, part: parts[$0.node]) }.filter { !$0.part.isEmpty }
      // The newest operand: a parameter, or what comes out of the layer before.
      let leaves = own.filter {
        snapshot.nodes[$0.position].inputs.isEmpty || isOfLeaf($0.position, snapshot)
      }
      parts[position] = (leaves.last ?? own.max { $0.position < $1.position })?.part ?? []
    }
  }

  /// Whether an operation does nothing but bring a parameter into another form, as transposing it.
  private func isOfLeaf(_ position: Int, _ snapshot: GraphSnapshot) -> Bool {
    let inputs = snapshot.nodes[position].inputs
    return inputs.count == 1 && snapshot.nodes[inputs[0].node].inputs.isEmpty
  }
}
