import Glibc

/// Whole files, read and written with clear errors.
public enum Files {
  /// A file that could not be read or written, and what the system said.
  public struct Failure: Error, Sendable {
    public var path: String
    public var message: String
    public var isMissing: Bool
  }

  /// The bytes of a file.
  /// - Throws: `Failure` when it is missing, a directory, unreadable, or larger than `limit` bytes.
  public static func read(_ path: String, limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
    try refuseNUL(path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "can't be opened") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "can't be read") }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(path: path, message: "\(path) is a directory", isMissing: false)
    }
    guard Int(status.st_size) <= limit else {
      throw Failure(path: path, message: "\(path) is larger than \(limit >> 20) MB", isMissing: false)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, "can't be read") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw Failure(path: path, message: "\(path) is larger than \(limit >> 20) MB", isMissing: false)
      }
    }
  }

  /// Replaces a file's contents in one step: a reader sees the old or the new ones, never half. Where the path is a
  /// link, the file that it names is replaced; permissions stay as they are.
  public static func write(_ text: String, to path: String) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  public static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    try refuseNUL(path)
    let target = linked(path), temporary = target + ".\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path, "can't be written") }
    var old = stat()
    if stat(target, &old) == 0 { fchmod(descriptor, old.st_mode & 0o7777) }
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        let problem = failure(path, "can't be written")
        close(descriptor)
        unlink(temporary)
        throw problem
      }
      bytes = bytes.dropFirst(count)
    }
    guard close(descriptor) == 0, rename(temporary, target) == 0 else {
      let problem = failure(path, "can't be written")
      unlink(temporary)
      throw problem
    }
  }

  /// The file that a path names through links, if there is one.
  private static func linked(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func refuseNUL(_ path: String) throws(Failure) {
    guard path.utf8.contains(0) else { return }
    throw Failure(path: path, message: "a path can't hold a NUL character", isMissing: false)
  }

  private static func failure(_ path: String, _ what: String) -> Failure {
    let code = errno
    let reason = String(cString: strerror(code)).lowercased()
    return Failure(path: path, message: "\(path) \(what): \(reason)", isMissing: code == ENOENT)
  }
}
