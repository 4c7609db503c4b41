import Formatting
import Notebook

/// What was measured of one benchmark.
struct Outcome {
  var benchmark: Benchmark
  var ours: [Double] = []
  /// For each of the benchmark's peers; empty where it is not installed.
  var theirs: [[Double]]
  var problem: String?

  static let nameWidth = 36

  init(benchmark: Benchmark) {
    self.benchmark = benchmark
    theirs = benchmark.peers.map { _ in [] }
  }

  // MARK: As text

  /// A line for each peer; the first one has our own figure.
  var lines: String {
    let title = DisplayWidth.pad(benchmark.name, to: Self.nameWidth)
    if let problem { return "\(title)  failed: \(problem)" }
    let mine = Samples(ours)
    var lines: [String] = []
    for (peer, their) in zip(benchmark.peers, theirs) {
      let first = lines.isEmpty
      let ratio = Samples(their).flatMap { their in mine.map { their.median / $0.median } }
      lines.append(
        line(
          first ? title : "", first ? mine.map { Self.text($0.median, benchmark.unit) } ?? "-" : "",
          Samples(their).map { "\(peer.name) \(Self.text($0.median, benchmark.unit))" }
            ?? "\(peer.name) not here",
          ratio, peer.goal))
    }
    if let limit = benchmark.limit {
      let first = lines.isEmpty
      lines.append(
        line(
          first ? title : "", first ? mine.map { Self.text($0.median, benchmark.unit) } ?? "-" : "", "", nil,
          .limit(limit)))
    }
    if lines.isEmpty {
      lines = [line(title, mine.map { Self.text($0.median, benchmark.unit) } ?? "-", "", nil, nil)]
    }
    return lines.joined(separator: "\n")
  }

  private func line(
    _ title: String, _ mine: String, _ beside: String, _ ratio: Double?, _ goal: Benchmark.Goal?
  ) -> String {
    let mark =
      switch goal {
      case .ratio(let wanted): ratio.map { $0 >= wanted ? "met" : "MISSED" } ?? "open"
      case .limit(let wanted): Samples(ours).map { $0.median <= wanted ? "met" : "MISSED" } ?? "open"
      case nil: ""
      }
    return [
      DisplayWidth.pad(title, to: Self.nameWidth), DisplayWidth.pad(mine, to: 9, right: true),
      DisplayWidth.pad(beside, to: 32, right: true),
      DisplayWidth.pad(ratio.map { "\(Numbers.general($0, 3))×" } ?? "", to: 7, right: true),
      DisplayWidth.pad(goal.map { Self.text($0, benchmark.unit) } ?? "", to: 10, right: true), mark,
    ].joined(separator: "  ")
  }

  static func text(_ goal: Benchmark.Goal, _ unit: Benchmark.Unit) -> String {
    switch goal {
    case .ratio(let x): "≥ \(Numbers.general(x, 3))×"
    case .limit(let x): "≤ \(text(x, unit))"
    }
  }

  static func text(_ value: Double, _ unit: Benchmark.Unit) -> String {
    let scales: [(Double, String)] =
      switch unit {
      case .seconds: [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
      case .bytes: [(1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "B")]
      case .instructions: [(1e9, "G"), (1e6, "M"), (1e3, "k"), (1, "")]
      }
    let (scale, name) = scales.first { value >= $0.0 } ?? scales[scales.count - 1]
    return "\(Numbers.general(value / scale, 3)) \(name)"
  }

  // MARK: As JSON

  var record: JSONValue {
    let references = zip(benchmark.peers, theirs).compactMap { (peer, their) -> JSONValue? in
      guard let yours = Samples(their) else { return nil }
      return .object([("name", .string(peer.name))] + yours.fields)
    }
    return .object(
      [("name", .string(benchmark.name)), ("unit", .string(benchmark.unit.rawValue))]
        + (Samples(ours)?.fields ?? []) + (problem.map { [("problem", .string($0))] } ?? [])
        + [("references", .array(references))])
  }
}

/// Measurements of one thing.
struct Samples {
  var median: Double
  /// Between the quartiles, in parts of the median.
  var spread: Double

  /// - Returns: nil for no values.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted(), last = Double(sorted.count - 1)
    median = sorted[sorted.count / 2]
    let width = sorted[Int((last * 0.75).rounded())] - sorted[Int((last * 0.25).rounded())]
    spread = median > 0 ? width / median : 0
  }

  init?(_ json: JSONValue) {
    guard let median = json["median"]?.number, let spread = json["spread"]?.number else { return nil }
    self.median = median
    self.spread = spread
  }

  var fields: [(String, JSONValue)] { [("median", .double(median)), ("spread", .double(spread))] }
}

extension JSONValue {
  /// A number of either kind.
  var number: Double? {
    switch self {
    case .int(let x): Double(x)
    case .double(let x): x
    default: nil
    }
  }
}
