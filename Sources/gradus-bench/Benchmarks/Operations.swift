import COpenBLAS
import Kernels
import Tensors

extension Benchmark {
  /// Single operations on tensors, from the language.
  static var operations: [Benchmark] { products + elementwise + small + [blas] }

  private static var products: [Benchmark] {
    [
      product("matmul 1024", "(1024, 1024)", "(1024, 1024)", "matmul_1024", rounds: 5, goal: 0.95),
      product("matmul 2048", "(2048, 2048)", "(2048, 2048)", "matmul_2048", rounds: 1, goal: 0.95),
      product(
        "64 × (64×64 @ 64×64)", "(64, 64, 64)", "(64, 64, 64)", "batched_64", rounds: 100, limit: 0.21e-3),
      product(
        "1024 × (64×8 @ 8×64)", "(1024, 64, 8)", "(1024, 8, 64)", "batched_8", rounds: 50, limit: 0.6e-3),
      product("1×768 @ 768×3072", "(1, 768)", "(768, 3072)", "row", rounds: 200, limit: 0.07e-3),
    ]
  }

  private static func product(
    _ name: String, _ left: String, _ right: String, _ function: String, rounds: Int, goal: Double = 1,
    limit: Double? = nil
  ) -> Benchmark {
    Benchmark(
      "operations/\(name)", definitions: "a = randn(\(left))\nb = randn(\(right))", "c = a @ b",
      rounds: rounds,
      limit: limit,
      [
        .python("PyTorch", "operations", function, goal: goal, calls: rounds),
        .python("NumPy", "arrays", function, goal: goal, calls: rounds),
      ])
  }

  private static var elementwise: [Benchmark] {
    // One element is read: a result that waits to be computed is computed then.
    let chain = "y = (tanh(2.0*x + 1.0)*3.0 + exp(-x*x))[0].item()"
    func torch(_ function: String, _ name: String = "PyTorch", goal: Double, _ calls: Int) -> Peer {
      .python(name, "operations", function, goal: goal, calls: calls)
    }
    return [
      Benchmark(
        "operations/sigmoid 10^6", definitions: "x = randn(1000000)", "y = sigmoid(x)[0].item()", rounds: 50,
        limit: 0.2e-3,
        [torch("sigmoid_6", goal: 1, 50)]),
      Benchmark(
        "operations/sigmoid 10^7", definitions: "x = randn(10000000)", "y = sigmoid(x)[0].item()", rounds: 4,
        limit: 2.6e-3,
        [torch("sigmoid_7", goal: 1, 4)]),
      Benchmark(
        "operations/chain 10^6", definitions: "x = randn(1000000)", chain, rounds: 20, limit: 0.6e-3,
        [torch("chain_6", goal: 5, 20), torch("chain_6_compiled", "torch.compile", goal: 1, 20)]),
      Benchmark(
        "operations/chain 10^7", definitions: "x = randn(10000000)", chain, rounds: 2, limit: 8e-3,
        [torch("chain_7", goal: 5, 2), torch("chain_7_compiled", "torch.compile", goal: 1, 2)]),
      Benchmark(
        "operations/cross-entropy 4096×1000",
        definitions: "seed(1024)\nx = param(randn((4096, 1000)))\nt = randint(0, 1000, (4096,))",
        "zero_grad(x); cross_entropy(x, t).backward()", rounds: 2,
        [torch("cross_entropy", goal: 1.5, 2)]),
      Benchmark(
        "operations/layer norm 4096×512",
        definitions:
          "x = param(randn((4096, 512)))\ng = param(ones(512))\nb = param(zeros(512))\nz = randn((4096, 512))",
        "zero_grad((x, g, b)); layer_norm(x, g, b).backward(z)", rounds: 4,
        [torch("layer_norm", goal: 1.5, 4)]),
    ]
  }

  /// Ten elements: nothing but the price of an operation.
  private static var small: [Benchmark] {
    let tensors = "a = param(linspace(0, 1, 10))\nb = param(linspace(1, 2, 10))"
    return [
      Benchmark(
        "operations/add 10, recorded", definitions: tensors, "y = a + b", rounds: 20_000, limit: 0.6e-6,
        [.python("PyTorch", "operations", "add", goal: 10, calls: 5000)]),
      Benchmark(
        "operations/multiply 10, recorded", definitions: tensors, "y = a * b", rounds: 20_000, limit: 0.6e-6,
        [.python("PyTorch", "operations", "multiply", goal: 10, calls: 5000)]),
      Benchmark(
        "operations/small step with backward", definitions: "x = linspace(0, 1, 10)\nw = param(x)",
        "((w * x) ^ 2).sum().backward()", rounds: 10_000,
        [.python("PyTorch", "operations", "small_step", goal: 10, calls: 1000)]),
    ]
  }

  /// 1024 × 1024 in f32, beside `cblas_sgemm` called directly on the same numbers.
  private static var blas: Benchmark {
    let n = 1024
    return Benchmark(
      name: "operations/matmul 1024, engine",
      prepare: { _ in
        let values = (0..<n * n).map { Double(($0 * 7919) % 1000) / 1000 }
        let a = Tensor(values, [n, n], .f32), b = Tensor(values.reversed(), [n, n], .f32)
        return Timed(measure: { try perCall { _ = try Tensor.matmul(a, b) } })
      },
      peers: [
        Peer(name: "cblas_sgemm", goal: .ratio(0.95)) { _ in
          let x = (0..<n * n).map { Float(($0 * 7919) % 1000) / 1000 }, y = Array(x.reversed())
          let m = Int32(n)
          return Timed(measure: {
            var out = [Float](repeating: 0, count: n * n)
            return perCall {
              cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, m, m, 1, x, m, y, m, 0, &out, m)
            }
          })
        }
      ])
  }

  /// Seconds of one of ten calls.
  private static func perCall(_ body: () throws -> Void) rethrows -> Double {
    try seconds { for _ in 0..<10 { try body() } } / 10
  }
}
