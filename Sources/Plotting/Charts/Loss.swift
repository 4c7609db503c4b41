extension Chart {
  /// How a loss falls while a model learns: one line for each part of the data, epochs counted from 1.
  ///
  /// - Parameter log: a logarithmic axis; `nil`: where the losses, all positive, span more than a factor of 30.
  public static func loss(
    _ parts: [(label: String, values: [Double])], log: Bool? = nil
  ) throws(ChartError) -> Chart {
    var chart = Chart(xLabel: "epoch", yLabel: "loss")
    for part in parts {
      chart.add(try .line((0..<part.values.count).map { Double($0 + 1) }, part.values, label: part.label))
    }
    let finite = parts.flatMap(\.values).filter(\.isFinite)
    if let low = finite.min(), let high = finite.max() {
      chart.yScale = log ?? (low > 0 && high / low > 30) ? .log : .linear
    }
    return chart
  }
}
