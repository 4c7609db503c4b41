import Foundation
import GRDB
import Glibc
import Language
import Tensors
import Testing

@testable import Notebook

@Suite("A session's file")
struct SessionTests {
  /// A path that no other test uses; the file goes with the machine's temporary folder.
  private func path(_ name: String) -> String { "/tmp/gradus-test-\(getpid())-\(time(nil))-\(name).sqlite" }

  private func run(_ workspace: Workspace, _ session: WorkspaceSession, _ number: Int, _ code: String) throws
  {
    let output = workspace.run(code, name: "cell \(number)")
    #expect(output.succeeded, "\(output.text)")
    try session.keep(.init(number: number, source: code, output: output.text, seconds: 0, succeeded: true))
  }

  @Test("brings every variable back: values, functions, models, shared parameters, the random stream")
  func restoring() throws {
    let file = path("restore")
    var next = ""
    do {
      let workspace = Workspace()
      let session = try WorkspaceSession(path: file, workspace: workspace)
      try run(
        workspace, session, 1,
        "x = [[1.5, nan], [inf, -0.0]]\nn = 7\nt = \"é\\n\"\nr = {a: (1, none), b: true}\ng = 0..<9 by 2")
      try run(
        workspace, session, 2,
        "model M(k) { w = param(ones((k,)))\n f(x) = (w * x).sum() + k }\nm = M(2)\nw = m.w\nm.f([1.0, 2.0]).backward()"
      )
      try run(
        workspace, session, 3,
        "fn make(a) { total = a\n () -> total }\nc = make(5)\nh(y, z=3) = y * z + n\ns = softmax\nmeth = m.f\nt2 = table({q: (1, none), p: (\"a\", \"b\")})\nch = plot([1, 2])"
      )
      try run(workspace, session, 4, "seed(3); rand(2)")
      next = workspace.run("rand(3)", name: "next").text
      session.close()
    }
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    let restored = try session.restore()
    #expect(restored.failures.isEmpty)
    #expect(restored.cells.map(\.number) == [1, 2, 3, 4])
    let checks = [
      ("x", "[[ 1.5000,     nan],\n [    inf, -0.0000]]  f64[2, 2]"),
      ("(n, t, r, g)", "(7, \"é\\n\", {a: (1, none), b: true}, 0..<9 by 2)"),
      ("(c(), h(2), h(2, z=1), s([0.0, 0.0])[0].item(), meth([1.0, 1.0]).item())", "(5, 13, 9, 0.5, 4.0)"),
      ("m.w.grad", "[1., 2.]  f64[2]"), ("w -= 1\nm.w", "param [0., 0.]  f64[2]"),
      ("(len(t2), t2.p[1], ch.title)", "(2, \"b\", \"\")"),
    ]
    for (code, shown) in checks { #expect(workspace.run(code, name: "check").text == shown, "\(code)") }
    #expect(workspace.run("rand(3)", name: "next").text == next, "the random stream goes on")
  }

  @Test("is refused to a second opener, and free again after the first")
  func locking() throws {
    let file = path("lock")
    do {
      let first = try SessionStore(path: file)
      #expect(throws: SessionError.self) { try SessionStore(path: file) }
      first.close()
    }
    _ = try SessionStore(path: file)
  }

  @Test("that is damaged is refused with a reason, and stays as it is")
  func damage() throws {
    let file = path("damage")
    try Files.write(String(repeating: "not a database ", count: 500), to: file)
    do {
      _ = try SessionStore(path: file)
      Issue.record("it was accepted")
    } catch {
      #expect(error.message.contains("damaged"))
    }
    #expect(try Files.read(file).count == 7500)
  }

  @Test("survives a copy taken in the middle of its life, as a crash would leave it")
  func crash() throws {
    let file = path("crash"), copy = path("crash-copy")
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    for number in 1...20 { try run(workspace, session, number, "x\(number) = \(number) * ones((1000,))") }
    for ending in ["", "-wal"] {
      let bytes = (try? Files.read(file + ending)) ?? []
      bytes.withUnsafeBytes { raw in
        let descriptor = open(copy + ending, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        #expect(write(descriptor, raw.baseAddress, raw.count) == raw.count)
        close(descriptor)
      }
      _ = try? Files.read(copy + ending)
    }
    let other = Workspace()
    let resumed = try WorkspaceSession(path: copy, workspace: other)
    #expect(try resumed.restore().cells.count == 20)
    #expect(other.run("x20.sum()", name: "check").text == "20000.  f64[]")
  }

  @Test("holds a large tensor once, and writes only the blocks that a cell changed")
  func blocks() throws {
    let file = path("blocks")
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    // 4 MB: four blocks, the same for both variables and for the record.
    try run(workspace, session, 1, "x = arange(2.0^19)\ny = x\nr = {deep: (x, 1)}")
    #expect(try blockCount(file) == 4)
    try run(workspace, session, 2, "y[0] = -1")
    #expect(try blockCount(file) == 5)
    try run(workspace, session, 3, "x = 0\nr = 0")
    #expect(try blockCount(file) == 5, "going back needs the block that only x had")
    try run(workspace, session, 4, "w = param(y); w.sum().backward(); z = y.reshape((2, -1)).T")
    session.close()

    let other = Workspace()
    let resumed = try WorkspaceSession(path: file, workspace: other)
    #expect(try resumed.restore().failures.isEmpty)
    let check = "(y[0].item(), y[-1].item(), (w - y).abs().max().item(), w.grad.sum().item(), z.shape)"
    let expected = workspace.run(check, name: "check").text
    #expect(expected == "(-1.0, 524287.0, 0.0, 524288.0, (262144, 2))")
    #expect(other.run(check, name: "check").text == expected)
  }

  private func blockCount(_ file: String) throws -> Int {
    try DatabaseQueue(path: file).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM block") ?? 0 }
  }

  @Test("does not look again at what a cell left alone")
  func unchanged() throws {
    let workspace = Workspace()
    let archive = Archive(workspace.interpreter)
    _ = workspace.run(
      "model M() { w = param(ones(3)) }; m = M(); shared = m; free = param(ones(2)); x = 1", name: "1")
    let before = Checkpoint(workspace.interpreter)
    let all = archive.contents()
    #expect(all.items.count == all.names.count)
    _ = workspace.run("m.w += 1; free = 3", name: "2")
    let now = Checkpoint(workspace.interpreter)
    let some = archive.contents(changed: now.changes(since: before))
    #expect(Set(some.items.map(\.name)).isSuperset(of: ["m", "shared", "free"]))
    #expect(!some.items.contains { $0.name == "x" })
    #expect(
      some.names.contains("x") && some.names.count == all.names.count - 1, "the parameter `free` had is gone")
  }

  @Test("a block that was changed or lost is noticed, and only its variable is missing")
  func damagedBlock() throws {
    let file = path("block-damage")
    do {
      let workspace = Workspace()
      let session = try WorkspaceSession(path: file, workspace: workspace)
      try run(workspace, session, 1, "x = arange(20000.0)\ny = 5")
      session.close()
    }
    try DatabaseQueue(path: file).write { try $0.execute(sql: "UPDATE block SET bytes = zeroblob(160000)") }
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    let restored = try session.restore()
    #expect(restored.failures.map(\.name) == ["x"])
    #expect(restored.failures.first?.reason.code == "D90")
    #expect(workspace.run("y", name: "check").text == "5")
  }

  @Test("reads large tensors when somebody looks at them, whatever became of their variables until then")
  func later() throws {
    let file = path("later")
    do {
      let workspace = Workspace()
      let session = try WorkspaceSession(path: file, workspace: workspace)
      try run(workspace, session, 1, "a = arange(2.0^18); b = a * 2; c = param(a + 1); d = {deep: (b > 3,)}")
      session.close()
    }
    let workspace = Workspace(), book = CellBook(workspace)
    func tensor(_ name: String) -> Tensor? {
      switch workspace.interpreter.variable(name) {
      case .tensor(let tensor): tensor
      case .parameter(let parameter): parameter.tensor
      default: nil
      }
    }
    func keep(_ session: WorkspaceSession, _ code: String) throws {
      #expect(book.run(code).succeeded)
      try session.keep(book.cells.last?.kept, state: book.present)
    }
    do {
      let session = try WorkspaceSession(path: file, workspace: workspace)
      #expect(try session.restore(readAtOnce: 0).failures.isEmpty)
      book.restore([])
      #expect(tensor("a")?.isUnread == true && tensor("b")?.isUnread == true && tensor("c")?.isUnread == true)
      try keep(session, "x = 1; a.shape")
      #expect(tensor("a")?.isUnread == true && tensor("b")?.isUnread == true, "keeping reads nothing")
      // The variable goes, and its blocks with it; the state before has it still.
      try keep(session, "a = 0")
      _ = book.back(1)
      #expect(workspace.run("(a.sum().item(), a[7].item())", name: "check").text == "(34359607296.0, 7.0)")
      try session.keep(nil)
      #expect(workspace.run("(c - a).max().item()", name: "check").text == "1.0")
      // In the middle of an expression, of a chain that is computed at once, and changed in place.
      #expect(workspace.run("b[0] = 5; (b - 2 * a).sum().item()", name: "check").text == "5.0")
      try keep(session, "y = 1")
      session.close()
    }
    #expect(
      workspace.run("d.deep[0].sum().item()", name: "check").text == "262142", "read when it was closed")
    let other = Workspace()
    let session = try WorkspaceSession(path: file, workspace: other)
    #expect(try session.restore(readAtOnce: 0).failures.isEmpty)
    let check = "(a.sum().item(), b[0].item(), c.sum().item(), d.deep[0].sum().item(), x, y)"
    #expect(other.run(check, name: "check").text == "(34359607296.0, 5.0, 34359869440.0, 262142, 1, 1)")
  }

  @Test("a block that is lost is noticed at once, one that was changed when somebody looks at it")
  func damagedLater() throws {
    let file = path("later-damage")
    do {
      let workspace = Workspace()
      let session = try WorkspaceSession(path: file, workspace: workspace)
      try run(
        workspace, session, 1, "x = arange(20000.0)\ny = arange(10000.0); z = y > 3 * ones((10, 10000))")
      session.close()
    }
    let database = try DatabaseQueue(path: file)
    try database.write {
      try $0.execute(sql: "UPDATE block SET bytes = zeroblob(160000) WHERE length(bytes) = 160000")
    }
    try database.write { try $0.execute(sql: "DELETE FROM block WHERE length(bytes) = 80000") }
    try database.close()
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    var found = 0
    session.foundDamaged = { found += 1 }
    #expect(try session.restore(readAtOnce: 0).failures.map(\.name) == ["y"])
    #expect(found == 0)
    #expect(workspace.run("isnan(x).all()", name: "check").text.hasPrefix("true"))
    #expect(found == 1)
    #expect(workspace.run("z.sum()", name: "check").text.hasPrefix("99960"))
  }

  @Test("of an earlier version opens, and goes on")
  func migration() throws {
    let file = path("migration")
    let old = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/session-2.sqlite")
    try FileManager.default.copyItem(at: old, to: URL(filePath: file))
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    let restored = try session.restore()
    #expect(restored.failures.isEmpty && restored.cells.count == 6)
    #expect(
      workspace.run("(x, w, w.grad, m.a, m.k, m.f([1.0, 2.0]).item())", name: "check").text
        == "([1.5000, 2.5000]  f64[2], param([3., 4.]  f64[2]), [1.5000, 2.5000]  f64[2], param([1., 1.]  f64[2]), 2, 5.0)"
    )
    #expect(workspace.run("rand(3)", name: "check").text == "[0.7729, 0.1749, 0.7554]  f64[3]")
    try run(workspace, session, 7, "z = 1")
  }

  @Test("files are replaced through links, with the permissions that they had")
  func links() throws {
    let file = path("file"), link = path("link")
    try Files.write("old", to: file)
    chmod(file, 0o640)
    symlink(file, link)
    try Files.write("new", to: link)
    var status = stat()
    lstat(link, &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    stat(file, &status)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(String(decoding: try Files.read(file), as: UTF8.self) == "new")
  }

  @Test("is exported as a notebook whose fences hold, and whole to another place")
  func export() throws {
    let file = path("export"), copy = path("exported"), back = path("imported")
    let workspace = Workspace()
    let session = try WorkspaceSession(path: file, workspace: workspace)
    try run(workspace, session, 1, "t = \"\"\"\n```\n\"\"\"\nx = [1.0, 2.0]")
    session.close()
    let store = try SessionStore(path: file)
    let document = try NotebookDocument(text: SessionExport.notebook(try store.cells()))
    #expect(document.cells.map(\.source) == ["t = \"\"\"\n```\n\"\"\"\nx = [1.0, 2.0]"])
    try store.export(to: copy)
    #expect(throws: SessionError.self) { try store.export(to: copy) }
    #expect(throws: SessionError.self) { try store.export(to: "/nosuch/folder/file") }
    store.close()
    try SessionStore.importing(copy, to: back)
    #expect(throws: SessionError.self) { try SessionStore.importing(copy, to: back) }
    let other = Workspace()
    let resumed = try WorkspaceSession(path: back, workspace: other)
    #expect(try resumed.restore().cells.count == 1)
    #expect(other.run("x", name: "check").text == "[1., 2.]  f64[2]")
  }
}
