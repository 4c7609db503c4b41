/// An operation on each element whose value comes from a function in double precision.
protocol ComputedUnary: SingleOperation {
  init()
  static func function(_ x: Double) -> Double
  func slope(_ x: Tensor, _ y: Tensor) throws(TensorError) -> Tensor
}

extension ComputedUnary {
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { inputs[0] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = inputs[0].detached().doubles()
    return try Tensor(x.map(Self.function), inputs[0].shape).converted(to: inputs[0].dtype)
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try g * slope(inputs[0], output)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [try apply(Self(), try a.float(0))] }
  static var samples: [OperationEntry.Sample] {
    [.init(.tensor(Samples.small)), .init(.tensor(Samples.positive))]
  }
}
