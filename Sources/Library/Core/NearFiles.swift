import Formatting
import Glibc
import Language

/// Suggestions for a file that is not there.
enum NearFiles {
  /// More entries of a folder are not looked at.
  private static let limit = 10_000

  static func hints(for path: String, in interpreter: Interpreter) -> [String] {
    if path.hasPrefix("data:"), let set = path.dropFirst(5).split(separator: "/").first {
      return ["`gradus data fetch \(set)` brings it here", "`gradus data list` says what there is"]
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let names = entries(of: interpreter.resolve(folder)) else {
      return ["there is no folder `\(folder)` either"]
    }
    let near = NearNames.best(for: name, among: names)
    if !near.isEmpty {
      let paths = near.map { slash == nil ? $0 : "\(folder)/\($0)" }
      return ["did you mean \(paths.map { "\"\($0)\"" }.joined(separator: ", "))?"]
    }
    return ["paths start at the notebook's folder, or where `gradus` was started"]
  }

  private static func entries(of folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
