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
  /// What the value's gradient will go back through: the operation, as `matmul`, or `parameter`.
  /// nil without a gradient.
  public let node: String?

  /// The shape of a tensor or parameter.
  public var shape: Shape? { value.tensor?.shape }

  /// As the reader wrote it.
  public var text: String { source.slice(range) }
}

/// Running a cell one operation at a time.
///
/// A cell that is stepped is compiled with an `observe` instruction after every operation, and so are, for as
/// long as it runs, the functions and models of the session: their entries point to the twins. Code that is not
/// stepped has no such instructions: being able to step costs nothing.
extension Interpreter {
  /// What is told about each step; false stops the cell.
  public typealias Observer = (Step) throws(Diagnostic) -> Bool

  /// Runs a cell and tells the observer about each operation, after it was done, operands before results.
  /// Literals and names are not steps.
  public func run(_ source: SourceText, observer: @escaping Observer) -> CellResult {
    guard frameTop == frames, nesting == 0 else { return run(source) }
    let twins = observedTwins()
    let plain = twins.map { $0.plain.entry.pointee }
    for twin in twins { twin.plain.entry.pointee = twin.observed.entry.pointee }
    self.observer = observer
    lastStep = .now
    defer {
      self.observer = nil
      for (twin, code) in zip(twins, plain) { twin.plain.entry.pointee = code }
      settle()
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
      seconds: (ContinuousClock.now - lastStep).inSeconds, depth: frameTop - frames,
      node: Self.node(of: value))
    guard try observer(step) else { throw Self.interruptError }
    // The observer's own time is nobody's.
    lastStep = .now
  }

  private static func node(of value: Value) -> String? {
    switch value {
    case .tensor(let tensor): tensor.gradientOperation
    case .parameter: "parameter"
    default: nil
    }
  }

  // MARK: Twins

  /// A function's own code and the same code with observations.
  private typealias Twin = (plain: FunctionPrototype, observed: FunctionPrototype)

  /// Twins of all functions, methods and constructors that variables lead to. What can't be compiled again
  /// keeps its code, and is one step.
  private func observedTwins() -> [Twin] {
    var cells: [ObjectIdentifier: FunctionPrototype] = [:]
    var twins: [Twin] = []
    for prototype in reachableCode() where prototype.module === module {
      let key = ObjectIdentifier(prototype.source)
      if cells[key] == nil { cells[key] = try? compile(prototype.source, isObserved: true) }
      if let observed = cells[key]?.function(prototype.ordinal) { twins.append((prototype, observed)) }
    }
    return twins
  }

  /// The code of all functions and models in variables, in lists and records in them, and in what closures share.
  private func reachableCode() -> [FunctionPrototype] {
    var code: [ObjectIdentifier: FunctionPrototype] = [:]
    var seen: Set<ObjectIdentifier> = []
    var rest = (0..<module.count).map { module.slots[$0] }
    while let slot = rest.popLast() {
      guard slot.tag != .box else {
        rest.append(slot.box.pointee)
        continue
      }
      guard slot.isHeap, seen.insert(ObjectIdentifier(slot.object(AnyObject.self))).inserted else { continue }
      switch slot.value {
      case .list(let list): for i in 0..<list.count where list.slots[i].isHeap { rest.append(list.slots[i]) }
      case .record(let record): for i in 0..<record.count { rest.append(record.slots[i]) }
      case .model(let model):
        for i in model.definition.fieldNames.indices { rest.append(model.slots[i]) }
        for prototype in Self.code(of: model.definition) { code[ObjectIdentifier(prototype)] = prototype }
      case .function(let function):
        switch function.kind {
        case .closure(let prototype, let boxes):
          code[ObjectIdentifier(prototype)] = prototype
          for box in boxes { rest.append(box.place.pointee) }
        case .method(let model, _, _): rest.append(Slot(tag: .model, bits: Slot.bits(of: model)))
        case .model(let definition):
          for prototype in Self.code(of: definition) { code[ObjectIdentifier(prototype)] = prototype }
        case .builtIn, .native: break
        }
      default: break
      }
    }
    return Array(code.values)
  }

  private static func code(of model: ModelDefinitionObject) -> [FunctionPrototype] {
    [model.constructor] + model.methods.values
  }

  /// Functions that were made while the cell was stepped may live on: from now on they run without observations.
  private func settle() {
    let cells = observed
    observed = []
    for cell in cells {
      let inner = cell.functions
      guard inner.count > 1, let plain = try? compile(cell.source) else { continue }
      for function in inner {
        guard let twin = plain.function(function.ordinal) else { continue }
        function.entry.pointee = twin.entry.pointee
        function.plain = twin
      }
    }
  }
}

extension FunctionPrototype {
  /// This function and all inside it.
  fileprivate var functions: [FunctionPrototype] {
    let inner = prototypes + models.flatMap { [$0.constructor] + $0.methods.values }
    return [self] + inner.flatMap(\.functions)
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
