import Testing

@Suite("Random functions refuse")
struct RandomErrorTests {
  static let torch = [
    ("rand(-1)", "S09"), ("rand(10^12)", "E01"), ("rand(10^10, 10^10)", "E03"), ("rand(3, dtype=i64)", "Y01"),
    ("randn((2, -3))", "S09"), ("randint(3, 3, 2)", "V20"), ("randint(3, 5)", "V20"),
    ("randint(0, (2, 3), 4)", "V20"), ("randint(0, (4,))", "V20"), ("randint(5, -5, 2)", "V20"),
    ("randperm(-1)", "S09"), ("randperm(10^12)", "E01"),
    ("normal(0, -1, 3)", "V20"), ("normal(nan, 1, 3)", "V20"), ("normal(0, inf, 3)", "V20"),
    ("normal([1.0, 2.0], [1.0, -1.0])", "V20"), ("normal([1.0, 2.0], [1.0, 1.0, 1.0])", "S02"),
    ("normal([1.0, 2.0], 1, 3)", "S07"), ("uniform(2, 1, 3)", "V20"), ("uniform(nan, 1, 3)", "V20"),
    ("uniform(-1e308, 1e308, 3)", "V20"), ("exponential(0, 3)", "V20"), ("exponential(nan, 3)", "V20"),
    ("bernoulli(1.5, 3)", "V20"), ("bernoulli([0.5, nan])", "V20"), ("bernoulli([0.5, 0.1], 3)", "S07"),
    ("multinomial([1.0, -1.0], 1)", "V20"), ("multinomial([0.0, 0.0], 1)", "V20"),
    ("multinomial([1.0, 0.0, 2.0], 3)", "V20"), ("multinomial([1, 2], 1)", "Y01"),
    ("multinomial([1.0], 0)", "V20"), ("multinomial(zeros((2, 0)), 1)", "S03"),
    ("multinomial([1.0, nan], 1)", "V20"), ("multinomial([1.0], 10^12, replacement=true)", "E01"),
    ("kaiming_normal((3,))", "S03"), ("kaiming_uniform((3, 2), mode=\"fan\")", "V20"),
    ("kaiming_uniform((3, 2), nonlinearity=\"gelu\")", "V20"), ("xavier_normal((10^10, 10^10))", "E03"),
    ("xavier_uniform((2, 2), gain=nan)", "V20"), ("kaiming_uniform((2, 2), a=nan)", "V20"),
    ("linear_init(-1, 2)", "S09"),
    ("linear_init(10^10, 10^10)", "E03"), ("conv2d_init(3, 4, 3, groups=2)", "V20"),
    ("conv2d_init(3, 4, 0)", "V20"), ("conv1d_init(3, 4, (3, 3))", "V20"),
    ("conv2d_init(3, 4, 3, groups=0)", "V20"), ("embedding_init(3, 2, padding_index=3)", "X01"),
    ("loader_order(-1)", "S09"), ("random_split(10, (5, 6))", "V20"), ("random_split(10, (0.5, 0.7))", "V20"),
    ("random_split(10, (-5, 15))", "V20"), ("random_split(2.5, (1, 1))", "V20"),
    ("random_split(10, (nan, 1))", "V20"),
  ]

  static let numpy = [
    ("numpy_seed(-1)", "V21"), ("numpy_seed(2^32)", "V21"), ("numpy_random(1.5)", "T01"),
    ("rng.seed(-1)", "V21"), ("rng.rand(-2)", "S09"), ("rng.rand(10^12)", "E01"), ("rng.rand(1.5)", "T01"),
    ("rng.random_sample((2, -1))", "S09"), ("rng.normal(size=10^18)", "E01"),
    ("rng.normal(size=\"a\")", "T01"),
    ("rng.normal(0, -1, 3)", "V20"), ("rng.normal(nan)", "V20"), ("rng.normal(0, nan, 3)", "V20"),
    ("rng.normal([0.0, 1.0], [1.0, -1.0])", "V20"), ("rng.normal([0.0, 1.0], 1, 3)", "S02"),
    ("rng.uniform(2, 1)", "V20"), ("rng.uniform(0, inf)", "V20"), ("rng.exponential(-1)", "V20"),
    ("rng.triangular(0, 2, 1)", "V20"), ("rng.triangular(1, 1, 1)", "V20"), ("rng.beta(0, 1)", "V20"),
    ("rng.gamma(-1)", "V20"), ("rng.standard_t(0)", "V20"), ("rng.binomial(-1, 0.5)", "V20"),
    ("rng.binomial(2.5, 0.5)", "V20"), ("rng.binomial(10, 1.5)", "V20"), ("rng.poisson(-1)", "V20"),
    ("rng.poisson(1e19)", "V20"), ("rng.geometric(0)", "V20"), ("rng.zipf(1)", "V20"),
    ("rng.zipf(1 + 1e-12)", "V20"), ("rng.logseries(1)", "V20"), ("rng.hypergeometric(3, 3, 7)", "V20"),
    ("rng.hypergeometric(3, 3, 0)", "V20"), ("rng.randint(3, 3)", "V20"), ("rng.randint(0)", "V20"),
    ("rng.randint(0, 300, dtype=\"int8\")", "V20"), ("rng.randint(0, 3, dtype=\"float\")", "T01"),
    ("rng.randint(0, 10, 10^12)", "E01"), ("rng.permutation(-1)", "S09"), ("rng.permutation(10^12)", "E01"),
    ("rng.shuffle(5)", "T01"), ("rng.choice(0)", "V20"), ("rng.choice(-3, 2)", "V20"),
    ("rng.choice(3, 5, replace=false)", "V20"), ("rng.choice(3, 2, p=[0.5, 0.5])", "V20"),
    ("rng.choice(2, 2, p=[0.5, 0.6])", "V20"), ("rng.choice(2, 2, p=[1.5, -0.5])", "V20"),
    ("rng.choice(2, 2, p=[nan, 1])", "V20"), ("rng.choice(3, 3, replace=false, p=[0.5, 0.5, 0])", "V20"),
    ("rng.multinomial(-1, [1.0])", "V20"), ("rng.multinomial(5, [0.9, 0.9, 0.1])", "V20"),
    ("rng.dirichlet([0, 1])", "V20"), ("rng.multivariate_normal([0, 0], [[1]])", "S04"),
    ("rng.multivariate_normal([[0]], [[1]])", "S03"),
    ("rng.multivariate_normal([0, 0], [[1, 2], [2, 1]])", "V20"),
    ("rng.multivariate_normal([0, 0], [[1, 5], [0, 1]])", "V20"),
    ("rng.multivariate_normal([0, nan], [[1, 0], [0, 1]])", "L04"), ("choice(3)", "A01"),
    ("choice(3, 2)", "T01"), ("shuffle([1], 2)", "T01"),
    ("rng.chice(3)", "N06"),
  ]

  static let samples = [
    ("make_moons(-1)", "V20"), ("make_blobs(-1)", "V20"), ("make_moons(10^13)", "E01"),
    ("make_moons(10, noise=-1)", "V20"),
    ("make_moons(10, noise=nan)", "V20"), ("make_moons((1, 2, 3))", "T01"), ("make_moons(4, seed=-1)", "V21"),
    ("make_moons(4, seed=1, random_state=2)", "K03"), ("make_circles(10, factor=2)", "V20"),
    ("make_blobs(10, centers=0)", "V20"), ("make_blobs(10, 10^13)", "E01"),
    ("make_blobs(10, cluster_std=[1.0, 2.0])", "V20"), ("make_blobs(10, cluster_std=-1)", "V20"),
    ("make_blobs((3, 4), centers=[[0.0, 0.0]])", "V20"), ("make_blobs(10, centers=[1.0, 2.0])", "S03"),
    ("make_classification(10, n_features=3)", "V20"), ("make_classification(10, n_informative=1)", "V20"),
    ("make_classification(10, weights=[0.1, 0.2, 0.7])", "V20"), ("make_classification(-1)", "V20"),
    ("make_classification(10, n_classes=10^9)", "V20"), ("make_classification(10, flip_y=nan)", "V20"),
    ("make_regression(-1)", "V20"), ("make_regression(10, noise=-1)", "V20"),
    ("make_regression(10, effective_rank=0)", "V20"), ("make_s_curve(-1)", "S09"),
    ("make_swiss_roll(5, noise=nan)", "V20"), ("train_test_split()", "T01"), ("train_test_split(5)", "T01"),
    ("train_test_split(arange(5), arange(6))", "S11"), ("train_test_split(arange(5), test_size=5)", "V20"),
    ("train_test_split(arange(5), test_size=1.5)", "V20"), ("train_test_split([1])", "V20"),
    ("train_test_split(arange(5), test_size=3, train_size=3)", "V20"),
    ("train_test_split(arange(5), stratify=[0, 0, 0, 0, 1])", "V20"),
    ("train_test_split(arange(4), stratify=[0, 1])", "V20"),
    ("train_test_split(arange(4), stratify=[0, 0, 1, 1], shuffle=false)", "V20"),
    ("train_test_split(arange(6), stratify=[0, 0, 1, 1, 2, 2], test_size=2)", "V20"),
  ]

  @Test("what has no meaning, in one sentence", arguments: torch + numpy + samples)
  func errors(code: String, expected: String) throws {
    let error = try failure("rng = numpy_random(1)", code)
    #expect(error.code == expected, "\(code): \(error.message)")
    #expect(
      !error.message.isEmpty && !error.message.contains("\n") && !error.message.hasSuffix("."),
      "\(error.message)")
  }
}
