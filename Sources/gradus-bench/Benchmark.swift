import Formatting
import Glibc

/// How a run of the benchmarks measures.
struct Settings {
  var runs: Int
  var threads: Int
}

/// What both sides of a benchmark turn into before they are timed.
struct Timed {
  /// Once before the measurement.
  var warmUp: () throws -> Void = {}
  /// One run: seconds, or bytes.
  var measure: () throws -> Double
  /// The next result as a number, to see that both sides compute the same.
  var value: (() throws -> Double)?
}

/// One thing that is timed, ours beside references.
struct Benchmark {
  enum Unit: String {
    case seconds, bytes, instructions
  }

  enum Goal {
    /// The reference's figure ÷ ours, at least.
    case ratio(Double)
    /// Our figure, at most.
    case limit(Double)
  }

  /// Someone else's way to do the same.
  struct Peer {
    var name: String
    var goal: Goal?
    /// nil where it is not installed.
    var prepare: (Settings) -> Timed?
  }

  /// `group/what`.
  var name: String
  var unit = Unit.seconds
  /// Of ours alone.
  var limit: Double?
  /// A run of it takes about a second or more.
  var isLong = false
  var prepare: (Settings) throws -> Timed
  var peers: [Peer]

  static var all: [Benchmark] {
    training + memory + operations + statistics + plots + program + language
  }

  var summary: String {
    let goals = peers.compactMap { peer in peer.goal.map { "\(Outcome.text($0, unit)) \(peer.name)" } }
    let own = limit.map { ["≤ \(Outcome.text($0, unit))"] } ?? []
    return DisplayWidth.pad(name, to: Outcome.nameWidth) + "  " + (own + goals).joined(separator: ", ")
  }

  /// Ours and the references' in turn, so that a change of the machine's speed meets all.
  func measure(_ settings: Settings) -> Outcome {
    var outcome = Outcome(benchmark: self)
    do {
      let ours = try prepare(settings)
      let theirs = peers.map { $0.prepare(settings) }
      try ours.warmUp()
      for their in theirs { try their?.warmUp() }
      for _ in 0..<settings.runs {
        outcome.ours.append(try ours.measure())
        for (i, their) in theirs.enumerated() {
          guard let their else { continue }
          outcome.theirs[i].append(try their.measure())
          // Threads of the reference that wait in a loop for more work would disturb us: those of NumPy's BLAS do
          // so for about 30 ms.
          usleep(80_000)
        }
      }
    } catch {
      outcome.problem = "\(error)"
    }
    return outcome
  }

  /// A line that says how far apart the first three results are; nil where there are none to compare.
  func verified(_ settings: Settings) -> String? {
    guard !peers.isEmpty else { return nil }
    let title = DisplayWidth.pad(name, to: Outcome.nameWidth)
    do {
      guard let ours = try prepare(settings).value else { return nil }
      let mine = try (0..<3).map { _ in try ours() }
      var texts: [String] = []
      for peer in peers {
        guard let value = peer.prepare(settings)?.value else { continue }
        let yours = try (0..<3).map { _ in try value() }
        let difference = zip(mine, yours).map { abs($0 - $1) / max(1e-12, abs($1)) }.max() ?? 0
        texts.append("\(peer.name) \(Numbers.general(difference, 2))")
      }
      guard !texts.isEmpty else { return nil }
      let results = mine.map { Numbers.general($0, 6) }.joined(separator: ", ")
      return "\(title)  \(results); off by \(texts.joined(separator: ", "))"
    } catch {
      return "\(title)  failed: \(error)"
    }
  }
}

extension Benchmark {
  /// Something that is timed as it is, each run from the start.
  init(
    name: String, limit: Double? = nil, goal: Double? = nil, reference: String? = nil,
    ours: @escaping () throws -> Double, other: @escaping (Settings) -> Double? = { _ in nil }
  ) {
    self.init(
      name: name, limit: limit, prepare: { _ in Timed(measure: ours) },
      peers: reference.map { reference in
        let peer = Peer(name: reference, goal: goal.map { .ratio($0) }) { settings in
          // Where it is missing it is missing at the first try.
          guard other(settings) != nil else { return nil }
          return Timed(measure: {
            guard let seconds = other(settings) else {
              throw BenchmarkFailure(description: "\(reference) failed")
            }
            return seconds
          })
        }
        return [peer]
      } ?? [])
  }
}
