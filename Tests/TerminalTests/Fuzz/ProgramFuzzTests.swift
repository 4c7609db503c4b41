import Glibc
import Testing

/// A hundred thousand programs with a fixed seed: whatever is asked of it, the kernel answers and can be
/// interrupted.
@Suite("Programs that nobody meant")
struct ProgramFuzzTests {
  @Test("neither crash the program nor hang it", arguments: [UInt64(1), 2, 3, 4])
  func mutated(seed: UInt64) throws {
    var mutator = ProgramMutator(seed: seed)
    try feed(15_000, seed) { mutator.program() }
  }

  @Test("calls with arguments of any kind end in a value or an error", arguments: [UInt64(11), 12])
  func calls(seed: UInt64) throws {
    var mutator = ProgramMutator(seed: seed)
    try feed(20_000, seed) { mutator.call() }
  }

  private func feed(_ count: Int, _ seed: UInt64, _ next: () -> String) throws {
    let folder = "/tmp/gradus-test-\(getpid())-fuzz-\(seed)"
    var kernel = try KernelProcess(folder: folder)
    defer {
      kernel.end()
      rmdir(folder)
    }
    for i in 0..<count {
      // What programs leave behind adds up; a new kernel now and then keeps them apart.
      if i % 5000 == 4999 {
        kernel.end()
        kernel = try KernelProcess(folder: folder)
      }
      let code = next()
      let answer = kernel.run(code)
      guard answer != .answered else { continue }
      Issue.record("\(answer) at program \(i) of seed \(seed):\n\(code)")
      return
    }
  }
}
