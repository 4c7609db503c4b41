import GRDB
import Glibc
import Language
import Testing

@testable import Notebook

/// A session as the prompt keeps it, which ends and starts again.
private final class Keeping {
  let book: CellBook
  let workspace = Workspace()
  let session: WorkspaceSession

  init(_ path: String, limit: SessionStore.PastLimit = .init()) throws {
    session = try WorkspaceSession(path: path, workspace: workspace, folder: "/here", pastLimit: limit)
    book = CellBook(workspace)
    book.restore(try session.restore(readAtOnce: 0).cells.map { Cell($0) })
    book.earlierState = { [session] in (try? session.restore(before: $0))?.cell }
  }

  func run(_ sources: String...) throws {
    for source in sources {
      let output = book.run(source)
      #expect(output.succeeded, "\(output.text)")
      try session.keep(book.cells.last?.kept, state: book.present)
    }
  }

  func back(_ count: Int) throws -> [Int] {
    let numbers = book.back(count)
    try session.keep(nil, state: book.present, step: .back(numbers.count))
    return numbers
  }

  func redo() throws -> Int? {
    guard let number = book.redo() else { return nil }
    try session.keep(nil, state: book.present, step: .cell(number))
    return number
  }

  /// What an expression is now, without a cell of its own.
  func value(_ source: String) -> String { workspace.run(source, name: "check").text }
}

@Suite("Going back after a new start")
struct SessionPastTests {
  private func path(_ name: String) -> String { "/tmp/gradus-past-\(getpid())-\(time(nil))-\(name).sqlite" }

  private func blockCount(_ file: String) throws -> Int {
    try DatabaseQueue(path: file).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM block") ?? 0 }
  }

  @Test(
    "restores values, shared objects, gradients and the random stream, cell by cell, and takes them up again")
  func states() throws {
    let file = path("states")
    let check = "(x, m.w, w, w.grad, big.sum().item(), big[0].item())"
    var states: [String] = []
    do {
      let first = try Keeping(file)
      try first.run(
        "x = 1; seed(5); model M(p) { w = p }; w = param([1.0, 2.0]); m = M(w); big = arange(2.0^18)")
      for source in [
        "(w * w).sum().backward(); w -= 0.1 * w.grad", "big[0] = 7; x = rand(2)", "x = \"text\"; big += 1",
      ] {
        states.append(first.value(check))
        try first.run(source)
      }
      states.append(first.value(check))
      first.session.close()
    }
    do {
      let second = try Keeping(file)
      #expect(second.value(check) == states[3])
      #expect(try second.back(1) == [4])
      #expect(second.value(check) == states[2])
      try second.run("y = 1")
      // One cell of this start, and two of the one before.
      #expect(try second.back(3) == [5, 3, 2])
      #expect(second.value(check) == states[0])
      // A parameter and the model's field are one object still.
      #expect(second.value("w.grad = none; m.w -= 1; w").hasSuffix("[0., 1.]  f64[2]"))
      second.session.close()
    }
    let third = try Keeping(file)
    #expect(third.value(check) == states[0])
    #expect(try third.back(5) == [1] && third.value("x").contains("error"))
    #expect(try third.redo() == 1 && third.value(check) == states[0])
    #expect(try third.redo() == nil)
    third.session.close()
    let fourth = try Keeping(file)
    #expect(fourth.value(check) == states[0])
    #expect(try fourth.back(1) == [1] && fourth.value("x").contains("error"), "taken up, it is undone again")
  }

  @Test("random streams go on as they did")
  func generator() throws {
    let file = path("generator")
    var drawn = ""
    do {
      let first = try Keeping(file)
      try first.run("seed(3)", "a = rand(3)")
      drawn = first.value("a")
      first.session.close()
    }
    let second = try Keeping(file)
    #expect(try second.back(1) == [2])
    try second.run("a = rand(3)")
    #expect(second.value("a") == drawn)
  }

  @Test("what a command changed is undone with the cell before it")
  func commands() throws {
    let file = path("commands")
    do {
      let first = try Keeping(file)
      try first.run("x = 1", "x = 2")
      first.workspace.interpreter.setVariable("x", .int(3))
      first.workspace.interpreter.setVariable("z", .int(4))
      first.book.noteChanges()
      try first.session.keep(nil, state: first.book.present, step: .change)
      first.session.close()
    }
    let second = try Keeping(file)
    #expect(second.value("(x, z)") == "(3, 4)")
    #expect(try second.back(1) == [2])
    #expect(second.value("x") == "1" && second.value("z").contains("error"))
  }

  @Test("so many cells are kept and no more, and blocks that no state needs are gone")
  func limits() throws {
    let file = path("limits")
    var limit = SessionStore.PastLimit()
    limit.cells = 3
    do {
      let first = try Keeping(file, limit: limit)
      // 2 MB: two blocks, of which each cell changes one.
      try first.run("x = arange(2.0^18)", "x[0] = 1", "x[0] = 2", "x[0] = 3", "y = 1")
      #expect(try blockCount(file) == 4, "now, and before the last two changes")
      try first.run("x = 0")
      first.session.close()
    }
    let second = try Keeping(file, limit: limit)
    #expect(try second.back(10) == [6, 5, 4])
    #expect(second.value("x[0].item()") == "2.0")
    #expect(try blockCount(file) == 2)
    try second.run("x = 1", "x = 2", "x = 3", "x = 4")
    #expect(try blockCount(file) == 0)
  }

  @Test("earlier values take so much room and no more")
  func room() throws {
    let file = path("room")
    var limit = SessionStore.PastLimit()
    limit.bytes = 3 << 20
    do {
      let first = try Keeping(file, limit: limit)
      try first.run("x = arange(2.0^18)", "x += 1", "x += 1", "x += 1")
      #expect(try blockCount(file) == 4, "two of now, and two of before")
      first.session.close()
    }
    let second = try Keeping(file, limit: limit)
    #expect(try second.back(10) == [4])
    #expect(second.value("x[0].item()") == "2.0")
  }

  @Test("a killed program has gone back, or has not")
  func killed() throws {
    let file = path("killed")
    let first = try Keeping(file)
    try first.run("x = 1", "x = 2", "x = 3")
    // Restored, and not kept: as if it had been killed then.
    #expect(first.book.back(2) == [3, 2])
    first.session.close()
    let second = try Keeping(file)
    #expect(second.value("x") == "3")
    #expect(try second.back(2) == [3, 2] && second.value("x") == "1")
  }
}

@Suite("The list of sessions")
struct SessionSummaryTests {
  @Test("knows each session's folder, cells and size, finds it by what it shows, and says which are open")
  func list() throws {
    let home = "/tmp/gradus-list-\(getpid())-\(time(nil))"
    func keep(_ name: String, _ folder: String, _ cells: Int) throws -> WorkspaceSession {
      let file = "\(home)/sessions/\(StableHash.text(folder))-\(name).sqlite"
      #expect(SessionFolder.makeParent(of: file))
      let workspace = Workspace()
      let session = try WorkspaceSession(path: file, workspace: workspace, folder: folder)
      for number in 1...cells {
        try session.keep(.init(number: number, source: "1", output: "1", seconds: 0, succeeded: true))
      }
      return session
    }
    try keep("default", "/a", 3).close()
    try keep("default", "/b", 1).close()
    let open = try keep("work-2", "/b", 2)
    let all = SessionSummary.all(home: home)
    #expect(
      Set(all.map { "\($0.name) \($0.folder ?? "") \($0.cells ?? -1) \($0.isOpen)" })
        == ["default /a 3 false", "default /b 1 false", "work-2 /b 2 true"])
    #expect(all.allSatisfy { $0.bytes > 4096 && $0.used > 1_700_000_000 && $0.id.count == 6 })
    func found(_ text: String, in directory: String = "/c") -> [String] {
      SessionSummary.matching(text, among: all, directory: directory).map { "\($0.folder ?? "") \($0.name)" }
        .sorted()
    }
    #expect(found("default") == ["/a default", "/b default"])
    #expect(found("default", in: "/b") == ["/b default"], "this directory's own comes first")
    #expect(found("/a") == ["/a default"] && found("work-2") == ["/b work-2"])
    for session in all { #expect(found(session.id) == ["\(session.folder ?? "") \(session.name)"]) }
    #expect(found("nothing").isEmpty && found("").isEmpty)
    // It can be read while somebody works in it.
    let shared = try SessionStore(path: try #require(all.first { $0.isOpen }).path, sharing: true)
    #expect(try shared.cells().count == 2)
    #expect(throws: SessionError.self) { try shared.set("a", "b") }
    shared.close()
    try open.keep(.init(number: 3, source: "1", output: "1", seconds: 0, succeeded: true))
    open.close()
  }
}
