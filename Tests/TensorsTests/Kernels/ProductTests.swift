import Kernels
import Testing

@testable import Tensors

/// Products of the kernels against sums written out, and the blocks against BLAS.
@Suite(.serialized)
struct ProductTests {
  /// Sizes around every limit of the blocks: vectors, panels, rows, terms, packed columns.
  private static let sizes: [(n: Int, k: Int, m: Int)] = [
    (1, 1, 1), (1, 7, 1), (1, 40, 70), (3, 1, 5), (70, 40, 1), (5, 5, 5), (14, 16, 32), (15, 17, 33),
    (13, 9, 16), (28, 383, 31), (29, 385, 48), (64, 8, 64), (64, 64, 8), (20, 800, 30), (225, 20, 15),
    (90, 3, 2100), (7, 900, 70), (16, 512, 40), (40, 1024, 8), (2, 9000, 3), (100, 400, 70),
    (33, 9, 4), (17, 1025, 5), (4, 6, 2), (300, 700, 1),
  ]

  /// Sums written out, of the numbers that `numbers` gives row by row.
  private static func naive(_ size: (n: Int, k: Int, m: Int)) -> [Double] {
    let x = numbers(size.n * size.k, 1), y = numbers(size.k * size.m, 2)
    var out = [Double](repeating: 0, count: size.n * size.m)
    for i in 0..<size.n {
      for p in 0..<size.k {
        let left = x[i * size.k + p]
        for j in 0..<size.m { out[i * size.m + j] += left * y[p * size.m + j] }
      }
    }
    return out
  }

  private static func numbers(_ count: Int, _ seed: Int) -> [Double] {
    (0..<count).map { Double(($0 * 7919 + seed * 31) % 201 - 100) / 64 }
  }

  /// n×k numbers in one of three layouts: by rows, by columns, a part of something larger.
  private static func matrix(
    _ n: Int, _ k: Int, layout: Int, _ dtype: DType, seed: Int
  ) throws -> Tensor {
    let plain = Tensor(numbers(n * k, seed), [n, k], dtype)
    switch layout {
    case 0: return plain
    case 1: return try plain.transposed().contiguous().transposed()
    default:
      let wide = try Tensor.full(.nan, [n, k + 3], dtype), part = wide.view([n, k], [k + 3, 1])
      Copying.copy(plain, to: part)
      return part
    }
  }

  @Test("every size and layout, alone and added to what is there", arguments: [DType.f32, .f64])
  func sizes(dtype: DType) throws {
    let tolerance = dtype == .f32 ? 2e-6 : 1e-14
    for size in Self.sizes {
      let expected = Self.naive(size)
      for layout in 0..<9 {
        let a = try Self.matrix(size.n, size.k, layout: layout / 3, dtype, seed: 1)
        let b = try Self.matrix(size.k, size.m, layout: layout % 3, dtype, seed: 2)
        let scale = 2.5 * Double(size.k).squareRoot() * 2.5
        let once = try Tensor.matmul(a, b), twice = try Tensor.matmul(a, b)
        try MatrixProducts.add(a, b, to: twice)
        let blas = try Tensor.full(-1, [size.n, size.m], dtype)
        Self.multiply(a, b, into: blas)
        let (first, second, third) = (once.doubles(), twice.doubles(), blas.doubles())
        var worst = 0.0
        for i in expected.indices {
          worst = max(
            worst, abs(first[i] - expected[i]), abs(second[i] / 2 - expected[i]), abs(third[i] - expected[i]))
        }
        #expect(worst <= tolerance * scale * 4, "\(size), layout \(layout)")
      }
    }
  }

  /// The way of processors without AVX-512.
  private static func multiply(_ a: Tensor, _ b: Tensor, into c: Tensor) {
    let (n, k, m) = (a.shape.dims[0], a.shape.dims[1], b.shape.dims[1])
    if c.dtype == .f32 {
      gradus_blas_f32(
        n, m, k, 1, a.pointer(Float.self), a.strides[0], a.strides[1], b.pointer(Float.self), b.strides[0],
        b.strides[1], c.pointer(Float.self), m, 0)
    } else {
      gradus_blas_f64(
        n, m, k, 1, a.pointer(Double.self), a.strides[0], a.strides[1], b.pointer(Double.self), b.strides[0],
        b.strides[1], c.pointer(Double.self), m, 0)
    }
  }

  @Test("digits do not depend on the number of threads")
  func threads() throws {
    let before = gradus_threads()
    defer { gradus_set_threads(before) }
    // The last two leave remainders of a few rows and columns, which must not be summed in another way than the rest.
    for (n, k, m) in [(300, 700, 450), (9000, 40, 7), (1025, 300, 40), (1026, 500, 264)] {
      for layout in 0..<2 {
        let a = try Self.matrix(n, k, layout: layout, .f32, seed: 1)
        let b = try Self.matrix(k, m, layout: 0, .f32, seed: 2)
        gradus_set_threads(1)
        let alone = try Tensor.matmul(a, b).doubles()
        for count: Int32 in [2, 3, 8, 33] {
          gradus_set_threads(count)
          #expect(try Tensor.matmul(a, b).doubles() == alone)
        }
      }
    }
  }

  @Test("what is not a number stays in its own row and column")
  func nonFinite() throws {
    var values = [Double](repeating: 1, count: 20 * 33)
    values[5 * 33 + 7] = .nan
    values[9 * 33 + 32] = .infinity
    let a = Tensor(values, [20, 33], .f32)
    for m in [35, 8, 3] {
      let b = Tensor([Double](repeating: 1, count: 33 * m), [33, m], .f32)
      let out = try Tensor.matmul(a, b).doubles()
      for i in 0..<20 {
        for one in out[i * m..<(i + 1) * m] {
          if i == 5 { #expect(one.isNaN) } else { #expect(one == (i == 9 ? .infinity : 33)) }
        }
      }
    }
  }
}
