import Glibc
import Testing

/// Loops of every kind end when they are asked to. How soon, the kernel's own limit says: it gives up on a
/// program that does not stop.
@Suite("Interrupting")
struct InterruptTests {
  @Test("stops loops, built-ins that go through much, and what they call")
  func loops() throws {
    let folder = "/tmp/gradus-test-\(getpid())-interrupt"
    let kernel = try KernelProcess(folder: folder)
    defer {
      kernel.end()
      rmdir(folder)
    }
    let programs = [
      "while true { }", "for i in 0..<10^15 { }", "fn spin() { while true { } }\nspin()",
      "repeat(10^15) { }", "filter(0..<10^15, x -> false)", "filter(0..<10^15) { x -> { x < 0 } }",
      "reduce(0..<10^15, (a, b) -> a)", "sum(0..<10^15)", "all(1..<10^15)", "count(0..<10^15, -1)",
      "enumerate(0..<10^15)", "join(\",\", 0..<10^15)", "max(0..<10^15)", "list(0..<10^15)",
      "xs = list(0..<100000)\nwhile true { sorted(xs, key=x -> -x) }",
      "xs = list(0..<1000)\nsorted(xs, key=x -> sum(0..<10^12))",
      "f(n) = if n == 0 { 0 } else { f(n - 1) + f(n - 1) }\nf(60)",
      "x = ()\nfor i in 0..<64 { x = (x, x) }\ny = ()\nfor i in 0..<64 { y = (y, y) }\nx == y",
      "x = ()\nfor i in 0..<64 { x = (x, x) }\ny = ()\nfor i in 0..<64 { y = (y, y) }\nx < y",
      "model M() { forward(x) = { while true { } } }\nM()(1)",
      "try { while true { } } catch e { while true { } }",
      "t = \"ab\"\nwhile true { t = t * 2; t = t[0:2] }",
    ]
    for program in programs { #expect(kernel.run(program) == .answered, "\(program)") }
    #expect(kernel.run("1 + 1") == .answered)
  }
}
