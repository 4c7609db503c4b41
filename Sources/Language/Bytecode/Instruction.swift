/// One instruction of the register machine: an operation and three 16-bit operands, 8 bytes.
///
/// `a` is usually the register that receives the result. A jump's distance is the signed 32-bit
/// number made of `b` and `c`, relative to the next instruction.
struct Instruction {
  private(set) var operation: Opcode
  /// Where the machine found the field that the instruction names when it last looked.
  fileprivate var hint: UInt8 = 0
  private var first: UInt16
  private var second: UInt16
  private var third: UInt16

  @inline(__always) init(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    self.operation = operation
    first = UInt16(truncatingIfNeeded: a)
    second = UInt16(truncatingIfNeeded: b)
    third = UInt16(truncatingIfNeeded: c)
  }

  @inline(__always) var a: Int { Int(first) }
  @inline(__always) var b: Int { Int(second) }
  @inline(__always) var c: Int { Int(third) }

  /// `b` and `c` as one signed number: in this order the two are one load.
  @inline(__always) var distance: Int {
    get { Int(Int32(bitPattern: UInt32(second) | UInt32(third) << 16)) }
    set {
      let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: newValue))
      second = UInt16(truncatingIfNeeded: bits)
      third = UInt16(truncatingIfNeeded: bits >> 16)
    }
  }
}

/// The machine reads operands where they stand in the code, when it needs them.
extension UnsafePointer<Instruction> {
  @inline(__always) var operation: Opcode { pointee.operation }
  @inline(__always) var a: Int { pointee.a }
  @inline(__always) var b: Int { pointee.b }
  @inline(__always) var c: Int { pointee.c }

  /// The one part of an instruction that changes while it runs.
  @inline(__always) var hint: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(mutating: self).assumingMemoryBound(to: UInt8.self) + 1
  }
}

extension Instruction {
  /// Turns an arithmetic instruction into its `x += …` form.
  mutating func markAugmented() {
    let raw = operation.rawValue
    guard (Opcode.add.rawValue...Opcode.powerK.rawValue).contains(raw) else { return }
    operation = Opcode(rawValue: raw + (Opcode.augmentAdd.rawValue - Opcode.add.rawValue)) ?? operation
  }
}

/// What an instruction does; `r` are registers, `k` constants, `g` global variables.
///
/// An instruction that needs more operands is followed by an `extra` word.
enum Opcode: UInt8 {
  // Moving values.
  case move  // r[a] = r[b]
  case take  // r[a] = r[b], which is none afterwards
  case lend  // r[a] = r[b] without a reference of its own, for a call
  case constant  // r[a] = k[b]
  case loadNone  // r[a] = none
  case clear  // r[a…] = undefined, b of them
  case checkDefined  // error unless r[a] has a value; b: name
  case loadGlobal  // r[a] = g[b], or the built-in of that name
  // Without a reference of its own, for an instruction that follows at once and reads a part of it.
  case lendGlobal  // r[a] = g[b]
  case lendCaptured  // r[a] = box captured[b]; c: name
  case lendField  // r[a] = field b of the model r[0]
  // The stores but the last one take r[a]'s value over when c is 1.
  case storeGlobal  // g[b] = r[a]
  case makeBox  // r[a] = a new box holding r[a]
  case newBox  // r[a] = a new empty box
  case loadBox  // r[a] = box r[b]; c: name
  case storeBox  // box r[b] = r[a]
  case loadCaptured  // r[a] = box captured[b]; c: name
  case storeCaptured  // box captured[b] = r[a]
  case loadField  // r[a] = field b of the model r[0]
  case storeField  // field b of the model r[0] = r[a]
  case loadCapturedField  // r[a] = field b of the model in captured[c]
  case storeCapturedField  // field b of the model in captured[c] = r[a]

  // Arithmetic; the K forms take a constant on the right.
  case add, subtract, multiply, divide, floorDivide, modulo, matmul, power  // r[a] = r[b] op r[c]
  case addK, subtractK, multiplyK, divideK, floorDivideK, moduloK, matmulK, powerK  // r[a] = r[b] op k[c]
  // The same for `x += …`, where r[a] is r[b]: what the variable alone holds is updated in place.
  case augmentAdd, augmentSubtract, augmentMultiply, augmentDivide
  case augmentFloorDivide, augmentModulo, augmentMatmul, augmentPower
  case augmentAddK, augmentSubtractK, augmentMultiplyK, augmentDivideK
  case augmentFloorDivideK, augmentModuloK, augmentMatmulK, augmentPowerK
  case negate, plus, not, squareRoot, gradient  // r[a] = op r[b]

  // Comparison.
  case matches  // r[a] = whether r[b] equals r[c] all through
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, isNotIn
  case equalK, notEqualK, lessK, lessOrEqualK, greaterK, greaterOrEqualK, isInK, isNotInK

  // Jumps.
  case jump  // a unused
  case jumpIfFalse, jumpIfTrue, jumpIfDefined  // on r[a]
  // `and`, `or` and chains stop early only on a plain boolean: tensors go on elementwise.
  case jumpIfPlainFalse, jumpIfPlainTrue  // on r[a]
  // Jumps by the extra word when (r[a] ? r[b]), or (r[a] ? k[b]), holds; r[b] is kept when c is 1.
  // In the order of the comparisons.
  case jumpEqual, jumpNotEqual, jumpLess, jumpLessOrEqual, jumpGreater, jumpGreaterOrEqual, jumpIn, jumpNotIn
  case jumpEqualK, jumpNotEqualK, jumpLessK, jumpLessOrEqualK, jumpGreaterK, jumpGreaterOrEqualK
  case jumpInK, jumpNotInK
  // The same, jumping when it does not hold.
  case skipEqual, skipNotEqual, skipLess, skipLessOrEqual, skipGreater, skipGreaterOrEqual, skipIn, skipNotIn
  case skipEqualK, skipNotEqualK, skipLessK, skipLessOrEqualK, skipGreaterK, skipGreaterOrEqualK
  case skipInK, skipNotInK
  case extra  // a second word for the instruction before it
  case logicalAnd, logicalOr  // r[a] = r[b] and r[c], elementwise when both are tensors
  // r[a], … = current, remaining, step, number of all elements of r[a]..<r[a+1] by r[a+2]; c: closed
  case rangePrepare
  case rangeNext  // r[b] = the next element and a jump by the extra word, unless none is left
  // r[a], r[a+1] = a list or an iterator, and the position in it, to go through r[b]; takes r[b] over if c is 1
  case iteratorPrepare
  case iteratorNext  // like rangeNext, for r[a], r[a+1]

  // Building values.
  case makeTensor  // r[a] = [r[b], …] of c elements
  case makeList  // r[a] = (r[b], …) of c elements
  case makeKey  // the same for an instruction that follows at once and only looks at the list
  case makeRecord  // r[a] = record of c key/value pairs from r[b]
  case makeFields  // r[a] = record of the keys in shape c with values from r[b]
  case makeRange  // r[a] = range of r[b], r[b+1], r[b+2]; c: 1 when closed
  case makeText  // r[a] = template c filled with the values from r[b]
  case makeFunction  // r[a] = closure of prototype b
  case makeModel  // r[a] = model definition of prototype b
  // Entries of an index, as objects that only the index instructions see.
  case makeSlice  // r[a] = slice of r[b], r[b+1], r[b+2], for an index
  case makeEllipsis  // r[a] = `...`, for an index

  // Access.
  case element  // r[a] = r[b][r[c]], one plain entry
  case elementK  // r[a] = r[b][k[c]]
  case element2  // r[a] = r[b][r[c]][r[d]]; extra: a: d
  case elements  // r[a] = r[b][r[b+1] …], c entries
  case loadAttribute  // r[a] = r[b].name[c]
  // The place that path b leads to from a variable; its index values start at r[c]. The extra word says
  // where the variable is: a: a `RootKind`, b: its number, c: the model's box for a captured field.
  case setPath  // the place = r[a]
  case augmentPath  // the place op= r[a]; a second extra word: a: the arithmetic instruction
  // The same for the plainest of places, with their quick paths: one field of a register's value, by its
  // name in c; one element, by the index in r[c]; a variable that is no register.
  case setField, augmentField, augmentElement, augmentVariable
  case setElement  // r[a][r[b]] = r[c] for a variable in a register
  case setElementK  // r[a][r[b]] = k[c]
  case unpack  // r[a…] = the b elements of r[c]

  // Calls put their result in r[a]. The arguments stand in r[b…], c of them; the extra word says what to call.
  // The first three are for functions, and for arguments without names.
  case call  // extra: a: register of the callee
  case callGlobal  // extra: a: the global
  case callCaptured  // extra: a: number of the captured box; c: its name
  case callAny  // extra: a: a register or, if c is 1, a global; b: names of arguments or 0xFFFF
  // r[b] is the receiver; extra: a: name, b: names, c: global; r[b-1] may be a local function
  case callMethod
  // Changes a place and leaves out the callMethod below it, or leaves it to that; extra: as for setPath,
  // c: path; extra: a: c of setPath, b: first index
  case callMutating
  // r[a] is a variable; appends r[b] if it is a list, otherwise goes on to the callMutating below it
  case append
  case returnValue  // returns r[a]
  case returnConstant  // returns k[a]
  case returnNone
  case halt  // ends a cell with r[a]
  case observe  // tells the observer about r[a]

  // Errors and blocks.
  case pushHandler  // on an error jumps by distance, with the error in r[a]
  case popHandler
  case assertion  // fails unless r[a]; r[b] is the message or none; c: 1 when there is a message
  case fail  // raises the diagnostic number a
  case importFile  // r[a] = the definitions of the notebook r[b]
}

/// Where the variable at the root of a path is.
enum RootKind: Int {
  case register, box, captured, global, field, capturedField
}
