import Glibc
import Language
import Tensors

/// Functions that take a block: `repeat`, `seed`, `no_grad`; and time.
enum Control {
  static var all: [BuiltIn] { [repeatBlock, seed, clock, time, help] }

  private static var repeatBlock: BuiltIn {
    BuiltIn(
      "repeat", "times, block", family: "control",
      summary: "runs a block so many times and gives the results as a list, or none when no round has one",
      example: "repeat(3) { i in i * 10 }", gives: "(0, 10, 20)",
      accepts: { if case .int = $0 { true } else { false } }
    ) { (call: inout Call) throws(Diagnostic) in
      let times = try call.int(0)
      let block = try call.function(1)
      var results: [Value] = []
      var i = 0
      while i < times {
        results.append(try call.interpreter.call(block, .int(i)))
        i += 1
      }
      return results.isEmpty || results.contains { !$0.isNone } ? .list(results) : .none
    }
  }

  private static var seed: BuiltIn {
    BuiltIn(
      "seed", "number, block=none", family: "random",
      summary: "starts the random stream anew; with a block only for the block, whose value it gives",
      example: "seed(7) { rand(2)[0] == seed(7) { rand(2)[0] } }", gives: "true  bool[]"
    ) { (call: inout Call) throws(Diagnostic) in
      let context = call.interpreter.context
      let number = try call.int(0)
      if call[1].isNone {
        context.generator.seed(UInt64(bitPattern: Int64(number)))
        return .none
      }
      let saved = context.generator
      context.generator.seed(UInt64(bitPattern: Int64(number)))
      defer { context.generator = saved }
      return try call.interpreter.call(call[1], [])
    }
  }

  private static var clock: BuiltIn {
    BuiltIn(
      "clock", "", family: "control", summary: "seconds on a clock that never goes back",
      example: "clock() > 0", gives: "true"
    ) {
      (call: inout Call) throws(Diagnostic) in
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return .float(Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
  }

  private static var time: BuiltIn {
    BuiltIn(
      "time", "", family: "control", summary: "seconds since 1970; `clock` is the one to measure with",
      example: "time() > 1e9", gives: "true"
    ) { (call: inout Call) throws(Diagnostic) in
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return .float(Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
  }

  private static var help: BuiltIn {
    BuiltIn(
      "help", "f", family: "output", summary: "writes what `f?` shows: signature, summary, example",
      example: "help(sqrt)", gives: ""
    ) { (call: inout Call) throws(Diagnostic) in
      call.interpreter.sink(.text(Help.text(of: call[0]) + "\n"))
      return .none
    }
  }
}
