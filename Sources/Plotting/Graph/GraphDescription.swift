import Formatting

extension Graph {
  /// The graph in words, for readers who cannot see it: how large it is, what goes in, what it ends in, where no
  /// gradient flows.
  public func describe() -> String {
    let name = title.isEmpty ? "A computational graph" : "\"\(title)\", a computational graph"
    let operations = nodes.reduce(omitted) { $0 + $1.count }
    let parameters = nodes.filter { $0.kind == .parameter }, inputs = nodes.filter { $0.kind == .input }
    var text = "\(name) of \(AxisWords.count(operations, "operation"))"
    text += ", from \(Self.list(parameters, "parameter")) and \(Self.list(inputs, "input"))."
    if let last = nodes.last(where: { !$0.isLeaf }) {
      let called = last.name.isEmpty ? "" : " \"\(last.name)\""
      let value = last.value.isEmpty ? last.type : last.value
      text += " The result\(called) of \(last.bareOperation) is \(value)."
    }
    text += counts
    let users = outgoing
    let shared = nodes.indices.filter { users[$0].count > 1 && !nodes[$0].isLeaf }
    if !shared.isEmpty { text += " \(AxisWords.count(shared.count, "result")) used more than once." }
    let still = nodes.filter { !$0.isLeaf && !$0.carriesGradient }.reduce(0) { $0 + $1.count }
    if still > 0 { text += " No gradient flows through \(AxisWords.count(still, "operation"))." }
    return text
  }

  /// `2 parameters ("w", "b")`
  private static func list(_ nodes: [Node], _ kind: String) -> String {
    if nodes.isEmpty { return "no \(kind)" }
    let names = nodes.map(\.name).filter { !$0.isEmpty }
    let text = AxisWords.count(nodes.count, kind)
    return names.isEmpty ? text : "\(text) (\(AxisWords.list(names)))"
  }

  /// ` Operations: 3 × add, 2 × matmul.`
  private var counts: String {
    var counts: [(name: String, count: Int)] = []
    for node in nodes where node.kind == .operation {
      if let i = counts.firstIndex(where: { $0.name == node.bareOperation }) {
        counts[i].count += 1
      } else {
        counts.append((node.bareOperation, 1))
      }
    }
    guard !counts.isEmpty else { return "" }
    let sorted = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    let shown = sorted.prefix(8).map { "\($0.element.count) × \($0.element.name)" }.joined(separator: ", ")
    return " Operations: \(shown)\(counts.count > 8 ? " and \(counts.count - 8) more kinds" : "")."
  }
}
