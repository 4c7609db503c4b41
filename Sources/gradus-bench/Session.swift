import Foundation
import Notebook
import Tensors

/// Cells of the language that are run and timed, numbers in f32.
final class Session {
  let workspace = Workspace()

  init(dtype: DType = .f32) { workspace.context.defaultDType = dtype }

  /// - Parameter programs: Files of `Programs`, without their ending, which run one after the other.
  convenience init(programs: [String], definitions: String = "", dtype: DType = .f32) throws {
    self.init(dtype: dtype)
    for name in programs {
      guard let url = Bundle.module.url(forResource: "Programs/\(name)", withExtension: "gradus"),
        let source = try? String(contentsOf: url, encoding: .utf8)
      else { throw BenchmarkFailure(description: "there is no program \(name)") }
      try run(source, name)
    }
    if !definitions.isEmpty { try run(definitions, "definitions") }
  }

  @discardableResult
  func run(_ source: String, _ name: String = "benchmark") throws -> CellOutput {
    let output = workspace.run(source, name: name)
    guard output.succeeded else { throw BenchmarkFailure(description: "\(name): \(output.text)") }
    return output
  }

  /// Seconds of one of `count` rounds of a statement.
  func seconds(_ statement: String, _ count: Int) throws -> Double {
    try run("for _round in 0..<\(count) { \(statement) }").seconds / Double(count)
  }

  /// The number that an expression gives, of a tensor its first element.
  func value(_ expression: String) throws -> Double {
    let value = try run(expression).result.value
    if let number = value.number { return number }
    guard let tensor = value.tensor, tensor.count > 0 else {
      throw BenchmarkFailure(description: "\(expression) gave no number")
    }
    return tensor.doubles()[0]
  }
}

extension Benchmark {
  /// A statement of the language, `count` times a run, after programs and definitions.
  init(
    _ name: String, programs: [String] = [], definitions: String = "", _ statement: String, rounds count: Int,
    limit: Double? = nil, dtype: DType = .f32, isLong: Bool = false, isComparable: Bool = false,
    _ peers: [Peer]
  ) {
    self.init(
      name: name, limit: limit, isLong: isLong,
      prepare: { _ in
        let session = try Session(programs: programs, definitions: definitions, dtype: dtype)
        return Timed(
          warmUp: { _ = try session.seconds(statement, max(1, count / 2)) },
          measure: { try session.seconds(statement, count) },
          value: isComparable ? { try session.value(statement) } : nil)
      }, peers: peers)
  }
}
