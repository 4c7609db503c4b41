import Formatting

/// Tensors as text, as NumPy and PyTorch users know them: nested brackets with aligned columns, long axes
/// shortened, then dtype and shape.
extension Tensor {
  /// More elements than this are shortened to `edge` at each end of an axis.
  private static let shown = 1000
  private static let edge = 3

  public func description(width: Int = 80) -> String {
    let style = NumberStyle(self)
    let tail = "  \(dtype.name)\(shape)"
    if rank == 0 { return style.text(scalar(at: 0)) + tail }
    if count == 0 { return String(repeating: "[", count: rank) + String(repeating: "]", count: rank) + tail }
    return block(style, [], width: Swift.max(width, 20)) + tail
  }

  /// The text of one sub-tensor, indented for the brackets around it.
  private func block(_ style: NumberStyle, _ prefix: [Int], width: Int) -> String {
    let axis = prefix.count
    let positions = Self.positions(shape.dims[axis], shortened: count > Self.shown)
    if axis == rank - 1 {
      let items = positions.map { $0.map { style.text(element(prefix + [$0])) } ?? "…" }
      return Self.row(items, indent: axis + 1, width: width)
    }
    let breaks = String(repeating: "\n", count: rank - axis - 1)
    let separator = "," + breaks + String(repeating: " ", count: axis + 1)
    let parts = positions.map { $0.map { block(style, prefix + [$0], width: width) } ?? "…" }
    return "[" + parts.joined(separator: separator) + "]"
  }

  /// Items between brackets, broken into lines of `width` columns.
  private static func row(_ items: [String], indent: Int, width: Int) -> String {
    var lines: [String] = []
    var line = ""
    for (i, item) in items.enumerated() {
      let piece = i < items.count - 1 ? item + "," : item
      if !line.isEmpty, indent + line.count + 1 + piece.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? piece : " " + piece
    }
    lines.append(line)
    return "[" + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "]"
  }

  /// Positions along an axis; nil stands for those left out.
  private static func positions(_ size: Int, shortened: Bool) -> [Int?] {
    guard shortened, size > 2 * edge else { return Array(0..<size) }
    return Array(0..<edge) + [nil] + Array(size - edge..<size)
  }

  private func element(_ index: [Int]) -> Scalar {
    scalar(at: zip(index, shape.contiguousStrides).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// The elements that will be shown.
  fileprivate func visible() -> [Scalar] {
    guard count > Self.shown else { return (0..<count).map { scalar(at: $0) } }
    var indices = [0]
    let strides = shape.contiguousStrides
    for axis in 0..<rank {
      let positions = Self.positions(shape.dims[axis], shortened: true).compactMap { $0 }
      indices = indices.flatMap { start in positions.map { start + $0 * strides[axis] } }
    }
    return indices.map { scalar(at: $0) }
  }
}

/// How the numbers of one tensor are written so that they line up.
private struct NumberStyle {
  private enum Form { case whole, fixed, scientific, plain }
  private var form = Form.plain
  private var width = 0

  init(_ tensor: Tensor) {
    let values = tensor.count == 0 ? [] : tensor.visible()
    if tensor.dtype.isFloat { form = NumberStyle.form(values.map(\.asDouble).filter(\.isFinite)) }
    width = tensor.rank == 0 ? 0 : values.map { unpadded($0).count }.max() ?? 0
  }

  /// Whole numbers with a point, four decimals, or scientific when the sizes differ too much (PyTorch's rules).
  private static func form(_ values: [Double]) -> Form {
    let sizes = values.map { abs($0) }.filter { $0 != 0 }
    guard let largest = sizes.max(), let smallest = sizes.min() else { return .whole }
    if values.allSatisfy({ $0 == $0.rounded() }) {
      return largest / smallest > 1e3 && largest >= 1e5 || largest >= 1e8 ? .scientific : .whole
    }
    return largest / smallest > 1e3 || largest >= 1e8 || smallest < 1e-4 ? .scientific : .fixed
  }

  private func unpadded(_ value: Scalar) -> String {
    switch value {
    case .bool(let x): return x ? "true" : "false"
    case .int(let x): return "\(x)"
    case .float(let x):
      guard x.isFinite else { return Numbers.shortest(x) }
      switch form {
      case .whole: return Numbers.fixed(x, 0) + "."
      case .fixed: return Numbers.fixed(x, 4)
      case .scientific: return Numbers.scientific(x, 4)
      case .plain: return Numbers.shortest(x)
      }
    }
  }

  func text(_ value: Scalar) -> String {
    let text = unpadded(value)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
