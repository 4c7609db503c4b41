import Foundation
import GRDB
import Glibc

/// A session as `gradus session list` shows it.
public struct SessionSummary: Sendable {
  /// Six digits that no other session has; what `list` prints first.
  public var id: String
  public var path: String
  public var name: String
  /// The folder that it belongs to, or the notebook that is walked through; nil in files of early versions.
  public var folder: String?
  /// nil where the file can't be read.
  public var cells: Int?
  /// When it last changed, in seconds since 1970, and what its files take.
  public var used = 0
  public var bytes = 0
  /// Another process has it open.
  public var isOpen: Bool

  private init(file: String, in folder: String) {
    path = "\(folder)/\(file).sqlite"
    name = file.firstIndex(of: "-").map { String(file[file.index(after: $0)...]) } ?? file
    id = String(StableHash.text(file).suffix(6))
    isOpen = Self.isLocked(path)
    for ending in ["", "-wal"] {
      var status = stat()
      guard stat(path + ending, &status) == 0 else { continue }
      used = max(used, status.st_mtim.tv_sec)
      bytes += Int(status.st_size)
    }
    var configuration = Configuration()
    configuration.readonly = true
    guard let database = try? DatabaseQueue(path: path, configuration: configuration) else { return }
    (cells, self.folder) =
      (try? database.read { database in
        (
          try Int.fetchOne(database, sql: "SELECT count(*) FROM cell"),
          try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'folder'").map {
            String(decoding: $0, as: UTF8.self)
          }
        )
      }) ?? (nil, nil)
  }

  /// Whether a process has the session of this file open.
  public static func isLocked(_ path: String) -> Bool {
    let descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  /// All sessions, the one that was used last first.
  public static func all(home: String = SessionFolder.home) -> [SessionSummary] {
    SessionFolder.all(home: home).map { SessionSummary(file: $0, in: home + "/sessions") }
      .sorted { ($1.used, $0.id) < ($0.used, $1.id) }
  }

  /// The sessions that a reader may mean: by the digits that `list` prints, by name, or by folder. Among several those
  /// of this directory come before others.
  public static func matching(
    _ text: String, among all: [SessionSummary] = all(), directory: String = SessionFolder.workingDirectory
  ) -> [SessionSummary] {
    let folder = path(text, directory)
    let found = all.filter { session in
      text.count >= 4 && session.id.hasPrefix(text) || session.name == text || session.folder == folder
        || session.path.hasSuffix("/sessions/\(text).sqlite")
    }
    let here = found.filter { $0.folder == directory }
    return here.isEmpty ? found : here
  }

  /// `~/notes` and `../notes` in full.
  private static func path(_ text: String, _ directory: String) -> String {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let text = text == "~" || text.hasPrefix("~/") ? home + text.dropFirst() : text
    let full = text.hasPrefix("/") ? text : "\(directory)/\(text)"
    guard let resolved = realpath(full, nil) else { return full }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
