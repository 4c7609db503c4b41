extension Array {
  /// A list of what a function gives for each position. Up to four elements are written out: room for an unknown
  /// number is asked of the standard library, which takes several hundred instructions to find out of what type.
  @inlinable @inline(__always)
  public init(few count: Int, _ element: (Int) -> Element) {
    switch count {
    case 0: self = []
    case 1: self = [element(0)]
    case 2: self = [element(0), element(1)]
    case 3: self = [element(0), element(1), element(2)]
    case 4: self = [element(0), element(1), element(2), element(3)]
    default:
      self = []
      reserveCapacity(count)
      for i in 0..<count { append(element(i)) }
    }
  }
}
