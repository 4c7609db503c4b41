import Formatting
import Tensors

/// Tensors where there is room for a few characters: in graphs, beside steps.
public enum TensorWords {
  /// `2.036`, `[2.036, 4.071, 6.107]`; nil for more than four elements or more than one axis.
  public static func small(_ tensor: Tensor) -> String? {
    guard tensor.count <= 4, tensor.rank <= 1, tensor.count > 0 else { return nil }
    let numbers = (0..<tensor.count).map { number(tensor.scalar(at: $0)) }
    return tensor.rank == 0 ? numbers[0] : "[\(numbers.joined(separator: ", "))]"
  }

  /// The same, or the type and the length of the vector of all elements: `f64[3, 4] of norm 0.21`.
  public static func short(_ tensor: Tensor) -> String {
    if let small = small(tensor) { return small }
    let type = "\(tensor.dtype.name)\(tensor.shape)"
    guard tensor.dtype.isFloat, tensor.count > 0 else { return type }
    return "\(type) of norm \(Numbers.general(norm(tensor), 4))"
  }

  /// Scaled, so that squares neither overflow nor vanish.
  private static func norm(_ tensor: Tensor) -> Double {
    let values = tensor.doubles(), largest = values.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, values.allSatisfy(\.isFinite) else { return values.first { !$0.isFinite } ?? 0 }
    return largest * values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  static func number(_ scalar: Scalar) -> String {
    if case .float(let x) = scalar { Numbers.general(x, 4) } else { Value(scalar).inline(depth: 0) }
  }
}
