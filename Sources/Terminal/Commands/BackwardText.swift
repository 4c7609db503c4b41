import Formatting
import Language
import Tensors

/// Steps of a reverse pass as text.
///
///     2  square → [0.01, 0.01, 0.04]              upstream [0.33, 0.33, 0.33]
///        subtract   g * 2 * x   local [-0.2, 0.2, -0.4]   product [-0.067, 0.067, -0.13]
@MainActor
struct BackwardText {
  private let subject: GraphSubject
  private let width: Int
  private let isASCII: Bool

  init(_ subject: GraphSubject, width: Int, isASCII: Bool) {
    (self.subject, self.width, self.isASCII) = (subject, width, isASCII)
  }

  private var derivative: String { isASCII ? "d" : "∂" }
  private var arrow: String { isASCII ? "->" : "→" }

  /// `∂loss/∂w`
  func quotient(_ node: Int) -> String {
    "\(derivative)\(short(subject.text))/\(derivative)\(subject.name(node))"
  }

  private func short(_ text: String) -> String { text.count > 20 ? "result" : text }

  var opening: String {
    fit("\(subject.text) = \(TensorWords.short(subject.tensor))") + "\n"
      + fit("  g: the gradient that arrives, 1 at first; out: the result")
  }

  func lines(_ step: ReverseWalk.Step, number: Int) -> [String] {
    let node = subject.snapshot.nodes[step.node]
    let name = subject.names.names[step.node]
    let value = node.value.map { " \(arrow) \(TensorWords.short($0))" } ?? ""
    var what = subject.name(step.node)
    if node.kind == .operation {
      let operands = node.inputs.indices.map { operand(node, $0) }.joined(separator: ", ")
      what = (name.isEmpty ? "" : "\(name) = ") + "\(node.operation)(\(operands))"
    }
    let upstream = step.arrived.first.flatMap(\.self).map(TensorWords.short) ?? "none"
    let indent = String(repeating: " ", count: max(3, "\(number)".count + 2))
    let head = DisplayWidth.pad("\(number)", to: indent.count)
    var lines = rows(
      head + what + value, "upstream g = \(upstream)", indent: indent)
    if step.isHooked {
      let left = step.upstream.first.flatMap(\.self).map(TensorWords.short) ?? "none"
      lines.append(
        fit(indent + (step.isChanged ? "a hook makes it g = \(left)" : "a hook looks at it, and leaves it")))
    }
    for part in step.parts {
      let position = node.inputs[part.input].node
      var text = "\(indent)to \(subject.name(position))"
      if let rule = rule(node, part.input) { text += ":  \(rule)" }
      lines += rows(text, product(part, step), indent: indent + "  ")
      if part.count > 1 {
        lines.append(
          fit(
            "\(indent)  \(subject.name(position)) is used \(part.count) times so far: the sum is \(TensorWords.short(part.total))"
          )
        )
      }
    }
    return lines
  }

  /// `local [1, 2] × [3, 3] = [3, 6]`, or the product alone.
  private func product(_ part: ReverseWalk.Part, _ step: ReverseWalk.Step) -> String {
    let product = TensorWords.short(part.product)
    guard let local = part.local, let g = step.upstream.first.flatMap(\.self),
      let factor = TensorWords.small(local)
    else { return product }
    return "local \(factor) \(isASCII ? "x" : "×") \(TensorWords.short(g)) = \(product)"
  }

  /// What a node gets, below its name where there is no room beside it.
  func result(_ node: Int, _ gradient: Tensor) -> [String] {
    let value = "= \(TensorWords.short(gradient))"
    let line = "  \(quotient(node)) \(value)"
    return DisplayWidth.of(line) <= width ? [line] : [fit("  \(quotient(node))"), fit("    \(value)")]
  }

  /// Two texts on one line where they fit, else below each other; what follows the last `=` on a line of its own
  /// where there is no other way.
  private func rows(_ left: String, _ right: String, indent: String) -> [String] {
    if DisplayWidth.of(left) + 3 + DisplayWidth.of(right) <= width {
      let column = min(max(width / 2 - 4, DisplayWidth.of(left) + 3), width - DisplayWidth.of(right))
      return [DisplayWidth.pad(left, to: column) + right]
    }
    guard DisplayWidth.of(indent + right) > width, let equals = right.lastIndex(of: "=") else {
      return [fit(left), fit(indent + right)]
    }
    return [fit(left), fit(indent + String(right[..<equals]).trimmed), fit(indent + right[equals...])]
  }

  private func fit(_ text: String) -> String {
    DisplayWidth.truncate(text, to: max(20, width), ellipsis: isASCII ? "..." : "…")
  }

  private func operand(_ node: GraphSnapshot.Node, _ input: Int) -> String {
    let position = node.inputs[input].node
    let name = subject.names.names[position]
    if !name.isEmpty { return name }
    let value = subject.snapshot.nodes[position].value
    return value.flatMap { $0.count == 1 ? TensorWords.small($0) : nil }
      ?? (isASCII ? "_" : subject.snapshot.nodes[position].inputs.isEmpty ? "…" : "·")
  }

  private func rule(_ node: GraphSnapshot.Node, _ input: Int) -> String? {
    guard node.rules.indices.contains(input) else { return nil }
    return node.rules[input]
  }

  /// What each parameter gets.
  func summary(_ walk: ReverseWalk) -> [String] {
    let leaves = subject.snapshot.nodes.indices.filter {
      subject.snapshot.nodes[$0].kind == .leaf && walk.gradients[$0][0] != nil
    }
    if leaves.isEmpty { return ["  no parameter gets a gradient"] }
    let names = leaves.map { quotient($0) }
    let column = min(names.map(DisplayWidth.of).max() ?? 0, width / 2)
    return zip(leaves, names).map { leaf, name in
      let gradient = walk.gradients[leaf][0].map(TensorWords.short) ?? ""
      return fit("  \(DisplayWidth.pad(name, to: column)) = \(gradient)")
    }
  }
}
