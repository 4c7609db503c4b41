import Testing

@testable import Tensors

/// Streams of PyTorch's CPU generator, drawn with the same seeds.
@Suite struct RandomStreamTests {
  /// How each reference was made, as calls of ours: name, then arguments.
  static let calls: [String: [(String, [Argument])]] = [
    "rand(3,4)": [("rand", [.ints([3, 4]), .dtype(.f32)])],
    "rand(3,4,dtype=float64)": [("rand", [.ints([3, 4]), .dtype(.f64)])],
    "rand(5) then rand(5)": [("rand", [.ints([5]), .dtype(.f32)]), ("rand", [.ints([5]), .dtype(.f32)])],
    "randn(1)": normal([1]), "randn(2)": normal([2]), "randn(5)": normal([5]), "randn(15)": normal([15]),
    "randn(16)": normal([16]), "randn(17)": normal([17]), "randn(31)": normal([31]),
    "randn(32)": normal([32]),
    "randn(33)": normal([33]), "randn(200)": normal([200]), "randn(1,4,4)": normal([1, 4, 4]),
    "randn(5,dtype=float64)": [("randn", [.ints([5]), .dtype(.f64)])],
    "randn(20,dtype=float64)": [("randn", [.ints([20]), .dtype(.f64)])],
    "randn(3) then randn(3) then rand(2)": normal([3]) + normal([3]) + [
      ("rand", [.ints([2]), .dtype(.f32)])
    ],
    "randint(0,10,(20,))": [("randint", [.int(0), .int(10), .ints([20])])],
    "randint(5,1000003,(10,))": [("randint", [.int(5), .int(1_000_003), .ints([10])])],
    "randperm(10)": [("randperm", [.int(10)])],
    "randperm(1000)": [("randperm", [.int(1000)])],
    "normal(1,0.01,(10,))": [("normal", [.number(1), .number(0.01), .ints([10]), .dtype(.f32)])],
    "normal(2,3,(40,))": [("normal", [.number(2), .number(3), .ints([40]), .dtype(.f32)])],
    "empty(7).uniform_(-2,3)": [("uniform", [.number(-2), .number(3), .ints([7]), .dtype(.f32)])],
    "nn.Linear(5,3) weight,bias": [("linear_init", [.int(5), .int(3), .flag(true), .dtype(.f32)])],
    "nn.Embedding(4,3) weight": [("embedding_init", [.int(4), .int(3), .none, .dtype(.f32)])],
    "nn.Conv2d(2,3,3) weight,bias": [
      ("conv2d_init", [.int(2), .int(3), .int(3), .int(1), .flag(true), .dtype(.f32)])
    ],
    "xavier_normal_(6,4) gain 1": [("xavier_normal", [.ints([6, 4]), .number(1), .dtype(.f32)])],
    "xavier_uniform_(6,4)": [("xavier_uniform", [.ints([6, 4]), .number(1), .dtype(.f32)])],
    "kaiming_normal_(6,4) relu": [
      ("kaiming_normal", [.ints([6, 4]), .number(0), .text("fan_in"), .text("relu"), .dtype(.f32)])
    ],
    "DataLoader(range(20),batch_size=5,shuffle=True) order of one epoch": [("loader_order", [.int(20)])],
    "random_split(range(10),[7,3]) indices": [
      ("random_split", [.tensor(Tensor([10], [])), .tensor(Tensor([7, 3], [2]))])
    ],
  ]

  private static func normal(_ shape: [Int]) -> [(String, [Argument])] {
    [("randn", [.ints(shape), .dtype(.f32)])]
  }

  @Test("our streams are PyTorch's", arguments: calls.keys.sorted())
  func streams(_ name: String) throws {
    let reference = try #require(try Cases.load("random-torch").first { $0["name"]?.text == name })
    let context = TensorContext()
    context.generator = Generator(seed: UInt64(try #require(reference["seed"]).number))
    var ours: [Tensor] = []
    for (function, arguments) in try #require(Self.calls[name]) {
      ours += try #require(OperationRegistry.named(function)).call(arguments, context)
    }
    let theirs = try #require(reference["outputs"]).list
    #expect(ours.count == theirs.count)
    for (ours, expected) in zip(ours, theirs) {
      let theirs = try #require(expected.tensor)
      #expect(ours.shape == theirs.shape && ours.dtype == theirs.dtype)
      // Their vectorised logarithm and cosine differ from ours in the last digits; integers are exact.
      let slack = ours.dtype == .f32 ? 1e-6 : ours.dtype == .f64 ? 1e-12 : 0
      for (a, b) in zip(ours.doubles(), theirs.doubles()) {
        #expect(abs(a - b) <= slack, "\(a) instead of \(b)")
      }
    }
  }

  @Test("every stored case is drawn")
  func complete() throws {
    #expect(
      try Cases.load("random-torch").compactMap { $0["name"]?.text }.sorted() == Self.calls.keys.sorted())
  }

  @Test("the ten-thousandth number of seed 5489 is the one in the C++ standard")
  func standard() {
    var twister = MersenneTwister(seed: 5489)
    for _ in 1..<10_000 { _ = twister.next() }
    #expect(twister.next() == 4_123_659_995)
  }

  @Test("a generator goes on from its words as if nothing had happened")
  func words() throws {
    var generator = Generator(seed: 42)
    let first = try Tensor(uninitialized: [37], .f64)
    try generator.fillNormal(first, "randn")
    let odd = try Tensor(uninitialized: [3], .f64)
    try generator.fillNormal(odd, "randn")
    var other = try #require(Generator(words: generator.words))
    let a = try Tensor(uninitialized: [5], .f64), b = try Tensor(uninitialized: [5], .f64)
    try generator.fillNormal(a, "randn")
    try other.fillNormal(b, "randn")
    #expect(a.doubles() == b.doubles())
  }

  @Test("words without a NumPy stream, as the first sessions stored them, are a generator's too")
  func oldWords() throws {
    var generator = Generator(seed: 9)
    _ = generator.normal()
    var other = try #require(Generator(words: Array(generator.words.prefix(627))))
    #expect(generator.normal() == other.normal() && generator.double() == other.double())
  }

  @Test("words that are no generator's are refused")
  func badWords() {
    #expect(Generator(words: []) == nil)
    #expect(Generator(words: [UInt64](repeating: .max, count: 627)) == nil)
    var words = Generator(seed: 1).words
    words[624] = 625
    #expect(Generator(words: words) == nil)
    #expect(Generator(words: Array(Generator(seed: 1).words.dropLast())) == nil)
  }

  @Test("randint reaches every integer and refuses an empty range")
  func integers() throws {
    let context = TensorContext()
    let draw = try #require(OperationRegistry.named("randint")).call
    #expect(Set(try draw([.int(-2), .int(2), .ints([200])], context)[0].ints()) == [-2, -1, 0, 1])
    expect("V20") { _ = try draw([.int(3), .int(3), .ints([2])], context) }
    expect("S09") { _ = try draw([.int(0), .int(2), .ints([-2])], context) }
  }
}
