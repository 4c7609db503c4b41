import Foundation
import GRDB
import Glibc
import Language

/// What can be wrong with a session's file.
public struct SessionError: Error, Sendable {
  public var message: String
  public init(message: String) { self.message = message }
}

/// One session's file: cells, variables, settings, in SQLite with a write-ahead log.
///
/// A cell is one transaction: a process killed at any moment leaves the state after its last finished cell.
public final class SessionStore {
  /// A variable, or an object that variables share (its name then begins with `#`).
  public struct Item: Sendable {
    public var name: String
    public var summary: String
    public var bytes: [UInt8]
    public init(name: String, summary: String, bytes: [UInt8]) {
      self.name = name
      self.summary = summary
      self.bytes = bytes
    }
  }

  public struct Cell: Sendable {
    public var number: Int
    public var source: String
    public var output: String
    public var seconds: Double
    public var succeeded: Bool
    /// The text that ran, where the cell was edited since.
    public var ran: String?
    public init(
      number: Int, source: String, output: String, seconds: Double, succeeded: Bool, ran: String? = nil
    ) {
      self.ran = ran
      self.number = number
      self.source = source
      self.output = output
      self.seconds = seconds
      self.succeeded = succeeded
    }
  }

  public let path: String
  private let pastLimit: PastLimit
  private let database: DatabaseQueue
  /// -1 where another process has the session.
  private let lock: Int32
  /// Hash of each stored item, so that what did not change is not written again.
  private var hashes: [String: Int] = [:]
  /// The settings that were stored last.
  private var settings: [String: [UInt8]] = [:]
  /// Names of the stored blocks, and of those that the present state has.
  private var blocks: Set<BlockName> = []
  private var present: Set<BlockName> = []
  /// The file was made by this process, and has not been flushed to the disk yet.
  private var isUnflushed: Bool

  /// Opens a session, making its file when there is none.
  /// - Parameter sharing: only to read it, also while another process has it open.
  /// - Throws: when another process has it open, or the file is damaged; the file is then left as it is.
  public init(
    path: String, sharing: Bool = false, pastLimit: PastLimit = PastLimit()
  ) throws(SessionError) {
    self.path = path
    self.pastLimit = pastLimit
    lock = try SessionStore.takeLock(path, sharing: sharing)
    let isNew = access(path, F_OK) != 0
    isUnflushed = isNew
    do {
      var configuration = Configuration()
      configuration.readonly = lock < 0
      if lock >= 0 {
        configuration.prepareDatabase { database in
          // NORMAL survives a killed process; FULL would add a disk flush to every cell for power failures. A new file
          // has nothing to lose: nobody waits for the disk before the first prompt.
          try database.execute(
            sql: "PRAGMA synchronous = \(isNew ? "OFF" : "NORMAL"); PRAGMA journal_mode = WAL")
        }
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      // Whoever has the session has brought its file to this version.
      if lock >= 0 { try SessionStore.migrate(database) }
      if isNew { try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = NORMAL") } }
      (blocks, present) = try database.read { database in
        let names = { (table: String) in
          try Data.fetchAll(database, sql: "SELECT name FROM \(table)").compactMap(BlockName.init)
        }
        return (Set(try names("block")), Set(try names("present_block")))
      }
    } catch {
      if lock >= 0 { Glibc.close(lock) }
      throw SessionStore.describe(error, path)
    }
  }

  deinit { if lock >= 0 { Glibc.close(lock) } }

  /// Lets other processes open the session.
  public func close() {
    try? database.close()
    if lock >= 0 { flock(lock, LOCK_UN) }
  }

  private static func takeLock(_ path: String, sharing: Bool) throws(SessionError) -> Int32 {
    let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SessionError(
        message: "the session's folder can't be written: \(String(cString: strerror(errno)).lowercased())")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      Glibc.close(descriptor)
      if sharing { return -1 }
      throw SessionError(
        message: "this session is open in another Gradus; choose another with --session NAME")
    }
    return descriptor
  }

  static func describe(_ error: any Error, _ path: String) -> SessionError {
    guard let problem = error as? DatabaseError else { return SessionError(message: "\(error)") }
    switch problem.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return SessionError(
        message:
          "the session file \(path) is damaged; move it away, or choose another session with --session NAME")
    case .SQLITE_FULL: return SessionError(message: "the disk is full")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      return SessionError(message: "the session file \(path) can't be written")
    default: return SessionError(message: "the session file \(path): \(problem.message ?? "unknown error")")
    }
  }

  private static func migrate(_ database: DatabaseQueue) throws {
    // There are no foreign keys whose check would delay the first prompt.
    var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE cell (number INTEGER PRIMARY KEY, source TEXT NOT NULL, output TEXT NOT NULL,
            seconds REAL NOT NULL, succeeded INTEGER NOT NULL);
          CREATE TABLE item (name TEXT PRIMARY KEY, summary TEXT NOT NULL, bytes BLOB NOT NULL);
          CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL);
          """)
    }
    migrator.registerMigration("2: cells are edited and moved") { database in
      try database.execute(
        sql: """
          ALTER TABLE cell ADD COLUMN ran TEXT;
          ALTER TABLE cell ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
          UPDATE cell SET position = number;
          """)
    }
    migrator.registerMigration("3: large tensors are in blocks") { database in
      try database.execute(sql: "CREATE TABLE block (name BLOB PRIMARY KEY, bytes BLOB NOT NULL)")
    }
    migrator.registerMigration("4: walkthroughs") { database in
      try database.execute(
        sql: """
          CREATE TABLE lesson (reader TEXT NOT NULL, file TEXT NOT NULL, place TEXT NOT NULL,
            PRIMARY KEY (reader, file));
          CREATE TABLE lesson_step (reader TEXT NOT NULL, file TEXT NOT NULL, step TEXT NOT NULL,
            state TEXT NOT NULL, hints INTEGER NOT NULL, answer TEXT NOT NULL,
            PRIMARY KEY (reader, file, step));
          """)
    }
    migrator.registerMigration("5: going back after a new start") { try makePast($0) }
    try migrator.migrate(database)
  }

  func writing(_ body: (Database) throws -> Void) throws(SessionError) {
    do {
      try database.write(body)
    } catch {
      throw SessionStore.describe(error, path)
    }
  }

  /// For statements that SQLite does not run inside a transaction; `path` is the file that they write.
  func outsideTransaction(_ path: String, _ body: (Database) throws -> Void) throws(SessionError) {
    do {
      try database.writeWithoutTransaction(body)
    } catch {
      throw SessionStore.describe(error, path)
    }
  }

  func reading<T>(_ body: (Database) throws -> T) throws(SessionError) -> T {
    do {
      return try database.read(body)
    } catch {
      throw SessionStore.describe(error, path)
    }
  }

  // MARK: Writing

  /// Stores a cell (nil for a change that no cell made) with the state after it, in one transaction.
  /// What is no longer among the contents' names is removed, but for what going back needs. A walkthrough's progress
  /// belongs to the cell that made it: neither is kept without the other.
  public func save(
    _ cell: Cell?, _ contents: Archive.Contents, settings: [String: [UInt8]], step: SessionStep,
    lesson: LessonChange? = nil
  ) throws(SessionError) {
    var changed: [String: Int] = [:]
    for item in contents.items {
      let hash = item.bytes.hashValue
      if hashes[item.name] != hash { changed[item.name] = hash }
    }
    let removed = hashes.keys.filter { !contents.names.contains($0) }
    let missing = Dictionary(contents.blocks.lazy.map { ($0.name, $0) }) { first, _ in first }
      .filter { !blocks.contains($0.key) }
    let outdated = present.subtracting(contents.blockNames)
    let newSettings = settings.filter { self.settings[$0.key] != $0.value }
    var freed: [BlockName] = []
    try writing { database in
      if let cell { try Self.write(cell, database) }
      try Self.notePast(
        step, changed: Array(changed.keys) + removed, settings: newSettings.keys, outdated: outdated, database
      )
      for item in contents.items where changed[item.name] != nil {
        try database.run(
          "INSERT OR REPLACE INTO item VALUES (?, ?, ?)", [item.name, item.summary, Data(item.bytes)])
      }
      for name in removed { try database.run("DELETE FROM item WHERE name = ?", [name]) }
      try Self.write(missing.values, database)
      try Self.notePresent(contents.blockNames.subtracting(present), without: outdated, database)
      freed = try Self.removeBlocks(outdated.union(try Self.prunePast(step, pastLimit, database)), database)
      for (name, value) in newSettings {
        try database.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", [name, Data(value)])
      }
      if let lesson { try Self.write(lesson, database) }
    }
    for (name, hash) in changed { hashes[name] = hash }
    for name in removed { hashes[name] = nil }
    blocks.formUnion(missing.keys)
    blocks.subtract(freed)
    present = contents.blockNames
    self.settings.merge(newSettings) { $1 }
    flushOnce()
  }

  /// Flushes a new file with its first cell, whose output the reader has seen by now.
  private func flushOnce() {
    guard isUnflushed else { return }
    isUnflushed = false
    // What fails here fails again, and is told, with the next cell.
    try? database.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
  }

  private static func write(_ blocks: some Sequence<StoredBlock>, _ database: Database) throws {
    for block in blocks {
      try block.withBytes { bytes in
        try database.execute(
          sql: "INSERT OR REPLACE INTO block VALUES (?, ?)", arguments: [block.name.data, Data(bytes)])
      }
    }
  }

  private static func notePresent(
    _ arrived: Set<BlockName>, without outdated: Set<BlockName>, _ database: Database
  ) throws {
    for name in arrived { try database.run("INSERT OR IGNORE INTO present_block VALUES (?)", [name.data]) }
    for name in outdated { try database.run("DELETE FROM present_block WHERE name = ?", [name.data]) }
  }

  /// A new cell goes to the end; one that is there keeps its place.
  private static func write(_ cell: Cell, _ database: Database) throws {
    try database.run(
      """
      INSERT INTO cell (number, source, output, seconds, succeeded, ran, position)
      VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM cell))
      ON CONFLICT (number) DO UPDATE SET source = excluded.source, output = excluded.output,
        seconds = excluded.seconds, succeeded = excluded.succeeded, ran = excluded.ran
      """,
      [cell.number, cell.source, cell.output, cell.seconds, cell.succeeded, cell.ran])
  }

  /// Stores a cell's text and the order of all cells; those that `order` lacks are removed.
  public func arrange(_ edited: Cell?, order: [Int]) throws(SessionError) {
    try writing { database in
      if let edited { try Self.write(edited, database) }
      let known = try Int.fetchAll(database, sql: "SELECT number FROM cell")
      for number in Set(known).subtracting(order) {
        try database.execute(sql: "DELETE FROM cell WHERE number = ?", arguments: [number])
      }
      for (position, number) in order.enumerated() {
        try database.execute(
          sql: "UPDATE cell SET position = ? WHERE number = ?", arguments: [position + 1, number])
      }
    }
  }

  public func set(_ name: String, _ value: String) throws(SessionError) {
    try writing { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [name, Data(value.utf8)])
    }
  }

  /// Stores a walkthrough's progress that no cell made.
  public func save(_ lesson: LessonChange) throws(SessionError) {
    try writing { try Self.write(lesson, $0) }
  }

  private static func write(_ lesson: LessonChange, _ database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO lesson VALUES (?, ?, ?)",
      arguments: [lesson.reader, lesson.file, lesson.place])
    guard let (key, record) = lesson.step else { return }
    try database.execute(
      sql: "INSERT OR REPLACE INTO lesson_step VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [lesson.reader, lesson.file, key, record.state.rawValue, record.hints, record.answer])
  }

  // MARK: Reading

  /// A reader's progress in a file.
  public func progress(reader: String, file: String) throws(SessionError) -> LessonProgress {
    try reading { database in
      var progress = LessonProgress()
      progress.place = try String.fetchOne(
        database, sql: "SELECT place FROM lesson WHERE reader = ? AND file = ?", arguments: [reader, file])
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM lesson_step WHERE reader = ? AND file = ?", arguments: [reader, file])
      for row in rows {
        var record = StepRecord()
        record.state = StepRecord.State(rawValue: row["state"]) ?? .open
        record.hints = row["hints"]
        record.answer = row["answer"]
        progress.steps[row["step"]] = record
      }
      return progress
    }
  }

  public func cells() throws(SessionError) -> [Cell] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM cell ORDER BY position").map { row in
        Cell(
          number: row["number"], source: row["source"], output: row["output"], seconds: row["seconds"],
          succeeded: row["succeeded"], ran: row["ran"])
      }
    }
  }

  public func items() throws(SessionError) -> [Item] {
    let items = try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM item ORDER BY rowid").map { row in
        Item(name: row["name"], summary: row["summary"], bytes: Array(row["bytes"] as Data))
      }
    }
    for item in items { hashes[item.name] = item.bytes.hashValue }
    return items
  }

  /// The bytes of a block, or nil when it is not there or can't be read.
  public func block(_ name: BlockName) -> [UInt8]? {
    // A tensor that waits to be read may be looked at while the file is read or written.
    try? database.unsafeReentrantRead { database in
      try Data.fetchOne(database, sql: "SELECT bytes FROM block WHERE name = ?", arguments: [name.data])
        .map { Array($0) }
    }
  }

  /// How many bytes each block has; the blocks themselves are not read.
  public func blockSizes() throws(SessionError) -> [BlockName: Int] {
    try reading { database in
      var sizes: [BlockName: Int] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT name, length(bytes) AS size FROM block")
      while let row = try rows.next() {
        if let name = BlockName(row["name"] as Data) { sizes[name] = row["size"] }
      }
      return sizes
    }
  }

  public func setting(_ name: String) throws(SessionError) -> [UInt8]? {
    try reading { database in
      try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]).map {
        Array($0)
      }
    }
  }
}

extension BlockName {
  /// As the file has it: 16 bytes, the highest first.
  var data: Data {
    Data([high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } })
  }

  init?(_ data: Data) {
    guard data.count == 16 else { return nil }
    let words = [data.prefix(8), data.suffix(8)].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    self.init(high: words[0], low: words[1])
  }
}
