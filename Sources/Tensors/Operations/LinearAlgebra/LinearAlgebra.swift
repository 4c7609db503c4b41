/// Products, solutions and factorisations of matrices.
enum LinearAlgebra {
  static let all: [OperationEntry] = [
    OperationEntry(Matmul.self), OperationEntry(Dot.self), OperationEntry(Outer.self), OperationEntry(Solve.self),
    OperationEntry(LeastSquares.self), OperationEntry(Inverse.self), OperationEntry(Determinant.self),
    OperationEntry(Trace.self), OperationEntry(CosineSimilarity.self),
  ]
}
