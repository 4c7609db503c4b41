import Formatting
import Foundation
import Notebook

/// All results of a run, as a file keeps them.
struct Report {
  var threads: Int
  var outcomes: [JSONValue] = []

  init(threads: Int) { self.threads = threads }

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      let json = try? JSONParser.parse(Array(data)),
      case .array(let outcomes)? = json["benchmarks"]
    else { throw BenchmarkFailure(description: "\(path) holds no results: --json FILE writes them") }
    threads = json["threads"]?.int ?? 0
    self.outcomes = outcomes
  }

  func write(to path: String) throws {
    let json = JSONValue.object([("threads", .int(threads)), ("benchmarks", .array(outcomes))])
    try Files.write(json.text + "\n", to: path)
  }

  // MARK: Comparing

  /// A line for each benchmark that moved by more than the noise of both runs, and how many did not.
  ///
  /// Where both runs had the same reference, its figure ÷ ours is what counts: a slower machine slows both.
  func changes(since old: Report) -> String {
    var lines: [String] = [], still = 0
    if threads != old.threads { lines.append("careful: then on \(old.threads) threads, now on \(threads)") }
    for outcome in outcomes {
      guard let name = outcome["name"]?.string, let now = Measured(outcome),
        let then = old.outcomes.first(where: { $0["name"]?.string == name }).flatMap({ Measured($0) })
      else { continue }
      if let line = now.change(since: then, name) { lines.append(line) } else { still += 1 }
    }
    return "\n" + (lines + ["\(still) did not move by more than the noise"]).joined(separator: "\n") + "\n"
  }

  /// One benchmark of a report.
  private struct Measured {
    var unit: Benchmark.Unit
    var ours: Samples
    var reference: (name: String, samples: Samples)?

    init?(_ json: JSONValue) {
      guard let ours = Samples(json), let unit = json["unit"]?.string.flatMap(Benchmark.Unit.init) else {
        return nil
      }
      self.ours = ours
      self.unit = unit
      if case .array(let references)? = json["references"], let first = references.first,
        let name = first["name"]?.string, let samples = Samples(first)
      {
        reference = (name, samples)
      }
    }

    func change(since old: Measured, _ name: String) -> String? {
      var was = old.ours.median, noise = max(0.03, ours.spread + old.ours.spread), drift = ""
      if let new = reference, let old = old.reference, new.name == old.name {
        let factor = new.samples.median / old.samples.median
        was *= factor
        noise += new.samples.spread + old.samples.spread
        drift = ", \(new.name) \(Numbers.general(factor, 3)) of then"
      }
      if unit == .instructions { noise = 0.005 }
      let factor = ours.median / was
      guard abs(factor - 1) > noise else { return nil }
      let word = factor < 1 ? "faster" : "SLOWER"
      let times = Outcome.text(old.ours.median, unit) + " → " + Outcome.text(ours.median, unit)
      return
        "\(DisplayWidth.pad(name, to: Outcome.nameWidth))  \(word) by \(percent(factor)) (noise \(percent(1 + noise))): "
        + times + drift
    }

    private func percent(_ factor: Double) -> String { "\(Int((abs(factor - 1) * 100).rounded())) %" }
  }
}
