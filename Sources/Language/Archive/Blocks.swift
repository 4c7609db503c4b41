import CXXHash
import Tensors

/// The name of a block: 128 bits of its content's hash (XXH3).
public struct BlockName: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(of bytes: UnsafeRawBufferPointer) {
    let hash = XXH3_128bits(bytes.baseAddress, bytes.count)
    high = hash.high64
    low = hash.low64
  }
}

/// Part of a large tensor's elements, stored once however many variables and cells have it.
public struct StoredBlock {
  public let name: BlockName
  /// Row by row in memory; held, so that nobody changes the elements.
  fileprivate let tensor: Tensor
  fileprivate let range: Range<Int>

  /// The bytes, which stay where they are.
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try tensor.withRawBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}

/// Cuts large tensors into blocks, and remembers those of tensors that have not changed since: a cell that
/// changes one variable does not read the others' elements.
final class BlockCutter {
  /// Tensors of fewer bytes are written with their variable.
  static let smallest = 1 << 16
  /// Bytes of a block. One element changed in a large tensor costs a block, not the tensor.
  static let size = 1 << 20

  private struct Entry {
    var tensor: Tensor
    var blocks: [StoredBlock]
  }

  /// By the memory that the elements lie in. An entry holds its tensor, so that the memory is neither given to
  /// another nor changed in place.
  private var known: [ObjectIdentifier: [Entry]] = [:]

  /// The blocks of a tensor, in order.
  func blocks(of tensor: Tensor) -> [StoredBlock]? {
    let place = tensor.memoryBlock.id
    if let entry = known[place]?.first(where: { $0.tensor.isSameView(as: tensor) }) { return entry.blocks }
    guard let plain = try? tensor.contiguous() else { return nil }
    let blocks = stride(from: 0, to: plain.byteCount, by: Self.size).map { start in
      let range = start..<min(start + Self.size, plain.byteCount)
      let name = plain.withRawBytes { BlockName(of: UnsafeRawBufferPointer(rebasing: $0[range])) }
      return StoredBlock(name: name, tensor: plain, range: range)
    }
    remember(tensor, blocks)
    return blocks
  }

  /// A tensor that was read from blocks with these names.
  func remember(_ tensor: Tensor, names: [BlockName]) {
    var start = 0
    let blocks = names.map { name in
      let range = start..<min(start + Self.size, tensor.byteCount)
      start = range.upperBound
      return StoredBlock(name: name, tensor: tensor, range: range)
    }
    remember(tensor, blocks)
  }

  private func remember(_ tensor: Tensor, _ blocks: [StoredBlock]) {
    // Outside its graph: remembering must not keep that alive.
    known[tensor.memoryBlock.id, default: []].append(Entry(tensor: tensor.detached(), blocks: blocks))
  }

  /// Lets go of tensors that nothing which is kept refers to any more.
  func forget(allBut names: Set<BlockName>) {
    known = known.compactMapValues { entries in
      let used = entries.filter { entry in entry.blocks.allSatisfy { names.contains($0.name) } }
      return used.isEmpty ? nil : used
    }
  }
}
