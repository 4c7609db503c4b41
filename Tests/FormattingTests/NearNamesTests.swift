import Testing

@testable import Formatting

@Suite("Near names")
struct NearNamesTests {
  static let names = [
    "relu", "selu", "gelu", "softmax", "log_softmax", "softplus", "sigmoid", "mean", "median", "max", "min",
    "sum",
    "cumsum", "BatchNorm", "LayerNorm", "learning_rate", "x", "y", "w1", "w2", "b1", "reshape", "randn",
    "rand",
    "read_csv", "θ",
  ]

  @Test(
    "the name that was meant comes first",
    arguments: [
      ("rleu", "relu"), ("sofmax", "softmax"), ("batchnorm", "BatchNorm"), ("batch_norm", "BatchNorm"),
      ("learningRate", "learning_rate"), ("reshap", "reshape"), ("maen", "mean"), ("READ_CSV", "read_csv"),
      ("readcsv", "read_csv"), ("sigmiod", "sigmoid"), ("soft", "softmax"), ("X", "x"), ("w11", "w1"),
    ])
  func meant(_ typed: String, _ meant: String) {
    #expect(NearNames.best(for: typed, among: NearNamesTests.names).first == meant)
  }

  @Test("nothing is suggested for a name unlike any other", arguments: ["q", "tensorboard", "zz", "", "_"])
  func unlike(_ typed: String) {
    #expect(NearNames.best(for: typed, among: NearNamesTests.names).isEmpty)
  }

  @Test("at most three are suggested, in an order that does not depend on the input's")
  func limits() {
    let forwards = NearNames.best(for: "elu", among: NearNamesTests.names)
    #expect(forwards == NearNames.best(for: "elu", among: NearNamesTests.names.reversed()))
    #expect(forwards == ["gelu", "relu", "selu"])
    #expect(NearNames.best(for: "relu", among: NearNamesTests.names, limit: 1).count == 1)
  }

  @Test(
    "distances are those of Damerau and Levenshtein's definition",
    arguments: [
      ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("flaw", "lawn", 2),
      ("abcd", "acbd", 1),
      ("Saturday", "Sunday", 3),
    ])
  func distances(_ a: String, _ b: String, _ expected: Int) {
    #expect(NearNames.distance(Array(a.unicodeScalars), Array(b.unicodeScalars)) == expected)
  }

  @Test("very long names cost nothing")
  func longNames() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(NearNames.best(for: long, among: [long + "b"]).isEmpty)
    #expect(NearNames.best(for: "a", among: [long]).isEmpty)
  }
}
