/// Products, solutions and factorisations of matrices.
enum LinearAlgebra {
  static let all: [OperationEntry] = products + measures + solutions + factorisations

  private static let products = [
    OperationEntry(Matmul.self), OperationEntry(AddMatmul.self), OperationEntry(MultiDot.self),
    OperationEntry(Dot.self), OperationEntry(Outer.self), OperationEntry(Cross.self),
    OperationEntry(Kronecker.self), OperationEntry(EinsteinSum.self), OperationEntry(TensorDot.self),
    OperationEntry(MatrixPower.self), OperationEntry(MatrixExponential.self),
    OperationEntry(Vandermonde.self),
    OperationEntry(BlockDiagonal.self), OperationEntry(Inner.self), OperationEntry(VectorDot.self),
    OperationEntry(AddMatrixVector.self), OperationEntry(AddBatchMatmul.self),
    OperationEntry(AddSummedMatmul.self),
    OperationEntry(AddOuter.self), OperationEntry(PolynomialValue.self), OperationEntry(PolynomialFit.self),
    OperationEntry(ConvolveVectors.self), OperationEntry(LinearInterpolation.self),
  ]
  private static let measures = [
    OperationEntry(Trace.self), OperationEntry(PlainLogDeterminant.self), OperationEntry(Determinant.self),
    OperationEntry(LogDeterminant.self),
    OperationEntry(Rank.self), OperationEntry(Condition.self), OperationEntry(VectorNorm.self),
    OperationEntry(MatrixNorm.self), OperationEntry(CosineSimilarity.self), OperationEntry(Distances.self),
    OperationEntry(PairDistances.self), OperationEntry(Covariance.self), OperationEntry(Correlation.self),
  ]
  private static let solutions = [
    OperationEntry(Solve.self), OperationEntry(SolveTriangular.self), OperationEntry(CholeskySolve.self),
    OperationEntry(LUSolve.self), OperationEntry(LeastSquares.self), OperationEntry(Inverse.self),
    OperationEntry(PseudoInverse.self), OperationEntry(NullSpace.self),
  ]
  private static let factorisations = [
    OperationEntry(Cholesky.self), OperationEntry(LU.self), OperationEntry(LUFactor.self),
    OperationEntry(Factorisation.self), OperationEntry(SingularValueDecomposition.self),
    OperationEntry(SingularValues.self), OperationEntry(Eigh.self), OperationEntry(SymmetricEigenvalues.self),
    OperationEntry(Eig.self), OperationEntry(Eigenvalues.self),
  ]
}
