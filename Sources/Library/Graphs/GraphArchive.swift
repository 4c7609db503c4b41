import Language
import Plotting
import Tensors

/// Graphs as plain values, for sessions.
enum GraphArchive {
  static func encode(_ graph: Graph) -> Value {
    let nodes = graph.nodes.map { node -> Value in
      .list(
        [node.kind.rawValue, node.name, node.operation, node.type, node.value, node.gradient].map {
          .text($0)
        }
          + [.list(node.part.map { .text($0) }), .int(node.count), .bool(node.carriesGradient)])
    }
    let edges = graph.edges.flatMap { [$0.from, $0.to, $0.carriesGradient ? 1 : 0] }
    return .record(
      RecordObject(fields: [
        "title": .text(graph.title), "nodes": .list(nodes), "edges": .tensor(Tensor(edges, [edges.count])),
        "backward": .bool(graph.isBackward), "folded": .bool(graph.isFolded), "omitted": .int(graph.omitted),
      ]))
  }

  /// - Throws: that the stored graph is damaged.
  static func decode(_ record: RecordObject) throws(Diagnostic) -> Graph {
    guard case .list(let items)? = record["nodes"], case .tensor(let numbers)? = record["edges"],
      case .text(let title)? = record["title"], case .bool(let isBackward)? = record["backward"],
      case .bool(let isFolded)? = record["folded"], let omitted = record["omitted"]?.integer
    else { throw ChartArchive.damaged }
    var nodes: [Graph.Node] = []
    for item in items.items { nodes.append(try node(item)) }
    let edges = numbers.ints()
    guard edges.count % 3 == 0 else { throw ChartArchive.damaged }
    do {
      return try Graph(
        title: title.string, nodes: nodes,
        edges: stride(from: 0, to: edges.count, by: 3).map {
          Graph.Edge(edges[$0], edges[$0 + 1], carriesGradient: edges[$0 + 2] != 0)
        }, isBackward: isBackward, isFolded: isFolded, omitted: omitted)
    } catch {
      throw ChartArchive.damaged
    }
  }

  private static func node(_ item: Value) throws(Diagnostic) -> Graph.Node {
    guard case .list(let list) = item, list.count == 9 else { throw ChartArchive.damaged }
    let items = Array(list.items), texts = items.prefix(6).compactMap(text)
    guard texts.count == 6, let kind = Graph.Node.Kind(rawValue: texts[0]), case .list(let part) = items[6],
      let count = items[7].integer, case .bool(let carriesGradient) = items[8]
    else { throw ChartArchive.damaged }
    return Graph.Node(
      kind, name: texts[1], operation: texts[2], type: texts[3], value: texts[4], gradient: texts[5],
      part: part.items.compactMap(text), count: count, carriesGradient: carriesGradient)
  }

  private static func text(_ value: Value) -> String? {
    if case .text(let text) = value { text.string } else { nil }
  }
}
