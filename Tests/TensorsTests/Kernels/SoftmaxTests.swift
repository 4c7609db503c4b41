import Kernels
import Testing

@testable import Tensors

/// The softmax of rows of which only a beginning counts, against the softmax of that beginning.
struct SoftmaxTests {
  @Test("a causal softmax is that of what each row sees", arguments: [DType.f32, .f64])
  func causal(dtype: DType) throws {
    for (rows, n, seen) in [
      (1, 1, 1), (10, 10, 1), (16, 16, 1), (33, 33, 1), (20, 70, 51), (5, 9, 9), (64, 64, 1),
    ] {
      let values = (0..<rows * n).map { Double(($0 * 7919) % 201 - 100) / 16 }
      let out = Tensor(values, [rows, n], dtype)
      if dtype == .f32 {
        gradus_softmax_causal_f32(rows, n, seen, out.pointer(Float.self))
      } else {
        gradus_softmax_causal_f64(rows, n, seen, out.pointer(Double.self))
      }
      let found = out.doubles()
      for r in 0..<rows {
        let count = min(n, seen + r), row = Array(values[r * n..<r * n + count])
        let expected = try apply(Softmax(axis: 0), Tensor(row, [count], dtype)).doubles()
        for i in 0..<n {
          #expect(abs(found[r * n + i] - (i < count ? expected[i] : 0)) <= 1e-6)
        }
      }
    }
  }

  @Test("hidden places hold anything, not-a-number too")
  func hidden() throws {
    let x = Tensor([1, .nan, .infinity, 2, 3, .nan], [2, 3], .f32)
    gradus_softmax_causal_f32(2, 3, 1, x.pointer(Float.self))
    let out = x.doubles()
    #expect(out[0] == 1 && out[1] == 0 && out[2] == 0 && out[5] == 0)
    #expect(abs(out[3] + out[4] - 1) < 1e-6)
  }
}
