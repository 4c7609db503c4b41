import GRDB
import Glibc

/// A session in forms that other programs and other machines read.
public enum SessionExport {
  /// The cells that succeeded, as a notebook with their outputs.
  public static func notebook(_ cells: [SessionStore.Cell]) -> String {
    let parts = cells.filter(\.succeeded).map { cell -> String in
      let code = fenced(cell.source, "gradus")
      return cell.output.isEmpty ? code : code + "\n\n" + fenced(cell.output, "output")
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func fenced(_ text: String, _ word: String) -> String {
    let fence = NotebookDocument.fence(around: text)
    return "\(fence)\(word)\n\(text)\n\(fence)"
  }
}

extension SessionStore {
  /// Writes everything to one new file, which `gradus session import` reads on any machine.
  /// - Throws: when the file is there already or can't be written.
  public func export(to path: String) throws(SessionError) {
    guard access(path, F_OK) != 0 else {
      throw SessionError(message: "\(path) is there already; choose another name")
    }
    do {
      try outsideTransaction(path) { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    } catch {
      // Half a session is none, and would stand in the way of the next attempt.
      unlink(path)
      throw error
    }
  }

  /// Copies an exported session to the place of a new one.
  /// - Throws: when it is no session's file, or there is a session in that place.
  public static func importing(_ file: String, to path: String) throws(SessionError) {
    guard access(file, R_OK) == 0 else { throw SessionError(message: "\(file) can't be read") }
    guard access(path, F_OK) != 0 else {
      throw SessionError(message: "there is a session of that name already; choose another with --as NAME")
    }
    guard SessionFolder.makeParent(of: path) else {
      throw SessionError(message: "the folder of \(path) can't be made")
    }
    // Opening brings an older file's tables to this version; the copy is what is brought, not the original.
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let source = try DatabaseQueue(path: file, configuration: configuration)
      let isSession = try source.read { try $0.tableExists("cell") && $0.tableExists("item") }
      guard isSession else { throw SessionError(message: "\(file) is no session's file") }
      try source.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    } catch let error as SessionError {
      throw error
    } catch {
      throw describe(error, file)
    }
    let store = try SessionStore(path: path)
    // It belongs to this directory now.
    try store.set("folder", SessionFolder.workingDirectory)
    store.close()
  }
}
