import Formatting
import Foundation
import Notebook
import Testing

/// Every case of every file in `Cases/`, asked of the kernel as any other client would: the value of an
/// expression, and the gradients of its weighted sum, against numbers that PyTorch computed.
/// A new case is a line in a file; nothing here names an operation.
@Suite("Conformance with PyTorch")
struct ConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var number: Int
    var json: JSONValue
    var code: String { json["code"]?.string ?? "" }
    var testDescription: String { "\(file) #\(number): \(code)" }
  }

  static let cases: [Case] = {
    guard let folder = Bundle.module.url(forResource: "Cases", withExtension: nil),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return names.sorted().flatMap { name -> [Case] in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)),
        let file = try? JSONParser.parse([UInt8](data)), case .array(let cases)? = file["cases"]
      else { return [] }
      return cases.enumerated().map { Case(file: name, number: $0, json: $1) }
    }
  }()

  @Test("the reference cases are found") func found() { #expect(Self.cases.count >= 191) }

  @Test("values agree", arguments: cases)
  func value(_ test: Case) throws {
    let kernel = Session()
    let got = try kernel.ask(test.code, test.json["let"])
    try compare(got, test.json["expect"] ?? .null, test)
  }

  @Test("gradients agree", arguments: cases.filter { $0.json["grads"] != nil })
  func gradients(_ test: Case) throws {
    guard case .object(let grads)? = test.json["grads"], case .object(var variables)? = test.json["let"]
    else {
      return
    }
    variables.append(("weight__", test.json["weight"] ?? .null))
    let kernel = Session()
    let marks = grads.map { "\($0.0) = param(\($0.0))" }
    let code = marks + ["total__ = sum((\(test.code)) * weight__)", "total__.backward()"]
    _ = try kernel.ask(code.joined(separator: "\n"), .object(variables))
    for (name, want) in grads { try compare(try kernel.ask("\(name).grad"), want, test) }
  }

  /// One kernel, asked in its own protocol.
  private struct Session {
    let kernel = Kernel()

    func ask(_ code: String, _ variables: JSONValue? = nil) throws -> JSONValue {
      var fields: [(String, JSONValue)] = [("id", .int(1)), ("code", .string(code))]
      if let variables { fields.append(("let", variables)) }
      let answer = try #require(kernel.answer([UInt8](JSONValue.object(fields).text.utf8)))
      #expect(answer["ok"] == .bool(true), "\(answer["error"]?["text"]?.string ?? "no answer")")
      return answer["value"] ?? .null
    }
  }

  private func compare(_ got: JSONValue, _ want: JSONValue, _ test: Case) throws {
    let (values, shape) = Self.flat(got), (expected, expectedShape) = Self.flat(want)
    if let shape, let expectedShape { #expect(shape == expectedShape) }
    try #require(values.count == expected.count)
    let tolerance = Self.number(test.json["tol"] ?? .double(1e-9))
    for (i, (a, b)) in zip(values, expected).enumerated() where !(a == b || a.isNaN && b.isNaN) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), "value \(i) is \(a), expected \(b)")
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
