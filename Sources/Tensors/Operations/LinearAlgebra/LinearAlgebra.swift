/// Products, solutions and factorisations of matrices.
enum LinearAlgebra {
  static let all: [OperationEntry] = [
    OperationEntry(Matmul.self), OperationEntry(Dot.self), OperationEntry(Outer.self),
    OperationEntry(Solve.self),
    OperationEntry(LeastSquares.self), OperationEntry(Inverse.self), OperationEntry(Determinant.self),
    OperationEntry(Trace.self), OperationEntry(CosineSimilarity.self),
    OperationEntry(LogDeterminant.self), OperationEntry(Cholesky.self), OperationEntry(Eigh.self),
    OperationEntry(SingularValues.self), OperationEntry(Factorisation.self),
    OperationEntry(PseudoInverse.self),
    OperationEntry(Rank.self), OperationEntry(Kronecker.self), OperationEntry(EinsteinSum.self),
  ]
}
