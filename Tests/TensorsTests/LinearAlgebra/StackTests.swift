import Testing

@testable import Tensors

/// A stack of matrices gives what its matrices give one by one; gradients where samples can't be varied freely.
@Suite struct StackTests {
  /// Operations of one square matrix.
  static let names = [
    "det", "slogdet", "inv", "pinv", "trace", "rank", "cholesky", "qr", "svd", "svdvals", "eigh", "eigvalsh",
    "eig", "eigvals", "lu", "lu_factor", "matrix_exp", "cond", "matrix_norm",
  ]

  @Test("a stack is as good as its matrices", arguments: names)
  func stack(_ name: String) throws {
    let base = Tensor(Samples.squares.doubles() + Samples.definite.doubles(), [2, 2, 3, 3])
    let matrices = name == "cholesky" ? try Tensor.matmul(base, base.transposed()) : base
    let whole = try Calls.run(name, .tensor(matrices))
    for i in 0..<2 {
      for j in 0..<2 {
        let parts = try Calls.run(name, .tensor(try matrices.indexed([.at(i), .at(j)])))
        for (result, part) in zip(whole, parts) {
          #expect(try result.indexed([.at(i), .at(j)]).distance(to: part) < 1e-14)
        }
      }
    }
  }

  /// The derivative of a weighted sum along a direction, and a central difference of it.
  private func slopes(
    _ inputs: [Tensor], _ f: ([Tensor]) throws -> Tensor
  ) throws -> (exact: [Double], numeric: [Double]) {
    let tape = TensorContext().tape
    func total(_ inputs: [Tensor]) throws -> Tensor {
      let result = try f(inputs)
      return try (result * Differentiation.weights(result.shape, 0.618)).sum(Array(0..<result.rank))
    }
    let leaves = inputs.map(tape.leaf)
    let found = try tape.gradients(of: total(leaves), withRespectTo: leaves, createGraph: false)
    var exact: [Double] = [], numeric: [Double] = []
    for (k, input) in inputs.enumerated() {
      exact += try #require(found[k]).doubles()
      for i in 0..<input.count {
        func moved(_ by: Double) throws -> Double {
          var values = input.doubles(), all = inputs
          values[i] += by
          all[k] = Tensor(values, input.shape)
          return try total(all).doubles()[0]
        }
        numeric.append((try moved(1e-5) - moved(-1e-5)) / 2e-5)
      }
    }
    return (exact, numeric)
  }

  private func expectClose(_ pair: (exact: [Double], numeric: [Double]), _ tolerance: Double = 1e-6) {
    for (a, b) in zip(pair.exact, pair.numeric) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(pair.exact) against \(pair.numeric)")
    }
  }

  @Test("pinv and lstsq have gradients at matrices of lower rank, moved within that rank")
  func lowerRank() throws {
    let left = Tensor(Samples.cube.doubles().prefix(8) + [], [4, 2]), right = Samples.small
    let b = Tensor([0.3, -0.7, 1.1, 0.2], [4])
    expectClose(
      try slopes([left, right]) {
        try Calls.run("pinv", .tensor(try Tensor.matmul($0[0], $0[1])), .number(1e-8))[0]
      })
    expectClose(
      try slopes([left, right, b]) {
        try Calls.run("lstsq", .tensor(try Tensor.matmul($0[0], $0[1])), .tensor($0[2]), .number(1e-8))[0]
      })
  }

  @Test("the rest of a full svd has a gradient too, as far as it is determined")
  func orthogonalComplement() throws {
    let tall = Tensor(Samples.cube.doubles(), [6, 2])
    expectClose(
      try slopes([tall]) {
        let u = try Calls.run("svd", .tensor($0[0]), .flag(true))[0]
        let rest = try u.indexed([.ellipsis, .slice(from: 2, to: nil, step: 1)])
        return try Tensor.matmul(rest, rest.transposed())
      })
  }

  @Test("gradients of eigenvectors in complex numbers, for what does not depend on their phase")
  func phases() throws {
    let a = Tensor(Samples.turning.doubles() + Samples.square.doubles(), [2, 3, 3])
    expectClose(
      try slopes([a]) {
        // The projections v·vᴴ.
        let v = try ComplexMatrix(pairs: try Calls.run("eig", .tensor($0[0]))[1])
        let first: [Index] = [.ellipsis, .slice(from: 0, to: 1, step: 1)]
        let column = ComplexMatrix(try v.real.indexed(first), try v.imaginary.indexed(first))
        let projection = try column.multiplied(by: column.adjoint())
        return try projection.real + projection.imaginary * 0.3
      })
  }

  @Test("the determinant of singular matrices has first and second derivatives, and says so for the third")
  func singular() throws {
    let tape = TensorContext().tape
    let a = tape.leaf(Tensor([1.0, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3]))
    var result = try Calls.one("det", a)
    let first = try #require(try tape.gradients(of: result, withRespectTo: [a], createGraph: true)[0])
    #expect(first.distance(to: Tensor([-3.0, 6, -3, 6, -12, 6, -3, 6, -3], [3, 3])) < 1e-13)
    result = try first.indexed([.at(0), .at(0)])
    let second = try #require(try tape.gradients(of: result, withRespectTo: [a], createGraph: true)[0])
    // The minor of the first element is a₁₁a₂₂ − a₁₂a₂₁.
    #expect(second.distance(to: Tensor([0.0, 0, 0, 0, 9, -8, 0, -6, 5], [3, 3])) < 1e-12)
    let again = try second.sum([0, 1])
    expect("G14") { _ = try tape.gradients(of: again, withRespectTo: [a], createGraph: false) }
  }

  @Test("the third derivative of matrix_exp along a direction is that of the power series")
  func third() throws {
    // exp(t·a) for a nilpotent a: t²/2 in the corner, so its third derivative by t is 0 and its second 1.
    let tape = TensorContext().tape, t = tape.leaf(Tensor([0.7], []))
    let a = Tensor([0.0, 1, 0, 0, 0, 1, 0, 0, 0], [3, 3])
    var y = try Calls.one("matrix_exp", try t * a).indexed([.at(0), .at(2)])
    var values: [Double] = []
    for _ in 0..<3 {
      y = try #require(try tape.gradients(of: y, withRespectTo: [t], createGraph: true)[0])
      values.append(y.doubles()[0])
    }
    #expect(zip(values, [0.7, 1, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("a matrix without independent eigenvectors has no gradient, and an error says so")
  func defective() throws {
    let tape = TensorContext().tape, a = tape.leaf(Tensor([1.0, 1, 0, 1], [2, 2]))
    let values = try Calls.one("eigvals", a)
    #expect(values.doubles() == [1, 0, 1, 0])
    expect("V20") {
      _ = try tape.gradients(of: values.sum([0, 1]), withRespectTo: [a], createGraph: false)
    }
  }
}
