import TestSupport
import Testing

extension GoldenFile {
  /// The file of this name beside this one.
  init(_ name: String) throws { try self.init(name, below: #filePath) }

  /// Records an issue for every case that does not come out as recorded.
  func check(_ produce: (String) throws -> String) throws {
    for difference in try differences(produce) {
      Issue.record("\(difference.title):\n\(difference.actual)\ninstead of\n\(difference.expected)")
    }
  }
}
