import Testing

@testable import Tensors

@Suite struct PrintingTests {
  static let goldens: [(Tensor, String)] = [
    (vector(1, 2, 3), "[1., 2., 3.]  f64[3]"),
    (Tensor([0.1, 0.2, 0.3, 0.4], [2, 2]), "[[0.1000, 0.2000],\n [0.3000, 0.4000]]  f64[2, 2]"),
    (Tensor([1, -20, 300], [3]), "[  1, -20, 300]  i64[3]"),
    (Tensor([true, false], [2]), "[ true, false]  bool[2]"),
    (number(0.66524), "0.6652  f64[]"),
    (Tensor([1e-9, 1], [2]), "[1.0000e-09, 1.0000e+00]  f64[2]"),
    (Tensor([.nan, .infinity, 1.5], [3]), "[   nan,    inf, 1.5000]  f64[3]"),
    (Tensor([Double](), [0]), "[]  f64[0]"),
    (Tensor([Double](), [2, 0]), "[[]]  f64[2, 0]"),
    (Tensor([0.5], [1], .f32), "[0.5000]  f32[1]"),
    (Tensor(Array(0..<2000), [2000]), "[   0,    1,    2, …, 1997, 1998, 1999]  i64[2000]"),
  ]

  @Test("tensors print as goldens say", arguments: goldens.indices)
  func golden(_ i: Int) {
    let (tensor, text) = Self.goldens[i]
    #expect(tensor.description() == text)
  }

  @Test("a view prints as its copy does")
  func views() throws {
    let x = Tensor(Array(0..<6), [2, 3])
    let t = try x.transposed()
    #expect(t.description() == (try t.contiguous()).description())
    #expect(t.description() == "[[0, 3],\n [1, 4],\n [2, 5]]  i64[3, 2]")
  }

  @Test("no line is wider than asked for")
  func width() {
    let text = Tensor((0..<100).map { Double($0) / 7 }, [100]).description(width: 40)
    for line in text.split(separator: "\n").dropLast() { #expect(line.count <= 40) }
  }
}
