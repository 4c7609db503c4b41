import Testing

@testable import Tensors

/// What factorisations promise, on matrices of many shapes, batches, dtypes and layouts.
@Suite struct FactorisationTests {
  private func product(_ factors: Tensor...) throws -> Tensor {
    try factors.dropFirst().reduce(factors[0]) { try Tensor.matmul($0, $1) }
  }

  private func isOrthonormal(_ q: Tensor, _ tolerance: Double) throws {
    let gram = try product(q.transposed(), q), n = gram.shape.dims[gram.rank - 1]
    #expect(gram.distance(to: try Tensor.identity(n, q.dtype).broadcast(to: gram.shape)) < tolerance)
  }

  private func isTriangle(_ x: Tensor, upper: Bool) throws {
    #expect(x.distance(to: try x.triangle(upper: upper)) == 0)
  }

  @Test("a = q·r, with orthonormal columns and a triangle", arguments: MatrixCase.rectangular)
  func qr(_ test: MatrixCase) throws {
    let a = test.matrix
    for mode in ["reduced", "complete"] {
      let parts = try Calls.run("qr", .tensor(a), .text(mode))
      #expect(parts.allSatisfy { $0.dtype == test.dtype })
      #expect(try product(parts[0], parts[1]).distance(to: a) < test.tolerance)
      try isOrthonormal(parts[0], test.tolerance)
      try isTriangle(parts[1], upper: true)
    }
  }

  @Test("a = u·s·vᵀ, with falling singular values", arguments: MatrixCase.rectangular)
  func svd(_ test: MatrixCase) throws {
    let a = test.matrix
    let parts = try Calls.run("svd", .tensor(a), .flag(false))
    #expect(parts.allSatisfy { $0.dtype == test.dtype })
    #expect(try product(parts[0] * parts[1].asRows(), parts[2]).distance(to: a) < test.tolerance)
    try isOrthonormal(parts[0], test.tolerance)
    try isOrthonormal(try parts[2].transposed(), test.tolerance)
    let values = parts[1].doubles(), k = min(test.rows, test.columns)
    for i in values.indices { #expect(values[i] >= 0 && (i % k == 0 || values[i] <= values[i - 1])) }
    #expect(try Calls.one("svdvals", a).distance(to: parts[1]) < test.tolerance)
    let full = try Calls.run("svd", .tensor(a), .flag(true))
    try isOrthonormal(full[0], test.tolerance)
    try isOrthonormal(try full[2].transposed(), test.tolerance)
    #expect(full[0].shape == Shape(test.batch + [test.rows, test.rows]))
  }

  @Test("a = p·l·u, with a permutation and two triangles", arguments: MatrixCase.rectangular)
  func lu(_ test: MatrixCase) throws {
    let a = test.matrix, parts = try Calls.run("lu", .tensor(a))
    #expect(try product(parts[0], parts[1], parts[2]).distance(to: a) < test.tolerance)
    try isOrthonormal(parts[0], 1e-15)
    try isTriangle(parts[1], upper: false)
    try isTriangle(parts[2], upper: true)
    #expect(try parts[1].diagonals().doubles().allSatisfy { $0 == 1 })
    #expect(parts[1].doubles().allSatisfy { $0.magnitude <= 1 })
  }

  @Test(
    "l·lᵀ = a for a positive definite a, of which only one triangle is looked at",
    arguments: MatrixCase.square)
  func cholesky(_ test: MatrixCase) throws {
    let b = test.regular, a = try product(b, b.transposed())
    let l = try Calls.one("cholesky", a)
    #expect(try product(l, l.transposed()).distance(to: a) < test.tolerance)
    try isTriangle(l, upper: false)
    #expect(try Calls.one("cholesky", a.triangle(upper: false)).distance(to: l) == 0)
    let u = try Calls.run("cholesky", .tensor(a.triangle(upper: true)), .flag(true))[0]
    #expect(try product(u.transposed(), u).distance(to: a) < test.tolerance)
  }

  @Test("a·v = v·λ for symmetric a, with rising λ", arguments: MatrixCase.square)
  func eigh(_ test: MatrixCase) throws {
    let b = test.matrix, a = try b + b.transposed()
    let parts = try Calls.run("eigh", .tensor(a))
    #expect(try product(a, parts[1]).distance(to: parts[1] * parts[0].asRows()) < test.tolerance)
    try isOrthonormal(parts[1], test.tolerance)
    let values = parts[0].doubles()
    for i in values.indices where i % test.rows > 0 { #expect(values[i] >= values[i - 1]) }
    #expect(try Calls.one("eigvalsh", a).distance(to: parts[0]) < test.tolerance)
    #expect(try Calls.one("eigvalsh", a.triangle(upper: false)).distance(to: parts[0]) < test.tolerance)
  }

  @Test("a·v = v·λ for any a, in complex numbers", arguments: MatrixCase.square)
  func eig(_ test: MatrixCase) throws {
    let a = test.matrix, parts = try Calls.run("eig", .tensor(a))
    let values = try ComplexMatrix(pairs: parts[0]), v = try ComplexMatrix(pairs: parts[1])
    let scaled = ComplexMatrix(
      try v.real * values.real.asRows() - v.imaginary * values.imaginary.asRows(),
      try v.real * values.imaginary.asRows() + v.imaginary * values.real.asRows())
    #expect(try product(a, v.real).distance(to: scaled.real) < test.tolerance)
    #expect(try product(a, v.imaginary).distance(to: scaled.imaginary) < test.tolerance)
    let lengths = try (v.real * v.real + v.imaginary * v.imaginary).sum([test.batch.count])
    #expect(lengths.doubles().allSatisfy { ($0 - 1).magnitude < test.tolerance })
    // Their sum is the trace, and what is imaginary comes in pairs.
    let trace = try Calls.one("trace", a)
    #expect(try values.real.sum([test.batch.count]).distance(to: trace) < test.tolerance)
    #expect(try values.imaginary.sum([test.batch.count]).doubles().allSatisfy { $0 == 0 })
    #expect(
      try Calls.one("eigvals", a).doubles().sorted().elementsEqual(parts[0].doubles().sorted()) {
        ($0 - $1).magnitude < test.tolerance
      })
  }
}
