import CTerminal
import Glibc

extension Benchmark {
  static var program: [Benchmark] { [startup, nextPrompt, chapter] }

  /// From starting the program in a terminal to its prompt.
  private static var startup: Benchmark {
    Benchmark(
      name: "program/start to prompt", limit: 0.030, goal: 1, reference: "CPython",
      ours: { try Child.secondsToPrompt(try Child.gradus(), ["--no-session"], prompt: "[1]") },
      other: { _ in try? Child.secondsToPrompt("/usr/bin/env", ["python3", "-q"], prompt: ">>>") })
  }

  /// From the end of a typed line to the next prompt.
  private static var nextPrompt: Benchmark {
    Benchmark(
      name: "program/line to next prompt", limit: 0.3e-3, goal: 1, reference: "CPython",
      ours: {
        try Child.secondsToPrompt(
          try Child.gradus(), ["--no-session"], prompt: "[1]", then: "1 + 1\n", next: "[2]")
      },
      other: { _ in
        try? Child.secondsToPrompt(
          "/usr/bin/env", ["python3", "-q"], prompt: ">>> ", then: "1 + 1\n", next: "2\r\n>>> ")
      })
  }

  /// The whole linear-regression chapter.
  private static var chapter: Benchmark {
    Benchmark(
      name: "program/replay of the chapter", limit: 1,
      ours: {
        let path = "notebooks/03-linear-regression.md"
        guard access(path, R_OK) == 0 else {
          throw BenchmarkFailure(description: "run it from the project's folder")
        }
        return try Child.seconds(try Child.gradus(), ["run", "--quiet", path])
      })
  }
}

/// Other programs, started and timed.
enum Child {
  /// The `gradus` beside this program.
  static func gradus() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { throw BenchmarkFailure(description: "this program's own place is unknown") }
    let own = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/gradus"
    guard access(path, X_OK) == 0 else {
      throw BenchmarkFailure(description: "build gradus too: swift build -c release")
    }
    return path
  }

  /// Starts a program; `actions` set up its files.
  private static func start(
    _ path: String, _ arguments: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let status = posix_spawn(&process, path, &actions, nil, &words, environ)
    guard status == 0 else { throw BenchmarkFailure(description: "\(path) can't be started") }
    return process
  }

  /// Seconds until a program has ended.
  static func seconds(_ path: String, _ arguments: [String]) throws -> Double {
    try gradus_bench.seconds {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      var status: Int32 = 0
      waitpid(try start(path, arguments, &actions), &status, 0)
      guard status == 0 else {
        throw BenchmarkFailure(description: "\(arguments.joined(separator: " ")) failed")
      }
    }
  }

  /// Seconds until a program in a terminal has shown its prompt, or, with a line to type, from the line's end
  /// to the `next` prompt.
  static func secondsToPrompt(
    _ path: String, _ arguments: [String], prompt: String, then line: String? = nil, next: String = ""
  ) throws -> Double {
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var begin = ContinuousClock.now
    var process: Int32 = 0
    let terminal = gradus_start_in_terminal(path, &words, &process)
    guard terminal >= 0 else { throw BenchmarkFailure(description: "no pseudo-terminal is to be had") }
    defer { close(terminal) }
    defer {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    guard wait(for: prompt, from: terminal) else {
      throw BenchmarkFailure(description: "\(path) showed no prompt")
    }
    guard let line else { return (ContinuousClock.now - begin).seconds }
    // What a program does after its first prompt is not the line's.
    usleep(300_000)
    write(terminal, String(line.dropLast()), line.utf8.count - 1)
    usleep(100_000)
    begin = .now
    write(terminal, "\n", 1)
    guard wait(for: next, from: terminal) else {
      throw BenchmarkFailure(description: "\(path) showed no second prompt")
    }
    return (ContinuousClock.now - begin).seconds
  }

  private static func wait(for text: String, from terminal: Int32) -> Bool {
    var shown: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 4096)
    var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, 5000) > 0 {
      let count = read(terminal, &chunk, chunk.count)
      if count <= 0 { break }
      shown += chunk[..<count]
      if String(decoding: shown, as: UTF8.self).contains(text) { return true }
    }
    return false
  }
}
