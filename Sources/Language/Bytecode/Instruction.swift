/// One instruction of the register machine: an operation and three 16-bit operands, 8 bytes.
///
/// `a` is usually the register that receives the result. A jump's distance is the signed 32-bit
/// number made of `b` and `c`, relative to the next instruction.
struct Instruction {
  var operation: Opcode
  var a: UInt16
  var b: UInt16
  var c: UInt16

  init(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    self.operation = operation
    self.a = UInt16(truncatingIfNeeded: a)
    self.b = UInt16(truncatingIfNeeded: b)
    self.c = UInt16(truncatingIfNeeded: c)
  }

  /// `b` and `c` as one signed number.
  @inline(__always) var distance: Int {
    get { Int(Int32(bitPattern: UInt32(b) << 16 | UInt32(c))) }
    set {
      let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: newValue))
      b = UInt16(bits >> 16)
      c = UInt16(bits & 0xFFFF)
    }
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
enum Opcode: UInt16 {
  // Moving values.
  case move  // r[a] = r[b]
  case constant  // r[a] = k[b]
  case loadNone  // r[a] = none
  case clear  // r[a] = undefined
  case checkDefined  // error unless r[a] has a value; b: name
  case loadGlobal  // r[a] = g[b], or the built-in of that name
  case storeGlobal  // g[b] = r[a]
  case makeBox  // r[a] = a new box holding r[a]
  case newBox  // r[a] = a new empty box
  case loadBox  // r[a] = box r[b]; c: name
  case storeBox  // box r[a] = r[b]
  case loadCaptured  // r[a] = box captured[b]; c: name
  case storeCaptured  // box captured[a] = r[b]
  case loadField  // r[a] = field b of the model r[0]
  case storeField  // field b of the model r[0] = r[a]
  case loadCapturedField  // r[a] = field b of the model in captured[c]
  case storeCapturedField  // field b of the model in captured[c] = r[a]

  // Arithmetic; the K forms take a constant on the right.
  case add, subtract, multiply, divide, floorDivide, modulo, matmul, power  // r[a] = r[b] op r[c]
  case addK, subtractK, multiplyK, divideK, floorDivideK, moduloK, matmulK, powerK  // r[a] = r[b] op k[c]
  // The same for `x += …`: a parameter on the left is updated in place.
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
  // Jumps by the next word when (r[a] ? r[b]) is c.
  case jumpLess, jumpLessOrEqual, jumpGreater, jumpGreaterOrEqual
  case extraJump  // a second word for the instruction before it
  case logicalAnd, logicalOr  // r[a] = r[b] and r[c], elementwise when both are tensors
  case rangePrepare  // r[a], r[a+1], r[a+2] = current, remaining, step of the range r[b]
  case rangeNext  // r[b] = the next element and a jump by the next word, unless none is left
  case iteratorPrepare  // r[a] = an iterator over r[b]
  case iteratorNext  // like rangeNext, for the iterator r[a]

  // Building values.
  case makeTensor  // r[a] = [r[b], …] of c elements
  case makeList  // r[a] = (r[b], …) of c elements
  case makeRecord  // r[a] = record of c key/value pairs from r[b]
  case makeRange  // r[a] = range of r[b], r[b+1], r[b+2]; c: 1 when closed
  case makeText  // r[a] = c pieces from r[b] joined
  case formatText  // r[a] = text of r[b] by the format k[c], or plainly when c is 0xFFFF
  case makeFunction  // r[a] = closure of prototype b
  case makeModel  // r[a] = model definition of prototype b
  // Entries of an index, as objects that only the index instructions see.
  case makeSlice  // r[a] = slice of r[b], r[b+1], r[b+2], for an index
  case makeEllipsis  // r[a] = `...`, for an index

  // Access.
  case index  // r[a] = r[b][r[b+1] …], c entries
  case index1  // r[a] = r[b][r[c]], one plain entry
  case loadAttribute  // r[a] = r[b].k[c]
  case setPath  // the variable r[a], along path b, = r[c]; index values start at r[c+1]
  // r[a] = what path b leads to, from the register in the next word; index values start at r[c+1]
  case loadPath
  case unpack  // r[a…] = the b elements of r[c]

  // Calls. The callee stands in r[b], its arguments after it; c: number of arguments.
  case call  // r[a] = r[b](…)
  case callNamed  // the next word's `b` is the list of argument names
  case callMethod  // r[b+1] is the receiver; the next word: a: name, b: names or 0xFFFF, c: global
  // like callMethod for a variable; a third word: a: variable, b: path, c: first index register
  case callMutating
  case returnValue  // returns r[a]
  case halt  // ends a cell with r[a]

  // Errors and blocks.
  case pushHandler  // on an error jumps by distance, with the error in r[a]
  case popHandler
  case assertion  // fails unless r[a]; r[b] is the message or none; c: 1 when there is a message
  case fail  // raises the diagnostic number a
  case importFile  // r[a] = the definitions of the notebook r[b]
}
