import Glibc

/// `gradus-fuzz TARGET [options of libFuzzer] [folders of inputs]`: feeds one part of the program with inputs that
/// libFuzzer makes, and stops at the first that crashes it.
@main
struct Fuzz {
  static func main() {
    var arguments = CommandLine.arguments
    guard arguments.count > 1, let target = Target(rawValue: arguments[1]) else {
      let names = Target.allCases.map(\.rawValue).joined(separator: ", ")
      complain("usage: gradus-fuzz TARGET [options of libFuzzer], with TARGET one of \(names)")
      exit(2)
    }
    arguments.remove(at: 1)
    Target.chosen = target
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var count = Int32(arguments.count)
    let status = pointers.withUnsafeMutableBufferPointer { buffer in
      var base = buffer.baseAddress
      return runDriver(&count, &base) { data, size in
        Target.chosen.feed(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
    }
    exit(status)
  }
}

/// Writes a line to standard error.
func complain(_ message: String) {
  let line = Array((message + "\n").utf8)
  _ = write(STDERR_FILENO, line, line.count)
}

/// libFuzzer's own `main`, for programs that have one already.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
