import Formatting
import Language
import Plotting

/// Trees: of decisions, of clusters.
enum TreePlots {
  static var all: [BuiltIn] { [tree, dendrogram] }

  private static var tree: BuiltIn {
    BuiltIn(
      "plot_tree", "tree, title=\"\"", family: "plots",
      summary: "a tree as indented lines, from lists (\"root\", child, child) or records "
        + "{label: \"x < 2\", yes: child, no: child}",
      shapes: "tree: a text, a list of a text and children, or a record with a label and children",
      example: "plot_tree((\"a\", \"b\", (\"c\", \"d\"))).description",
      gives: "\"A tree of 4 nodes, 2 deep, with 2 leaves. Its root is \\\"a\\\".\"", section: "4.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let root = try node(call[0], branch: "", depth: 0, call), title = try call.text(1)
      let tree = try charting { () throws(ChartError) in try Tree(root, title: title) }
      return .object(ChartValue(.tree(tree)))
    }
  }

  private static func node(
    _ value: Value, branch: String, depth: Int, _ call: Call
  ) throws(Diagnostic) -> Tree.Node {
    guard depth <= Tree.depthLimit else {
      throw Diagnostic(
        ChartError.value("depth", Double(depth), wanted: "at most \(Tree.depthLimit)"))
    }
    switch value {
    case .text(let text): return Tree.Node(text.string, branch: branch)
    case .int, .float, .bool: return Tree.Node(value.plainText(), branch: branch)
    case .list(let list):
      guard let first = list.items.first else { break }
      var children: [Tree.Node] = []
      for child in list.items.dropFirst() {
        children.append(try node(child, branch: "", depth: depth + 1, call))
      }
      var root = try node(first, branch: branch, depth: depth + 1, call)
      root.children += children
      return root
    case .record(let record): return try node(record, branch, depth, call)
    default: break
    }
    throw Diagnostic(
      .type, "T01", "`plot_tree` needs texts, lists or records, and got \(value.kindName)",
      hints: ["for example: plot_tree((\"root\", \"child\", (\"child\", \"grandchild\")))"], argument: 0)
  }

  /// A record has a label and children: a list of them, or one under the name of its branch.
  private static func node(
    _ record: RecordObject, _ branch: String, _ depth: Int, _ call: Call
  ) throws(Diagnostic) -> Tree.Node {
    var result = Tree.Node("", branch: branch)
    for (key, value) in record.entries {
      let name = key.value.plainText()
      switch (name, value) {
      case ("label", _), ("name", _), ("text", _): result.label = value.plainText()
      case ("children", .list(let list)):
        for child in list.items {
          result.children.append(try node(child, branch: "", depth: depth + 1, call))
        }
      case (_, .none): break
      default: result.children.append(try node(value, branch: name, depth: depth + 1, call))
      }
    }
    return result
  }

  private static var dendrogram: BuiltIn {
    PlotFunctions.chart(
      "dendrogram", "labels=none",
      summary: "a hierarchical clustering from its linkage matrix, leaves as rows",
      shapes: "linkage: [n - 1, 4] as SciPy has it: two clusters, their distance, the size of the new one",
      example: "dendrogram([[0, 1, 0.5, 2], [2, 3, 2.0, 3]], labels=(\"a\", \"b\", \"c\")).description",
      gives:
        "\"Chart. A dendrogram of 3 leaves in the order \\\"c\\\", \\\"a\\\", \\\"b\\\", merged at distances from 0.5 "
        + "to 2.\"",
      section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(1...1, "one linkage matrix")
      let linkage = try arguments.numbers(0), labels = try arguments.names("labels") ?? []
      arguments.overlay(
        try charting { () throws(ChartError) in try .dendrogram(linkage, names: labels) })
    }
  }
}
