import Glibc
import Kernels

/// What operations took: time, calls, memory. Measured on the thread that runs `measuring`; when nobody measures,
/// an operation looks at one flag.
public final class Profile {
  /// All calls of one operation.
  public struct Row: Sendable {
    /// `matmul`, `matmul backward`; elementwise operations that ran in one pass together are one row.
    public let name: String
    public fileprivate(set) var calls = 0
    public fileprivate(set) var seconds = 0.0
    /// Of the results of all calls.
    public fileprivate(set) var bytes = 0
    /// Bytes in use after a call, at most, beyond those at the start.
    public fileprivate(set) var inUse = 0
  }

  private var table: [String: Row] = [:]
  private let start = BufferPool.shared.bytesInUse
  private var depth = 0
  /// Time of measured parts inside of the operation that is running.
  private var inner = 0.0

  /// Most time first.
  public var rows: [Row] { table.values.sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) } }
  /// Bytes that tensors took, at most, beyond those at the start.
  public private(set) var peak = 0

  /// Runs something and says what its operations took.
  public static func measuring<T>(_ body: () -> T) -> (result: T, profile: Profile) {
    let profile = Profile(), before = pthread_getspecific(key)
    pthread_setspecific(key, Unmanaged.passUnretained(profile).toOpaque())
    gradus_profile_begin()
    defer {
      gradus_profile_end()
      pthread_setspecific(key, before)
    }
    return withExtendedLifetime(profile) { (body(), profile) }
  }

  /// Where each thread keeps its profile.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Runs one operation, and notes it when this thread measures. What an operation calls belongs to it, unless
  /// `isSeparate`: then it is a row of its own, and none of the caller's time.
  static func measured<T>(
    _ name: @autoclosure () -> String, isSeparate: Bool = false, bytes: (T) -> Int,
    _ body: () throws(TensorError) -> T
  ) throws(TensorError) -> T {
    guard let pointer = pthread_getspecific(key) else { return try body() }
    let profile = Unmanaged<Profile>.fromOpaque(pointer).takeUnretainedValue()
    if profile.depth > 0, !isSeparate { return try body() }
    let outer = profile.inner, began = ContinuousClock.now
    profile.inner = 0
    profile.depth += 1
    defer {
      let duration = (ContinuousClock.now - began).components
      let seconds = Double(duration.seconds) + Double(duration.attoseconds) / 1e18
      profile.note(name(), seconds - profile.inner)
      profile.inner = outer + seconds
      profile.depth -= 1
    }
    let result = try body()
    profile.table[name(), default: Row(name: name())].bytes += bytes(result)
    return result
  }

  /// Of several results.
  static func bytes(_ tensors: [Tensor]) -> Int { tensors.reduce(0) { $0 + $1.byteCount } }

  private func note(_ name: String, _ seconds: Double) {
    let now = max(0, BufferPool.shared.bytesInUse - start)
    peak = max(peak, now)
    var row = table[name] ?? Row(name: name)
    row.calls += 1
    row.seconds += max(0, seconds)
    row.inUse = max(row.inUse, now)
    table[name] = row
  }
}
