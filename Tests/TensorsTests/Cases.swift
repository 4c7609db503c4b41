import Foundation

@testable import Tensors

/// Reference cases, which other libraries computed.
enum Cases {
  /// JSON by hand: `JSONSerialization` rounds numbers of 17 digits on Linux, the decoder does not.
  indirect enum Value: Decodable {
    case null, flag(Bool), number(Double), text(String), list([Value]), object([String: Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let x = try? container.decode(Double.self) {
        self = .number(x)
      } else if let x = try? container.decode(Bool.self) {
        self = .flag(x)
      } else if let x = try? container.decode(String.self) {
        self = .text(x)
      } else if let x = try? container.decode([Value].self) {
        self = .list(x)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    subscript(key: String) -> Value? { if case .object(let object) = self { object[key] } else { nil } }
    var keys: [String] { if case .object(let object) = self { object.keys.sorted() } else { [] } }
    var list: [Value] { if case .list(let list) = self { list } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// nan and the infinities are written as text.
    var number: Double {
      switch self {
      case .number(let x): x
      case .flag(let x): x ? 1 : 0
      case .text(let x): Double(x) ?? .nan
      default: .nan
      }
    }

    /// `{"dtype": …, "shape": …, "values": …}`; the names of dtypes are ours or PyTorch's.
    var tensor: Tensor? {
      let names = ["float32": "f32", "float64": "f64", "int64": "i64"]
      guard let name = self["dtype"]?.text, let dtype = DType(name: names[name] ?? name),
        let values = self["values"],
        let shape = self["shape"]
      else { return nil }
      return Tensor(values.list.map(\.number), Shape(shape.list.map { Int($0.number) }), dtype)
    }
  }

  static func load(_ name: String) throws -> [Value] {
    guard let url = Bundle.module.url(forResource: "Cases/\(name)", withExtension: "json") else { return [] }
    return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))["cases"]?.list ?? []
  }
}
