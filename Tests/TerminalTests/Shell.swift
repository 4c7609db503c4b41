import Glibc

/// Shell commands that know the built program as `$GRADUS`.
enum Shell {
  /// What a command printed, errors among it, and its status.
  static func run(_ command: String) -> (text: String, status: Int32) {
    // The program's place may be given from here: commands change the folder.
    let program = realpath(Screen.program, nil).map { pointer -> String in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    let script = "exec </dev/null; export GRADUS=\(program ?? Screen.program); \(command)"
    guard let pipe = popen("{ \(script); } 2>&1", "r") else { return ("", -1) }
    var text = ""
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, 4096, pipe) != nil {
      text += String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return (text, (pclose(pipe) >> 8) & 0xFF)
  }
}
