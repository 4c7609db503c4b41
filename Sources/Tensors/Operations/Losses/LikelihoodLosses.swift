import Glibc

/// Minus the log-likelihood of a normal distribution whose variance is predicted too.
struct GaussianNLLLoss: Callable {
  static let signature = Signature(
    "gaussian_nll_loss", .tensor("x"), .tensor("y"), .tensor("variance"),
    .init(.flag, "full", default: .flag(false)),
    .init(.number, "eps", default: .number(1e-6)), .init(.text, "reduction", default: .text("mean")),
    family: "losses",
    summary: "½ (ln variance + (x − y)²/variance), the variance at least eps; full=true adds ½ ln 2π",
    shapes: "all broadcast → []", example: "gaussian_nll_loss([1.0], [3.0], [1.0])", gives: "2.  f64[]",
    section: "2.2.4")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let difference = try a.float(0) - a.float(1), given = try a.float(2)
    // The limit holds for the value only: the gradient goes through, as in PyTorch.
    let raised = try Tensor.maximum(given.detached(), Tensor.scalar(.float(a.number(4)), given.dtype))
    let variance = try given + (raised - given.detached())
    var losses = try (apply(Log(), variance) + difference * difference / variance) * 0.5
    if a.flag(3) { losses = try losses + 0.5 * log(2 * Double.pi) }
    return [try Losses.reduced(losses, a.text(5), "gaussian_nll_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Samples.other), .tensor(Samples.positive), .flag(true), .number(1e-6),
        .text("mean"))
    ]
  }
}

/// Minus the log-likelihood of counts with a Poisson distribution.
struct PoissonNLLLoss: Callable {
  static let signature = Signature(
    "poisson_nll_loss", .tensor("x"), .tensor("y"), .init(.flag, "log_input", default: .flag(true)),
    .init(.flag, "full", default: .flag(false)), .init(.number, "eps", default: .number(1e-8)),
    .init(.text, "reduction", default: .text("mean")), family: "losses",
    summary: "eˣ − y x for a log-rate x (log_input=false: x − y ln x); full=true adds Stirling’s ln y!",
    shapes: "x and y broadcast → []", example: "poisson_nll_loss([0.0], [2.0])", gives: "1.  f64[]")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let x = try a.float(0), y = try a.float(1)
    var losses =
      a.flag(2) ? try apply(Exp(), x) - y * x : try x - y * apply(Log(), try x + a.number(4))
    if a.flag(3) {
      let counts = try Tensor.maximum(y.detached(), Tensor.scalar(.float(1), y.dtype))
      let stirling = try counts * apply(Log(), counts) - counts + apply(Log(), counts * (2 * Double.pi)) * 0.5
      let isLarge = try Tensor.compare(.greater, y.detached(), Tensor.scalar(.float(1), y.dtype))
      losses = try losses + apply(Where(), isLarge, stirling, Tensor.scalar(.float(0), y.dtype))
    }
    return [try Losses.reduced(losses, a.text(5), "poisson_nll_loss")]
  }
  static var samples: [OperationEntry.Sample] {
    [
      .init(
        .tensor(Samples.small), .tensor(Tensor([0, 1, 2, 3, 4, 5], [2, 3], .i64)), .flag(true), .flag(true),
        .number(1e-8), .text("mean"))
    ]
  }
}
