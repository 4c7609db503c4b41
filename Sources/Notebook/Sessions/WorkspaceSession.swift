import Language
import Tensors

/// Keeps a workspace in a session's file: after each cell everything that changed, and all of it back
/// when the program starts again.
public final class WorkspaceSession {
  private let store: SessionStore
  private let workspace: Workspace
  private let archive: Archive
  private var reportedLost: Set<String> = []
  /// The state that is in the file: what has not changed since is not looked at again.
  private var stored: Checkpoint?

  /// What the session belongs to, until it is stored.
  private var folder: String?

  /// - Parameter folder: what the session belongs to: a folder, or the notebook that is walked through.
  public init(
    path: String, workspace: Workspace, folder: String? = nil,
    pastLimit: SessionStore.PastLimit = SessionStore.PastLimit()
  ) throws(SessionError) {
    store = try SessionStore(path: path, pastLimit: pastLimit)
    self.workspace = workspace
    self.folder = folder
    archive = Archive(workspace.interpreter)
  }

  public struct Restored {
    public var cells: [SessionStore.Cell]
    public var failures: [(name: String, reason: Diagnostic)]
  }

  /// Told when a stored tensor turns out to be damaged after all was brought back.
  public var foundDamaged: () -> Void = {}

  /// Brings back variables, the random stream and the default dtype.
  /// - Parameter readAtOnce: bytes of large tensors that are read now. The others are there with their shapes, and
  ///   read when somebody looks at their elements.
  public func restore(readAtOnce: Int = 16 << 20) throws(SessionError) -> Restored {
    let cells = try store.cells()
    if let name = try store.setting("dtype"), let dtype = DType(name: String(decoding: name, as: UTF8.self)) {
      workspace.context.defaultDType = dtype
    }
    if let bytes = try store.setting("generator"), let generator = Generator(words: Self.words(bytes)) {
      workspace.context.generator = generator
    }
    let failures = restore(try store.items(), try blocks(readAtOnce: readAtOnce))
    return Restored(cells: cells, failures: failures)
  }

  private func restore(
    _ items: [SessionStore.Item], _ blocks: BlockSource
  ) -> [(name: String, reason: Diagnostic)] {
    archive.restore(
      items.map { Archive.Item(name: $0.name, summary: $0.summary, bytes: $0.bytes) }, blocks: blocks)
  }

  private func blocks(readAtOnce: Int) throws(SessionError) -> BlockSource {
    let sizes = try store.blockSizes()
    return BlockSource(
      readAtOnce: readAtOnce, bytes: { [store] name in store.block(name) }, size: { sizes[$0] },
      foundDamaged: { [weak self] in self?.foundDamaged() })
  }

  /// Makes the workspace what it was before the last so many cells that the file knows. The file stays as it is until
  /// the state is kept.
  /// - Returns: the number of the last cell that this undoes, and what could not be read; nil when the file does not know
  ///   so many.
  public func restore(
    before count: Int
  ) throws(SessionError) -> (cell: Int, failures: [(name: String, reason: Diagnostic)])? {
    guard let earlier = try store.state(before: count) else { return nil }
    let blocks = try blocks(readAtOnce: 16 << 20)
    if let name = earlier.settings["dtype"], let dtype = DType(name: String(decoding: name, as: UTF8.self)) {
      workspace.context.defaultDType = dtype
    }
    if let bytes = earlier.settings["generator"], let generator = Generator(words: Self.words(bytes)) {
      workspace.context.generator = generator
    }
    workspace.interpreter.removeAllVariables()
    // Objects are made anew: those of the present state keep nothing of their numbers.
    archive.forgetObjects()
    stored = nil
    return (earlier.cell, restore(earlier.items, blocks))
  }

  /// Stores a finished cell with the state after it.
  /// - Parameters:
  ///   - state: the present state, where somebody has taken it already. What has changed since then is found by the
  ///     next call.
  ///   - step: how the state came about; by the cell, or without one by a command, when it is left out.
  /// - Returns: names of variables that can't be kept, each once.
  @discardableResult
  public func keep(
    _ cell: SessionStore.Cell?, lesson: LessonChange? = nil, state: Checkpoint? = nil,
    step: SessionStep? = nil
  ) throws(SessionError) -> [String] {
    let now = state ?? Checkpoint(workspace.interpreter)
    let contents = archive.contents(changed: stored.map { now.changes(since: $0) })
    stored = nil
    var settings = [
      "dtype": Array(workspace.context.defaultDType.name.utf8),
      "generator": Self.bytes(workspace.context.generator.words),
    ]
    settings["folder"] = folder.map { Array($0.utf8) }
    try store.save(
      cell, contents, settings: settings,
      step: step ?? cell.map { .cell($0.number) } ?? .change, lesson: lesson)
    stored = now
    folder = nil
    defer { reportedLost.formUnion(contents.lost) }
    return contents.lost.filter { !reportedLost.contains($0) }
  }

  /// Stores an edited cell's text and the order of all cells.
  public func arrange(_ edited: SessionStore.Cell?, order: [Int]) throws(SessionError) {
    try store.arrange(edited, order: order)
  }

  public func set(_ name: String, _ value: String) throws(SessionError) { try store.set(name, value) }

  public func setting(_ name: String) throws(SessionError) -> String? {
    try store.setting(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Stores a walkthrough's progress that no cell made.
  public func keep(_ lesson: LessonChange) throws(SessionError) { try store.save(lesson) }

  public func progress(reader: String, file: String) throws(SessionError) -> LessonProgress {
    try store.progress(reader: reader, file: file)
  }

  /// Lets other processes open the session.
  /// - Parameter readingAll: false leaves elements that nobody has looked at in the file, where they can't be read
  ///   any more: the program ends.
  public func close(readingAll: Bool = true) {
    if readingAll { archive.readAll() }
    store.close()
  }

  private static func bytes(_ words: [UInt64]) -> [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
  }

  private static func words(_ bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    }
  }
}
