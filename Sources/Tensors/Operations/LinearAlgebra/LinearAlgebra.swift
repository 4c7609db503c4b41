/// Products, solutions and factorisations of matrices.
enum LinearAlgebra {
  static let all: [OperationEntry] = products + solutions + factorisations

  private static let products = [
    OperationEntry(Matmul.self), OperationEntry(Dot.self), OperationEntry(Outer.self),
    OperationEntry(Kronecker.self), OperationEntry(EinsteinSum.self), OperationEntry(Trace.self),
    OperationEntry(CosineSimilarity.self),
  ]
  private static let solutions = [
    OperationEntry(Solve.self), OperationEntry(SolveTriangular.self), OperationEntry(CholeskySolve.self),
    OperationEntry(LeastSquares.self), OperationEntry(Inverse.self), OperationEntry(PseudoInverse.self),
    OperationEntry(Determinant.self), OperationEntry(LogDeterminant.self), OperationEntry(Rank.self),
  ]
  private static let factorisations = [
    OperationEntry(Cholesky.self), OperationEntry(Factorisation.self),
    OperationEntry(SingularValueDecomposition.self), OperationEntry(SingularValues.self),
    OperationEntry(Eigh.self), OperationEntry(SymmetricEigenvalues.self), OperationEntry(Eig.self),
    OperationEntry(Eigenvalues.self),
  ]
}
