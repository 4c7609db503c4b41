import Formatting
import Foundation
import Notebook
import Tensors
import Testing

/// Every case of every file in `Cases/`, asked of the kernel as any other client would: the value of an
/// expression, and the gradients of its weighted sum, against numbers that PyTorch or NumPy computed; or that
/// it is refused, as there. A new case is a line in a file; nothing here names an operation.
@Suite("Conformance with PyTorch and NumPy")
struct ConformanceTests {
  /// Cases of one file that belong together, and share a kernel.
  struct Group: Sendable, CustomTestStringConvertible {
    var file: String
    var name: String
    var cases: [JSONValue]
    var testDescription: String { "\(file): \(name)" }
  }

  static let groups: [Group] = {
    guard let folder = Bundle.module.url(forResource: "Cases", withExtension: nil),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return names.sorted().flatMap { file -> [Group] in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(file)),
        let json = try? JSONParser.parse([UInt8](data)), case .array(let cases)? = json["cases"]
      else { return [] }
      var groups: [Group] = []
      for item in cases {
        let name = item["group"]?.string ?? ""
        if groups.last?.name != name { groups.append(Group(file: file, name: name, cases: [])) }
        groups[groups.count - 1].cases.append(item)
      }
      return groups
    }
  }()

  @Test("the reference cases are found")
  func found() { #expect(Self.groups.reduce(0) { $0 + $1.cases.count } >= 7000) }

  /// Random numbers are compared digit by digit in `Tests/TensorsTests/Random` and `Tests/LibraryTests/Random`.
  /// What they are drawn into is PyTorch's too, and what is not drawn has no value to compare.
  private static let withoutCases: Set<String> = [
    "rand_like", "randn", "randn_like", "randint", "randperm", "normal", "uniform", "exponential",
    "bernoulli", "multinomial", "xavier_normal", "xavier_uniform", "kaiming_normal", "kaiming_uniform",
    "linear_init", "conv1d_init", "conv2d_init", "embedding_init", "loader_order", "random_split",
  ]

  @Test("every operation of the registry has a reference case, but for those listed")
  func complete() {
    var words: Set<String> = []
    for item in Self.groups.flatMap(\.cases) {
      for word in (item["code"]?.string ?? "").split(whereSeparator: {
        !$0.isLetter && !$0.isNumber && $0 != "_"
      }) {
        words.insert(String(word))
      }
    }
    for entry in OperationRegistry.all {
      let names = [entry.signature.name] + entry.signature.aliases
      let isListed = Self.withoutCases.contains(entry.signature.name)
      #expect(names.contains(where: words.contains) != isListed, "\(entry.signature.name)")
    }
  }

  @Test("values and dtypes agree", arguments: groups)
  func values(_ group: Group) throws {
    let session = Session()
    for item in group.cases {
      let code = item["code"]?.string ?? ""
      let answer = try session.answer(code, item["let"])
      if item["refuses"] == .bool(true) {
        #expect(answer["ok"] == .bool(false), "\(code) is refused elsewhere: \(item["why"]?.string ?? "")")
        continue
      }
      guard answer["ok"] == .bool(true) else {
        Issue.record("\(Self.described(item)): \(answer["error"]?["text"]?.string ?? "no answer")")
        continue
      }
      compare(answer["value"] ?? .null, item["expect"] ?? .null, item, "")
    }
  }

  @Test("gradients agree", arguments: groups.filter { $0.cases.contains { $0["grads"] != nil } })
  func gradients(_ group: Group) throws {
    let session = Session()
    for item in group.cases {
      guard case .object(let grads)? = item["grads"], case .object(var variables)? = item["let"] else {
        continue
      }
      variables.append(("weight__", item["weight"] ?? .null))
      let marks = grads.map { "\($0.0) = param(\($0.0))" }
      let code = marks + ["total__ = sum((\(item["code"]?.string ?? "")) * weight__)", "total__.backward()"]
      let answer = try session.answer(code.joined(separator: "\n"), .object(variables))
      guard answer["ok"] == .bool(true) else {
        Issue.record("\(Self.described(item)): \(answer["error"]?["text"]?.string ?? "no answer")")
        continue
      }
      for (name, want) in grads {
        let found = try session.answer("\(name).grad")["value"] ?? .null
        compare(found, want, item, ", the gradient of \(name)")
      }
    }
  }

  /// One kernel, asked in its own protocol.
  private struct Session {
    let kernel = Kernel()

    func answer(_ code: String, _ variables: JSONValue? = nil) throws -> JSONValue {
      var fields: [(String, JSONValue)] = [("id", .int(1)), ("code", .string(code))]
      if let variables { fields.append(("let", variables)) }
      return try #require(kernel.answer([UInt8](JSONValue.object(fields).text.utf8)))
    }
  }

  /// The code of a case, and the shapes that it is about.
  private static func described(_ item: JSONValue) -> String {
    guard case .object(let variables)? = item["let"] else { return item["code"]?.string ?? "" }
    let shapes = variables.map { "\($0.0): \($0.1["dtype"]?.string ?? "")\($0.1["shape"]?.text ?? "")" }
    return "`\(item["code"]?.string ?? "")` with \(shapes.joined(separator: ", "))"
  }

  private func compare(_ got: JSONValue, _ want: JSONValue, _ item: JSONValue, _ what: String) {
    let place = Self.described(item) + what
    let (values, shape) = Self.flat(got), (expected, expectedShape) = Self.flat(want)
    if let shape, let expectedShape { #expect(shape == expectedShape, "\(place)") }
    if let dtype = got["dtype"], let wanted = want["dtype"] { #expect(dtype == wanted, "\(place)") }
    guard values.count == expected.count else {
      Issue.record("\(place): \(values.count) values, expected \(expected.count)")
      return
    }
    let tolerance = Self.number(item["tol"] ?? .double(1e-9))
    for (i, (a, b)) in zip(values, expected).enumerated() where !(a == b || a.isNaN && b.isNaN) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(place): value \(i) is \(a), expected \(b)")
    }
  }

  /// The numbers of a tensor, a number or a list of such, and the shape where there is one.
  private static func flat(_ json: JSONValue) -> ([Double], [Int]?) {
    if case .array(let values)? = json["values"], case .array(let shape)? = json["shape"] {
      return (values.map(number), shape.compactMap(\.int))
    }
    if case .array(let items) = json {
      let parts = items.map(flat)
      return (parts.flatMap(\.0), parts.allSatisfy { $0.1 == [] } ? [items.count] : nil)
    }
    return ([number(json)], [])
  }

  private static func number(_ json: JSONValue) -> Double {
    switch json {
    case .int(let x): Double(x)
    case .double(let x): x
    case .bool(let x): x ? 1 : 0
    case .string(let x): Double(x) ?? .nan
    default: .nan
    }
  }
}
