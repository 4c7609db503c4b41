import Glibc
import Testing

@testable import Tensors

/// What discrete Fourier transforms promise, for lengths of every kind.
@Suite struct TransformTests {
  /// All up to 70; large primes, their multiples and powers; products of many factors.
  static let lengths =
    Array(1...70) + [97, 101, 121, 128, 169, 210, 243, 256, 289, 343, 509, 625, 720, 1009, 1024]

  private func noise(_ shape: Shape, _ seed: Int, _ dtype: DType = .f64) -> Tensor {
    var random = Random(seed: UInt64(seed))
    return Tensor.random(shape, &random, dtype).rearranged(&random)
  }

  private func run(_ name: String, _ x: Tensor, n: Int? = nil, axis: Int = -1, norm: String = "backward")
    throws -> Tensor
  {
    try Calls.run(name, .tensor(x), n.map { .int($0) } ?? .none, .int(axis), .text(norm))[0]
  }

  /// Σ x_j e^(∓2πi jk/n), term by term.
  private func byDefinition(_ pairs: [Double], isInverse: Bool) -> [Double] {
    let n = pairs.count / 2
    return (0..<n).flatMap { k -> [Double] in
      var (re, im) = (0.0, 0.0)
      for j in 0..<n {
        let angle = 2 * Double.pi * Double(j * k % n) / Double(n)
        let (c, s) = (cos(angle), isInverse ? sin(angle) : -sin(angle))
        re += pairs[2 * j] * c - pairs[2 * j + 1] * s
        im += pairs[2 * j] * s + pairs[2 * j + 1] * c
      }
      return [re, im]
    }
  }

  @Test("fft and ifft are what their definition says", arguments: lengths.filter { $0 <= 130 })
  func definition(_ n: Int) throws {
    let x = noise([n, 2], n)
    let forward = Tensor(byDefinition(x.doubles(), isInverse: false), [n, 2])
    #expect(try run("fft", x).distance(to: forward) < 1e-13)
    let back = Tensor(byDefinition(x.doubles(), isInverse: true).map { $0 / Double(n) }, [n, 2])
    #expect(try run("ifft", x).distance(to: back) < 1e-13)
  }

  @Test("there and back is where it began, under every norm, in 64 and 32 bits", arguments: lengths)
  func roundTrip(_ n: Int) throws {
    for (dtype, tolerance) in [(DType.f64, 1e-14), (.f32, 3e-7)] {
      for norm in ["backward", "ortho", "forward"] {
        let x = noise([2, n, 2], n, dtype), real = noise([n], n, dtype)
        let there = try run("fft", x, norm: norm)
        #expect(there.dtype == dtype && there.shape == x.shape)
        #expect(try run("ifft", there, norm: norm).distance(to: x) < tolerance)
        let half = try run("rfft", real, norm: norm)
        #expect(half.dtype == dtype && half.shape == [n / 2 + 1, 2])
        #expect(try run("irfft", half, n: n, norm: norm).distance(to: real) < tolerance)
      }
    }
  }

  @Test("Parseval: under norm=\"ortho\" lengths stay", arguments: lengths)
  func parseval(_ n: Int) throws {
    let x = noise([n, 2], n + 1), y = try run("fft", x, norm: "ortho")
    #expect(try Calls.one("norm", y).distance(to: Calls.one("norm", x)) < 1e-14)
  }

  @Test("rfft is the first half of fft, and irfft the real part of ifft", arguments: lengths)
  func real(_ n: Int) throws {
    let x = noise([3, n], n + 2)
    let whole = try run("fft", Calls.one("complex", x))
    let half = try whole.indexed([
      .ellipsis, .slice(from: 0, to: n / 2 + 1, step: 1), .slice(from: nil, to: nil, step: 1),
    ])
    #expect(try run("rfft", x).distance(to: half) < 1e-13)
    #expect(try run("irfft", half, n: n).distance(to: x) < 1e-13)
  }

  @Test("a product of transforms is the transform of the cyclic convolution", arguments: [7, 12, 17, 53])
  func convolution(_ n: Int) throws {
    let x = noise([n, 2], 3), y = noise([n, 2], 4)
    let product = try Calls.one("complex_multiply", run("fft", x), run("fft", y))
    let (a, b) = (x.doubles(), y.doubles())
    var expected = [Double](repeating: 0, count: 2 * n)
    for i in 0..<n {
      for j in 0..<n {
        let k = (i + j) % n
        expected[2 * k] += a[2 * i] * b[2 * j] - a[2 * i + 1] * b[2 * j + 1]
        expected[2 * k + 1] += a[2 * i] * b[2 * j + 1] + a[2 * i + 1] * b[2 * j]
      }
    }
    #expect(try run("ifft", product).distance(to: Tensor(expected, [n, 2])) < 1e-13)
  }

  @Test("an axis in the middle gives what it gives at the end", arguments: [1, 4, 17, 30])
  func axes(_ n: Int) throws {
    let x = noise([3, n, 5, 2], n)
    let turned = try run("fft", x.permuted([0, 2, 1, 3])).permuted([0, 2, 1, 3])
    #expect(try run("fft", x, axis: 1).distance(to: turned) < 1e-14)
    #expect(try run("fft", x, axis: -2).distance(to: turned) < 1e-14)
    let reals = noise([n, 20], n)
    #expect(
      try run("rfft", reals, axis: 0).distance(to: run("rfft", reals.transposed()).permuted([1, 0, 2]))
        < 1e-14)
  }

  @Test("fft2 and fftn are transforms along one axis after the other")
  func several() throws {
    let x = noise([4, 6, 5, 2], 9)
    let two = try run("fft", run("fft", x, axis: 1), axis: 2)
    #expect(try Calls.one("fft2", x).distance(to: two) < 1e-14)
    let three = try run("fft", two, axis: 0)
    #expect(try Calls.one("fftn", x).distance(to: three) < 1e-14)
    #expect(try Calls.one("ifftn", three).distance(to: x) < 1e-14)
    #expect(try Calls.one("ifft2", two).distance(to: x) < 1e-14)
  }

  /// numpy.fft of x_j = sin((j² mod 1000)/7) + i cos(j/3), at 0, 1, n // 3 and n − 1.
  @Test(
    "a long transform agrees with NumPy's",
    arguments: [
      (
        1 << 16,
        [
          [4300.621525467834, -2.4982230895867152], [2.4611282013394966, -2.492601699199268],
          [1.2152931537794691, 1.3431507395704427], [2.462407392969065, -2.503844958479754],
        ]
      ),
      (
        99_991,
        [
          [6557.302523158421, -2.052623446736474], [-0.5795000274946902, -2.052057930105702],
          [2.1806500284376003, -0.201343259198982], [-0.577920254451712, -2.0531891602461507],
        ]
      ),
      (
        100_000,
        [
          [6558.471482914078, 2.800937401050983], [-0.0002795050658675989, 2.800937492716074],
          [0.14675697378984154, 0.14748634152653173], [0.0002795050658292719, 2.8009374927161033],
        ]
      ),
    ])
  func long(_ n: Int, _ expected: [[Double]]) throws {
    let x = Tensor((0..<n).flatMap { [sin(Double($0 * $0 % 1000) / 7), cos(Double($0) / 3)] }, [n, 2])
    let y = try run("fft", x)
    for (k, pair) in zip([0, 1, n / 3, n - 1], expected) {
      let got = try y.indexed([.at(k)]).doubles()
      #expect(abs(got[0] - pair[0]) < 1e-9 && abs(got[1] - pair[1]) < 1e-9, "\(k): \(got) against \(pair)")
    }
  }

  @Test("fftshift puts frequency 0 in the middle and leaves pairs alone", arguments: [1, 4, 5])
  func shift(_ n: Int) throws {
    let sorted = try Calls.one("fftshift", Calls.run("fftfreq", .int(n))[0]).doubles()
    #expect(sorted == sorted.sorted() && sorted[n / 2] == 0)
    let x = noise([n, 3, 2], n), there = try Calls.one("fftshift", x)
    #expect(try Calls.one("ifftshift", there).distance(to: x) == 0)
    #expect(try there.indexed([.at(n / 2), .at(1)]).distance(to: x.indexed([.at(0), .at(0)])) == 0)
  }

  @Test("what is no signal is refused in one sentence")
  func errors() throws {
    let x = Tensor([1, 2, 3.0], [3]), pairs = Tensor([1, 2, 3, 4.0], [2, 2])
    let refusals: [(String, [Argument], String)] = [
      (
        "fft", [.tensor(x)],
        "`fft` needs pairs [re, im] along the last axis (complex(x) makes them), and got shape [3]"
      ),
      ("fft", [.tensor(pairs), .int(0)], "`fft`: a transform needs at least 1 point, not 0"),
      ("fft", [.tensor(pairs), .none, .int(1)], "`fft` has no axis 1: [2] has one axis, 0"),
      (
        "fft", [.tensor(pairs), .none, .int(0), .text("unit")],
        "`fft`: norm is \"backward\", \"ortho\" or \"forward\", not \"unit\""
      ),
      ("irfft", [.tensor(Tensor([1.0, 0], [1, 2]))], "`irfft`: a transform needs at least 1 point, not 0"),
      ("rfft", [.tensor(Tensor([1.0], []))], "`rfft` needs at least one axis, and got shape []"),
      ("rfft", [.tensor(Tensor([Double](), [0]))], "`rfft`: a transform needs at least 1 point, not 0"),
      ("fft2", [.tensor(pairs)], "`fft2` has no axis -2: [2] has one axis, 0"),
      (
        "fftn", [.tensor(pairs), .ints([2, 2]), .ints([0])],
        "`fftn`: each axis needs one size: s [2, 2], axes [0]"
      ),
      ("fftn", [.tensor(pairs), .none, .ints([0, -1])], "`fftn` was given axis -1 twice"),
      ("fftfreq", [.int(0)], "`fftfreq`: a transform needs at least 1 point, not 0"),
      ("fftfreq", [.int(3), .number(0)], "`fftfreq`: samples can't be 0 apart"),
      (
        "complex_abs", [.tensor(x)],
        "`complex_abs` needs pairs [re, im] along the last axis (complex(x) makes them), and got shape [3]"
      ),
    ]
    for (name, arguments, message) in refusals {
      let entry = try #require(OperationRegistry.named(name))
      let rest = entry.signature.parameters.dropFirst(arguments.count).map { $0.default ?? .none }
      do {
        _ = try entry.call(arguments + rest, TensorContext())
        Issue.record("\(name): nothing was thrown")
      } catch {
        #expect(error.message == message)
      }
    }
    expect("E01") { _ = try run("fft", pairs, n: 1 << 50) }
    expect("E01") { _ = try run("rfft", x, n: .max) }
    expect("E01") { _ = try Calls.run("fftfreq", .int(1 << 50)) }
    // Nothing to transform, however long.
    #expect(try run("fft", Tensor([Double](), [0, 3, 2])).shape == [0, 3, 2])
    #expect(try run("rfft", Tensor([Double](), [0, 5])).shape == [0, 3, 2])
  }

  @Test("nan and infinities go through, and end")
  func notFinite() throws {
    for n in [4, 17] {
      var values = [Double](repeating: 1, count: 2 * n)
      values[3] = .nan
      #expect(try run("fft", Tensor(values, [n, 2])).doubles().contains { $0.isNaN })
    }
  }
}
