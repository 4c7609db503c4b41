import Glibc
import Kernels

/// One step of Adam or AdamW for one parameter, in one pass over its memory (Kingma & Ba 2015; Loshchilov &
/// Hutter 2019). What it computes, with t the number of the step:
///
///     g = g + weight_decay * p              (without decoupled)
///     m = beta1 * m + (1 - beta1) * g
///     v = beta2 * v + (1 - beta2) * g^2
///     p = p * (1 - lr * weight_decay)       (with decoupled)
///     p = p - lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
struct AdamStep: Callable {
  static let signature = Signature(
    "adam_step", .tensor("p"), .tensor("g"), .tensor("m"), .tensor("v"), .init(.int, "t"),
    .init(.number, "lr", default: .number(1e-3)), .init(.number, "beta1", default: .number(0.9)),
    .init(.number, "beta2", default: .number(0.999)), .init(.number, "eps", default: .number(1e-8)),
    .init(.number, "weight_decay", default: .number(0)), .init(.flag, "decoupled", default: .flag(false)),
    family: "networks",
    summary:
      "Adam's step t: (p, m, v) from a parameter, its gradient and their running means; decoupled=true is AdamW",
    shapes: "four of one shape → (p, m, v)",
    example: "adam_step([1.0], [0.5], [0.0], [0.0], 1, lr=0.1)[0]", gives: "[0.9000]  f64[1]", section: "8.6")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let p = try a.float(0).detached(), name = "adam_step", t = a.int(4)
    var parts: [Tensor] = []
    for i in 1...3 {
      let x = try a.float(i).detached()
      guard x.shape == p.shape else {
        throw .mismatch(p.shape, x.shape, wanted: "equal shapes", operation: name)
      }
      parts.append(try x.converted(to: p.dtype.computing).contiguous())
    }
    guard t >= 1 else { throw .argument("steps are counted from 1, and t is \(t)", operation: name) }
    for beta in [a.number(6), a.number(7)] where !(0..<1).contains(beta) {
      throw .argument("beta1 and beta2 lie between 0 and 1, and \(beta) does not", operation: name)
    }
    var step = gradus_adam(
      rate: a.number(5), beta1: a.number(6), beta2: a.number(7), eps: a.number(8), decay: a.number(9),
      first: 1 - pow(a.number(6), Double(t)), second: 1 - pow(a.number(7), Double(t)),
      decoupled: a.flag(10) ? 1 : 0)
    let from = try p.converted(to: p.dtype.computing).contiguous()
    var results: [Tensor] = []
    for _ in 0..<3 { results.append(try Tensor(uninitialized: p.shape, from.dtype)) }
    if from.dtype == .f64 {
      gradus_adam_f64(
        &step, p.count, from.pointer(Double.self), parts[0].pointer(Double.self),
        parts[1].pointer(Double.self), parts[2].pointer(Double.self), results[0].pointer(Double.self),
        results[1].pointer(Double.self), results[2].pointer(Double.self))
    } else {
      gradus_adam_f32(
        &step, p.count, from.pointer(Float.self), parts[0].pointer(Float.self), parts[1].pointer(Float.self),
        parts[2].pointer(Float.self), results[0].pointer(Float.self), results[1].pointer(Float.self),
        results[2].pointer(Float.self))
    }
    results[0] = try results[0].converted(to: p.dtype)
    return results
  }
  /// A step of training is no part of a graph.
  static var samples: [OperationEntry.Sample] { [] }
}
