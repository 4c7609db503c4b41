/// The part of the standard library that is written in the language: its texts, and where each name is defined.
///
/// Nothing is parsed before a name is used: the index comes from one pass over the bytes.
public final class Prelude: Sendable {
  public struct Definition: Sendable {
    public let name: String
    /// Which of the sources it is in.
    let file: Int
    /// The first line of its documentation.
    public let summary: String
  }

  public let sources: [SourceText]
  private let definitions: [Definition]
  private let places: [String: Int]

  /// - Parameter files: Names and texts, in the order in which the manual shows them.
  public init(_ files: [(name: String, text: String)]) {
    sources = files.map { SourceText(name: "prelude/\($0.name)", text: $0.text) }
    definitions = sources.indices.flatMap { [sources] file in Self.definitions(in: sources[file], file) }
    places = Dictionary(
      definitions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What readers may use; names that begin with `_` are the prelude's own.
  public var names: [String] { definitions.lazy.map(\.name).filter { !$0.hasPrefix("_") } }

  /// The names that one file defines, for the manual.
  public func names(in source: SourceText) -> [String] {
    definitions.filter { sources[$0.file] === source && !$0.name.hasPrefix("_") }.map(\.name)
  }

  public func definition(_ name: String) -> Definition? { places[name].map { definitions[$0] } }

  func contains(_ source: SourceText) -> Bool { sources.contains { $0 === source } }

  // MARK: The index

  /// Definitions begin in the first column: `model Name(…)`, `fn name(…)`, `name(…) =`, `name = …`.
  private static func definitions(in source: SourceText, _ file: Int) -> [Definition] {
    var found: [Definition] = []
    var summary: Substring?
    for start in source.lineStarts {
      var line = source.utf8[start...].prefix { $0 != UInt8(ascii: "\n") }
      if line.starts(with: "##".utf8) {
        if summary == nil {
          summary = Substring(decoding: line.dropFirst(2).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        }
        continue
      }
      for keyword in ["model ", "fn "] where line.starts(with: keyword.utf8) {
        line = line.dropFirst(keyword.utf8.count)
      }
      let name = line.prefix { isNamePart($0) }
      if let first = name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
        found.append(
          Definition(
            name: String(decoding: name, as: UTF8.self), file: file, summary: String(summary ?? "")))
      }
      summary = nil
    }
    return found
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }
}

extension SourceText {
  /// `layers` of `prelude/layers.gradus`: what the manual calls its definitions.
  public var family: String {
    String(name.split(separator: "/").last?.split(separator: ".").first ?? "")
  }
}
