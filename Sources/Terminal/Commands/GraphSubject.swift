import Language
import Notebook
import Tensors

/// What `:graph`, `:backward` and `:why` are about: a result with its graph, wherever it comes from.
///
/// A variable's graph is looked at as it is. When `backward` has freed it, the statements that made the variable
/// run again, in a copy of the session; so does an expression.
@MainActor
struct GraphSubject {
  let tensor: Tensor
  let snapshot: GraphSnapshot
  let names: GraphNames
  /// The code that makes the result anew; nil when nobody knows.
  let code: [String]?
  /// The name or the expression that the reader gave.
  let text: String
  /// Whether the graph was made anew.
  let isRemade: Bool

  /// Makes it, or complains.
  init?(_ text: String, _ repl: Repl) {
    let interpreter = repl.workspace.interpreter
    let code = Self.code(for: text, repl)
    if let variable = interpreter.variable(text) {
      guard let tensor = variable.tensor else {
        repl.complain(
          "`\(text)` is \(variable.kindName), and has no graph", "name a tensor that parameters went into")
        return nil
      }
      if let made = Self.snapshot(tensor, KnownTensors(interpreter)) {
        self.init(tensor, made, KnownTensors(interpreter), code, text, isRemade: false)
        return
      }
    }
    guard let code else {
      // The engine's own words: never part of a graph, or freed.
      do throws(TensorError) {
        if let tensor = interpreter.variable(text)?.tensor {
          _ = try GraphSnapshot(of: tensor)
        }
      } catch {
        repl.complain(error.message, error.hints.first ?? ":graph mean((w * x - y) ^ 2)")
      }
      return nil
    }
    self.init(making: code, text, repl)
  }

  private init(
    _ tensor: Tensor, _ snapshot: GraphSnapshot, _ known: KnownTensors, _ code: [String]?, _ text: String,
    isRemade: Bool
  ) {
    (self.tensor, self.snapshot, self.code, self.text) = (tensor, snapshot, code, text)
    self.isRemade = isRemade
    names = GraphNames(snapshot, known)
  }

  private init?(making code: [String], _ text: String, _ repl: Repl) {
    var found: (Tensor, GraphSnapshot, KnownTensors)?
    let failure = Self.inCopy(repl) { () -> String? in
      let (value, failure) = Self.run(code, repl)
      guard let tensor = value?.tensor else {
        return failure ?? "`\(text)` gives no tensor, and has no graph"
      }
      let known = KnownTensors(repl.workspace.interpreter)
      do throws(TensorError) {
        found = (tensor, try GraphSnapshot(of: tensor, known: known.tensors), known)
      } catch {
        return error.message
      }
      return nil
    }
    guard let (tensor, snapshot, known) = found else {
      repl.complain(failure ?? "`\(text)` has no graph", "it must come from a parameter: w = param(0.0)")
      return nil
    }
    self.init(
      tensor, snapshot, known, code, text, isRemade: repl.workspace.interpreter.variable(text) != nil)
  }

  private static func snapshot(_ tensor: Tensor, _ known: KnownTensors) -> GraphSnapshot? {
    try? GraphSnapshot(of: tensor, known: known.tensors)
  }

  // MARK: Making it again

  /// What has to run to make a variable or an expression; the last line is its value.
  private static func code(for text: String, _ repl: Repl) -> [String]? {
    let interpreter = repl.workspace.interpreter
    guard let variable = interpreter.variable(text) else { return [text] }
    guard case .tensor = variable else { return nil }
    let statements = repl.book.statements(making: text) { name in
      switch interpreter.variable(name) {
      case .parameter, .model: .parameter
      case .tensor(let tensor) where tensor.requiresGrad: .result
      default: .unknown
      }
    }
    return statements.map { $0 + [text] }
  }

  /// Runs the lines without showing anything.
  /// - Returns: the value of the last one, or what went wrong.
  static func run(_ code: [String], _ repl: Repl) -> (value: Value?, failure: String?) {
    let output = repl.workspace.run(code.joined(separator: "\n"), name: "again")
    return (output.succeeded ? output.result.value : nil, output.result.error?.message)
  }

  /// Does something to the session and takes it back; nothing of it is shown.
  static func inCopy<T>(_ repl: Repl, _ body: () -> T) -> T {
    let live = repl.workspace.live, liveError = repl.workspace.liveError
    let before = Checkpoint(repl.workspace.interpreter)
    repl.workspace.live = nil
    repl.workspace.liveError = nil
    defer {
      before.restore()
      repl.workspace.live = live
      repl.workspace.liveError = liveError
    }
    return body()
  }

  /// Does something that may call the reader's hooks, and takes back what they did to the session.
  static func undoing<T, E: Error>(_ repl: Repl, _ body: () throws(E) -> T) throws(E) -> T {
    let before = Checkpoint(repl.workspace.interpreter)
    defer { before.restore() }
    return try body()
  }

  /// What a node is called: the reader's name for it, or its operation.
  func name(_ node: Int) -> String {
    let name = names.names[node]
    if !name.isEmpty { return name }
    let here = snapshot.nodes[node]
    return node == snapshot.result ? text : here.operation.isEmpty ? "a constant" : here.operation
  }
}
