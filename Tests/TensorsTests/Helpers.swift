@testable import Tensors

/// One f64 number: shape `[]`.
func number(_ x: Double) -> Tensor { Tensor([x], []) }

/// An f64 vector: shape `[n]`.
func vector(_ x: Double...) -> Tensor { Tensor(x, [x.count]) }
