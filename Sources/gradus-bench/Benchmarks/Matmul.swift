import COpenBLAS
import Tensors

extension Benchmark {
  /// 1024 × 1024 in f32, beside `cblas_sgemm` called directly on the same numbers.
  static var matmul: Benchmark {
    let n = 1024
    let values = (0..<n * n).map { Double(($0 * 7919) % 1000) / 1000 }
    let a = Tensor(values, [n, n], .f32), b = Tensor(values.reversed(), [n, n], .f32)
    let x = values.map { Float($0) }, y = Array(x.reversed())
    var out = [Float](repeating: 0, count: n * n)
    return Benchmark(
      name: "matmul 1024 × 1024, f32", goal: .ratio(0.95), reference: "cblas_sgemm",
      ours: { try Self.perCall { _ = try Tensor.matmul(a, b) } },
      other: {
        Self.perCall {
          cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(n), Int32(n), 1, x, Int32(n), y,
            Int32(n), 0, &out,
            Int32(n))
        }
      })
  }

  /// Seconds of one of ten calls.
  private static func perCall(_ body: () throws -> Void) rethrows -> Double {
    try seconds { for _ in 0..<10 { try body() } } / 10
  }
}
