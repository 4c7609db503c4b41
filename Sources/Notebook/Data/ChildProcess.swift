import Glibc

/// Another program that runs while we wait for it.
struct ChildProcess {
  private let process: pid_t

  static let notFound: Int32 = 127

  /// Starts a program that is found as a shell finds it; its status is `notFound` where there is none.
  /// - Parameters:
  ///   - output: the file that its output goes to, and `errors` its errors, which are added at the end.
  ///   - adding: `NAME=value` for its environment.
  init?(_ arguments: [String], directory: String, output: String, errors: String, adding: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    // `env` goes into the folder and adds to the environment.
    let command = ["env", "-C", directory] + adding + arguments
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawnp(&process, "env", &actions, nil, &words, environ) == 0 else { return nil }
    self.process = process
  }

  /// Its exit status once it has ended, 128 and more for a signal; nil when it still runs after so many milliseconds.
  func status(within milliseconds: UInt32) -> Int32? {
    var status: Int32 = 0
    for _ in 0..<max(1, milliseconds / 5) {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
      // Where the system collects children by itself nobody knows how it ended; what it has left is looked at.
      if ended < 0 && errno == ECHILD { return 0 }
      usleep(5000)
    }
    return nil
  }

  /// Ends it, if need be without asking.
  func end() {
    kill(process, SIGTERM)
    if status(within: 1000) == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
  }
}

/// Folders and what is in them.
enum Tree {
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func isFolder(_ path: String) -> (Bool, Int)? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return (status.st_mode & S_IFMT == S_IFDIR, Int(status.st_size))
  }

  static func bytes(_ path: String) -> Int {
    guard let (isFolder, size) = isFolder(path) else { return 0 }
    return isFolder ? names(in: path).reduce(0) { $0 + bytes("\(path)/\($1)") } : size
  }

  /// Removes a file, or a folder with all that is in it; links are removed, not followed.
  static func remove(_ path: String) {
    guard let (isFolder, _) = isFolder(path) else { return }
    guard isFolder else {
      unlink(path)
      return
    }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
