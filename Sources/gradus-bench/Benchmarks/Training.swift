extension Benchmark {
  /// Whole training steps: forward, backward, optimiser, each program as a reader would write it.
  static var training: [Benchmark] {
    [
      step(
        "MLP, Adam", "mlp", rounds: 50, limit: 0.5e-3,
        [
          torch("mlp", goal: 2, calls: 50), torch("mlp_fused", "PyTorch, fused Adam", calls: 50),
        ]),
      step(
        "LSTM cell by cell", "lstm", rounds: 1, limit: 0.110,
        [
          torch("lstm", goal: 3), .python("PyTorch nn.LSTM", "training", "lstm_whole", isComparable: false),
        ]),
      step(
        "CNN", "cnn", rounds: 1, limit: 0.050,
        [
          torch("cnn", goal: 1), torch("cnn_channels_last", "PyTorch channels_last"),
        ]),
      step(
        "ResNet", "resnet", rounds: 1, limit: 0.090,
        [
          torch("resnet", goal: 1), torch("resnet_channels_last", "PyTorch channels_last"),
        ]),
      step("SGD, 20 of 200 points", "sgd", rounds: 2000, limit: 5e-6, [torch("sgd", goal: 20, calls: 500)]),
      language("naive", limit: 0.600, goal: 2), language("fused", limit: 0.450, goal: 1),
      sampling("naive"), sampling("fused"),
      Benchmark(
        "training/scalar graph, 13,334 nodes", programs: ["scalars"], "step()", rounds: 2, limit: 0.5e-3,
        isComparable: true,
        [
          .python("Python objects", "scalars", "scalars", goal: 40),
          .python("PyTorch", "operations", "scalars", goal: 40),
        ]),
    ]
  }

  private static func step(
    _ name: String, _ program: String, rounds: Int, limit: Double, _ peers: [Peer]
  ) -> Benchmark {
    Benchmark(
      "training/\(name)", programs: ["layers", program], "step()", rounds: rounds, limit: limit,
      isComparable: true, peers)
  }

  private static func torch(
    _ function: String, _ name: String = "PyTorch", goal: Double? = nil, calls: Int = 1
  ) -> Peer {
    .python(name, "training", function, goal: goal, calls: calls)
  }

  private static func language(_ heads: String, limit: Double, goal: Double) -> Benchmark {
    Benchmark(
      "training/char-GPT, \(heads) heads", programs: ["layers", "gpt-\(heads)", "gpt"], "step()", rounds: 1,
      limit: limit, isLong: true, isComparable: true, [.python("PyTorch", "gpt", heads, goal: goal)])
  }

  private static func sampling(_ heads: String) -> Benchmark {
    Benchmark(
      "training/64 characters, \(heads) heads", programs: ["layers", "gpt-\(heads)", "gpt"], "sample()",
      rounds: 1, limit: heads == "fused" ? 0.250 : nil, isLong: true,
      [.python("PyTorch", "gpt", "sampling_\(heads)", goal: 1)])
  }
}
