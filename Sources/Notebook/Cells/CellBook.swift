import Language

/// The cells of a session in order, what each changed, and the states to go back to.
///
/// Nothing runs by itself here: the book says what is stale, and runs what it is told to.
public final class CellBook {
  public private(set) var cells: [Cell] = []
  private let workspace: Workspace
  /// Runs so far.
  private var turn = 0
  private var nextNumber = 1
  /// For each variable, when it last changed and by which cell.
  private var changes: [String: (turn: Int, cell: Int?)] = [:]
  private var history = CellHistory()
  /// The state after the last run.
  public private(set) var present: Checkpoint

  public init(_ workspace: Workspace) {
    self.workspace = workspace
    present = Checkpoint(workspace.interpreter)
  }

  // MARK: Cells

  /// The number that the next new cell will have.
  public var upcomingNumber: Int { nextNumber }

  public subscript(number: Int) -> Cell? { cells.first { $0.number == number } }

  private func index(_ number: Int) -> Int? { cells.firstIndex { $0.number == number } }

  /// The cells that an earlier start of the program left; its variables are there already.
  public func restore(_ earlier: [Cell]) {
    cells += earlier
    nextNumber = max(nextNumber, (earlier.map(\.number).max() ?? 0) + 1)
    present = Checkpoint(workspace.interpreter)
  }

  /// Gives a cell another text, without running it.
  public func edit(_ number: Int, _ source: String) {
    guard let index = index(number) else { return }
    cells[index].source = source
    cells[index].names = CellNames(source)
  }

  public func delete(_ number: Int) {
    cells.removeAll { $0.number == number }
  }

  /// Puts a cell before another, or at the end.
  public func move(_ number: Int, before other: Int?) {
    guard let from = index(number) else { return }
    let cell = cells.remove(at: from)
    cells.insert(cell, at: other.flatMap { index($0) } ?? cells.count)
  }

  // MARK: Running

  /// Runs a new cell at the end, one step at a time when somebody observes it.
  @discardableResult
  public func run(
    _ source: String, prefix: (Int) -> String = { _ in "" }, observer: Interpreter.Observer? = nil
  ) -> CellOutput {
    cells.append(Cell(number: nextNumber, source: source))
    nextNumber += 1
    return run(at: cells.count - 1, prefix, observer)
  }

  /// Runs a cell again, in its place.
  @discardableResult
  public func rerun(_ number: Int, prefix: (Int) -> String = { _ in "" }) -> CellOutput? {
    index(number).map { run(at: $0, prefix) }
  }

  private func run(
    at index: Int, _ prefix: (Int) -> String, _ observer: Interpreter.Observer? = nil
  ) -> CellOutput {
    let number = cells[index].number, source = cells[index].source
    history.push(present, number: number)
    let output = workspace.run(source, name: "cell \(number)", prefix: prefix(number), observer: observer)
    turn += 1
    cells[index].ran = source
    cells[index].output = output.text
    cells[index].seconds = output.seconds
    cells[index].succeeded = output.succeeded
    cells[index].turn = turn
    cells[index].isQueued = false
    note(by: number)
    return output
  }

  /// Takes the state as it is now for the present one; a command has changed it.
  public func noteChanges() {
    turn += 1
    note(by: nil)
  }

  private func note(by cell: Int?) {
    let now = Checkpoint(workspace.interpreter)
    for name in now.changes(since: present) { changes[name] = (turn, cell) }
    present = now
  }

  // MARK: What depends on what

  public func state(of cell: Cell) -> Cell.State {
    if cell.isQueued { return .queued }
    if cell.ran != cell.source { return .edited }
    if cell.turn == 0 { return .earlier }
    if !cell.succeeded { return .failed }
    for name in reads(of: cell).sorted() {
      if let change = changes[name], change.turn > cell.turn {
        return .stale(variable: name, cell: change.cell)
      }
    }
    return .fresh
  }

  /// All names that running a cell reads, through the functions that it calls too.
  public func reads(of cell: Cell) -> Set<String> {
    var found = cell.names.reads, pending = Array(found)
    // A function's own cell says what its body uses; the last definition counts.
    while let name = pending.popLast() {
      guard let definition = cells.last(where: { $0.turn > 0 && $0.names.bodies[name] != nil }),
        let body = definition.names.bodies[name]
      else { continue }
      for used in body where found.insert(used).inserted { pending.append(used) }
    }
    return found
  }

  /// Numbers of the cells that would give something else if these variables had other values, in order, and
  /// all variables that those cells write.
  public func dependents(of names: Set<String>) -> (cells: [Int], writes: Set<String>) {
    var touched = names, found: [Int] = []
    for cell in cells where cell.succeeded {
      // A cell that does nothing but give the variable its value is what is replaced.
      let used = reads(of: cell).union(cell.names.uses)
      guard !used.isDisjoint(with: touched) else { continue }
      found.append(cell.number)
      touched.formUnion(cell.names.writes.union(written(by: cell.number)))
    }
    return (found, touched.subtracting(names))
  }

  private func written(by number: Int) -> Set<String> {
    Set(changes.filter { $0.value.cell == number }.keys)
  }

  /// The edited and stale cells, first one first; nil when all are fresh.
  public var nextStale: Int? {
    cells.first {
      switch state(of: $0) {
      case .edited, .stale: true
      default: false
      }
    }?.number
  }

  /// Marks the cells that wait for their turn.
  public func queue(_ numbers: [Int]) {
    for index in cells.indices { cells[index].isQueued = numbers.contains(cells[index].number) }
  }

  // MARK: Back and forth

  public var undoCount: Int { history.undoCount }
  public var redoCount: Int { history.redoCount }

  /// Restores the state before the last so many runs where the book itself does not know it any more, as after a new
  /// start, and gives the number of the cell that ran then.
  public var earlierState: (Int) -> Int? = { _ in nil }

  /// Goes back by so many runs; gives the numbers of the cells that were undone, last one first.
  public func back(_ count: Int) -> [Int] {
    var numbers: [Int] = []
    while numbers.count < count, let number = backOnce(numbers.count) {
      numbers.append(number)
      turn += 1
      note(by: nil)
    }
    return numbers
  }

  private func backOnce(_ done: Int) -> Int? {
    if let entry = history.back(from: present) {
      entry.state.restore()
      return entry.number
    }
    guard let number = earlierState(done + 1) else { return nil }
    history.noteBack(from: present, number: number)
    return number
  }

  /// Takes an undone run up again, and gives the number of its cell.
  public func redo() -> Int? {
    guard let entry = history.forth(from: present) else { return nil }
    entry.state.restore()
    turn += 1
    note(by: nil)
    return entry.number
  }

  // MARK: What if

  public struct WhatIf {
    public var number: Int
    public var before: String
    public var after: CellOutput
  }

  /// Runs what depends on some variables with other values for them, and leaves everything as it was.
  ///
  /// Variables that those cells change start from what they were before the first of them ran, if that
  /// is still known, and so do the random streams.
  /// - Returns: the output that failed, if one did.
  public func whatIf(
    _ values: [(name: String, value: String)], prefix: (Int) -> String = { _ in "" },
    _ report: (WhatIf) -> Void
  ) -> CellOutput? {
    let names = Set(values.map(\.name))
    let (numbers, writes) = dependents(of: names)
    let now = Checkpoint(workspace.interpreter)
    defer { now.restore() }
    if let first = numbers.first, let earlier = history.state(before: first) { earlier.restore(only: writes) }
    for (name, value) in values {
      let output = workspace.run("\(name) = \(value)", name: "what if")
      guard output.succeeded else { return output }
    }
    var overrides = Overrides(values)
    for number in numbers {
      guard let cell = self[number] else { continue }
      let output = workspace.run(
        overrides.apply(to: cell.source), name: "cell \(number)", prefix: prefix(number))
      report(WhatIf(number: number, before: cell.output, after: output))
      if !output.succeeded { return output }
    }
    return nil
  }
}
