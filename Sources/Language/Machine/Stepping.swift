import Tensors

/// One evaluated sub-expression, as the machine reports it.
public struct Step {
  /// Where it stands: the cell's text, and the bytes of it.
  public let source: SourceText
  public let range: SourceRange
  public let value: Value
  /// How long the operation itself took, without its operands, which were steps before it.
  public let seconds: Double
  /// Calls of the language that are under way; 0 in the cell itself.
  public let depth: Int
  /// The operation that the value's gradient will go back through: `matmul`. nil without a gradient.
  public let node: String?

  /// As the reader wrote it.
  public var text: String { source.slice(range) }
}

/// Running a cell one operation at a time.
///
/// A cell that is stepped is compiled with an `observe` instruction after every operation, and so are, for as
/// long as it runs, the functions and models of the session. Code that is not stepped has no such
/// instructions: being able to step costs nothing.
extension Interpreter {
  /// What is told about each step; false stops the cell.
  public typealias Observer = (Step) throws(Diagnostic) -> Bool

  /// Runs a cell and tells the observer about each operation, after it was done, operands before results.
  /// Literals and names are not steps.
  public func run(_ source: SourceText, observer: @escaping Observer) -> CellResult {
    guard frameTop == frames, nesting == 0 else { return run(source) }
    let twins = observedTwins()
    exchange(twins)
    self.observer = observer
    lastStep = .now
    defer {
      self.observer = nil
      exchange(twins)
    }
    return run(source, isObserved: true)
  }

  /// The instruction after an operation.
  @inline(never)
  func observe(
    _ pc: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) {
    guard let observer else { return }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let place = prototype.places[Int(prototype.placeIndex[pc - UnsafePointer(entry.pointee.code)])]
    let value = r[pc.a].value
    let step = Step(
      source: prototype.source, range: place.range, value: value,
      seconds: (ContinuousClock.now - lastStep).inSeconds, depth: frameTop - frames + nesting,
      node: Self.node(of: value))
    guard try observer(step) else { throw Self.interruptError }
    // The observer's own time is nobody's.
    lastStep = .now
  }

  private static func node(of value: Value) -> String? {
    switch value {
    case .tensor(let tensor): tensor.gradientOperation
    default: nil
    }
  }

  // MARK: Twins

  /// Code and the same code with observations.
  private typealias Twin = (plain: FunctionPrototype, observed: FunctionPrototype)

  /// Twins of all functions, methods and constructors in variables. What can't be compiled again keeps its code.
  private func observedTwins() -> [Twin] {
    var cells: [ObjectIdentifier: FunctionPrototype] = [:]
    var twins: [ObjectIdentifier: Twin] = [:]
    for index in 0..<module.count
    where module.slots[index].tag == .function || module.slots[index].tag == .model {
      for prototype in Self.code(of: module.slots[index].value) where prototype.module === module {
        let key = ObjectIdentifier(prototype.source)
        let known = cells[key] ?? (try? compile(prototype.source, isObserved: true))
        cells[key] = known
        if let observed = known?.function(prototype.ordinal) {
          twins[ObjectIdentifier(prototype)] = (prototype, observed)
        }
      }
    }
    return Array(twins.values)
  }

  private static func code(of value: Value) -> [FunctionPrototype] {
    switch value {
    case .function(let function):
      switch function.kind {
      case .closure(let prototype, _): return [prototype]
      case .method(let receiver, _, _): return code(of: receiver.definition)
      case .model(let definition): return code(of: definition)
      case .builtIn, .native: return []
      }
    case .model(let model): return code(of: model.definition)
    default: return []
    }
  }

  private static func code(of model: ModelDefinitionObject) -> [FunctionPrototype] {
    [model.constructor] + model.methods.values
  }

  /// Everything that calls the plain code enters the observed one, or the other way round.
  private func exchange(_ twins: [Twin]) {
    for (plain, observed) in twins {
      let code = plain.entry.pointee
      plain.entry.pointee = observed.entry.pointee
      observed.entry.pointee = code
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
