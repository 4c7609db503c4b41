import Tensors

/// What is legal but nearly always wrong: said once for each place in the source, and the cell goes on.
extension Interpreter {
  /// Where a warning was given: it is not given there again.
  struct WarnedPlace: Hashable {
    var code: String
    var source: ObjectIdentifier
    var range: SourceRange
  }

  /// Warns about the call of a built-in that is running; inside the prelude, about the reader's own call that
  /// led there.
  public func warn(_ warning: Diagnostic) {
    guard showsWarnings else { return }
    var place = frameTop
    while place > frames {
      place -= 1
      let frame = place.pointee
      guard !isPrelude(frame.entry.pointee.prototype.takeUnretainedValue().source) else { continue }
      let index = frame.next - UnsafePointer(frame.entry.pointee.code) - 1
      return warn(warning, frame.entry, index: index, frame.base)
    }
  }

  /// `#| warnings: off` among the lines of options that a cell begins with.
  static func turnsWarningsOff(_ source: SourceText) -> Bool {
    for line in source.lineStarts.lazy.map({ source.utf8[$0...].prefix { $0 != UInt8(ascii: "\n") } }) {
      guard line.starts(with: "#|".utf8) else { return false }
      if String(decoding: line.dropFirst(2), as: UTF8.self).filter({ !$0.isWhitespace }) == "warnings:off" {
        return true
      }
    }
    return false
  }

  /// Warns about an instruction.
  func warn(
    _ warning: Diagnostic, _ entry: UnsafeMutablePointer<CodeEntry>, index: Int,
    _ registers: UnsafeMutablePointer<Slot>
  ) {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    guard showsWarnings, prototype.placeIndex.indices.contains(index) else { return }
    let place = prototype.places[Int(prototype.placeIndex[index])]
    let key = WarnedPlace(code: warning.code, source: ObjectIdentifier(prototype.source), range: place.range)
    guard warned.insert(key).inserted else { return }
    // A source that is gone must not lend its identity to another.
    warnedSources.append(prototype.source)
    let site = ErrorSite(self, prototype, place, registers, index: index, operands: warning.operands)
    var located = warning
    located.severity = .warning
    located.labels = site.labels(for: located) ?? [.init(place.range, in: prototype.source)]
    warnings.append(located)
    sink(.warning(located))
  }

  /// `pred - y` of shapes [n, 1] and [n]: a matrix of all differences. Only where one side has a gradient and
  /// nothing in the source says that the matrix is meant.
  @inline(never)
  func noteGrowth(
    _ x: Slot, _ y: Slot, _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ entry: UnsafeMutablePointer<CodeEntry>
  ) {
    let left = Tensor(body: x.object(TensorBody.self)), right = Tensor(body: y.object(TensorBody.self))
    guard left.requiresGrad != right.requiresGrad, left.rank != right.rank,
      Self.growsByAccident(left.shape, right.shape)
    else { return }
    let index = i - UnsafePointer(entry.pointee.code)
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    guard prototype.placeIndex.indices.contains(index) else { return }
    let text = prototype.source.slice(prototype.places[Int(prototype.placeIndex[index])].range)
    if text.contains("none") || text.contains("unsqueeze") { return }
    warn(Self.growth("`-`", left.shape, right.shape), entry, index: index, r)
  }

  static func growth(_ operation: String, _ a: Shape, _ b: Shape) -> Diagnostic {
    let n = max(a.dims[0], b.dims[0])
    return Diagnostic(
      .shape, "W01", "\(operation) of shapes \(a) and \(b) grows to [\(n), \(n)], all pairs",
      hints: ["give both one shape: `[:, 0]` makes a vector of a column, `[:, none]` a column of a vector"])
  }

  /// [n, 1] against [n].
  static func growsByAccident(_ a: Shape, _ b: Shape) -> Bool {
    let (matrix, vector) = a.rank > b.rank ? (a, b) : (b, a)
    return matrix.rank == 2 && vector.rank == 1 && matrix[1] == 1 && matrix[0] == vector[0] && vector[0] > 1
  }
}

/// Warnings about calls of tensor operations, by the operation's name.
enum OperationWarnings {
  typealias Check = (Call) -> Diagnostic?

  /// What to look at after a call; nil for most operations.
  static func check(for name: String) -> Check? {
    switch name {
    case "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss": { growth(name, $0) ?? integers(name, $0) }
    case "binary_cross_entropy", "binary_cross_entropy_with_logits": { growth(name, $0) }
    case "softmax", "log_softmax": { batch(name, $0) }
    case "cross_entropy": twice
    default: nil
    }
  }

  private static func pair(_ call: Call) -> (Tensor, Tensor)? {
    guard call.arguments.count >= 2, let a = call[0].tensor, let b = call[1].tensor else { return nil }
    return (a, b)
  }

  private static func growth(_ name: String, _ call: Call) -> Diagnostic? {
    guard let (a, b) = pair(call), Interpreter.growsByAccident(a.shape, b.shape) else { return nil }
    return labelled(Interpreter.growth("`\(name)`", a.shape, b.shape), call)
  }

  private static func integers(_ name: String, _ call: Call) -> Diagnostic? {
    guard let (a, b) = pair(call), !a.dtype.isFloat, !b.dtype.isFloat else { return nil }
    return labelled(
      Diagnostic(
        .dtype, "W02", "`\(name)` of integers has no gradient",
        hints: ["predictions are floats: `.to(f64)` makes them of integers"]), call)
  }

  private static func batch(_ name: String, _ call: Call) -> Diagnostic? {
    guard case .int(0) = call[1], let x = call[0].tensor, x.rank == 2, x.requiresGrad, x.shape[0] > 1 else {
      return nil
    }
    return labelled(
      Diagnostic(
        .axis, "W03", "`\(name)` over axis 0 of \(x.shape) goes over the batch, not over the classes",
        hints: ["the classes are on the last axis: axis=-1"]), call)
  }

  private static func twice(_ call: Call) -> Diagnostic? {
    guard case .tensor(let x) = call[0], x.requiresGrad, x.gradientOperation == "softmax" else { return nil }
    return labelled(
      Diagnostic(
        .value, "W04", "`cross_entropy` applies softmax itself, and this has been through one already",
        hints: ["give it the logits, as they are before `softmax`"]), call)
  }

  private static func labelled(_ warning: Diagnostic, _ call: Call) -> Diagnostic {
    var warning = warning
    warning.operands = call.arguments.prefix(2).map(\.typeSummary)
    return warning
  }
}
