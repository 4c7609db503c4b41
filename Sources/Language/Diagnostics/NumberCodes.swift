/// Results that numbers, memory or gradients can't give.
enum NumberCodes {
  static let all: [ErrorExplanation] = [
    ErrorExplanation(
      "Z01", "a division by zero",
      "Numbers and integer tensors have no infinity; float tensors give inf or nan instead.",
      wrong: "1 / 0",
      right: "[1.0] / 0"),
    ErrorExplanation(
      "O01", "an integer that is too large",
      "Integers have 64 bits, up to about 9.2e18. Floats reach 1.8e308 with 16 digits.",
      wrong: "2 ^ 64",
      right: "2.0 ^ 64"),
    ErrorExplanation(
      "O02", "a number that a dtype does not hold",
      "Each dtype has a range; nan and infinity are no integers.",
      wrong: "[300].to(u8)",
      right: "[300].to(i64)"),
    ErrorExplanation(
      "M02", "a level that is no probability",
      "Confidence levels and the like lie between 0 and 1.",
      wrong: """
        t = table({x: [1.0, 2.0, 4.0], y: [1.0, 3.0, 5.0], g: ("a", "b", "a")})
        ols("y ~ x", t).conf_int(5)
        """,
      right: """
        t = table({x: [1.0, 2.0, 4.0], y: [1.0, 3.0, 5.0], g: ("a", "b", "a")})
        ols("y ~ x", t).conf_int(0.05)
        """),
    ErrorExplanation(
      "M03", "a power without a real value",
      "A negative number has no real root; in float tensors it is nan.",
      wrong: "(-8.0) ^ 0.5",
      right: "[-8.0] ^ 0.5"),
    ErrorExplanation(
      "L01", "a singular matrix",
      """
      A row or a column follows from the others, so that there is no inverse. `rank(a)` counts the \
      independent rows, `lstsq` finds the best solution all the same.
      """,
      wrong: "inv([[1.0, 2.0], [2.0, 4.0]])",
      right: "inv([[1.0, 2.0], [2.0, 5.0]])"),
    ErrorExplanation(
      "L02", "no convergence",
      "The iteration did not settle: look for nan, infinity or extreme sizes in the matrix."),
    ErrorExplanation(
      "L03", "a matrix that is not positive definite",
      """
      A covariance matrix is, unless columns follow from each other; adding a small multiple of the \
      identity helps.
      """,
      wrong: "cholesky([[1.0, 2.0], [2.0, 1.0]])",
      right: "cholesky([[2.0, 1.0], [1.0, 2.0]])"),
    ErrorExplanation(
      "L04", "nan or infinity in a matrix",
      "Decompositions need finite numbers; `isfinite(x)` shows where they are.",
      wrong: "svd([[nan, 1.0], [0.0, 1.0]])",
      right: "svd([[2.0, 1.0], [0.0, 1.0]])"),
    ErrorExplanation(
      "L05", "the first nan or infinity",
      "Inside `detect_anomaly` the operation that makes the first one is named.",
      wrong: "detect_anomaly { log([-1.0]) }",
      right: "detect_anomaly { log([1.0]) }"),
    ErrorExplanation(
      "E01", "more memory than there is",
      "The tensor alone would take more than this machine has: work in batches.",
      wrong: "zeros(1_000_000_000_000)",
      right: "zeros(1_000)"),
    ErrorExplanation(
      "E02", "the memory is used up",
      """
      The cell grew step by step until nothing was left: work in batches, and keep only what is \
      needed.
      """,
      wrong: "\"ab\" * 10_000_000_000",
      right: "\"ab\" * 10"),
    ErrorExplanation(
      "E03", "sizes whose product can't be counted",
      "The product of the sizes does not fit in 64 bits.",
      wrong: "zeros(1_000_000_000_000, 1_000_000_000_000)",
      right: "zeros(10, 10)"),
    ErrorExplanation(
      "G02", "a parameter of integers",
      "Gradients are fractions: parameters are floats.",
      wrong: "param([1, 2])",
      right: "param([1.0, 2.0])"),
    ErrorExplanation(
      "G03", "a derivative with respect to no number",
      "Derivatives are taken by numbers, tensors and lists of them.",
      wrong: "grad(x -> 1.0, \"a\")",
      right: "grad(x -> x ^ 2, 3.0)"),
    ErrorExplanation(
      "G04", "a function that gives no tensor",
      "The derivative of a function needs its value to be a number or a tensor.",
      wrong: "jacobian(x -> \"a\", [1.0])",
      right: "jacobian(x -> x ^ 2, [1.0])"),
    ErrorExplanation(
      "G10", "no gradient",
      "The value depends on no parameter, or was computed in `no_grad`.",
      wrong: """
        x = [1.0]
        sum(x ^ 2).backward()
        """,
      right: """
        x = param([1.0])
        sum(x ^ 2).backward()
        """),
    ErrorExplanation(
      "G11", "a gradient of many numbers",
      "A loss is one number; take the mean or the sum. `jacobian` has the derivatives of several.",
      wrong: """
        w = param([1.0, 2.0])
        (w ^ 2).backward()
        """,
      right: """
        w = param([1.0, 2.0])
        sum(w ^ 2).backward()
        """),
    ErrorExplanation(
      "G12", "a graph that is gone",
      """
      `backward` frees the graph as it goes. Compute the loss again, as every training step does, or \
      keep the graph with `retain_graph=true`.
      """,
      wrong: """
        w = param([1.0])
        loss = sum(w ^ 2)
        loss.backward()
        loss.backward()
        """,
      right: """
        w = param([1.0])
        loss = sum(w ^ 2)
        loss.backward(retain_graph=true)
        loss.backward()
        """),
    ErrorExplanation(
      "G13", "a gradient of another shape",
      "A gradient has the shape of what it belongs to.",
      wrong: """
        w = param([1.0, 2.0])
        backward(w * 2, ones(3))
        """,
      right: """
        w = param([1.0, 2.0])
        backward(w * 2, ones(2))
        """),
    ErrorExplanation(
      "G14", "an operation without a derivative",
      "No derivative of this operation is known, or none exists."),
    ErrorExplanation(
      "G15", "a parameter changed too early",
      """
      The derivative needs the values that the parameter had when the loss was computed: call \
      `backward` first, then update.
      """,
      wrong: """
        w = param([1.0])
        loss = sum(w ^ 2)
        w -= 0.1
        loss.backward()
        """,
      right: """
        w = param([1.0])
        loss = sum(w ^ 2)
        loss.backward()
        w -= 0.1 * w.grad
        """),
    ErrorExplanation(
      "G16", "a hook that failed",
      "A function that `backward` called ended in an error."),
    ErrorExplanation(
      "I01", "interrupted",
      """
      The cell was stopped with Ctrl-C. The variables are as they were before it; what finished steps \
      did to parameters stays.
      """),
  ]
}
