import Kernels

/// Changing elements where they lie: of tensors that nobody else sees.
extension Tensor {
  /// Makes sure that no other tensor sees this one's elements.
  mutating func makeUnique() throws(TensorError) {
    // Operations that wait for this one's elements refer to its storage from then on.
    try compute()
    if isContiguous, isKnownUniquelyReferenced(&body), isKnownUniquelyReferenced(&body.view.storage),
      !body.storage.isSubstitute
    {
      body.storage.leaveSubstitute()
      return
    }
    let copy = try Tensor(uninitialized: shape, dtype)
    Copying.copy(self, to: copy)
    self = copy
  }

  /// Whether these are a few floats that lie row by row, and no other tensor sees them: they may be changed in place
  /// at once. Many might be waited for, or interrupted.
  mutating func ownsFewElements() -> Bool {
    count <= 4096 && (dtype == .f64 || dtype == .f32) && isContiguous && !Fusion.waits(count)
      && !gradus_profile_is_on() && isKnownUniquelyReferenced(&body)
      && isKnownUniquelyReferenced(&body.view.storage) && body.storage.isPlain
  }

  /// Adds a tensor of the same shape to the elements; false where that takes a new tensor.
  mutating func add(inPlace other: Tensor) -> Bool {
    guard shape == other.shape, dtype == other.dtype, other.isContiguous, !requiresGrad, ownsFewElements()
    else {
      return false
    }
    ElementwiseKernels.update(self, .add, by: other)
    return true
  }
}
