import Glibc

/// Where data sets are: `data:adult/adult.data` in a cell is a file in here.
public enum DataFolder {
  /// What is fetched: `$GRADUS_DATA`, or `$XDG_CACHE_HOME/gradus/data`, or `~/.cache/gradus/data`.
  public static var fetched: String {
    if let folder = environment("GRADUS_DATA") {
      return folder.hasPrefix("/") ? folder : "\(SessionFolder.workingDirectory)/\(folder)"
    }
    if let cache = environment("XDG_CACHE_HOME") { return cache + "/gradus/data" }
    return (environment("HOME") ?? "/tmp") + "/.cache/gradus/data"
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The file behind `data:`, fetched or shipped; where it would be fetched to when there is none.
  public static func file(_ name: String) -> String {
    let fetched = self.fetched + "/" + name
    if access(fetched, F_OK) == 0 { return fetched }
    return shipped(name) ?? fetched
  }

  /// A file of the folder `Data` of the sources: above the current directory, or above the program.
  static func shipped(_ name: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let program = String(decoding: buffer[..<max(0, length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for start in [SessionFolder.workingDirectory, program] {
      var folder = Substring(start)
      while let slash = folder.lastIndex(of: "/") {
        let path = "\(folder)/Data/\(name)"
        if access(path, F_OK) == 0 { return path }
        folder = folder[..<slash]
      }
    }
    return nil
  }
}

extension DataSet {
  public enum State: String, Sendable {
    case shipped, fetched
    case missing = "not here"
  }

  /// Whether its files are there.
  public var state: State {
    if source == .shipped {
      return files.allSatisfy { DataFolder.shipped($0.name) != nil } ? .shipped : .missing
    }
    let folder = "\(DataFolder.fetched)/\(name)"
    return files.allSatisfy { access("\(folder)/\($0.name)", R_OK) == 0 } ? .fetched : .missing
  }
}
