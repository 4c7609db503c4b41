import Glibc
import Language
import Notebook
import Testing

@testable import Terminal

@Suite("A killed program", .serialized)
struct KillTests {
  private static let cell = "n += 1; w -= 0.5 * w; m.f(w).backward(); h = rand(3)\n"

  @Test("loses at most the running cell, at 200 moments: variables, models, gradients, random stream")
  func moments() throws {
    let home = "/tmp/gradus-kill-\(getpid())-\(time(nil))"
    let arguments = ["GRADUS_HOME=\(home)", Screen.program, "--session", "killed"]
    let first =
      "model M() { a = param(ones(3))\n f(x) = (a * x).sum() }; m = M(); w = param(ones(3)); n = 0; seed(1)"
    let reference = Workspace()
    try #require(reference.run(first, name: "first").succeeded)
    var ran = 0
    // Multiplicative congruential: the moments are the same in every run, as far as the machine is.
    var moment: UInt32 = 20261130
    for round in 0..<200 {
      do {
        let screen = try Screen(arguments)
        try screen.wait(for: "› ")
        if round == 0 {
          // No later round defines the model again.
          screen.type(first.replacing("\n", with: ";") + "\n")
          try screen.wait(for: "[2]› ")
        }
        screen.type(String(repeating: Self.cell, count: 30))
        moment = moment &* 1_664_525 &+ 1_013_904_223
        usleep((moment >> 8) % 90_000)
        screen.kill9()
      }
      let file = try #require(SessionFolder.all(home: home).first.map { "\(home)/sessions/\($0).sqlite" })
      let workspace = Workspace()
      let session = try WorkspaceSession(path: file, workspace: workspace)
      let restored = try session.restore()
      session.close()
      guard !restored.cells.isEmpty else { continue }
      while ran < restored.cells.count - 1 {
        _ = reference.run(Self.cell, name: "cell")
        ran += 1
      }
      #expect(restored.failures.isEmpty)
      let state = "(n, w, w.grad, m.a, m.a.grad, if n > 0 { h } else { 0 })"
      let mine = workspace.run(state, name: "check"), yours = reference.run(state, name: "check")
      #expect(mine.succeeded && yours.succeeded)
      #expect(mine.text == yours.text, "round \(round)")
      #expect(workspace.context.generator.words == reference.context.generator.words, "round \(round)")
    }
    #expect(ran > 200, "too few cells were reached to say anything")
  }
}
