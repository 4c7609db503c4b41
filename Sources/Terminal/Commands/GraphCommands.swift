import Formatting
import Language
import Tensors

/// `:graph`, `:backward`, `:why`: how a result was computed, and how gradients come back from it.
@MainActor
enum GraphCommands {
  static var all: [ReplCommand] { [graph, backward, WhyCommand.why] }

  private static var graph: ReplCommand {
    ReplCommand(
      name: "graph", usage: ":graph VALUE [backward] [all]",
      summary: "draws how it was computed; backward: with the gradients on their way; all: nothing folded"
    ) { argument, repl in
      var words = argument.split(separator: " ").map(String.init)
      var options: Set<String> = []
      while words.count > 1, let last = words.last, ["backward", "all"].contains(last) {
        options.insert(last)
        words.removeLast()
      }
      let text = words.joined(separator: " ")
      if text.isEmpty { return repl.complain("`:graph` needs a result", ":graph loss") }
      draw(text, options, repl)
    }
  }

  private static func draw(_ text: String, _ options: Set<String>, _ repl: Repl) {
    guard let subject = GraphSubject(text, repl) else { return }
    // What was made again has its names only as long as the copy lasts.
    let failure =
      subject.isRemade
      ? GraphSubject.inCopy(repl) {
        show(GraphSubject.run(subject.code ?? [], repl).value?.tensor ?? subject.tensor, options, repl)
      } : GraphSubject.undoing(repl) { show(subject.tensor, options, repl) }
    if let failure { return repl.complain(failure.message, failure.hints.first ?? ":graph loss") }
    noteRemade(subject, repl)
  }

  private static func show(_ tensor: Tensor, _ options: Set<String>, _ repl: Repl) -> Diagnostic? {
    let interpreter = repl.workspace.interpreter
    guard let function = interpreter.registry.value("graph") else { return nil }
    do {
      let figure = try interpreter.call(
        function, [.tensor(tensor), .bool(!options.contains("all")), .bool(options.contains("backward"))])
      repl.say(figure.display(repl.workspace.display))
      return nil
    } catch {
      return error
    }
  }

  static func noteRemade(_ subject: GraphSubject, _ repl: Repl) {
    guard subject.isRemade else { return }
    repl.tell(
      "`backward` had freed the graph of \(subject.text): this one was made again, in a copy, with the variables as "
        + "they are now", isDim: true)
  }

  // MARK: Backward

  private static var backward: ReplCommand {
    ReplCommand(
      name: "backward", usage: ":backward VALUE",
      summary:
        "the reverse pass, one operation at a time; changes no gradient. Enter goes on, c runs on, q stops"
    ) { argument, repl in
      if argument.isEmpty { return repl.complain("`:backward` needs a result", ":backward loss") }
      guard let subject = GraphSubject(argument, repl) else { return }
      noteRemade(subject, repl)
      do throws(TensorError) {
        try GraphSubject.undoing(repl) { () throws(TensorError) in try walk(subject, repl) }
      } catch {
        complain(error, repl)
      }
    }
  }

  /// Says why there is no walk: a result of several numbers, or a hook that failed.
  static func complain(_ error: TensorError, _ repl: Repl) {
    if case .callback(let inner as Diagnostic) = error {
      return repl.complain(
        "a hook failed: \(inner.message)", inner.hints.first ?? "its remove() takes it away")
    }
    repl.complain(error.message, error.hints.first ?? "take the mean or the sum first")
  }

  /// So many steps are shown where nobody is asked.
  private static let limit = 200

  private static func walk(_ subject: GraphSubject, _ repl: Repl) throws(TensorError) {
    var walk = try ReverseWalk(subject.snapshot)
    let steps = BackwardText(subject, width: repl.width, isASCII: repl.style.isASCII)
    repl.say(steps.opening)
    var waits = repl.style.isInteractive, count = 0
    while let step = try walk.step() {
      count += 1
      if count <= limit || waits { repl.say(steps.lines(step, number: count).joined(separator: "\n")) }
      guard waits else { continue }
      guard let answer = repl.ask("  ↵ "), answer != "q" else { return }
      if answer == "c" { waits = false }
    }
    if count > limit { repl.tell("  … \(Numbers.grouped(count - limit)) more steps") }
    repl.say(steps.summary(walk).joined(separator: "\n"))
  }
}
