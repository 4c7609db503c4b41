import Testing

@testable import Tensors

/// What solutions, inverses and determinants promise.
@Suite struct SolutionTests {
  private func product(_ factors: Tensor...) throws -> Tensor {
    try factors.dropFirst().reduce(factors[0]) { try Tensor.matmul($0, $1) }
  }

  @Test("a·inv(a) is the identity", arguments: MatrixCase.square)
  func inverse(_ test: MatrixCase) throws {
    let a = test.regular, inverse = try Calls.one("inv", a)
    let identity = try Tensor.identity(test.rows, test.dtype).broadcast(to: a.shape)
    #expect(try product(a, inverse).distance(to: identity) < test.tolerance)
    #expect(try Calls.run("matrix_power", .tensor(a), .int(-1))[0].distance(to: inverse) < test.tolerance)
  }

  @Test("a·solve(a, b) is b, whatever broadcasts against what", arguments: MatrixCase.square)
  func solve(_ test: MatrixCase) throws {
    var random = Random(seed: test.seed)
    let a = test.regular, n = test.rows
    for shape in [Shape([n]), Shape([n, 2]), Shape(test.batch + [n]), Shape([4, 1, 1, n, 2])] {
      if shape.dims == test.batch + [n] && test.batch == [n] { continue }
      let b = Tensor.random(shape, &random, test.dtype).rearranged(&random)
      let x = try Calls.one("solve", a, b)
      let isVectors = a.shape.takesVectors(b.shape)
      let back = try isVectors ? product(a, x.asColumns()).withoutLastAxis() : product(a, x)
      let target = try Shape.broadcast(b.shape, back.shape, "")
      #expect(back.distance(to: b.broadcast(to: target)) < test.tolerance)
      #expect(x.dtype == test.dtype)
    }
    let left = Tensor.random(Shape([2, n]), &random, test.dtype)
    let x = try Calls.run("solve", .tensor(a), .tensor(left), .flag(false))[0]
    #expect(try product(x, a).distance(to: left.broadcast(to: x.shape)) < test.tolerance)
  }

  @Test("factors that are known solve as the matrix does", arguments: MatrixCase.square)
  func factors(_ test: MatrixCase) throws {
    var random = Random(seed: test.seed)
    let a = test.regular, b = Tensor.random(Shape(test.batch + [test.rows, 2]), &random, test.dtype)
    let factors = try Calls.run("lu_factor", .tensor(a))
    let x = try Calls.one("lu_solve", factors[0], factors[1], b)
    #expect(x.distance(to: try Calls.one("solve", a, b)) < test.tolerance)
    let square = try product(a, a.transposed())
    let y = try Calls.one("cholesky_solve", b, try Calls.one("cholesky", square))
    #expect(try product(square, y).distance(to: b) < 10 * test.tolerance)
    for upper in [true, false] {
      let z = try Calls.run("solve_triangular", .tensor(a), .tensor(b), .flag(upper))[0]
      #expect(try product(a.triangle(upper: upper), z).distance(to: b) < test.tolerance)
    }
  }

  @Test("lstsq leaves a residual at right angles to every column", arguments: MatrixCase.rectangular)
  func leastSquares(_ test: MatrixCase) throws {
    var random = Random(seed: test.seed)
    let a = test.matrix, b = Tensor.random(Shape(test.batch + [test.rows, 2]), &random, test.dtype)
    let x = try Calls.one("lstsq", a, b)
    let residual = try product(a, x) - b
    let angles = try product(a.transposed(), residual)
    #expect(angles.distance(to: Tensor.zeros(like: angles)) < 10 * test.tolerance)
    // The shortest of all solutions is what the pseudo-inverse gives.
    #expect(x.distance(to: try product(try Calls.one("pinv", a), b)) < (test.dtype == .f32 ? 1e-2 : 1e-7))
  }

  @Test("pinv fulfils Penrose's four conditions, for any rank", arguments: MatrixCase.rectangular)
  func pseudoInverse(_ test: MatrixCase) throws {
    var random = Random(seed: test.seed)
    let rank = Int.random(in: 1...min(test.rows, test.columns), using: &random)
    let a = try product(
      Tensor.random(Shape(test.batch + [test.rows, rank]), &random),
      Tensor.random(Shape(test.batch + [rank, test.columns]), &random))
    let p = try Calls.run("pinv", .tensor(a), .number(1e-9))[0]
    let (ap, pa) = (try product(a, p), try product(p, a))
    #expect(try product(ap, a).distance(to: a) < 1e-7 && product(pa, p).distance(to: p) < 1e-7)
    #expect(try ap.distance(to: ap.transposed()) < 1e-7 && pa.distance(to: pa.transposed()) < 1e-7)
    #expect(try Calls.run("rank", .tensor(a), .number(1e-9))[0].ints().allSatisfy { $0 == rank })
  }

  @Test("null_space is an orthonormal basis of what a sends to zero", arguments: MatrixCase.rectangular)
  func nullSpace(_ test: MatrixCase) throws {
    let a = test.matrix, basis = try Calls.one("null_space", a)
    let dimension = max(0, test.columns - test.rows)
    guard test.batch != [0] else { return }
    #expect(basis.shape == Shape(test.batch + [test.columns, dimension]))
    let image = try product(a, basis), gram = try product(basis.transposed(), basis)
    #expect(image.distance(to: Tensor.zeros(like: image)) < test.tolerance)
    #expect(
      gram.distance(to: try Tensor.identity(dimension, test.dtype).broadcast(to: gram.shape)) < test.tolerance
    )
  }

  @Test("det multiplies, and slogdet is its sign and logarithm", arguments: MatrixCase.square)
  func determinant(_ test: MatrixCase) throws {
    let a = test.matrix, b = test.regular
    let (da, db) = (try Calls.one("det", a), try Calls.one("det", b))
    let both = try Calls.one("det", product(a, b))
    #expect(both.distance(to: try da * db) < 100 * test.tolerance)
    let parts = try Calls.run("slogdet", .tensor(b))
    #expect(try (parts[0] * apply(Exp(), parts[1])).distance(to: db) < 100 * test.tolerance)
  }

  @Test(
    "matrix_exp(a)·matrix_exp(−a) is the identity, and the trace becomes the determinant",
    arguments: MatrixCase.square)
  func exponential(_ test: MatrixCase) throws {
    let a = test.matrix, e = try Calls.one("matrix_exp", a)
    let identity = try Tensor.identity(test.rows, test.dtype).broadcast(to: a.shape)
    #expect(try product(e, Calls.one("matrix_exp", -a)).distance(to: identity) < 100 * test.tolerance)
    let determinant = try Calls.one("det", e)
    #expect(determinant.distance(to: try apply(Exp(), Calls.one("trace", a))) < 100 * test.tolerance)
  }
}
