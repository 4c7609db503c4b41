/// What is legal, but nearly always wrong.
enum WarningCodes {
  static let all: [ErrorExplanation] = [
    ErrorExplanation(
      "W01", "a difference that grows",
      """
      A column [n, 1] minus a vector [n] is a matrix of all differences, [n, n]; a prediction and its \
      target should have one shape. Write `pred[:, 0]`, or `y[:, none]` on purpose.
      """,
      wrong: """
        x = ones(5, 1)
        y = ones(5)
        w = param([[1.0]])
        pred = x @ w
        mean((pred - y) ^ 2)
        """,
      right: """
        x = ones(5, 1)
        y = ones(5)
        w = param([[1.0]])
        pred = x @ w
        mean((pred[:, 0] - y) ^ 2)
        """),
    ErrorExplanation(
      "W02", "a loss of integers",
      "Integers have no gradient: neither side of the loss can learn.",
      wrong: "mse_loss([1, 2], [2, 2])",
      right: "mse_loss([1.0, 2.0], [2, 2])"),
    ErrorExplanation(
      "W03", "a softmax over the batch",
      """
      `axis=0` of a batch of logits makes the examples compete with each other, not the classes: use \
      axis=-1.
      """,
      wrong: """
        w = param(ones(2, 3))
        softmax(ones(4, 2) @ w, axis=0)
        """,
      right: """
        w = param(ones(2, 3))
        softmax(ones(4, 2) @ w, axis=-1)
        """),
    ErrorExplanation(
      "W04", "softmax twice",
      "`cross_entropy` takes logits: it applies the softmax itself.",
      wrong: """
        w = param(ones(2, 3))
        cross_entropy(softmax(ones(4, 2) @ w), [0, 1, 2, 0])
        """,
      right: """
        w = param(ones(2, 3))
        cross_entropy(ones(4, 2) @ w, [0, 1, 2, 0])
        """),
    ErrorExplanation(
      "W05", "gradients of several steps added up",
      """
      `backward` adds to `.grad`. After an update the old gradient belongs to weights that are no \
      more: clear it with `zero_grad`.
      """,
      wrong: """
        w = param([1.0])
        for i in 0..<2 {
          sum(w ^ 2).backward()
          w -= 0.1 * w.grad
        }
        """,
      right: """
        w = param([1.0])
        for i in 0..<2 {
          sum(w ^ 2).backward()
          w -= 0.1 * w.grad
          zero_grad(w)
        }
        """),
    ErrorExplanation(
      "W06", "a step that changes nothing",
      """
      An optimiser moves the parameters that have a gradient, and none has: `backward` comes before `step`, \
      and `zero_grad` before `backward`.
      """,
      wrong: """
        net = Linear(2, 1)
        opt = SGD(net, lr=0.1)
        loss = mean(net(ones(3, 2)) ^ 2)
        opt.step()
        """,
      right: """
        net = Linear(2, 1)
        opt = SGD(net, lr=0.1)
        loss = mean(net(ones(3, 2)) ^ 2)
        loss.backward()
        opt.step()
        """),
    ErrorExplanation(
      "W07", "a parameter that the loss does not depend on",
      """
      Some parameters of the optimiser have a gradient and others have none: a layer that `forward` forgets, \
      or a value that was taken off the graph. What shall not learn gets `requires_grad = false`.
      """,
      wrong: """
        model Net() {
          a = Linear(2, 2)
          b = Linear(2, 1)
          forward(x) = a(x)
        }
        net = Net()
        opt = SGD(net, lr=0.1)
        mean(net(ones(3, 2)) ^ 2).backward()
        opt.step()
        """,
      right: """
        model Net() {
          a = Linear(2, 2)
          b = Linear(2, 1)
          forward(x) = b(a(x))
        }
        net = Net()
        opt = SGD(net, lr=0.1)
        mean(net(ones(3, 2)) ^ 2).backward()
        opt.step()
        """),
    ErrorExplanation(
      "W08", "a program's own warning",
      "The program called `warn`, and went on.",
      wrong: "warn(\"the data have gaps\")",
      right: "print(\"the data have no gaps\")"),
  ]
}
