extension Graph {
  /// The graph in the language of Graphviz, with all its nodes: `dot -Tpdf`.
  public var dot: String {
    var lines = ["digraph {", "  rankdir = TB", "  node [shape = box, fontname = monospace]"]
    if !title.isEmpty { lines.append("  label = \(Self.quoted([title]))") }
    for (position, node) in nodes.enumerated() {
      var parts = ["label = \(Self.quoted(labels(node)))"]
      if node.isLeaf { parts.append("style = \(node.carriesGradient ? "rounded" : "\"rounded,dashed\"")") }
      if !node.isLeaf, !node.carriesGradient { parts.append("style = dashed") }
      if node.kind == .parameter { parts.append("color = blue") }
      lines.append("  n\(position) [\(parts.joined(separator: ", "))]")
    }
    for edge in edges {
      // Gradients go the other way; Graphviz keeps the inputs on top all the same.
      var parts = isBackward && edge.carriesGradient ? ["dir = back"] : []
      if !edge.carriesGradient { parts.append("style = dashed") }
      let attributes = parts.isEmpty ? "" : " [\(parts.joined(separator: ", "))]"
      lines.append("  n\(edge.from) -> n\(edge.to)\(attributes)")
    }
    if omitted > 0 { lines.append("  // \(omitted) earlier operations are left out") }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private func labels(_ node: Node) -> [String] {
    [
      node.name.isEmpty
        ? node.operation : node.operation.isEmpty ? node.name : "\(node.name) = \(node.operation)",
      node.value.isEmpty ? node.type : node.value, node.gradient.isEmpty ? "" : "∂ " + node.gradient,
    ].filter { !$0.isEmpty }
  }

  /// Lines of a label, as Graphviz reads them.
  private static func quoted(_ lines: [String]) -> String {
    let escaped = lines.map { line in
      line.onOneLine.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : String($1) }
    }
    return "\"" + escaped.joined(separator: "\\n") + "\""
  }
}
