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

/// Where stored blocks are read from.
public struct BlockSource {
  /// The bytes of a block; nil when there is none of that name, or it can't be read.
  public var bytes: (BlockName) -> [UInt8]?
  /// How many bytes a block has, found without reading it. Tensors that have all their blocks can then wait with
  /// reading them until somebody looks at them; nil has all read at once.
  public var size: ((BlockName) -> Int?)?
  /// How many bytes are read at once before the others wait.
  public var readAtOnce: Int
  /// A block turned out to be damaged when somebody looked at the tensor; its elements are nan, or -1, or false.
  public var foundDamaged: () -> Void

  public init(
    readAtOnce: Int = 0, bytes: @escaping (BlockName) -> [UInt8]? = { _ in nil },
    size: ((BlockName) -> Int?)? = nil, foundDamaged: @escaping () -> Void = {}
  ) {
    self.readAtOnce = readAtOnce
    self.bytes = bytes
    self.size = size
    self.foundDamaged = foundDamaged
  }

  /// Whether the blocks are there, each with as many bytes as a tensor of `byteCount` bytes needs of it.
  func has(_ names: [BlockName], for byteCount: Int) -> Bool {
    guard let size, names.count == (byteCount + BlockCutter.size - 1) / BlockCutter.size else { return false }
    return names.enumerated().allSatisfy { i, name in
      size(name) == min(BlockCutter.size, byteCount - i * BlockCutter.size)
    }
  }

  /// False when a block is missing, or its content is not what its name says.
  func fill(_ bytes: UnsafeMutableRawBufferPointer, from names: [BlockName]) -> Bool {
    var start = 0
    for name in names {
      guard let content = self.bytes(name), content.count == min(BlockCutter.size, bytes.count - start),
        !content.isEmpty, content.withUnsafeBytes({ BlockName(of: $0) }) == name
      else { return false }
      bytes[start..<start + content.count].copyBytes(from: content)
      start += content.count
    }
    return start == bytes.count
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

  /// Reads all tensors whose elements wait for somebody to look at them.
  func readAll() {
    for entry in known.values.joined() where entry.tensor.isUnread { entry.tensor.read() }
  }

  /// Lets go of tensors that nothing which is kept refers to any more.
  func forget(allBut names: Set<BlockName>) {
    known = known.compactMapValues { entries in
      let used = entries.filter { entry in
        if entry.blocks.allSatisfy({ names.contains($0.name) }) { return true }
        // An earlier state may have it still, and its blocks are about to go.
        if entry.tensor.isUnread { entry.tensor.read() }
        return false
      }
      return used.isEmpty ? nil : used
    }
  }
}
