import Kernels
import Tensors

/// Stores a new value in a register and lets the old one go.
@inline(__always)
func set(_ register: UnsafeMutablePointer<Slot>, _ slot: Slot) {
  let old = register.pointee
  register.pointee = slot
  old.release()
}

extension Interpreter {
  /// Runs code until its frame returns; the result is owned by the caller.
  ///
  /// Everything the loop needs is in locals: program counter, base of the registers, constants.
  /// Numbers are handled here; whatever else happens is a call that is never inlined, so that the
  /// loop itself stays free of reference counting.
  ///
  /// - Parameter rounds: Runs the code again instead of returning, as long as it has arguments.
  func run(
    entry start: UnsafeMutablePointer<CodeEntry>, base: UnsafeMutablePointer<Slot>,
    boxes startBoxes: UnsafeMutablePointer<Unmanaged<Box>>?, _ rounds: Rounds? = nil
  ) throws(Diagnostic) -> Slot {
    var entry = start
    var r = base
    var k = entry.pointee.constants
    var boxes = startBoxes
    var pc = entry.pointee.code
    let floor = stackTop
    let entryFrames = frameTop
    let entryHandlers = handlers.count

    while true {
      do throws(Diagnostic) {
        while true {
          let i = pc
          pc += 1
          switch i.pointee.operation {
          // MARK: moves
          case .move: set(r + i.a, r[i.b].retained)
          case .take:
            let value = r[i.b]
            r[i.b] = .none
            set(r + i.a, value)
          case .lend: set(r + i.a, r[i.b].lent)
          case .constant: set(r + i.a, k[i.b].retained)
          case .loadNone: set(r + i.a, .none)
          case .clear: for j in i.a..<i.a + i.b { set(r + j, .undefined) }
          case .checkDefined: if r[i.a].tag == .undefined { throw unknownName(entry, name: i.b) }
          case .loadGlobal:
            let value = entry.pointee.globals[i.b]
            set(r + i.a, value.tag != .undefined ? value.retained : try fallback(entry, i.b).retained)
          case .lendGlobal:
            let value = entry.pointee.globals[i.b]
            set(r + i.a, value.tag != .undefined ? value.lent : try fallback(entry, i.b).lent)
          case .lendCaptured: set(r + i.a, try defined(captured(boxes, i.b), entry, name: i.c).lent)
          case .lendField: set(r + i.a, try field(r[0], i.b).lent)
          case .storeGlobal: store(r + i.a, in: entry.pointee.globals + i.b, moves: i.c == 1, entry, boxes)
          case .makeBox: box(r + i.a)
          case .newBox: set(r + i.a, Slot(.box, retaining: Box.make(.undefined)))
          case .loadBox: set(r + i.a, try defined(r[i.b].box, entry, name: i.c).retained)
          case .storeBox: store(r + i.a, in: r[i.b].box, moves: i.c == 1, entry, boxes)
          case .loadCaptured: set(r + i.a, try defined(captured(boxes, i.b), entry, name: i.c).retained)
          case .storeCaptured: store(r + i.a, in: captured(boxes, i.b), moves: i.c == 1, entry, boxes)
          case .loadField: set(r + i.a, try field(r[0], i.b).retained)
          case .storeField: try storeField(r[0], i.b, r + i.a, moves: i.c == 1)
          case .loadCapturedField: set(r + i.a, try field(captured(boxes, i.c).pointee, i.b).retained)
          case .storeCapturedField: try storeField(captured(boxes, i.c).pointee, i.b, r + i.a, moves: false)

          // MARK: arithmetic
          case .add, .augmentAdd:
            if !Slot.add(r[i.b], r[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .addK, .augmentAddK:
            if !Slot.add(r[i.b], k[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .subtract, .augmentSubtract:
            if !Slot.subtract(r[i.b], r[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .subtractK, .augmentSubtractK:
            if !Slot.subtract(r[i.b], k[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .multiply, .augmentMultiply:
            if !Slot.multiply(r[i.b], r[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .multiplyK, .augmentMultiplyK:
            if !Slot.multiply(r[i.b], k[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .divide, .augmentDivide:
            if !Slot.divide(r[i.b], r[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .divideK, .augmentDivideK:
            if !Slot.divide(r[i.b], k[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .modulo, .augmentModulo:
            if !Slot.modulo(r[i.b], r[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .moduloK, .augmentModuloK:
            if !Slot.modulo(r[i.b], k[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .floorDivide, .augmentFloorDivide:
            if !Slot.floorDivide(r[i.b], r[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .floorDivideK, .augmentFloorDivideK:
            if !Slot.floorDivide(r[i.b], k[i.c], into: r + i.a) { try arithmetic(i, r, k, entry) }
          case .power, .augmentPower, .powerK, .augmentPowerK, .matmul, .augmentMatmul, .matmulK,
            .augmentMatmulK:
            try arithmetic(i, r, k, entry)
          case .negate:
            if r[i.b].tag == .float { set(r + i.a, Slot(-r[i.b].float)) } else { try unary(i, r, entry) }
          case .plus, .not, .squareRoot, .gradient: try unary(i, r, entry)

          // MARK: comparison
          case .equal:
            if let x = Slot.isEqual(r[i.b], r[i.c]) {
              set(r + i.a, Slot(x))
            } else {
              try compare(i, r, k, entry)
            }
          case .equalK:
            if let x = Slot.isEqual(r[i.b], k[i.c]) {
              set(r + i.a, Slot(x))
            } else {
              try compare(i, r, k, entry)
            }
          case .less:
            if let x = Slot.isLess(r[i.b], r[i.c]) {
              set(r + i.a, Slot(x))
            } else {
              try compare(i, r, k, entry)
            }
          case .lessK:
            if let x = Slot.isLess(r[i.b], k[i.c]) {
              set(r + i.a, Slot(x))
            } else {
              try compare(i, r, k, entry)
            }
          case .greater:
            if let x = Slot.isLess(r[i.c], r[i.b]) {
              set(r + i.a, Slot(x))
            } else {
              try compare(i, r, k, entry)
            }
          case .greaterK:
            if let x = Slot.isLess(k[i.c], r[i.b]) {
              set(r + i.a, Slot(x))
            } else {
              try compare(i, r, k, entry)
            }
          case .notEqual, .lessOrEqual, .greaterOrEqual, .isIn, .isNotIn, .notEqualK, .lessOrEqualK,
            .greaterOrEqualK, .isInK, .isNotInK:
            try compare(i, r, k, entry)
          case .matches: set(r + i.a, Slot(r[i.b].value.isEqual(to: r[i.c].value)))

          // MARK: jumps
          case .jump:
            pc += i.pointee.distance
            if gradus_attention_requested() { try attend(entry, r, pc) }
          case .jumpIfFalse: if !(try holds(r[i.a])) { pc += i.pointee.distance }
          case .jumpIfTrue:
            if try holds(r[i.a]) {
              pc += i.pointee.distance
              if gradus_attention_requested() { try attend(entry, r, pc) }
            }
          case .jumpIfDefined: if r[i.a].tag != .undefined { pc += i.pointee.distance }
          case .jumpIfPlainFalse: if isPlain(r[i.a]), !(try holds(r[i.a])) { pc += i.pointee.distance }
          case .jumpIfPlainTrue: if isPlain(r[i.a]), try holds(r[i.a]) { pc += i.pointee.distance }
          case .jumpEqual: pc = try leap(Slot.isEqual(r[i.a], r[i.b]), i, r, k, entry)
          case .jumpEqualK: pc = try leap(Slot.isEqual(r[i.a], k[i.b]), i, r, k, entry)
          case .jumpNotEqual: pc = try leap(Slot.isUnequal(r[i.a], r[i.b]), i, r, k, entry)
          case .jumpNotEqualK: pc = try leap(Slot.isUnequal(r[i.a], k[i.b]), i, r, k, entry)
          case .jumpLess: pc = try leap(Slot.isLess(r[i.a], r[i.b]), i, r, k, entry)
          case .jumpLessK: pc = try leap(Slot.isLess(r[i.a], k[i.b]), i, r, k, entry)
          case .jumpLessOrEqual: pc = try leap(Slot.isAtMost(r[i.a], r[i.b]), i, r, k, entry)
          case .jumpLessOrEqualK: pc = try leap(Slot.isAtMost(r[i.a], k[i.b]), i, r, k, entry)
          case .jumpGreater: pc = try leap(Slot.isLess(r[i.b], r[i.a]), i, r, k, entry)
          case .jumpGreaterK: pc = try leap(Slot.isLess(k[i.b], r[i.a]), i, r, k, entry)
          case .jumpGreaterOrEqual: pc = try leap(Slot.isAtMost(r[i.b], r[i.a]), i, r, k, entry)
          case .jumpGreaterOrEqualK: pc = try leap(Slot.isAtMost(k[i.b], r[i.a]), i, r, k, entry)
          case .jumpIn: pc = try leap(isKey(i, r, entry), i, r, k, entry)
          case .jumpNotIn: pc = try leap(isKey(i, r, entry).map { !$0 }, i, r, k, entry)
          case .jumpInK, .jumpNotInK: pc = try leap(nil, i, r, k, entry)
          case .skipEqual: pc = try skip(Slot.isEqual(r[i.a], r[i.b]), i, r, k, entry)
          case .skipEqualK: pc = try skip(Slot.isEqual(r[i.a], k[i.b]), i, r, k, entry)
          case .skipNotEqual: pc = try skip(Slot.isUnequal(r[i.a], r[i.b]), i, r, k, entry)
          case .skipNotEqualK: pc = try skip(Slot.isUnequal(r[i.a], k[i.b]), i, r, k, entry)
          case .skipLess: pc = try skip(Slot.isLess(r[i.a], r[i.b]), i, r, k, entry)
          case .skipLessK: pc = try skip(Slot.isLess(r[i.a], k[i.b]), i, r, k, entry)
          case .skipLessOrEqual: pc = try skip(Slot.isAtMost(r[i.a], r[i.b]), i, r, k, entry)
          case .skipLessOrEqualK: pc = try skip(Slot.isAtMost(r[i.a], k[i.b]), i, r, k, entry)
          case .skipGreater: pc = try skip(Slot.isLess(r[i.b], r[i.a]), i, r, k, entry)
          case .skipGreaterK: pc = try skip(Slot.isLess(k[i.b], r[i.a]), i, r, k, entry)
          case .skipGreaterOrEqual: pc = try skip(Slot.isAtMost(r[i.b], r[i.a]), i, r, k, entry)
          case .skipGreaterOrEqualK: pc = try skip(Slot.isAtMost(k[i.b], r[i.a]), i, r, k, entry)
          case .skipIn: pc = try skip(isKey(i, r, entry), i, r, k, entry)
          case .skipNotIn: pc = try skip(isKey(i, r, entry).map { !$0 }, i, r, k, entry)
          case .skipInK, .skipNotInK: pc = try skip(nil, i, r, k, entry)
          case .extra: break
          case .logicalAnd, .logicalOr: try logical(i, r, entry)
          case .rangePrepare: try prepareRange(r + i.a, closed: i.c == 1)
          case .rangeNext:
            let remaining = r[i.a + 1].int
            if remaining > 0 {
              let current = r[i.a].int
              set(r + i.b, Slot(current))
              r[i.a] = Slot(current &+ r[i.a + 2].int)
              r[i.a + 1] = Slot(remaining &- 1)
              pc += pc.pointee.distance + 1
              if gradus_attention_requested() { try attend(entry, r, pc) }
            } else {
              pc += 1
            }
          case .iteratorPrepare:
            try prepareIterator(r + i.b, moves: i.c == 1, r + i.a, Frame(entry, r, boxes, pc), floor)
          case .iteratorNext:
            if let next = Slot.nextElement(r + i.a) {
              set(r + i.b, next)
              pc += pc.pointee.distance + 1
              if gradus_attention_requested() { try attend(entry, r, pc) }
            } else if try advance(r[i.a], into: r + i.b, Frame(entry, r, boxes, pc), floor) {
              pc += pc.pointee.distance + 1
              if gradus_attention_requested() { try attend(entry, r, pc) }
            } else {
              pc += 1
            }

          // MARK: building
          case .makeTensor: set(r + i.a, try makeTensor(r + i.b, i.c))
          case .makeList: set(r + i.a, makeList(r + i.b, i.c))
          case .makeKey: set(r + i.a, makeKey(r + i.b, i.c))
          case .makeRecord: set(r + i.a, try makeRecord(r + i.b, i.c))
          case .makeFields: set(r + i.a, makeFields(entry, shape: i.c, r + i.b))
          case .makeRange: set(r + i.a, try makeRange(r + i.b, closed: i.c == 1))
          case .makeText: set(r + i.a, try makeText(entry, template: i.c, r + i.b))
          case .makeFunction: set(r + i.a, makeFunction(entry, i.b, r, boxes))
          case .makeModel: set(r + i.a, makeModel(entry, i.b, r, boxes))
          case .makeSlice: set(r + i.a, makeSlice(r + i.b))
          case .makeEllipsis: set(r + i.a, Slot(.object, retaining: EllipsisObject()))

          // MARK: access
          case .element:
            if let x = Slot.listElement(r[i.b], r[i.c]) { set(r + i.a, x) } else { try element(i, r, r[i.c]) }
          case .elementK:
            if let x = Slot.listElement(r[i.b], k[i.c]) { set(r + i.a, x) } else { try element(i, r, k[i.c]) }
          case .element2:
            let second = r[i[1].a]
            pc += 1
            if let x = Slot.listElement(r[i.b], r[i.c], second) {
              set(r + i.a, x)
            } else {
              try element2(i, r, second)
            }
          case .elements: set(r + i.a, try elements(r + i.b, i.c))
          case .loadAttribute:
            let name = entry.pointee.names[i.c]
            if let x = Slot.field(r[i.b], name, i.hint) {
              set(r + i.a, x)
            } else {
              set(r + i.a, try attribute(r[i.b], name))
            }
          case .setElement:
            if !Slot.setListElement(r + i.a, r[i.b], taking: r + i.c) {
              try setElement(r + i.a, r[i.b], r + i.c)
            }
          case .setElementK:
            if !Slot.setListElement(r + i.a, r[i.b], copying: k[i.c]) {
              try setElement(r + i.a, r[i.b], copying: k[i.c])
            }
          case .setField:
            pc += 1
            if !Slot.setField(r + i[1].b, entry.pointee.names[i.c], r + i.a, i.hint) {
              try assign(i, r, boxes, entry)
            }
          case .augmentField:
            pc += 1
            if !Slot.augmentField(r + i[1].b, entry.pointee.names[i.c], i[1].a >> 8, r[i.a], i.hint) {
              try assign(i, r, boxes, entry)
            }
          case .augmentElement:
            pc += 1
            if !Slot.augmentEntry(r + i[1].b, r[i.c], i[1].a >> 8, r[i.a]) { try assign(i, r, boxes, entry) }
          case .augmentVariable:
            pc += 1
            if !Slot.augmentVariable(i, r, boxes, entry.pointee.globals) { try assign(i, r, boxes, entry) }
          case .setPath, .augmentPath:
            pc += 1
            try assign(i, r, boxes, entry)
          case .unpack: try unpack(r[i.c], i.b, into: r + i.a)

          // MARK: calls
          case .callGlobal:
            let callee = entry.pointee.globals[i[1].a]
            pc += 1
            if let target = Slot.plainTarget(callee, i.c, r + i.b) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            } else if let value = Intrinsic.value(i, r, entry) {
              set(r + i.a, value)
            } else if let target = try prepareCall(pc, Frame(entry, r, boxes, pc), floor) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            }
          case .call:
            let callee = r[i[1].a]
            pc += 1
            if let target = Slot.plainTarget(callee, i.c, r + i.b) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            } else if let target = try prepareCall(pc, Frame(entry, r, boxes, pc), floor) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            }
          case .callCaptured:
            let callee = captured(boxes, i[1].a).pointee
            pc += 1
            if let target = Slot.plainTarget(callee, i.c, r + i.b) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            } else if let target = try prepareCall(pc, Frame(entry, r, boxes, pc), floor) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            }
          case .callAny:
            pc += 1
            if let target = try prepareCall(pc, Frame(entry, r, boxes, pc), floor) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            }
          case .callMethod:
            pc += 1
            if i[1].b == 0xFFFF, r != entry.pointee.globals,
              let target = Slot.methodTarget(r + i.b, entry.pointee.names[i[1].a], i.c)
            {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            } else if let target = try prepareMethod(pc, Frame(entry, r, boxes, pc), floor) {
              try enter(target, &entry, &r, &k, &boxes, &pc)
            }
          case .append:
            if Slot.append(r + i.b, to: r + i.a) {
              set(r + i.c, .none)
              pc += 5
            }
          case .callMutating:
            let words = pc
            pc += 2
            if let result = try callMutating(words, r + i.b, i.c, Frame(entry, r, boxes, pc), floor) {
              set(r + i.a, result)
              pc += 2
            }
          case .returnValue:
            let value = r[i.a].owned
            r[i.a] = .none
            Slot.release(r, entry.pointee.registerBytes)
            if frameTop == entryFrames {
              guard let rounds, rounds.next(value, r, self) else { return rounds == nil ? value : .none }
              pc = entry.pointee.code
              continue
            }
            leave(with: value, &entry, &r, &k, &boxes, &pc)
          case .returnConstant:
            let value = k[i.a].retained
            Slot.release(r, entry.pointee.registerBytes)
            if frameTop == entryFrames {
              guard let rounds, rounds.next(value, r, self) else { return rounds == nil ? value : .none }
              pc = entry.pointee.code
              continue
            }
            leave(with: value, &entry, &r, &k, &boxes, &pc)
          case .returnNone:
            Slot.release(r, entry.pointee.registerBytes)
            if frameTop == entryFrames {
              guard let rounds, rounds.next(Slot.none, r, self) else { return .none }
              pc = entry.pointee.code
              continue
            }
            leave(with: .none, &entry, &r, &k, &boxes, &pc)
          case .halt:
            let value = r[i.a]
            r[i.a] = .none
            return value

          // MARK: errors
          case .pushHandler:
            handlers.append(Handler(frames: frameTop, target: pc + i.pointee.distance, register: i.a))
          case .observe: try observe(i, r, entry)
          case .popHandler: handlers.removeLast()
          case .assertion: throw assertionFailure(r[i.a])
          case .fail: throw entry.pointee.prototype._withUnsafeGuaranteedRef { $0.diagnostics[i.a] }
          case .importFile: set(r + i.a, try importFile(r[i.b]))
          }
        }
      } catch {
        // `pc` is past the instruction and its extra words, which share its place.
        let located = locate(error, entry, pc, r)
        stackTop = floor
        // Calls nested too deeply end the cell: caught at each level and tried again they would never end.
        let isCaught =
          handlers.count > entryHandlers && error.kind != .recursion && !gradus_interrupt_requested()
        let handler =
          isCaught ? handlers.removeLast() : Handler(frames: entryFrames, target: pc, register: 0)
        // The state goes in and out by value: an address taken of it would keep the loop's locals in memory.
        let state = unwind(to: handler.frames, State(entry: entry, base: r, boxes: boxes))
        guard isCaught else {
          handlers.removeLast(handlers.count - entryHandlers)
          if state.base != state.entry.pointee.globals {
            Slot.release(state.base, state.entry.pointee.registerBytes)
          }
          var traced = located
          traced.frames += state.calls
          throw traced
        }
        entry = state.entry
        r = state.base
        boxes = state.boxes
        pc = handler.target
        k = entry.pointee.constants
        set(r + handler.register, Self.errorRecord(located))
      }
    }
  }

  /// Goes on with a function's code, after noting where to come back to.
  @inline(__always)
  private func enter(
    _ target: Entrance, _ entry: inout UnsafeMutablePointer<CodeEntry>, _ r: inout UnsafeMutablePointer<Slot>,
    _ k: inout UnsafePointer<Slot>, _ boxes: inout UnsafeMutablePointer<Unmanaged<Box>>?,
    _ pc: inout UnsafePointer<Instruction>
  ) throws(Diagnostic) {
    let code = target.entry
    guard _fastPath(frameTop < frameEnd && code.pointee.fits(at: target.base, before: stackEnd)) else {
      throw Self.recursionError
    }
    frameTop.initialize(to: Frame(entry, r, boxes, pc))
    frameTop += 1
    (entry, boxes, r) = (code, target.boxes, target.base)
    (k, pc) = (code.pointee.constants, code.pointee.code)
    if _slowPath(gradus_interrupt_requested()) { throw Self.interruptError }
  }

  /// Goes on behind the call that led here.
  @inline(__always)
  private func leave(
    with value: Slot, _ entry: inout UnsafeMutablePointer<CodeEntry>, _ r: inout UnsafeMutablePointer<Slot>,
    _ k: inout UnsafePointer<Slot>, _ boxes: inout UnsafeMutablePointer<Unmanaged<Box>>?,
    _ pc: inout UnsafePointer<Instruction>
  ) {
    frameTop -= 1
    let frame = frameTop.pointee
    (entry, boxes, r, pc) = (frame.entry, frame.boxes, frame.base, frame.next)
    k = entry.pointee.constants
    set(r + frame.target, value)
  }

  @inline(__always)
  private func captured(
    _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?, _ index: Int
  ) -> UnsafeMutablePointer<Slot> {
    // Code that captures is only ever run with its boxes.
    boxes.unsafelyUnwrapped[index]._withUnsafeGuaranteedRef { $0.place }
  }

  /// Whether a condition holds.
  @inline(__always)
  private func holds(_ slot: Slot) throws(Diagnostic) -> Bool {
    slot.tag == .bool ? slot.bool : try truth(slot)
  }

  /// Where a fused comparison and jump goes on: by the next word's distance if it holds. `quick` is nil
  /// where the general comparison has to say.
  @inline(__always)
  private func leap(
    _ quick: Bool?, _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ k: UnsafePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> UnsafePointer<Instruction> {
    let holds: Bool
    if let quick { holds = quick } else { holds = try decides(i, .jumpEqual, r, k, entry) }
    guard holds else { return i + 2 }
    // It may lead back to the beginning of a loop.
    if _slowPath(gradus_attention_requested()) { try attend(entry, r, i) }
    return i + 2 + i[1].distance
  }

  /// The same for the jump that is made if the comparison does not hold, which always leads forward.
  @inline(__always)
  private func skip(
    _ quick: Bool?, _ i: UnsafePointer<Instruction>, _ r: UnsafeMutablePointer<Slot>,
    _ k: UnsafePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>
  ) throws(Diagnostic) -> UnsafePointer<Instruction> {
    let holds: Bool
    if let quick { holds = quick } else { holds = try decides(i, .skipEqual, r, k, entry) }
    return holds ? i + 2 : i + 2 + i[1].distance
  }

  /// Where the machine is, for leaving frames after an error.
  private struct State {
    var entry: UnsafeMutablePointer<CodeEntry>
    var base: UnsafeMutablePointer<Slot>
    var boxes: UnsafeMutablePointer<Unmanaged<Box>>?
    var calls: [Diagnostic.Frame] = []
  }

  /// Leaves frames down to `frames`, and names the calls that were left.
  @inline(never)
  private func unwind(to frames: UnsafeMutablePointer<Frame>, _ start: State) -> State {
    var state = start
    while frameTop > frames {
      let callee = state.entry.pointee.prototype._withUnsafeGuaranteedRef { $0.name }
      Slot.release(state.base, state.entry.pointee.registerBytes)
      frameTop -= 1
      let frame = frameTop.pointee
      (state.entry, state.base, state.boxes) = (frame.entry, frame.base, frame.boxes)
      state.calls.append(callFrame(callee, frame.entry, frame.next))
    }
    return state
  }
}
