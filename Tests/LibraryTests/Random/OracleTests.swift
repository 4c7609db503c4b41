import Language
import Library
import Tensors
import Testing

/// Calls of other libraries and ours that have to give the same numbers.
@Suite("Reference streams")
struct OracleTests {
  static let torch = [
    "rand(3,4)": "rand(3, 4)", "rand(3,4,dtype=float64)": "rand(3, 4, dtype=f64)",
    "rand(5) then rand(5)": "(rand(5), rand(5))", "randn(1)": "randn(1)", "randn(2)": "randn(2)",
    "randn(5)": "randn(5)", "randn(15)": "randn(15)", "randn(16)": "randn(16)", "randn(17)": "randn(17)",
    "randn(31)": "randn(31)", "randn(32)": "randn(32)", "randn(33)": "randn(33)", "randn(200)": "randn(200)",
    "randn(1,4,4)": "randn(1, 4, 4)", "randn(5,dtype=float64)": "randn(5, dtype=f64)",
    "randn(20,dtype=float64)": "randn(20, dtype=f64)",
    "randn(3) then randn(3) then rand(2)": "(randn(3), randn(3), rand(2))",
    "randint(0,10,(20,))": "randint(0, 10, (20,))", "randint(5,1000003,(10,))": "randint(5, 1000003, (10,))",
    "randperm(10)": "randperm(10)", "randperm(1000)": "randperm(1000)",
    "normal(1,0.01,(10,))": "normal(1, 0.01, (10,))", "normal(2,3,(40,))": "normal(2, 3, (40,))",
    "empty(7).uniform_(-2,3)": "uniform(-2, 3, 7)", "nn.Linear(5,3) weight,bias": "linear_init(5, 3)",
    "nn.Embedding(4,3) weight": "embedding_init(4, 3)",
    "nn.Conv2d(2,3,3) weight,bias": "conv2d_init(2, 3, 3)",
    "xavier_normal_(6,4) gain 1": "xavier_normal((6, 4))", "xavier_uniform_(6,4)": "xavier_uniform((6, 4))",
    "kaiming_normal_(6,4) relu": "kaiming_normal((6, 4), nonlinearity=\"relu\")",
    "DataLoader(range(20),batch_size=5,shuffle=True) order of one epoch": "loader_order(20)",
    "random_split(range(10),[7,3]) indices": "random_split(10, (7, 3))",
  ]

  static let numpy = [
    "random_sample(5)": "rng.random_sample(5)", "rand(2,3)": "rng.rand(2, 3)",
    "uniform(-1,1,size=6)": "rng.uniform(-1, 1, size=6)", "randn(7)": "rng.randn(7)",
    "randn(3) then randn(3)": "(rng.randn(3), rng.randn(3))", "normal(5,5,10)": "rng.normal(5, 5, 10)",
    "randint(2,size=20)": "rng.randint(2, size=20)",
    "randint(0,1000,size=10)": "rng.randint(0, 1000, size=10)", "permutation(10)": "rng.permutation(10)",
    "shuffle(arange(10))": "rng.shuffle(arange(10))",
    "choice(10,4,replace=False)": "rng.choice(10, 4, replace=false)", "choice(10,6)": "rng.choice(10, 6)",
    "logistic(size=5)": "rng.logistic(size=5)", "exponential(2.0,size=5)": "rng.exponential(2.0, size=5)",
    "binomial(10,0.3,size=8)": "rng.binomial(10, 0.3, size=8)",
    "multivariate_normal([0,0],[[1,0],[0,1]],3)": "rng.multivariate_normal([0, 0], [[1, 0], [0, 1]], 3)",
    "multivariate_normal([1,2],[[2,0.5],[0.5,1]],3)":
      "rng.multivariate_normal([1, 2], [[2, 0.5], [0.5, 1]], 3)",
    "sklearn train_test_split(arange(20),test_size=0.2,random_state=2310) train,test":
      "train_test_split(arange(20), test_size=0.2, random_state=2310)",
    "sklearn make_moons(8,noise=.05) X,y": "make_moons(8, noise=0.05, seed=seed_number)",
    "sklearn make_circles(8,factor=.4,noise=.05) X,y":
      "make_circles(8, factor=0.4, noise=0.05, random_state=seed_number)",
    "sklearn make_blobs(8,centers=[[-2,-2],[2,2]]) X,y":
      "make_blobs(8, centers=[[-2, -2], [2, 2]], random_state=seed_number)",
    "sklearn make_classification(n_samples=6,n_features=4) X,y":
      "make_classification(n_samples=6, n_features=4, random_state=seed_number)",
  ]

  @Test("PyTorch's are ours", arguments: Reference.load("random-torch"))
  func torch(_ reference: Reference) throws {
    let context = TensorContext()
    context.defaultDType = .f32
    let interpreter = Interpreter(registry: .standard(), context: context)
    let code = try #require(Self.torch[reference.testDescription])
    reference.check(try evaluate("seed(\(reference.seed))\n\(code)", in: interpreter))
  }

  @Test("NumPy's and scikit-learn's are ours", arguments: Reference.load("random-numpy"))
  func numpy(_ reference: Reference) throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let code = try #require(Self.numpy[reference.testDescription])
    let setting = "seed_number = \(reference.seed)\nrng = numpy_random(seed_number)\n"
    reference.check(try evaluate(setting + code, in: interpreter))
  }

  @Test("are all there")
  func complete() {
    #expect(Reference.load("random-torch").count == Self.torch.count)
    #expect(Reference.load("random-numpy").count == Self.numpy.count)
  }
}
