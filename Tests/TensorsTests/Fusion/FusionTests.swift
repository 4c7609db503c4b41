import Glibc
import Kernels
import Testing

@testable import Tensors

/// What only waiting operations can get wrong. That all others give the same with and without is seen by running
/// the tests with `GRADUS_FUSION=1`, where every operation waits, which CI does.
@Suite(.serialized) struct FusionTests {
  /// Lowers the threshold for as long as `body` runs; other tests in parallel must not notice.
  private func fused(_ body: () throws -> Void) rethrows {
    let before = Fusion.threshold
    Fusion.threshold = 1
    defer { Fusion.threshold = before }
    try body()
  }

  @Test("an operand that two chains read through a result that nobody kept is there for both")
  func sharedOperand() throws {
    try fused {
      let x = Tensor([1.0, 2, 3], [3])
      var first: Tensor? = try x + x
      try first?.compute()
      var middle: Tensor? = try first.map { try $0 * 2 }
      first = nil
      let left = try middle.map { try $0 + 1 }, right = try middle.map { try $0 + 2 }
      middle = nil
      #expect(left?.doubles() == [5, 9, 13])
      #expect(right?.doubles() == [6, 10, 14])
    }
  }

  @Test("one number seen as many converts as many")
  func broadcastConversion() throws {
    try fused {
      let one = try Tensor.full(1.5, [1], .f32).broadcast(to: [3000])
      #expect(try one.converted(to: .f64).doubles() == [Double](repeating: 1.5, count: 3000))
    }
  }

  @Test("waits until somebody looks, and keeps what it was made of as it was")
  func waiting() throws {
    try fused {
      var x = Tensor((0..<5000).map(Double.init), [5000])
      let y = try x * 2 + 1
      #expect(y.isPending)
      try x.assign([.at(7)], Tensor([100.0], []))
      #expect(y.doubles()[7] == 15)
      #expect(!y.isPending)
      #expect(x.doubles()[7] == 100)
    }
  }

  @Test(
    "the sum of a chain is that of its elements to the last bit, and stores none",
    arguments: [DType.f32, .f64])
  func sums(dtype: DType) throws {
    for count in [1, 15, 16, 700, 1024, 1025, 5000, 32768, 32769, 70_001, 200_000] {
      let x = Tensor((0..<count).map { sin(Double($0)) * 10 }, [count], dtype)
      let stored = try x * x + 0.1
      try stored.compute()
      let expected = try stored.sum([0]).doubles()
      try fused {
        for threads: Int32 in [1, 2, 3] {
          let before = gradus_threads()
          defer { gradus_set_threads(before) }
          gradus_set_threads(threads)
          let chain = try x * x + 0.1
          #expect(try chain.sum([0]).doubles() == expected)
          #expect(chain.isPending)
          // Whoever adds them again wants to keep them.
          #expect(try chain.sum([0]).doubles() == expected)
          #expect(!chain.isPending)
        }
        let table = try (x * x + 0.1).reshaped([count, 1])
        #expect(try table.sum([0, 1]).doubles() == expected)
      }
    }
  }

  @Test("what a derivative reads is stored when it is added; parts that somebody holds are")
  func sumsWithGradient() throws {
    try fused {
      let tape = Tape(), x = tape.leaf(Tensor([0.5, 1, 2], [3]))
      let power = try apply(Exp(), x), part = try x * 3, square = try part * part
      let loss = try power.sum([0]) + square.sum([0])
      #expect(!power.isPending && !part.isPending && square.isPending)
      try tape.backward(from: loss, gradient: nil)
      let gradient = try #require(tape.cell(of: x)?.gradient).doubles()
      for (g, v) in zip(gradient, [0.5, 1, 2]) { #expect(abs(g - (exp(v) + 18 * v)) < 1e-12) }
    }
  }

  @Test("long chains, shared parts and rows or columns as operands give what one operation at a time gives")
  func chains() throws {
    let x = Tensor((0..<6000).map { sin(Double($0)) }, [60, 100])
    let row = Tensor((0..<100).map(Double.init), [100]), column = Tensor((0..<60).map(Double.init), [60, 1])
    func chain() throws -> [Double] {
      var y = try x + row
      for _ in 0..<200 { y = try (y * 0.5 + y.transposed().transposed() * 0.25) - column * 0.01 }
      return try (Tensor.maximum(y, x) * y).doubles()
    }
    let plain = try chain()
    var together: [Double] = []
    try fused { together = try chain() }
    #expect(plain == together)
  }
}
