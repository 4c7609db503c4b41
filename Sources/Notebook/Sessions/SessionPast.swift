import Foundation
import GRDB
import Language

/// How a state came about that is to be stored: what `gradus` needs to know to go back to the one before it, also after
/// the program was started again.
public enum SessionStep: Sendable {
  /// A cell ran, or an undone one was taken up again.
  case cell(Int)
  /// A command changed something, and no cell: going back undoes it with the cell before.
  case change
  /// So many cells were undone.
  case back(Int)
}

/// Earlier states of a session. A row of `past` is a cell that ran; `past_item` says what the variables that it changed
/// were before, with no bytes for one that it made; settings stand there too, under names such as `%generator`. Blocks stay in the file as long as a state needs them: `present_block`
/// has those of the present one, `past_block` those that a cell was the last to need.
extension SessionStore {
  /// Cells that can be undone after a new start, and bytes that their earlier values may take.
  public struct PastLimit: Sendable {
    public var cells = 100
    public var bytes = 256 << 20
    public init() {}
  }

  static func makePast(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE past (turn INTEGER PRIMARY KEY, cell INTEGER NOT NULL, bytes INTEGER NOT NULL);
        CREATE TABLE past_item (turn INTEGER NOT NULL, name TEXT NOT NULL, summary TEXT NOT NULL, bytes BLOB,
          PRIMARY KEY (turn, name));
        CREATE TABLE past_block (turn INTEGER NOT NULL, name BLOB NOT NULL, PRIMARY KEY (turn, name)) WITHOUT ROWID;
        CREATE INDEX past_block_name ON past_block (name);
        CREATE TABLE present_block (name BLOB PRIMARY KEY) WITHOUT ROWID;
        INSERT INTO present_block SELECT name FROM block;
        """)
  }

  /// Notes the state that is about to be replaced.
  /// - Parameters:
  ///   - changed: names of the items that are about to be written or removed.
  ///   - settings: names of the settings that are about to be written.
  ///   - outdated: blocks that the new state does not need.
  static func notePast(
    _ step: SessionStep, changed: some Sequence<String>, settings: some Sequence<String>,
    outdated: some Sequence<BlockName>, _ database: Database
  ) throws {
    guard let turn = try turn(for: step, database) else { return }
    // What is known of this turn already is older: it stays.
    for name in changed {
      try database.run(
        """
        INSERT OR IGNORE INTO past_item SELECT ?1, ?2, coalesce(max(summary), ''), max(bytes) FROM item WHERE name = ?2
        """, [turn, name])
    }
    for name in settings {
      try database.run(
        "INSERT OR IGNORE INTO past_item SELECT ?1, '%' || name, '', value FROM setting WHERE name = ?2",
        [turn, name])
    }
    for name in outdated {
      try database.run("INSERT OR IGNORE INTO past_block VALUES (?, ?)", [turn, name.data])
    }
    try database.run(
      """
      UPDATE past SET bytes = (SELECT total(length(bytes)) FROM past_item WHERE turn = ?1)
        + (SELECT total(length(block.bytes)) FROM past_block JOIN block USING (name) WHERE turn = ?1) WHERE turn = ?1
      """, [turn])
  }

  /// The turn that a change belongs to; nil when there is none to undo it with.
  private static func turn(for step: SessionStep, _ database: Database) throws -> Int? {
    switch step {
    case .back: return nil
    case .change: return try database.number("SELECT max(turn) FROM past")
    case .cell(let number):
      try database.run("INSERT INTO past (cell, bytes) VALUES (?, 0)", [number])
      return Int(database.lastInsertedRowID)
    }
  }

  /// Forgets the turns that were undone, and the oldest ones beyond the limits.
  /// - Returns: blocks that perhaps nobody needs any more.
  static func prunePast(_ step: SessionStep, _ limit: PastLimit, _ database: Database) throws -> [BlockName] {
    var freed: [BlockName] = []
    if case .back(let count) = step {
      for _ in 0..<count { freed += try forget("max", database) }
    }
    while try database.number("SELECT count(*) FROM past") ?? 0 > limit.cells
      || database.number("SELECT CAST(total(bytes) AS INTEGER) FROM past") ?? 0 > limit.bytes
    { freed += try forget("min", database) }
    return freed
  }

  /// Forgets the newest or the oldest turn.
  private static func forget(_ which: String, _ database: Database) throws -> [BlockName] {
    guard let turn = try database.number("SELECT \(which)(turn) FROM past") else { return [] }
    let freed = try Data.fetchAll(
      database.cachedStatement(sql: "SELECT name FROM past_block WHERE turn = ?"), arguments: [turn])
    for table in ["past", "past_item", "past_block"] {
      try database.run("DELETE FROM \(table) WHERE turn = ?", [turn])
    }
    return freed.compactMap(BlockName.init)
  }

  /// Removes those of some blocks that no state needs any more, and says which they were.
  static func removeBlocks(_ candidates: Set<BlockName>, _ database: Database) throws -> [BlockName] {
    try candidates.filter { name in
      try database.run(
        """
        DELETE FROM block WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM present_block WHERE name = ?1)
          AND NOT EXISTS (SELECT 1 FROM past_block WHERE name = ?1)
        """, [name.data])
      return database.changesCount > 0
    }
  }

  // MARK: Going back

  /// A state before the present one.
  struct Earlier {
    /// The cell that is undone last.
    var cell: Int
    var items: [Item]
    /// Those that have changed since.
    var settings: [String: [UInt8]]
  }

  /// The state before the last so many cells; nil when that is not known.
  func state(before count: Int) throws(SessionError) -> Earlier? {
    let now = try items()
    return try reading { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM past ORDER BY turn DESC LIMIT ?", arguments: [count])
      guard rows.count == count, let first = rows.last else { return nil }
      var settings: [String: [UInt8]] = [:]
      var items = Dictionary(now.map { ($0.name, $0) }) { first, _ in first }
      var order = now.map(\.name)
      for row in rows {
        let changes = try Row.fetchAll(
          database, sql: "SELECT name, summary, bytes FROM past_item WHERE turn = ?",
          arguments: [row["turn"] as Int])
        for change in changes {
          let name: String = change["name"]
          if name.hasPrefix("%") {
            settings[String(name.dropFirst())] = (change["bytes"] as Data?).map { Array($0) }
            continue
          }
          guard let bytes = change["bytes"] as Data? else {
            items[name] = nil
            continue
          }
          if items[name] == nil { order.append(name) }
          items[name] = Item(name: name, summary: change["summary"], bytes: Array(bytes))
        }
      }
      var seen: Set<String> = []
      return Earlier(
        cell: first["cell"], items: order.compactMap { seen.insert($0).inserted ? items[$0] : nil },
        settings: settings)
    }
  }
}

extension Database {
  /// Runs a statement that is prepared once: each cell runs it.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  fileprivate func number(_ sql: String) throws -> Int? { try Int.fetchOne(cachedStatement(sql: sql)) }
}
