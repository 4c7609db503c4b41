import Foundation

extension Benchmark {
  static var memory: [Benchmark] {
    [peak("naive"), peak("fused"), growth]
  }

  /// What two training steps need beyond what the process had before.
  private static func peak(_ heads: String) -> Benchmark {
    Benchmark(
      name: "memory/char-GPT, \(heads) heads", unit: .bytes, isLong: true,
      prepare: { settings in
        Timed(measure: {
          // What other benchmarks left behind in this process would be used again, and not be seen.
          let command = [OwnProcess.path, "--peak", heads, "--threads", "\(settings.threads)"]
          guard let bytes = OwnProcess.run(command).flatMap({ Double($0.trimmingCharacters(in: .newlines)) })
          else { throw BenchmarkFailure(description: "the measured process failed") }
          return bytes
        })
      },
      peers: [
        Peer(name: "PyTorch", goal: .ratio(1)) { settings in
          guard Reference("gpt", heads, threads: settings.threads) != nil else { return nil }
          return Timed(measure: {
            guard let reference = Reference("gpt", heads, threads: settings.threads) else {
              throw BenchmarkFailure(description: "the reference stopped")
            }
            _ = try reference.seconds(2)
            return try reference.memory()
          })
        }
      ])
  }

  /// What the process that is measured does: the bytes at the peak of two steps, less those at its start.
  static func measurePeak(_ heads: String) throws -> Double {
    let before = try Memory.resident()
    let session = try Session(programs: ["layers", "gpt-\(heads)", "gpt"])
    _ = try session.seconds("step()", 2)
    return try Memory.peak() - before
  }

  /// By how much a hundred thousand training steps let the process grow.
  private static var growth: Benchmark {
    Benchmark(
      name: "memory/growth of 10^5 steps", unit: .bytes, limit: 1e6, isLong: true,
      prepare: { _ in
        let session = try Session(programs: ["sgd"])
        return Timed(
          warmUp: { _ = try session.seconds("step()", 10_000) },
          measure: {
            let before = try Memory.resident()
            _ = try session.seconds("step()", 100_000)
            return max(0, try Memory.resident() - before)
          })
      }, peers: [])
  }
}

/// This process's memory, in bytes.
private enum Memory {
  static func resident() throws -> Double { try status("VmRSS") }
  static func peak() throws -> Double { try status("VmHWM") }

  private static func status(_ field: String) throws -> Double {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(field) }),
      let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
        Double($0)
      })
    else { throw BenchmarkFailure(description: "the system does not tell \(field)") }
    return kilobytes * 1024
  }
}
