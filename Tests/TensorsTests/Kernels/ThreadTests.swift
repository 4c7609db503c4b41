import Glibc
import Kernels
import Testing

@testable import Tensors

/// The pool's settings are the process's: one test at a time changes them.
@Suite(.serialized)
struct ThreadTests {
  private final class Pieces: @unchecked Sendable {
    var lock = pthread_mutex_t()
    var found: [Range<Int>] = []
    init() { pthread_mutex_init(&lock, nil) }
  }

  private static func pieces(of n: Int, grain: Int) -> [Range<Int>] {
    let pieces = Pieces()
    gradus_parallel(
      n, grain,
      { begin, end, context in
        guard let context else { return }
        let pieces = Unmanaged<Pieces>.fromOpaque(context).takeUnretainedValue()
        pthread_mutex_lock(&pieces.lock)
        pieces.found.append(begin..<end)
        pthread_mutex_unlock(&pieces.lock)
      }, Unmanaged.passUnretained(pieces).toOpaque())
    return pieces.found.sorted { $0.lowerBound < $1.lowerBound }
  }

  private func with<T>(_ threads: Int32, _ body: () throws -> T) rethrows -> T {
    let before = gradus_threads()
    gradus_set_threads(threads)
    defer { gradus_set_threads(before) }
    return try body()
  }

  @Test("the pieces are the same whatever the number of threads")
  func samePieces() {
    for (n, grain) in [(0, 5), (1, 5), (5, 5), (6, 5), (1000, 7)] {
      let expected = stride(from: 0, to: n, by: grain).map { $0..<min(n, $0 + grain) }
      for threads: Int32 in [1, 2, 5] {
        #expect(with(threads) { Self.pieces(of: n, grain: grain) } == expected)
      }
    }
  }

  @Test("calls inside a call, and from many threads at once, are all done")
  func nested() async {
    let total = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<50).reduce(0) { sum, _ in sum + Self.pieces(of: 300, grain: 3).count }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(total == 8 * 50 * 100)
  }

  @Test("one, two and three threads give the same digits")
  func sameDigits() throws {
    var generator = Generator(seed: 7)
    let x = try Tensor(uninitialized: [300_001], .f32)
    try generator.fillNormal(x, "randn")
    let results = try [1, 2, 3].map { threads in
      try with(threads) { try apply(Tanh(), x).sum([0]).doubles() + apply(Tanh(), x).doubles() }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }
}
