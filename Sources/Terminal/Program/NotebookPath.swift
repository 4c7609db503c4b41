/// The parts of a notebook's path.
public enum NotebookPath {
  public static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  public static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// `a/b.md` with another ending: `a/b.html`.
  public static func replacingEnding(of path: String, by ending: String) -> String {
    let name = name(of: path)
    let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name[...] : name[..<$0] } ?? name[...]
    return "\(path.dropLast(name.count))\(stem).\(ending)"
  }
}
