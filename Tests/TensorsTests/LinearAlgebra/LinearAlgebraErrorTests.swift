import Testing

@testable import Tensors

/// What linear algebra refuses, and with which sentence; and what it does with nothing.
@Suite struct LinearAlgebraErrorTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var arguments: [Argument]
    var message: String
    var testDescription: String { "\(name): \(message)" }

    init(_ name: String, _ arguments: Argument..., message: String) {
      (self.name, self.arguments, self.message) = (name, arguments, message)
    }
  }

  static let wide = Argument.tensor(Tensor([1, 2, 3, 4, 5, 6], [2, 3]))
  static let vector = Argument.tensor(Tensor([1.0, 2], [2]))
  static let singular = Argument.tensor(Tensor([1, 2, 2, 4], [2, 2]))
  static let regular = Argument.tensor(Tensor([1, 2, 3, 4], [2, 2]))
  static let three = Argument.tensor(Tensor([1, 2, 3], [3]))
  static let broken = Argument.tensor(Tensor([1, 3, .nan, 4], [2, 2]))
  static let endless = Argument.tensor(Tensor([1, 2, .infinity, 4], [2, 2]))

  static let squares = [
    "solve", "inv", "det", "slogdet", "cholesky", "eigh", "eigvalsh", "eig", "eigvals", "matrix_exp",
  ]
  static let finite =
    squares + ["svd", "svdvals", "qr", "lu", "lu_factor", "pinv", "rank", "lstsq", "cond", "null_space"]

  static let refusals: [Refusal] = [
    Refusal("solve", singular, vector, message: "`solve`: the matrix is singular"),
    Refusal("inv", singular, message: "`inv`: the matrix is singular"),
    Refusal("matrix_power", singular, .int(-2), message: "`matrix_power`: the matrix is singular"),
    Refusal(
      "solve_triangular", .tensor(Tensor([1, 0, 1, 0], [2, 2])), vector,
      message: "`solve_triangular`: the matrix is singular"),
    Refusal(
      "solve", regular, three, message: "`solve` needs as many rows on both sides, and got [2, 2] and [3, 1]"),
    Refusal(
      "solve", .tensor(Tensor([Double](repeating: 1, count: 8), [2, 2, 2])),
      .tensor(Tensor([Double](repeating: 1, count: 12), [3, 2, 2])),
      message: "`solve` can't broadcast [2] and [3] together"),
    Refusal("cholesky", singular, message: "the matrix is not positive definite"),
    Refusal(
      "lstsq", wide, three,
      message: "`lstsq` needs a matrix and as many right-hand sides as rows, and got [2, 3] and [3, 1]"),
    Refusal("qr", vector, message: "`qr` needs a matrix or a stack of matrices, and got shape [2]"),
    Refusal(
      "qr", regular, .text("full"), message: "`qr`: mode is \"reduced\", \"complete\" or \"r\", not \"full\""),
    Refusal(
      "matrix_norm", regular, .number(3),
      message: "`matrix_norm`: p is 1, -1, 2, -2, inf, -inf, \"fro\" or \"nuc\""),
    Refusal("matrix_norm", vector, message: "`matrix_norm` has no axis -2: [2] has one axis, 0"),
    Refusal("norm", vector, .text("max"), message: "`norm`: p is a number, \"fro\" or \"nuc\", not \"max\""),
    Refusal(
      "norm", vector, .text("nuc"), message: "`norm` needs the two axes of a matrix, and got shape [2]"),
    Refusal(
      "vector_norm", .tensor(Tensor([Double](), [0])), .number(.infinity),
      message: "`vector_norm` of no elements has no value (shape [0])"),
    Refusal(
      "cross", vector, vector, message: "`cross` needs three elements along axis -1, and got shape [2]"),
    Refusal(
      "tensordot", wide, wide, .int(1),
      message: "`tensordot` needs equal sizes of axes 1 and 0, and got [2, 3] and [2, 3]"),
    Refusal(
      "tensordot", wide, vector, .int(2),
      message: "`tensordot`: shapes [2, 3] and [2] do not have 2 axes in common"),
    Refusal(
      "tensordot", wide, wide, .ints([0]),
      message: "`tensordot`: as many axes of one tensor as of the other are needed"),
    Refusal("tensordot", wide, wide, .ints([0, 0, 0, 1]), message: "`tensordot` was given axis 0 twice"),
    Refusal("multi_dot", .tensors([]), message: "`multi_dot`: there are no tensors to join"),
    Refusal(
      "multi_dot", .tensors([Tensor([1.0, 2], [1, 2]), Tensor([1.0, 2], [1, 2])]),
      message: "the inner sizes of `@` differ, 2 and 1"),
    Refusal(
      "multi_dot", .tensors([Tensor([1.0], [1, 1, 1])]),
      message: "`multi_dot` needs matrices (or vectors as the first and last), and got shape [1, 1, 1]"),
    Refusal("vander", vector, .int(-1), message: "`vander`: n can't be negative, and is -1"),
    Refusal("block_diag", .tensors([]), message: "`block_diag`: there are no tensors to join"),
    Refusal(
      "cdist", wide, regular, message: "`cdist` needs rows of one length, and got [2, 3] and [2, 2]"),
    Refusal("cdist", wide, wide, .number(-1), message: "`cdist`: p can't be negative, and is -1.0"),
    Refusal("pdist", vector, message: "`pdist` needs a matrix, and got shape [2]"),
    Refusal(
      "cov", wide, .int(1), .tensor(Tensor([1, 2], [2])),
      message: "`cov` needs one weight for each observation, and got [2] and [3]"),
    Refusal(
      "cov", wide, .int(1), .none, .tensor(Tensor([1, -2, 1.0], [3])),
      message: "`cov`: weights can't be negative"),
    Refusal(
      "lu_solve", regular, .tensor(Tensor([1, 9], [2])), vector,
      message: "`lu_solve`: a pivot is 9, and rows count from 1 to 2"),
    Refusal(
      "null_space", .tensor(Tensor([1, 0, 0, 0, 1, 0, 0, 1], [2, 2, 2])),
      message: "`null_space`: the matrices of a stack of shape [2, 2, 2] differ in rank"),
    Refusal("einsum", .text("ij"), .tensors([]), message: "`einsum`: there are no tensors to join"),
    Refusal(
      "einsum", .text("ij,jk"), .tensors([Samples.small]),
      message: "`einsum`: \"ij,jk\": it names 2 tensors, and there are 1"),
    Refusal(
      "einsum", .text("i->i"), .tensors([Samples.small]),
      message: "`einsum`: \"i->i\": `i` does not fit shape [2, 3]"),
    Refusal(
      "einsum", .text("i.j"), .tensors([Samples.small]),
      message: "`einsum`: \"i.j\": `i.j` is not letters with at most one `...` between them"),
    Refusal(
      "einsum", .text("ij->k"), .tensors([Samples.small]),
      message: "`einsum`: \"ij->k\": axis `k` of the result is in no tensor"),
    Refusal(
      "einsum", .text("ij->ii"), .tensors([Samples.small]),
      message: "`einsum`: \"ij->ii\": an axis is in the result twice"),
    Refusal(
      "einsum", .text("ii"), .tensors([Samples.small]),
      message: "`einsum`: axis `i` has sizes 2 and 3 in one tensor"),
    Refusal(
      "einsum", .text("ij,ij"), .tensors([Samples.small, Tensor([1.0, 2, 3, 4], [2, 2])]),
      message: "`einsum`: axis `j` has size 3 in one tensor and 2 in another"),
  ]

  static let notSquare = squares.map { name in
    Refusal(
      name, wide, wide, message: "`\(name)` needs a square matrix or a stack of them, and got shape [2, 3]")
  }
  static let notFinite = finite.flatMap { name in
    [broken, endless].map {
      ["solve", "lstsq"].contains(name)
        ? Refusal(name, $0, regular, message: "`\(name)` was given nan or inf")
        : Refusal(name, $0, message: "`\(name)` was given nan or inf")
    }
  }

  @Test("what does not fit is refused in one sentence", arguments: refusals + notSquare + notFinite)
  func refused(_ test: Refusal) throws {
    let entry = try #require(OperationRegistry.named(test.name))
    let parameters = entry.signature.parameters
    let rest = parameters.dropFirst(test.arguments.count).map { $0.default ?? .none }
    do {
      _ = try entry.call(Array(test.arguments.prefix(parameters.count)) + rest, TensorContext())
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.message == test.message)
    }
  }

  @Test("matrices of no elements have the values of empty sums and products")
  func empty() throws {
    let none = Tensor([Double](), [0, 0])
    #expect(try Calls.one("det", none).doubles() == [1])
    #expect(try Calls.run("slogdet", .tensor(none)).map { $0.doubles() } == [[1], [0]])
    #expect(try Calls.one("trace", none).doubles() == [0])
    #expect(try Calls.one("rank", none).ints() == [0])
    for name in ["inv", "cholesky", "matrix_exp", "pinv"] {
      #expect(try Calls.one(name, none).shape == [0, 0])
    }
    #expect(try Calls.run("eigh", .tensor(none)).map(\.shape) == [[0], [0, 0]])
    #expect(try Calls.run("eig", .tensor(none)).map(\.shape) == [[0, 2], [0, 0, 2]])
    let flat = Tensor([Double](), [3, 0])
    #expect(try Calls.run("svd", .tensor(flat), .flag(true)).map(\.shape) == [[3, 3], [0], [0, 0]])
    #expect(try Calls.run("qr", .tensor(flat), .text("complete")).map(\.shape) == [[3, 3], [3, 0]])
    #expect(try Calls.one("lstsq", flat, Tensor([1.0, 2, 3], [3])).shape == [0])
    #expect(try Calls.one("solve", none, Tensor([Double](), [0, 2])).shape == [0, 2])
    #expect(try Calls.run("matrix_norm", .tensor(flat), .text("nuc"))[0].doubles() == [0])
    #expect(try Calls.one("cdist", flat, flat).doubles() == [Double](repeating: 0, count: 9))
  }

  @Test("a stack of no matrices gives a stack of no results")
  func noMatrices() throws {
    let none = Tensor([Double](), [0, 3, 3])
    let results: [(String, Shape)] = [
      ("det", [0]), ("inv", [0, 3, 3]), ("cholesky", [0, 3, 3]), ("eigvals", [0, 3, 2]), ("svdvals", [0, 3]),
      ("matrix_exp", [0, 3, 3]), ("rank", [0]), ("pinv", [0, 3, 3]), ("cond", [0]), ("matrix_norm", [0]),
      ("lu_factor", [0, 3, 3]), ("qr", [0, 3, 3]), ("trace", [0]),
    ]
    for (name, shape) in results { #expect(try Calls.one(name, none).shape == shape, "\(name)") }
  }

  @Test("matrices of one element are numbers")
  func single() throws {
    let four = Tensor([4.0], [1, 1])
    #expect(try Calls.one("det", four).doubles() == [4] && Calls.one("inv", four).doubles() == [0.25])
    #expect(try Calls.one("cholesky", four).doubles() == [2] && Calls.one("cond", four).doubles() == [1])
    #expect(try Calls.one("eig", four).doubles() == [4, 0])
    #expect(try Calls.one("pinv", Tensor([0.0], [1, 1])).doubles() == [0])
  }

  @Test("huge and tiny numbers do not overflow where the result does not")
  func range() throws {
    for scale in [1e200, 1e-200, 5e-300] {
      let x = Tensor([3 * scale, 4 * scale], [2])
      #expect(try Calls.one("norm", x).doubles()[0] / scale - 5 < 1e-3)
      #expect(try Calls.run("norm", .tensor(x), .number(3))[0].doubles()[0] > 4 * scale)
    }
    let diagonal = try Tensor.identity(300, .f64) * 1e-10
    #expect(try Calls.one("det", diagonal).doubles() == [0])
    #expect(try Calls.run("slogdet", .tensor(diagonal))[1].doubles()[0] + 300 * 23.025850929940457 < 1e-9)
    #expect(try Calls.one("cond", Tensor([1, 0, 0, 0], [2, 2])).doubles() == [.infinity])
    #expect(
      try Calls.run("cond", .tensor(Tensor([1, 1, 1, 1], [2, 2])), .number(1))[0].doubles() == [.infinity])
  }
}
