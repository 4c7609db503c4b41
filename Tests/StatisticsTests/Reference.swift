import Foundation
import Testing

/// Reference figures from `Cases/`, read as plain JSON.
enum Reference {
  static func load(_ name: String) throws -> [String: Any] {
    let url = try #require(Bundle.module.url(forResource: "Cases/\(name)", withExtension: "json"))
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require(value as? [String: Any])
  }

  static func statistics(_ section: String) throws -> [String: Any] {
    try #require(try load("statistics")[section] as? [String: Any])
  }
}

/// |a − b| relative to b; 0 when both are equal, infinite or NaN.
func relativeError(_ a: Double, _ b: Double) -> Double {
  if a == b || (a.isNaN && b.isNaN) { return 0 }
  return abs(a - b) / abs(b)
}
