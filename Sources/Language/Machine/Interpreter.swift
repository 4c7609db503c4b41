import Glibc
import Kernels
import Tensors

/// Something a cell wants a person to see while it runs.
public enum Output {
  /// What `print` writes, newline included.
  case text(String)
  /// A value shown before the cell ends, such as a plot in a loop.
  case value(Value)
  /// A value that takes the place of the frame before it, and stays when the cell ends.
  case frame(Value)
  case warning(Diagnostic)
}

/// What became of a cell.
public struct CellResult {
  /// The value of the last statement; `none` when it has no value.
  public var value: Value = .none
  /// Whether the value should be shown: the cell ends in an expression without a `;`.
  public var showsValue = false
  public var error: Diagnostic?
  /// What the cell was warned of, in order; the sink has had each when it came up.
  public var warnings: [Diagnostic] = []
  /// Variables that have another value than before.
  public var changed: [String] = []

  public init() {}
}

/// One session's interpreter: its variables, its registry and the machine that runs its cells.
///
/// Not thread-safe; independent interpreters may run in parallel. After an error or an interrupt the
/// variables are as they were before the cell.
public final class Interpreter {
  public let registry: Registry
  public let context: TensorContext
  /// Receives what cells print, as they print it.
  public var sink: (Output) -> Void = { _ in }
  /// Told how far the outermost loop is, whenever somebody has asked for it with `gradus_look_request`.
  public var look: ((LoopProgress?) -> Void)?
  /// How values in texts are shown.
  public var display = DisplayOptions()
  /// Where relative paths start.
  public var directory = "."

  /// Where `data:NAME` is.
  public var dataFile: (String) -> String = { $0 }

  /// A path as the system takes it.
  public func resolve(_ path: String) -> String {
    if path.hasPrefix("data:") { return dataFile(String(path.dropFirst(5))) }
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
      return String(cString: home) + path.dropFirst()
    }
    if path.hasPrefix("/") || directory == "." { return path }
    // `lib/../a.md` is a.md: a file has one name.
    var folders = directory.split(separator: "/", omittingEmptySubsequences: true)
    for piece in path.split(separator: "/") where piece != "." {
      if piece == "..", let last = folders.last, last != ".." {
        folders.removeLast()
      } else {
        folders.append(piece)
      }
    }
    return (directory.hasPrefix("/") ? "/" : "") + folders.joined(separator: "/")
  }

  /// A path that is to be written to; data sets are not.
  public func resolve(writing path: String) throws(Diagnostic) -> String {
    guard !path.hasPrefix("data:") else {
      throw Diagnostic(
        .file, "F02", "`\(path)` can't be written: `data:` stands for data sets",
        hints: ["choose a file of your own, such as \"mine.csv\""])
    }
    return resolve(path)
  }

  /// What `import` reads.
  public struct ImportedFile {
    public var sources: [SourceText]
    /// Where relative paths in it start.
    public var directory: String

    public init(sources: [SourceText], directory: String) {
      self.sources = sources
      self.directory = directory
    }
  }

  /// Loads a file's code for `import`.
  public var importer: ((String) throws(Diagnostic) -> ImportedFile)?
  /// The files that are being imported, this one last.
  var importing: [String] = []

  let module: Module
  /// What has been compiled of the part of the library that is written in the language.
  let prelude: PreludeModule
  let stack: UnsafeMutablePointer<Slot>
  let stackEnd: UnsafeMutablePointer<Slot>
  /// First free slot for a nested run of the machine.
  var stackTop: UnsafeMutablePointer<Slot>
  let frames: UnsafeMutablePointer<Frame>
  /// Where the next call notes what to come back to.
  var frameTop: UnsafeMutablePointer<Frame>
  let frameEnd: UnsafeMutablePointer<Frame>
  /// Lists inside lists that are being made a tensor.
  private var listDepth = 0
  /// Runs of the machine inside built-ins inside runs of the machine.
  var nesting = 0
  /// Functions that were replaced while they ran, kept until the machine is through.
  var retired: [Slot] = []
  /// Active `try` blocks, innermost last.
  var handlers: [Handler] = []
  /// The list of integers that was last looked up (`makeKey`).
  var keyList = ListObject([])
  /// Where texts with values in them are put together.
  var textBuffer: [UInt8] = []
  /// Told about each step of a cell that is stepped, and when the last one ended.
  var observer: Observer?
  var lastStep = ContinuousClock.now
  /// Cells that were compiled for stepping, as long as it goes on.
  var observed: [FunctionPrototype] = []
  /// Whether errors about shapes come with repairs; not where repairs are tried.
  var findsRepairs = true
  /// Whether cells are warned of what is legal but nearly always wrong.
  public var showsWarnings = true
  /// The warnings of the running cell, and the places that have had one.
  var warnings: [Diagnostic] = []
  var warned: Set<WarnedPlace> = []
  var warnedSources: [SourceText] = []
  /// Interpreters of imported notebooks, whose functions may still be called.
  var imported: [Interpreter] = []

  static let stackCapacity = 1 << 20
  static let frameLimit = 10_000
  static let nestingLimit = 120

  public convenience init(registry: Registry, context: TensorContext) {
    self.init(registry: registry, context: context, prelude: PreludeModule())
  }

  init(registry: Registry, context: TensorContext, prelude: PreludeModule) {
    self.registry = registry
    self.prelude = prelude
    self.context = context
    module = Module()
    guard let memory = calloc(Self.stackCapacity, MemoryLayout<Slot>.stride) else {
      preconditionFailure("no memory for the machine's stack")
    }
    stack = memory.bindMemory(to: Slot.self, capacity: Self.stackCapacity)
    stackEnd = stack + Self.stackCapacity
    stackTop = stack
    frames = .allocate(capacity: Self.frameLimit)
    frameTop = frames
    frameEnd = frames + Self.frameLimit
  }

  deinit {
    releaseRetired()
    free(stack)
    frames.deallocate()
  }

  // MARK: Running cells

  /// Parses, compiles and runs one cell.
  public func run(_ source: SourceText) -> CellResult { run(source, isObserved: false) }

  func run(_ source: SourceText, isObserved: Bool) -> CellResult {
    var result = CellResult()
    warnings = []
    let outer = showsWarnings
    if Self.turnsWarningsOff(source) { showsWarnings = false }
    defer { showsWarnings = outer }
    let snapshot = module.snapshot()
    do {
      let program = try Parser.parse(source)
      let prototype = try compile(program, isObserved: isObserved)
      result.value = try run(cell: prototype)
      result.showsValue = showsValue(program)
      recordOrigins(program)
    } catch {
      snapshot.restore(to: module)
      result.error = facingReader(error)
    }
    result.changed = changes(since: snapshot)
    result.warnings = warnings
    return result
  }

  /// The code of a cell, without running it.
  func compile(_ source: SourceText, isObserved: Bool = false) throws(Diagnostic) -> FunctionPrototype {
    try compile(try Parser.parse(source), isObserved: isObserved)
  }

  private func compile(_ program: Program, isObserved: Bool) throws(Diagnostic) -> FunctionPrototype {
    let cell = try Compiler.compile(
      program, module: module, registry: registry, context: context, isObserved: isObserved)
    if isObserved { observed.append(cell) }
    try linkPrelude(to: module)
    return cell
  }

  func run(cell prototype: FunctionPrototype) throws(Diagnostic) -> Value {
    let base = prototype.module.slots
    defer {
      clear(base + prototype.firstTemporary, prototype.registerCount - prototype.firstTemporary)
      if frameTop == frames && nesting == 0 { releaseRetired() }
    }
    // Functions in variables keep their own code alive; this keeps the running cell's.
    return try withExtendedLifetime(prototype) { () throws(Diagnostic) in
      var slot = try run(entry: prototype.entry, base: base, boxes: nil)
      return slot.take()
    }
  }

  private func showsValue(_ program: Program) -> Bool {
    guard let last = program.statements.last, !last.hidesResult else { return false }
    if case .expression = last.kind { return true }
    return false
  }

  private func recordOrigins(_ program: Program) {
    for statement in program.statements {
      guard case .assign(let target, _, _) = statement.kind else { continue }
      for name in names(of: target) {
        module.origins[name] = .init(source: program.source, range: statement.range)
      }
    }
  }

  private func names(of target: Target) -> [String] {
    switch target {
    case .name(let name, _): [name]
    case .list(let targets, _): targets.flatMap { names(of: $0) }
    case .index, .field: []
    }
  }

  private func changes(since snapshot: Module.Snapshot) -> [String] {
    (0..<module.count).compactMap { i in
      let now = module.slots[i]
      let before = i < snapshot.slots.count ? snapshot.slots[i] : .undefined
      return now.tag != before.tag || now.bits != before.bits ? module.names[i] : nil
    }
  }

  // MARK: Variables

  /// Names of all variables that have a value, in the order in which they were first named.
  public var variableNames: [String] {
    module.names.indices.filter { module.isDefined($0) }.map { module.names[$0] }
  }

  public func variable(_ name: String) -> Value? { module[name] }

  /// Sets a variable, or removes it when `value` is nil.
  public func setVariable(_ name: String, _ value: Value?) {
    guard let index = module.declare(name, registry: registry) else { return }
    let old = module.slots[index]
    // It may be what is running.
    if old.tag == .function, frameTop > frames { retired.append(old.retained) }
    module.set(index, value)
  }

  public func removeAllVariables() {
    for i in 0..<module.count { module.set(i, nil) }
    module.origins = [:]
  }

  // MARK: Calling back

  /// Calls a function value with positional arguments.
  public func call(_ function: Value, _ arguments: [Value]) throws(Diagnostic) -> Value {
    try call(function, arguments, names: [])
  }

  public func call(_ function: Value, _ arguments: [Value], names: [String?]) throws(Diagnostic) -> Value {
    guard nesting < Self.nestingLimit else { throw Self.recursionError }
    // Built-ins that call again and again may never come to one of the machine's own polls.
    if gradus_interrupt_requested() { throw Self.interruptError }
    nesting += 1
    defer { nesting -= 1 }
    let top = stackTop
    defer { stackTop = top }
    return try invoke(function, arguments, names)
  }

  /// Stops what takes long if the reader, or the end of the memory, asks for it.
  public func checkInterrupt() throws(Diagnostic) {
    if gradus_interrupt_requested() { throw Self.interruptError }
  }

  static let recursionError = Diagnostic(
    .recursion, "R01", "the calls are nested too deeply",
    hints: ["a function calls itself without an end, or once for each of many elements: use a loop"])

  /// The cell was stopped, by the reader or because the memory was used up.
  static var interruptError: Diagnostic {
    if gradus_interrupt_is_memory() { return Diagnostic(TensorError.interrupted) }
    return Diagnostic(
      .interrupted, "I01", "interrupted", hints: ["the variables are as they were before the cell"])
  }

  /// The tensor that a value stands for: tensors, parameters, numbers, lists of numbers, ranges,
  /// numeric columns. nil for anything else.
  public func tensor(from value: Value) throws(Diagnostic) -> Tensor? {
    switch value {
    case .tensor(let tensor): return tensor
    case .parameter(let parameter): return parameter.tensor
    case .bool(let x): return Tensor([x], [])
    case .int(let x): return Tensor([x], [])
    case .float(let x): return Tensor([x], [], context.defaultDType)
    case .range(let range):
      guard range.count <= 1_000_000_000 else { return nil }
      return Tensor(range.elements, [range.count])
    case .list(let list):
      // A tensor has at most as many axes, and lists may be nested without an end.
      guard listDepth < 64 else { throw Self.recursionError }
      listDepth += 1
      defer { listDepth -= 1 }
      return try stack(Array(list.items))
    case .object(let object): return object.asTensor
    default: return nil
    }
  }

  func clear(_ base: UnsafeMutablePointer<Slot>, _ count: Int) {
    for i in 0..<max(0, count) {
      base[i].release()
      base[i] = .undefined
    }
  }
}

/// What the machine goes back to when a function returns.
struct Frame {
  var entry: UnsafeMutablePointer<CodeEntry>
  var base: UnsafeMutablePointer<Slot>
  var boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  /// The instruction after the call.
  var next: UnsafePointer<Instruction>

  @inline(__always) init(
    _ entry: UnsafeMutablePointer<CodeEntry>, _ base: UnsafeMutablePointer<Slot>,
    _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?, _ next: UnsafePointer<Instruction>
  ) {
    (self.entry, self.base, self.boxes, self.next) = (entry, base, boxes, next)
  }

  /// The register that wants the result: calls of code are two words.
  @inline(__always) var target: Int { (next - 2).pointee.a }
}

/// One active `try` block.
struct Handler {
  var frames: UnsafeMutablePointer<Frame>
  var target: UnsafePointer<Instruction>
  var register: Int
}

extension Interpreter {
  /// Whether a condition on this value holds.
  public func isTrue(_ value: Value) throws(Diagnostic) -> Bool { try truth(value) }

  /// `x op y`, as the language does it.
  public func binary(_ operation: BinaryOperator, _ x: Value, _ y: Value) throws(Diagnostic) -> Value {
    let left = Slot(x), right = Slot(y)
    defer {
      left.release()
      right.release()
    }
    var result = try arithmetic(operation, left, right)
    return result.take()
  }
}
