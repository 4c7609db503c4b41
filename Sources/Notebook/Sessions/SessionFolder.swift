import Glibc

/// Where sessions and history are kept, and what they are called.
public enum SessionFolder {
  /// `$GRADUS_HOME`, or `$XDG_DATA_HOME/gradus`, or `~/.local/share/gradus`.
  public static var home: String {
    if let home = environment("GRADUS_HOME") { return home }
    if let data = environment("XDG_DATA_HOME") { return data + "/gradus" }
    return (environment("HOME") ?? "/tmp") + "/.local/share/gradus"
  }

  /// Who reads: `$GRADUS_READER`, or the name of the user. Walkthroughs keep the progress of each.
  public static var reader: String { environment("GRADUS_READER") ?? environment("USER") ?? "reader" }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The directory that the program was started in.
  public static var workingDirectory: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    return getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? "."
  }

  /// The file of a session: each directory has its own, told apart by name.
  public static func path(session name: String, directory: String = workingDirectory) -> String {
    let safe = String(name.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" })
    return "\(home)/sessions/\(StableHash.text(directory))-\(safe).sqlite"
  }

  /// Makes the folder of a file; false when that is not possible.
  public static func makeParent(of path: String) -> Bool {
    var partial = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      partial += "/" + part
      if mkdir(partial, 0o700) != 0 && errno != EEXIST { return false }
    }
    return true
  }

  /// Sessions of all directories: file names without the ending.
  public static func all(home: String = SessionFolder.home) -> [String] {
    guard let folder = opendir(home + "/sessions") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".sqlite") { names.append(String(name.dropLast(7))) }
    }
    return names.sorted()
  }
}
