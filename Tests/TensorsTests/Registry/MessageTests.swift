import Foundation
import TestSupport
import Testing

@testable import Tensors

/// What every operation says about a wrong shape, axis, dtype, number or text, as recorded in `messages.txt`,
/// which is read by people. `UPDATE_GOLDEN=1` records it again. Nothing here names an operation.
@Suite struct MessageTests {
  @Test("every operation says what is wrong with its arguments")
  func messages() throws {
    let file = try GoldenFile("messages.txt", below: #filePath, levels: 2)
    #expect(file.cases.map(\.title) == OperationRegistry.all.map(\.signature.name))
    for difference in try file.differences({ name in
      Self.messages(of: try #require(OperationRegistry.named(name))).joined(separator: "\n")
    }) {
      Issue.record("\(difference.title):\n\(difference.actual)\ninstead of\n\(difference.expected)")
    }
  }

  /// One line for each argument and kind of mistake that is refused.
  private static func messages(of entry: OperationEntry) -> [String] {
    let parameters = entry.signature.parameters
    let right = entry.samples.first?.arguments ?? parameters.map(plain)
    guard right.count == parameters.count else { return [] }
    var lines: [String] = []
    for (i, parameter) in parameters.enumerated() {
      for (kind, wrong) in mistakes(parameter.kind, right[i]) {
        guard let line = refusal(of: entry, right, i, kind, wrong) else { continue }
        lines.append("\(parameter.name): \(line)")
      }
    }
    return lines
  }

  /// What is said about the first of some wrong arguments that is refused.
  private static func refusal(
    of entry: OperationEntry, _ right: [Argument], _ i: Int, _ kind: String, _ wrong: [Argument]
  ) -> String? {
    for argument in wrong {
      var arguments = right
      arguments[i] = argument
      do {
        _ = try entry.call(arguments, TensorContext())
      } catch {
        let error = error.called(entry.signature.name)
        let hints = error.hints.map { "\n    try: \($0)" }.joined()
        // How much memory there is, is the machine's own.
        let message = error.message.components(separatedBy: ", and this machine has")[0]
        return "\(kind)\n  [\(error.code)] \(message)\(hints)"
      }
    }
    return nil
  }

  /// An argument that most operations take, for those without samples.
  private static func plain(_ parameter: SignatureParameter) -> Argument {
    if let value = parameter.default { return value }
    switch parameter.kind {
    case .tensor, .optionalTensor, .scalarOrTensor: return .tensor(Tensor([1, 0, 2], [3]))
    case .tensors: return .tensors([Tensor([1.0, 2], [2]), Tensor([3.0, 4], [2])])
    case .axis: return .int(0)
    case .axes: return .none
    case .int, .number, .numberOrText: return .int(2)
    case .shape, .ints, .integersOrText: return .ints([3])
    case .flag: return .flag(false)
    case .text: return .text("")
    case .dtype: return .none
    }
  }

  private static func mistakes(
    _ kind: ParameterKind, _ right: Argument
  ) -> [(String, [Argument])] {
    switch kind {
    case .tensor, .optionalTensor, .scalarOrTensor:
      guard case .tensor(let x) = right else { return [("a wrong shape", shapes(.f64).map(Argument.tensor))] }
      let other: [DType] = x.dtype.isFloat ? [.bool, .i64] : [.f64, .bool]
      return [
        ("a wrong shape", shapes(x.dtype).map(Argument.tensor)),
        ("a wrong dtype", other.map { .tensor(ones(x.shape, $0)) }),
      ]
    case .tensors:
      return [
        ("no tensors", [.tensors([])]),
        ("shapes that do not fit", [.tensors([ones([2, 3], .f64), ones([5, 7], .f64)])]),
      ]
    case .axis, .axes: return [("no such axis", [.int(9)]), ("one axis twice", [.ints([0, 0])])]
    case .int: return [("too small", [.int(-9)]), ("too large", [.int(99), .int(1 << 62)])]
    case .ints, .shape, .integersOrText:
      return [("too small", [.ints([-9])]), ("too many", [.ints([2, 3, 4, 5, 6, 7])])]
    case .number: return [("out of range", [.number(-9), .number(9e9), .number(.nan)])]
    case .numberOrText: return [("a wrong word", [.text("other")]), ("out of range", [.number(.nan)])]
    case .text: return [("a wrong word", [.text("other")])]
    case .flag, .dtype: return []
    }
  }

  private static func shapes(_ dtype: DType) -> [Tensor] {
    [[5, 7], [4], [2, 3, 2, 2], [], [0], [1, 1, 1, 1, 1, 1]].map { ones($0, dtype) }
  }

  private static func ones(_ shape: Shape, _ dtype: DType) -> Tensor {
    Tensor([Double](repeating: 1, count: shape.count), shape, dtype)
  }
}
