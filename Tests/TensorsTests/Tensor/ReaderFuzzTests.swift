import Testing

@testable import Tensors

/// What the engine reads as text or bytes: any input ends in a value or a typed error.
@Suite struct ReaderFuzzTests {
  @Test("no equation makes einsum trap, and what it gives is whole")
  func equations() {
    var random = Random(seed: 31)
    let letters = Array("iijjkkABz..,,-> \u{e4}12")
    let shapes: [Shape] = [[], [0], [2], [3], [2, 2], [2, 3], [1, 3], [2, 2, 3], [0, 2]]
    for _ in 0..<20_000 {
      let equation = String(
        (0..<Int.random(in: 0..<14, using: &random)).compactMap { _ in letters.randomElement(using: &random) }
      )
      let operands = (0..<Int.random(in: 0..<4, using: &random)).map { _ -> Tensor in
        let shape = shapes.randomElement(using: &random) ?? []
        return Tensor([Double](repeating: 1, count: shape.count), shape)
      }
      let entry = OperationRegistry.named("einsum")
      guard let results = try? entry?.call([.text(equation), .tensors(operands)], TensorContext()) else {
        continue
      }
      #expect(results.allSatisfy { $0.doubles().count == $0.shape.count }, "\(equation)")
    }
  }

  @Test("bytes make a tensor when they fill its shape, and only then")
  func bytes() {
    var random = Random(seed: 32)
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let sizes = [0, 1, 2, 3, 5, -1, Int.max, 1 << 40]
      let shape = Shape(
        (0..<Int.random(in: 0..<4, using: &random)).map { _ in sizes.randomElement(using: &random) ?? 0 })
      let dtype = DType.allCases.randomElement(using: &random) ?? .f64
      guard let tensor = Tensor(rawBytes: bytes[...], shape, dtype) else { continue }
      #expect(tensor.shape == shape && tensor.byteCount == bytes.count)
      if dtype != .bool { #expect(tensor.rawBytes() == bytes) }
    }
  }

  @Test("only the names of dtypes name one")
  func names() {
    for dtype in DType.allCases { #expect(DType(name: dtype.name) == dtype) }
    for name in ["", "F64", "f64 ", "float64", "i128", "b\u{e4}ol"] { #expect(DType(name: name) == nil) }
  }
}
