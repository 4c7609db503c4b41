import Glibc

/// Whole files as bytes, with errors that name the path.
enum FileBytes {
  /// - Throws: `TableError.missingFile`, `.isDirectory`, `.unreadable`, `.tooLarge`.
  static func read(_ path: String, limit: Int) throws(TableError) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw .missingFile(path) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw errno == ENOENT ? .missingFile(path) : .unreadable(path, reason: reason()) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path, reason: reason()) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(path) }
    guard status.st_size < limit else { throw .tooLarge(path, limit: limit) }

    // A pipe or a device has size 0: the loop grows until it ends or passes the limit.
    var bytes: [UInt8] = []
    var capacity = max(Int(status.st_size) + 1, 1 << 16)
    while true {
      let start = bytes.count
      var got = 0
      if start > 0 { bytes.reserveCapacity(capacity) }
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity - start) { buffer, count in
        while count < buffer.count, let base = buffer.baseAddress {
          got = Glibc.read(file, base + count, buffer.count - count)
          if got < 0 && errno == EINTR { continue }
          if got <= 0 { break }
          count += got
        }
      }
      if got < 0 { throw .unreadable(path, reason: reason()) }
      if start == 0 { bytes = chunk } else { bytes += chunk }
      if got == 0 { return bytes }
      guard bytes.count < limit else { throw .tooLarge(path, limit: limit) }
      capacity = min(bytes.count * 2, limit)
    }
  }

  /// Writes beside the file and then renames, so that a failure leaves the old file whole.
  /// - Throws: `TableError.unwritable`.
  static func write(_ bytes: [UInt8], to path: String) throws(TableError) {
    guard !path.utf8.contains(0) else { throw .unwritable(path, reason: "a NUL in the name") }
    let partial = path + ".partial"
    let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .unwritable(path, reason: reason()) }
    var written = 0
    while written < bytes.count {
      let step = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if step < 0 && errno == EINTR { continue }
      if step <= 0 { break }
      written += step
    }
    let complete = written == bytes.count
    guard close(file) == 0, complete, rename(partial, path) == 0 else {
      let why = reason()
      unlink(partial)
      throw .unwritable(path, reason: why)
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
