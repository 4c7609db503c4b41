import Glibc

/// A folder beside a test's source file.
struct Folder {
  let path: String

  init(besides source: String, _ name: String) {
    let parts = source.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    path = (parts + [Substring(name)]).joined(separator: "/")
  }

  func read(_ name: String) -> String? {
    guard let file = fopen("\(path)/\(name)", "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(_ text: String, to name: String) -> Bool {
    guard let file = fopen("\(path)/\(name)", "wb") else { return false }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }
}
