import ArgumentParser
import Formatting
import Glibc
import Kernels
import Notebook
import Terminal

/// `gradus-bench`: our time, a reference's from the same run, and the ratio between them.
///
/// Machines differ and drift; the ratio is the figure to quote. `docs/performance.md` explains each line.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus-bench", abstract: "Times Gradus beside references on this machine.",
    discussion: """
      References in Python run with $GRADUS_PYTHON or python3; what is not installed there is left out.
      """)

  @ArgumentParser.Argument(help: "Only benchmarks whose name contains one of these.") var names: [String] = []
  @Flag(help: "Only the names and what each should reach.") var list = false
  @Option(help: "Runs of each; the median counts.") var runs = 7
  @Flag(help: "Three runs, and nothing that takes a second.") var quick = false
  @Option(help: "Processors for ours and the references'.") var threads = 2
  @Option(help: "Writes the results to a file.") var json: String?
  @Option(help: "Shows what moved since a file that --json wrote.") var compare: String?
  @Flag(help: "Compares the first results of ours and the references' instead of their times.") var verify =
    false
  @Flag(
    help: "Counts instructions of some kernels with valgrind: figures that a busy machine does not change.")
  var instructions = false
  @Option(help: .hidden) var callgrind: String?
  @Option(help: .hidden) var rounds = 1
  @Option(help: .hidden) var peak: String?

  func validate() throws {
    if runs < 1 || runs > 1000 { throw ValidationError("--runs takes a number from 1 to 1000") }
    if threads < 1 || threads > 64 { throw ValidationError("--threads takes a number from 1 to 64") }
  }

  private func isChosen(_ name: String) -> Bool {
    names.isEmpty || names.contains { name.lowercased().contains($0.lowercased()) }
  }

  func run() throws {
    gradus_set_threads(Int32(threads))
    if let callgrind { return try InstructionCount.run(callgrind, rounds: rounds) }
    if let peak { return print(Int(try Benchmark.measurePeak(peak))) }
    // A reference that dies shall not take us with it.
    signal(SIGPIPE, SIG_IGN)
    let output = Output(STDOUT_FILENO)
    let old = try compare.map(Report.init(path:))
    var report = Report(threads: threads)
    let settings = Settings(runs: quick ? min(runs, 3) : runs, threads: threads)
    let chosen = Benchmark.all.filter { benchmark in
      isChosen(benchmark.name) && !(quick && benchmark.isLong)
    }
    for benchmark in instructions ? [] : chosen {
      if list {
        output.write(benchmark.summary + "\n")
      } else if verify {
        benchmark.verified(settings).map { output.write($0 + "\n") }
      } else {
        let outcome = benchmark.measure(settings)
        // Unbuffered: a line appears as soon as its benchmark is done.
        output.write(outcome.lines + "\n")
        report.outcomes.append(outcome.record)
      }
    }
    if instructions {
      for count in InstructionCount.all where isChosen(count.name) {
        let outcome = count.measure()
        output.write(outcome.lines + "\n")
        report.outcomes.append(outcome.record)
      }
    }
    if let json { try report.write(to: json) }
    if let old { output.write(report.changes(since: old)) }
  }
}

/// Seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try body()
  return (ContinuousClock.now - start).seconds
}

/// Something a benchmark needs is missing or went wrong.
struct BenchmarkFailure: Error, CustomStringConvertible {
  var description: String
}
