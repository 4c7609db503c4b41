import Language
import Library
import Tensors
import Glibc
let interpreter = Interpreter(registry: .standard(), context: TensorContext())
interpreter.sink = { if case .text(let t) = $0 { print(t, terminator: "") } }
var n = 0
for path in CommandLine.arguments.dropFirst() {
  var text = ""
  while let line = readLine(strippingNewline: false) { text += line }
  n += 1
  var t0 = timespec(); clock_gettime(CLOCK_MONOTONIC, &t0)
  let r = interpreter.run(SourceText(name: "cell \(n)", text: path == "-" ? text : path))
  var t1 = timespec(); clock_gettime(CLOCK_MONOTONIC, &t1)
  if let e = r.error { print("error", e.code, e.message, e.hints, e.position as Any) } else if r.showsValue { print(r.value.display()) }
  print("took", Double(t1.tv_sec - t0.tv_sec) * 1e3 + Double(t1.tv_nsec - t0.tv_nsec) / 1e6, "ms")
}
