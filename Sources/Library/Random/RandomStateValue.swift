import Language
import Tensors

/// A generator of NumPy's in the language: an object with identity, which every draw moves on.
final class RandomStateValue: ObjectValue {
  /// What a session's file knows it by; 0 is the session's own.
  let number: Int
  /// Not used by the session's own, which the engine keeps beside PyTorch's.
  fileprivate var state: RandomState
  private var seed: Int?

  fileprivate init(number: Int, _ state: RandomState, seed: Int?) {
    self.number = number
    self.state = state
    self.seed = seed
  }

  override var kindName: String { "a NumPy generator" }
  override var typeSummary: String { "NumPy generator" }
  override var methodFamily: String { RandomStateFunctions.family }

  override func display(_ options: DisplayOptions) -> String {
    if number == 0 { return "NumPy generator of the session, seeded with numpy_seed(n)" }
    return "NumPy generator" + (seed.map { ", seed \($0)" } ?? "")
  }

  /// Starts the stream anew.
  func reseed(_ seed: UInt32, _ context: TensorContext) {
    if number == 0 { context.generator.numpy = RandomState(seed: seed) }
    state = RandomState(seed: seed)
    self.seed = Int(seed)
  }

  /// Draws from the stream in place.
  func draw<T>(
    _ context: TensorContext, _ body: (inout RandomState) throws(TensorError) -> T
  ) throws(Diagnostic) -> T {
    do {
      return number == 0 ? try body(&context.generator.numpy) : try body(&state)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The session's own goes with the session's generator.
  override func checkpoint() -> (state: Int, restore: () -> Void)? {
    guard number != 0 else { return nil }
    let (state, seed) = (state, seed)
    return (
      state.words.hashValue,
      { [self] in
        self.state = state
        self.seed = seed
      }
    )
  }

  /// The whole state; the session's own is stored with the session itself.
  override func archived() -> (type: String, payload: Value)? {
    if number == 0 { return ("numpy generator", .list([.int(0)])) }
    let words = state.words.map { Int(bitPattern: UInt($0)) }
    return (
      "numpy generator",
      .list([.int(number), .tensor(Tensor(words, [words.count])), seed.map { .int($0) } ?? .none])
    )
  }
}

/// The NumPy generators of one session. Variables that shared one share it again when the session is resumed.
final class RandomStates {
  /// The session's own, `numpy_random()`.
  let shared = RandomStateValue(number: 0, RandomState(seed: 0), seed: nil)

  private struct Known { weak var value: RandomStateValue? }
  private var known: [Int: Known] = [:]
  private var last = 0

  func make(seed: UInt32) -> RandomStateValue {
    last += 1
    let made = RandomStateValue(number: last, RandomState(seed: seed), seed: Int(seed))
    remember(made)
    return made
  }

  private func remember(_ value: RandomStateValue) {
    known = known.filter { $0.value.value != nil }
    known[value.number] = Known(value: value)
  }

  func decode(_ payload: Value) throws(Diagnostic) -> ObjectValue {
    let damaged = Diagnostic(.data, "D90", "the stored generator is damaged")
    guard case .list(let parts) = payload, case .int(let number)? = parts.items.first, number >= 0 else {
      throw damaged
    }
    if number == 0 { return shared }
    guard parts.items.count == 3, let words = parts.items[1].tensor,
      let state = RandomState(words: words.ints().map { UInt64(UInt(bitPattern: $0)) })
    else { throw damaged }
    if let value = known[number]?.value {
      value.state = state
      return value
    }
    last = max(last, number)
    let made = RandomStateValue(number: number, state, seed: parts.items[2].integer)
    remember(made)
    return made
  }
}
