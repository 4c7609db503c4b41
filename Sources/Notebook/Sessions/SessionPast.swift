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
/// were before, with no bytes for one that it made. Blocks stay in the file as long as a state needs them: `present_block`
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
        CREATE TABLE past (turn INTEGER PRIMARY KEY, cell INTEGER NOT NULL, bytes INTEGER NOT NULL,
          dtype BLOB, generator BLOB);
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
  ///   - outdated: blocks that the new state does not need.
  static func notePast(
    _ step: SessionStep, changed: some Sequence<String>, outdated: some Sequence<BlockName>,
    _ database: Database
  ) throws {
    guard let turn = try turn(for: step, database) else { return }
    var bytes = 0
    for name in changed {
      // What is known of this turn already is older.
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO past_item SELECT ?1, ?2, coalesce(max(summary), ''), max(bytes) FROM item WHERE name = ?2
          """, arguments: [turn, name])
      if database.changesCount > 0 {
        bytes +=
          try Int.fetchOne(database, sql: "SELECT length(bytes) FROM item WHERE name = ?", arguments: [name])
          ?? 0
      }
    }
    for name in outdated {
      try database.execute(
        sql: "INSERT OR IGNORE INTO past_block VALUES (?, ?)", arguments: [turn, name.data])
      bytes +=
        try Int.fetchOne(
          database, sql: "SELECT length(bytes) FROM block WHERE name = ?", arguments: [name.data]) ?? 0
    }
    try database.execute(sql: "UPDATE past SET bytes = bytes + ? WHERE turn = ?", arguments: [bytes, turn])
  }

  /// The turn that a change belongs to; nil when there is none to undo it with.
  private static func turn(for step: SessionStep, _ database: Database) throws -> Int? {
    switch step {
    case .back: return nil
    case .change: return try Int.fetchOne(database, sql: "SELECT max(turn) FROM past")
    case .cell(let number):
      try database.execute(
        sql: """
          INSERT INTO past (cell, bytes, dtype, generator) VALUES (?, 0,
            (SELECT value FROM setting WHERE name = 'dtype'), (SELECT value FROM setting WHERE name = 'generator'))
          """, arguments: [number])
      return Int(database.lastInsertedRowID)
    }
  }

  /// Forgets the turns that were undone, and the oldest ones beyond the limits.
  /// - Returns: blocks that perhaps nobody needs any more.
  static func prunePast(_ step: SessionStep, _ limit: PastLimit, _ database: Database) throws -> [BlockName] {
    var freed: [BlockName] = []
    if case .back(let count) = step {
      freed = try forget(
        Int.fetchAll(database, sql: "SELECT turn FROM past ORDER BY turn DESC LIMIT ?", arguments: [count]),
        database)
    }
    let rows = try Row.fetchAll(database, sql: "SELECT turn, bytes FROM past ORDER BY turn DESC")
    var bytes = 0
    let fitting = rows.prefix { row in
      bytes += row["bytes"] as Int
      return bytes <= limit.bytes
    }
    return try freed + forget(rows.dropFirst(min(fitting.count, limit.cells)).map { $0["turn"] }, database)
  }

  private static func forget(_ turns: [Int], _ database: Database) throws -> [BlockName] {
    var freed: [BlockName] = []
    for turn in turns {
      freed += try Data.fetchAll(
        database, sql: "SELECT name FROM past_block WHERE turn = ?", arguments: [turn]
      )
      .compactMap(BlockName.init)
      for table in ["past", "past_item", "past_block"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE turn = ?", arguments: [turn])
      }
    }
    return freed
  }

  /// Removes those of some blocks that no state needs any more, and says which they were.
  static func removeBlocks(_ candidates: Set<BlockName>, _ database: Database) throws -> [BlockName] {
    try candidates.filter { name in
      try database.execute(
        sql: """
          DELETE FROM block WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM present_block WHERE name = ?1)
            AND NOT EXISTS (SELECT 1 FROM past_block WHERE name = ?1)
          """, arguments: [name.data])
      return database.changesCount > 0
    }
  }

  // MARK: Going back

  /// A state before the present one.
  struct Earlier {
    /// The cell that is undone last.
    var cell: Int
    var items: [Item]
    var settings: [String: [UInt8]]
  }

  /// The state before the last so many cells; nil when that is not known.
  func state(before count: Int) throws(SessionError) -> Earlier? {
    let now = try items()
    return try reading { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM past ORDER BY turn DESC LIMIT ?", arguments: [count])
      guard rows.count == count, let first = rows.last else { return nil }
      var items = Dictionary(now.map { ($0.name, $0) }) { first, _ in first }
      var order = now.map(\.name)
      for row in rows {
        let changes = try Row.fetchAll(
          database, sql: "SELECT name, summary, bytes FROM past_item WHERE turn = ?",
          arguments: [row["turn"] as Int])
        for change in changes {
          let name: String = change["name"]
          guard let bytes = change["bytes"] as Data? else {
            items[name] = nil
            continue
          }
          if items[name] == nil { order.append(name) }
          items[name] = Item(name: name, summary: change["summary"], bytes: Array(bytes))
        }
      }
      var settings: [String: [UInt8]] = [:]
      for name in ["dtype", "generator"] { settings[name] = (first[name] as Data?).map { Array($0) } }
      var seen: Set<String> = []
      return Earlier(
        cell: first["cell"], items: order.compactMap { seen.insert($0).inserted ? items[$0] : nil },
        settings: settings)
    }
  }
}
