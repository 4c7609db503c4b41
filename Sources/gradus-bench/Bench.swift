import ArgumentParser
import Formatting
import Glibc
import Notebook
import Terminal

/// `gradus-bench`: our time, a reference's from the same run, and the ratio between them.
///
/// Machines differ and drift; the ratio is the figure to quote. `docs/performance.md` explains each line.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus-bench", abstract: "Times Gradus beside references on this machine.")

  @ArgumentParser.Argument(help: "Only benchmarks whose name contains one of these.") var names: [String] = []
  @Flag(help: "One JSON object per benchmark.") var json = false
  @Option(help: "Runs of each; the median counts.") var runs = 5

  func validate() throws {
    if runs < 1 || runs > 1000 { throw ValidationError("--runs takes a number from 1 to 1000") }
  }

  func run() {
    let output = Output(STDOUT_FILENO)
    for benchmark in Benchmark.all
    where names.isEmpty || names.contains(where: { benchmark.name.contains($0) }) {
      let outcome = benchmark.measure(runs: runs)
      // Unbuffered: a line appears as soon as its benchmark is done.
      output.write((json ? outcome.json : outcome.line) + "\n")
    }
  }
}

/// One thing that is timed, ours and a reference's.
struct Benchmark {
  var name: String
  /// What the ratio should be at least (reference ÷ ours), or the time in seconds at most.
  var goal: Goal
  var reference: String
  /// Seconds of one run.
  var ours: () throws -> Double
  /// Seconds of one run of the reference; nil where it is not installed.
  var other: () -> Double?

  enum Goal {
    case ratio(Double)
    case seconds(Double)
  }

  static var all: [Benchmark] { [startup] + language + [matmul, readingCSV, chapter] }

  /// Ours and the reference's in turn, so that a change of the machine's speed meets both.
  func measure(runs: Int) -> Outcome {
    var mine: [Double] = [], theirs: [Double] = []
    for _ in 0..<runs {
      do {
        mine.append(try ours())
      } catch {
        return Outcome(benchmark: self, ours: nil, theirs: nil, problem: "\(error)")
      }
      if let seconds = other() { theirs.append(seconds) }
    }
    return Outcome(benchmark: self, ours: Self.median(mine), theirs: Self.median(theirs), problem: nil)
  }

  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.sorted()[values.count / 2]
  }
}

/// The result of one benchmark.
struct Outcome {
  var benchmark: Benchmark
  var ours: Double?
  var theirs: Double?
  var problem: String?

  private var ratio: Double? {
    guard let ours, let theirs else { return nil }
    return theirs / ours
  }

  private var isMet: Bool? {
    switch benchmark.goal {
    case .ratio(let goal): ratio.map { $0 >= goal }
    case .seconds(let goal): ours.map { $0 <= goal }
    }
  }

  var line: String {
    if let problem { return "\(DisplayWidth.pad(benchmark.name, to: 34)) failed: \(problem)" }
    let goal =
      switch benchmark.goal {
      case .ratio(let x): "goal ≥ \(Numbers.general(x, 3))×"
      case .seconds(let x): "goal ≤ \(Self.text(x))"
      }
    let missing = benchmark.reference.isEmpty ? "" : "\(benchmark.reference) not here"
    let beside = theirs.map { "\(benchmark.reference) \(Self.text($0))" } ?? missing
    let mark = isMet.map { $0 ? "met" : "MISSED" } ?? "open"
    return [
      DisplayWidth.pad(benchmark.name, to: 34),
      DisplayWidth.pad(ours.map(Self.text) ?? "-", to: 10, right: true),
      DisplayWidth.pad(beside, to: 30, right: true),
      DisplayWidth.pad(ratio.map { "\(Numbers.general($0, 3))×" } ?? "-", to: 8, right: true),
      DisplayWidth.pad(goal, to: 16, right: true), mark,
    ].joined(separator: "  ")
  }

  var json: String {
    JSONValue.object([
      ("name", .string(benchmark.name)), ("seconds", ours.map { .double($0) } ?? .null),
      ("reference", .string(benchmark.reference)), ("reference_seconds", theirs.map { .double($0) } ?? .null),
      ("ratio", ratio.map { .double($0) } ?? .null), ("met", isMet.map { .bool($0) } ?? .null),
    ]).text
  }

  private static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-6: "\(Numbers.general(seconds * 1e9, 3)) ns"
    case ..<1e-3: "\(Numbers.general(seconds * 1e6, 3)) µs"
    case ..<1: "\(Numbers.general(seconds * 1e3, 3)) ms"
    default: "\(Numbers.general(seconds, 3)) s"
    }
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
