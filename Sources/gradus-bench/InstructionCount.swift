import Formatting
import Foundation
import Kernels
import Tensors

/// How many instructions a statement of the language takes, counted by callgrind on one thread.
///
/// valgrind knows no AVX-512: what is counted is the AVX2 code.
struct InstructionCount {
  var name: String
  var programs: [String] = []
  var definitions = ""
  var statement: String
  var rounds: Int

  static let all = [
    InstructionCount(
      name: "instructions/small step", definitions: "x = linspace(0, 1, 10)\nw = param(x)",
      statement: "((w * x) ^ 2).sum().backward()", rounds: 200),
    InstructionCount(
      name: "instructions/multiply 10",
      definitions: "a = param(linspace(0, 1, 10))\nb = param(linspace(1, 2, 10))", statement: "y = a * b",
      rounds: 500),
    InstructionCount(
      name: "instructions/chain 10^5", definitions: "x = randn(100000)",
      statement: "y = (tanh(2.0*x + 1.0)*3.0 + exp(-x*x))[0].item()", rounds: 5),
    InstructionCount(
      name: "instructions/cross-entropy",
      definitions: "x = param(randn((256, 100)))\nt = randint(0, 100, (256,))",
      statement: "zero_grad(x); cross_entropy(x, t).backward()", rounds: 5),
    InstructionCount(
      name: "instructions/layer norm",
      definitions: "x = param(randn((256, 128)))\ng = param(ones(128))\nb = param(zeros(128))",
      statement: "zero_grad((x, g, b)); layer_norm(x, g, b).sum().backward()", rounds: 5),
    InstructionCount(
      name: "instructions/SGD step", programs: ["sgd"], statement: "step()", rounds: 100),
    InstructionCount(
      name: "instructions/scalar graph", programs: ["scalars"], statement: "step()", rounds: 1),
    InstructionCount(
      name: "instructions/MLP step", programs: ["layers", "mlp"], statement: "step()", rounds: 2),
    InstructionCount(
      name: "instructions/scalar loop", definitions: "s = 0.0",
      statement: "for i in 0..<1000 { s = s + i*i }", rounds: 20),
  ]

  /// What the counted process does.
  static func run(_ name: String, rounds: Int) throws {
    guard let kernel = all.first(where: { $0.name == name }) else {
      throw BenchmarkFailure(description: "there is no \(name)")
    }
    gradus_set_threads(1)
    let session = try Session(programs: kernel.programs, definitions: kernel.definitions)
    _ = try session.seconds(kernel.statement, rounds)
  }

  /// The difference between two counts leaves start and preparation out.
  func measure() -> Outcome {
    let benchmark = Benchmark(
      name: name, unit: .instructions, prepare: { _ in Timed(measure: { 0 }) }, peers: [])
    var outcome = Outcome(benchmark: benchmark)
    guard let few = instructions(rounds), let many = instructions(3 * rounds) else {
      outcome.problem = "valgrind is not here, or the program fails under it"
      return outcome
    }
    outcome.ours = [Double(many - few) / Double(2 * rounds)]
    return outcome
  }

  private func instructions(_ rounds: Int) -> Int? {
    let command = [
      "OPENBLAS_NUM_THREADS=1", "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
      Self.program, "--callgrind", name, "--rounds", "\(rounds)",
    ]
    guard let text = OwnProcess.run(command, reading: .error),
      let line = text.split(separator: "\n").last(where: { $0.contains("Collected") })
    else { return nil }
    return line.split(separator: " ").last.flatMap { Int($0) }
  }

  /// A copy of this program without its debugging information, which valgrind fails to read where the compiler is
  /// newer than it is; the program itself where `strip` is missing.
  private static let program: String = {
    let copy = FileManager.default.temporaryDirectory.appending(path: "gradus-bench-stripped").path
    return OwnProcess.run(["strip", "-S", "-o", copy, OwnProcess.path]) == nil ? OwnProcess.path : copy
  }()
}
