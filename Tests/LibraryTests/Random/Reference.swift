import Foundation
import Language
import Tensors
import Testing

/// What another library gave for a seed, with the code of ours that has to give the same.
struct Reference: Decodable, CustomTestStringConvertible {
  /// What was called there, in the files that do not say what to call here.
  var name: String?
  var code: String?
  var seed: UInt64
  var outputs: [Output]
  /// How far apart floats may be, where the digits depend on the machine: a covariance that has no inverse has
  /// a singular value of rounding errors instead of 0, and numbers are drawn with its square root.
  var slack: Double?

  struct Output: Decodable {
    var dtype: String?
    var shape: [Int]
    var values: [Double]
  }

  var testDescription: String { code ?? name ?? "" }

  private struct File: Decodable { var cases: [Reference] }

  /// The cases of a file that stands beside the engine's tests.
  static func load(_ name: String) -> [Reference] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../TensorsTests/Cases")
    guard let data = try? Data(contentsOf: folder.appending(path: "\(name).json").standardizedFileURL) else {
      return []
    }
    return (try? JSONDecoder().decode(File.self, from: data))?.cases ?? []
  }

  /// Integers agree exactly, `f32` to 10⁻⁶ and `f64` to 10⁻¹², relative to numbers above 1.
  func check(_ value: Value) {
    let code = testDescription, ours = Self.tensors(value)
    #expect(ours.count == outputs.count, "\(code): as many results")
    for (ours, theirs) in zip(ours, outputs) {
      #expect(ours.shape.dims == theirs.shape, "\(code): shapes")
      let long = ["float32": "f32", "float64": "f64", "int64": "i64"]
      if let dtype = theirs.dtype { #expect(ours.dtype.name == long[dtype] ?? dtype, "\(code): dtypes") }
      let slack =
        switch ours.dtype {
        case .f64: self.slack ?? 1e-12
        case .f32: 1e-6
        case .f16, .bf16: 0x1p-7
        default: 0.0
        }
      for (a, b) in zip(ours.doubles(), theirs.values) {
        #expect(abs(a - b) <= slack * max(1, abs(b)), "\(code): \(a) instead of \(b)")
      }
    }
  }

  private static func tensors(_ value: Value) -> [Tensor] {
    switch value {
    case .tensor(let tensor): [tensor]
    case .list(let list): list.items.flatMap { tensors($0) }
    default: value.scalar.map { [Tensor.scalar($0, value.kindName == "an integer" ? .i64 : .f64)] } ?? []
    }
  }
}

/// The value of a cell that has to succeed.
func evaluate(_ code: String, in interpreter: Interpreter) throws -> Value {
  let result = interpreter.run(SourceText(name: "cell", text: code))
  if let error = result.error { throw error }
  return result.value
}
