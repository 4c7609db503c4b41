import Testing

@testable import Tensors

/// What an operation gives depends on its operands' elements, not on where they lie in memory or how
/// many bytes they have. Every call that the registry offers for derivatives is repeated on views.
@Suite struct LayoutTests {
  static let cases = FiniteDifferenceTests.cases

  @Test("views of every kind give what contiguous operands give", arguments: cases)
  func views(_ test: FiniteDifferenceTests.Case) throws {
    let context = TensorContext()
    let plain = try test.entry.call(test.sample.arguments, context)
    for view in [Views.transposed, Self.everySecond, Self.inTheMiddle, Self.repeated] {
      let results = try test.entry.call(test.sample.arguments.map { Self.map($0, view) }, context)
      #expect(results.map(\.shape) == plain.map(\.shape))
      for (result, expected) in zip(results, plain) { expectClose(result, expected, 1e-12) }
    }
  }

  @Test("32 and 16 bits give the same as 64, to their precision", arguments: cases)
  func precision(_ test: FiniteDifferenceTests.Case) throws {
    let context = TensorContext()
    let exact = try test.entry.call(test.sample.arguments, context)
    for (dtype, tolerance) in [(DType.f32, 2e-4), (.bf16, 0.2)] {
      let arguments = test.sample.arguments.map { Self.map($0) { Tensor($0.doubles(), $0.shape, dtype) } }
      let results = try test.entry.call(arguments, context)
      for (result, expected) in zip(results, exact) where expected.dtype == .f64 {
        // Only what is float follows its operands; an operation may also compute wider than it was asked to.
        #expect(result.dtype.isFloat)
        if dtype == .f32 { expectClose(result, expected, tolerance) }
      }
    }
  }

  private func expectClose(_ a: Tensor, _ b: Tensor, _ tolerance: Double) {
    let difference =
      zip(a.doubles(), b.doubles()).map { abs($0 - $1) - tolerance * max(1, abs($1)) }.max() ?? 0
    #expect(difference <= 0 || a.count == 0, "\(a.doubles()) against \(b.doubles())")
  }

  private static func map(_ argument: Argument, _ change: (Tensor) -> Tensor) -> Argument {
    switch argument {
    case .tensor(let x) where x.dtype == .f64: .tensor(change(x))
    case .tensors(let list): .tensors(list.map { $0.dtype == .f64 ? change($0) : $0 })
    default: argument
    }
  }

  /// With another number between any two of its elements.
  private static func everySecond(_ x: Tensor) -> Tensor {
    let spread = Tensor(x.doubles().flatMap { [$0, .nan] }, Shape(x.shape.dims + [2]))
    return spread.view(x.shape, Array(spread.strides.dropLast()))
  }

  /// Inside a larger storage, away from its start.
  private static func inTheMiddle(_ x: Tensor) -> Tensor {
    let larger = Tensor([.nan, .nan, .nan] + x.doubles() + [.nan], [x.count + 4])
    return larger.view(x.shape, x.shape.contiguousStrides, offset: 3)
  }

  /// A view whose axes were added and dropped again, so that steps of size-1 axes are odd.
  private static func repeated(_ x: Tensor) -> Tensor {
    var strides = x.strides
    for axis in strides.indices where x.shape.dims[axis] == 1 { strides[axis] = 12345 }
    return x.view(x.shape, strides)
  }
}
