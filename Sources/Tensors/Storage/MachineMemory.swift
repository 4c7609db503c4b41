import Glibc
import Kernels

/// Runs a body in which no tensor of more bytes can be made: trying something must not take what the real
/// thing would. What is too large throws `TensorError.memory`.
public func withLargestTensor<R>(bytes: Int, _ body: () throws -> R) rethrows -> R {
  let before = gradus_block_ceiling()
  gradus_set_block_ceiling(max(0, bytes))
  defer { gradus_set_block_ceiling(before) }
  return try body()
}

/// How much memory there is for this process, and how much it has taken.
enum MachineMemory {
  /// Bytes that the process may have: the machine's, or what its container or shell allows.
  static let total: Int = {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * pageSize
    let limits = [machine, addressLimit, number(in: "/sys/fs/cgroup/memory.max", after: "")].compactMap { $0 }
    return max(1 << 28, limits.min() ?? machine)
  }()

  /// Nine tenths of `total`: what a computation may take before it is stopped.
  static let limit = total / 10 * 9

  /// Bytes of address space that the shell allows (`ulimit -v`); nil without a limit.
  static let addressLimit: Int? = {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return limit.rlim_cur > UInt64(Int.max) ? nil : Int(limit.rlim_cur)
  }()

  private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

  /// Whether the process should stop taking more: it is at its limit, or it is large and the machine has
  /// next to nothing left for anybody.
  static var isExhausted: Bool {
    guard let (mapped, resident) = used else { return false }
    if let addressLimit, mapped > addressLimit / 10 * 9 { return true }
    if resident > limit { return true }
    guard resident > total / 8, let left = number(in: "/proc/meminfo", after: "MemAvailable:") else {
      return false
    }
    return left * 1024 < total / 32
  }

  /// Bytes of address space and of memory that the process has.
  private static var used: (mapped: Int, resident: Int)? {
    guard let text = contents(of: "/proc/self/statm") else { return nil }
    let pages = text.split(separator: " ").prefix(2).compactMap { Int($0) }
    return pages.count == 2 ? (pages[0] * pageSize, pages[1] * pageSize) : nil
  }

  /// The first number after `label` in a small file of the system.
  private static func number(in path: String, after label: String) -> Int? {
    guard let text = contents(of: path), let range = label.isEmpty ? text[...] : rest(of: text, label) else {
      return nil
    }
    return Int(range.drop { $0 == " " }.prefix { $0.isNumber })
  }

  private static func rest(of text: String, _ label: String) -> Substring? {
    text.split(separator: "\n").first { $0.hasPrefix(label) }?.dropFirst(label.count)
  }

  private static func contents(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
