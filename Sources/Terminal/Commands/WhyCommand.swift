import Formatting
import Language
import Notebook
import Tensors

/// `:why loss / w`: the chain rule from a result to a parameter, and a check by finite differences.
@MainActor
enum WhyCommand {
  static var why: ReplCommand {
    ReplCommand(
      name: "why", usage: ":why loss / w",
      summary:
        "the chain rule from a result to a parameter: every factor, sums, and a check without derivatives"
    ) { argument, repl in
      guard let (result, target) = halves(argument) else {
        return repl.complain("`:why` needs a result and what to differentiate it by", ":why loss / w")
      }
      guard let subject = GraphSubject(result, repl) else { return }
      guard let node = find(target, subject, repl) else { return }
      GraphCommands.noteRemade(subject, repl)
      do throws(TensorError) {
        try GraphSubject.undoing(repl) { () throws(TensorError) in try explain(subject, node, target, repl) }
      } catch {
        GraphCommands.complain(error, repl)
      }
    }
  }

  /// The two sides of `loss / w`.
  private static func halves(_ text: String) -> (result: String, target: String)? {
    guard let program = try? Parser.parse(SourceText(name: "", text: text)), program.statements.count == 1,
      case .expression(let expression) = program.statements[0].kind,
      case .binary(.divide, let left, let right, _) = expression.kind
    else { return nil }
    return (program.source.slice(left.range).trimmed, program.source.slice(right.range).trimmed)
  }

  /// The node of a parameter or an intermediate result, by its name in the graph.
  private static func find(_ target: String, _ subject: GraphSubject, _ repl: Repl) -> Int? {
    let named = subject.names.names.firstIndex(of: target)
    let value = GraphSubject.inCopy(repl) { GraphSubject.run([target], repl).value?.tensor }
    guard let node = named ?? value.flatMap({ subject.snapshot.find($0) }) else {
      let leaves = subject.snapshot.nodes.indices.filter { subject.snapshot.nodes[$0].kind == .leaf }
      let known = leaves.map { subject.names.names[$0] }.filter { !$0.isEmpty }
      repl.complain(
        "`\(target)` is not in the graph of \(subject.text)",
        known.isEmpty ? ":graph shows what is" : "in it are \(known.prefix(6).joined(separator: ", "))")
      return nil
    }
    guard subject.snapshot.nodes[node].carriesGradient else {
      repl.complain(
        "no gradient gets from \(subject.text) to `\(target)`",
        "it is a constant there, or was detached on the way; :graph shows such ways dashed")
      return nil
    }
    return node
  }

  static func parameter(_ path: String, _ repl: Repl) -> Parameter? {
    KnownTensors(repl.workspace.interpreter).entries.first { $0.name == path }?.parameter
  }

  /// So many steps are shown.
  private static let limit = 100

  private static func explain(
    _ subject: GraphSubject, _ node: Int, _ target: String, _ repl: Repl
  ) throws(TensorError) {
    var walk = try ReverseWalk(subject.snapshot, toward: node)
    let text = BackwardText(subject, width: repl.width, isASCII: repl.style.isASCII)
    repl.say(text.opening)
    var count = 0, isChanged = false
    while let step = try walk.step() {
      count += 1
      isChanged = isChanged || step.isChanged
      if count <= limit { repl.say(text.lines(step, number: count).joined(separator: "\n")) }
    }
    if count > limit { repl.tell("  … \(Numbers.grouped(count - limit)) more steps") }
    guard let gradient = walk.gradients[node][0] else {
      return repl.complain("nothing arrives at `\(target)`", ":graph \(subject.text) shows why")
    }
    for line in text.result(node, gradient) { repl.say(line) }
    let check = DifferenceCheck(subject, node, target, gradient, isChanged: isChanged)
    repl.say(try check.text(repl))
  }
}
