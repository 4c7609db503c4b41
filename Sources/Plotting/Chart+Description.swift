extension Chart {
  /// The chart in one or two sentences, for readers who cannot see it.
  public func describe() -> String { "" }
}
