import Language
import Glibc
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
}
