extension Array {
  /// A list of what a function gives for each position. Up to four elements are written out: room for an unknown
  /// number is asked of the standard library, which takes several hundred instructions to find out of what type.
  @inlinable @inline(__always)
  public init<E: Error>(few count: Int, _ element: (Int) throws(E) -> Element) throws(E) {
    switch count {
    case 0: self = []
    case 1: self = [try element(0)]
    case 2: self = [try element(0), try element(1)]
    case 3: self = [try element(0), try element(1), try element(2)]
    case 4: self = [try element(0), try element(1), try element(2), try element(3)]
    default:
      self = []
      reserveCapacity(count)
      for i in 0..<count { append(try element(i)) }
    }
  }
}
