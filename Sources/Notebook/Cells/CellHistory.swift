import Language

/// States to go back to: at most so many, and at most so much memory that only they hold.
struct CellHistory {
  struct Entry {
    /// The state before the cell ran (after it, in the list of undone ones).
    var state: Checkpoint
    var number: Int
  }

  private var undo: [Entry] = []
  private var redo: [Entry] = []

  private static let countLimit = 100
  private static let memoryLimit = 1 << 30

  var undoCount: Int { undo.count }
  var redoCount: Int { redo.count }

  mutating func push(_ state: Checkpoint, number: Int) {
    undo.append(Entry(state: state, number: number))
    redo = []
    if undo.count > Self.countLimit { undo.removeFirst() }
    while undo.count > 1, memory(beyond: state) > Self.memoryLimit { undo.removeFirst() }
  }

  /// Bytes that would be free without the history.
  private func memory(beyond state: Checkpoint) -> Int {
    var blocks: [ObjectIdentifier: Int] = [:]
    for entry in undo { blocks.merge(entry.state.memory) { old, _ in old } }
    return blocks.reduce(0) { state.memory[$1.key] == nil ? $0 + $1.value : $0 }
  }

  mutating func back(from present: Checkpoint) -> Entry? {
    guard let entry = undo.popLast() else { return nil }
    redo.append(Entry(state: present, number: entry.number))
    return entry
  }

  /// A state that the history does not have was restored by somebody else.
  mutating func noteBack(from present: Checkpoint, number: Int) {
    redo.append(Entry(state: present, number: number))
  }

  mutating func forth(from present: Checkpoint) -> Entry? {
    guard let entry = redo.popLast() else { return nil }
    undo.append(Entry(state: present, number: entry.number))
    return entry
  }

  /// The state before a cell's last run, if it is still known.
  func state(before number: Int) -> Checkpoint? { undo.last { $0.number == number }?.state }
}
