import Kernels
import Tensors

extension Slot {
  /// Both are integers or floats: their tags are neighbours.
  @inline(__always) static func areNumbers(_ a: Slot, _ b: Slot) -> Bool {
    (a.tag.rawValue &- Tag.int.rawValue) | (b.tag.rawValue &- Tag.int.rawValue) <= 1
  }

  /// The number of a slot that `areNumbers` has accepted.
  @inline(__always) var asDouble: Double { tag == .float ? float : Double(int) }
}

/// Stores a new value in a register and lets the old one go.
@inline(__always)
private func set(_ register: UnsafeMutablePointer<Slot>, _ slot: Slot) {
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
  func run(
    entry start: UnsafeMutablePointer<CodeEntry>, base: UnsafeMutablePointer<Slot>,
    boxes startBoxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) throws(Diagnostic) -> Slot {
    var entry = start
    var r = base
    var k = entry.pointee.constants
    var g = entry.pointee.globals
    var boxes = startBoxes
    var pc = entry.pointee.code
    let floor = stackTop
    let entryFrames = frameCount
    let entryHandlers = handlers.count

    while true {
      do throws(Diagnostic) {
        while true {
          let i = pc.pointee
          pc += 1
          let a = Int(i.a), b = Int(i.b), c = Int(i.c)
          switch i.operation {
          // MARK: moves
          case .move:
            let value = r[b]
            value.retain()
            set(r + a, value)
          case .constant:
            let value = k[b]
            value.retain()
            set(r + a, value)
          case .loadNone: set(r + a, .none)
          case .clear: set(r + a, .undefined)
          case .checkDefined:
            if r[a].tag == .undefined { throw unknownName(entry, name: b) }
          case .loadGlobal:
            let value = g[b]
            if value.tag != .undefined {
              value.retain()
              set(r + a, value)
            } else {
              set(r + a, try fallback(entry, b))
            }
          case .storeGlobal:
            let value = r[a]
            value.retain()
            set(g + b, value)
          case .makeBox: box(r + a)
          case .newBox: set(r + a, Slot(.box, retaining: Box(.undefined)))
          case .loadBox: set(r + a, try load(r[b].object(Box.self), entry, name: c))
          case .storeBox: store(r[b], in: r[a].object(Box.self))
          case .loadCaptured: set(r + a, try load(captured(boxes, b), entry, name: c))
          case .storeCaptured: store(r[b], in: captured(boxes, a))
          case .loadField: set(r + a, try loadField(r[0], b))
          case .storeField: storeField(r[0], b, r[a])
          case .loadCapturedField: set(r + a, try loadField(captured(boxes, c).slot, b))
          case .storeCapturedField: storeField(captured(boxes, c).slot, b, r[a])

          // MARK: arithmetic
          case .add, .augmentAdd:
            let x = r[b], y = r[c]
            if Slot.areNumbers(x, y) {
              if x.tag == .int && y.tag == .int {
                let (sum, overflow) = x.int.addingReportingOverflow(y.int)
                if overflow { throw Self.overflow(x.int, "+", y.int) }
                set(r + a, Slot(sum))
              } else {
                set(r + a, Slot(x.asDouble + y.asDouble))
              }
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .addK, .augmentAddK:
            let x = r[b], y = k[c]
            if Slot.areNumbers(x, y) {
              if x.tag == .int && y.tag == .int {
                let (sum, overflow) = x.int.addingReportingOverflow(y.int)
                if overflow { throw Self.overflow(x.int, "+", y.int) }
                set(r + a, Slot(sum))
              } else {
                set(r + a, Slot(x.asDouble + y.asDouble))
              }
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .subtract, .augmentSubtract:
            let x = r[b], y = r[c]
            if Slot.areNumbers(x, y) {
              if x.tag == .int && y.tag == .int {
                let (difference, overflow) = x.int.subtractingReportingOverflow(y.int)
                if overflow { throw Self.overflow(x.int, "-", y.int) }
                set(r + a, Slot(difference))
              } else {
                set(r + a, Slot(x.asDouble - y.asDouble))
              }
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .subtractK, .augmentSubtractK:
            let x = r[b], y = k[c]
            if Slot.areNumbers(x, y) {
              if x.tag == .int && y.tag == .int {
                let (difference, overflow) = x.int.subtractingReportingOverflow(y.int)
                if overflow { throw Self.overflow(x.int, "-", y.int) }
                set(r + a, Slot(difference))
              } else {
                set(r + a, Slot(x.asDouble - y.asDouble))
              }
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .multiply, .augmentMultiply:
            let x = r[b], y = r[c]
            if Slot.areNumbers(x, y) {
              if x.tag == .int && y.tag == .int {
                let (product, overflow) = x.int.multipliedReportingOverflow(by: y.int)
                if overflow { throw Self.overflow(x.int, "*", y.int) }
                set(r + a, Slot(product))
              } else {
                set(r + a, Slot(x.asDouble * y.asDouble))
              }
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .multiplyK, .augmentMultiplyK:
            let x = r[b], y = k[c]
            if Slot.areNumbers(x, y) {
              if x.tag == .int && y.tag == .int {
                let (product, overflow) = x.int.multipliedReportingOverflow(by: y.int)
                if overflow { throw Self.overflow(x.int, "*", y.int) }
                set(r + a, Slot(product))
              } else {
                set(r + a, Slot(x.asDouble * y.asDouble))
              }
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .divide, .augmentDivide:
            let x = r[b], y = r[c]
            if Slot.areNumbers(x, y) && y.asDouble != 0 {
              set(r + a, Slot(x.asDouble / y.asDouble))
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .divideK, .augmentDivideK:
            let x = r[b], y = k[c]
            if Slot.areNumbers(x, y) && y.asDouble != 0 {
              set(r + a, Slot(x.asDouble / y.asDouble))
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .modulo, .augmentModulo:
            let x = r[b], y = r[c]
            if x.tag == .int && y.tag == .int && y.int > 0 {
              let rest = x.int % y.int
              set(r + a, Slot(rest < 0 ? rest &+ y.int : rest))
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .moduloK, .augmentModuloK:
            let x = r[b], y = k[c]
            if x.tag == .int && y.tag == .int && y.int > 0 {
              let rest = x.int % y.int
              set(r + a, Slot(rest < 0 ? rest &+ y.int : rest))
            } else {
              try arithmetic(i, r, k, entry)
            }
          case .floorDivide, .augmentFloorDivide, .floorDivideK, .augmentFloorDivideK, .power, .augmentPower,
            .powerK, .augmentPowerK, .matmul, .augmentMatmul, .matmulK, .augmentMatmulK:
            try arithmetic(i, r, k, entry)
          case .negate:
            let x = r[b]
            if x.tag == .float { set(r + a, Slot(-x.float)) } else { try unary(i, r, entry) }
          case .plus, .not, .squareRoot, .gradient: try unary(i, r, entry)

          // MARK: comparison
          case .less:
            let x = r[b], y = r[c]
            if Slot.areNumbers(x, y) {
              set(r + a, Slot(Self.less(x, y)))
            } else {
              try compare(i, r, k, entry)
            }
          case .lessK:
            let x = r[b], y = k[c]
            if Slot.areNumbers(x, y) {
              set(r + a, Slot(Self.less(x, y)))
            } else {
              try compare(i, r, k, entry)
            }
          case .greater:
            let x = r[b], y = r[c]
            if Slot.areNumbers(x, y) {
              set(r + a, Slot(Self.less(y, x)))
            } else {
              try compare(i, r, k, entry)
            }
          case .greaterK:
            let x = r[b], y = k[c]
            if Slot.areNumbers(x, y) {
              set(r + a, Slot(Self.less(y, x)))
            } else {
              try compare(i, r, k, entry)
            }
          case .equalK:
            let x = r[b], y = k[c]
            if x.tag == .int && y.tag == .int {
              set(r + a, Slot(x.int == y.int))
            } else {
              try compare(i, r, k, entry)
            }
          case .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .isIn, .isNotIn, .notEqualK, .lessOrEqualK,
            .greaterOrEqualK, .isInK, .isNotInK:
            try compare(i, r, k, entry)
          case .matches: set(r + a, Slot(r[b].value.isEqual(to: r[c].value)))

          // MARK: jumps
          case .jump:
            pc += i.distance
            if i.distance < 0 && gradus_interrupt_requested() { throw Self.interruptError }
          case .jumpIfFalse:
            let x = r[a]
            if !(x.tag == .bool ? x.bool : try truth(x)) { pc += i.distance }
          case .jumpIfTrue:
            let x = r[a]
            if x.tag == .bool ? x.bool : try truth(x) {
              pc += i.distance
              if i.distance < 0 && gradus_interrupt_requested() { throw Self.interruptError }
            }
          case .jumpIfDefined:
            if r[a].tag != .undefined { pc += i.distance }
          case .jumpIfPlainFalse:
            if isPlain(r[a]), !(try truth(r[a])) { pc += i.distance }
          case .jumpIfPlainTrue:
            if isPlain(r[a]), try truth(r[a]) { pc += i.distance }
          case .jumpLess:
            let distance = pc.pointee.distance
            pc += 1
            let x = r[a], y = r[b]
            if (Slot.areNumbers(x, y) ? Self.less(x, y) : try holds(.less, r + a, r + b, entry)) == (c == 1) {
              pc += distance
              if distance < 0 && gradus_interrupt_requested() { throw Self.interruptError }
            }
          case .jumpGreater:
            let distance = pc.pointee.distance
            pc += 1
            let x = r[a], y = r[b]
            if (Slot.areNumbers(x, y) ? Self.less(y, x) : try holds(.greater, r + a, r + b, entry))
              == (c == 1)
            {
              pc += distance
              if distance < 0 && gradus_interrupt_requested() { throw Self.interruptError }
            }
          case .jumpLessOrEqual, .jumpGreaterOrEqual:
            let distance = pc.pointee.distance
            pc += 1
            let operation: ComparisonOperator =
              i.operation == .jumpLessOrEqual ? .lessOrEqual : .greaterOrEqual
            if try holds(operation, r + a, r + b, entry) == (c == 1) {
              pc += distance
              if distance < 0 && gradus_interrupt_requested() { throw Self.interruptError }
            }
          case .extraJump: break
          case .logicalAnd, .logicalOr: try logical(i, r, entry)
          case .rangePrepare: try prepareRange(r + a, r[b])
          case .rangeNext:
            let remaining = r[a + 1].int
            if remaining > 0 {
              let current = r[a].int
              set(r + b, Slot(current))
              r[a] = Slot(current &+ r[a + 2].int)
              r[a + 1] = Slot(remaining &- 1)
              pc += pc.pointee.distance + 1
              if gradus_interrupt_requested() { throw Self.interruptError }
            } else {
              pc += 1
            }
          case .iteratorPrepare: set(r + a, try iterator(over: r[b]))
          case .iteratorNext:
            if try advance(r[a], into: r + b) {
              pc += pc.pointee.distance + 1
              if gradus_interrupt_requested() { throw Self.interruptError }
            } else {
              pc += 1
            }

          // MARK: building
          case .makeTensor: set(r + a, try makeTensor(r + b, c))
          case .makeList: set(r + a, makeList(r + b, c))
          case .makeRecord: set(r + a, try makeRecord(r + b, c))
          case .makeRange: set(r + a, try makeRange(r + b, closed: c == 1))
          case .makeText: set(r + a, makeText(r + b, c))
          case .formatText: set(r + a, try formatText(r[b], c == 0xFFFF ? nil : k[c]))
          case .makeFunction: set(r + a, makeFunction(entry, b, r, boxes))
          case .makeModel: set(r + a, makeModel(entry, b, r, boxes))
          case .makeSlice: set(r + a, makeSlice(r + b))
          case .makeEllipsis: set(r + a, Slot(.object, retaining: EllipsisObject()))

          // MARK: access
          case .index1: set(r + a, try element(r[b], r[c]))
          case .index: set(r + a, try element(r + b, c))
          case .loadAttribute:
            set(r + a, try attribute(r[b], entry.pointee.prototype._withUnsafeGuaranteedRef { $0.names[c] }))
          case .loadPath:
            let root = Int(pc.pointee.a)
            pc += 1
            set(r + a, try loadPath(entry, b, root: r[root], entries: r + c + 1))
          case .setPath: try setPath(entry, b, root: r + a, value: r[c], entries: r + c + 1)
          case .unpack: try unpack(r[c], b, into: r + a)

          // MARK: calls
          case .call, .callNamed, .callMethod:
            let extra = pc.pointee
            let words = i.operation == .call ? 0 : 1
            pc += words
            var callee = r[b]
            var firstArgument = b + 1
            var count = c
            var names = i.operation == .callNamed ? Int(extra.b) : 0xFFFF
            if i.operation == .callMethod {
              names = Int(extra.b)
              firstArgument = b + 1
              count = c
              let (function, dropsReceiver) = try method(extra, r[b + 1], r + b, entry)
              set(r + b, function)
              callee = function
              if dropsReceiver {
                firstArgument += 1
                count -= 1
              }
            }
            if callee.tag == .function, let code = callee.object(FunctionObject.self).entry {
              let target = callee.object(FunctionObject.self)
              let newBase = r == g ? floor : r + firstArgument
              guard frameCount < Self.frameLimit, newBase + code.pointee.registerCount + 64 < stackEnd else {
                throw Self.recursionError
              }
              if names == 0xFFFF, target.simpleArity == count {
                // The hot path: arguments already stand where the callee wants them.
                if r == g {
                  for j in 0..<count {
                    set(newBase + j, r[firstArgument + j])
                    r[firstArgument + j] = .none
                  }
                }
              } else {
                try bind(target, r + firstArgument, count, names, entry, into: newBase)
              }
              frames[frameCount] = Frame(entry: entry, base: r, boxes: boxes, next: pc, target: a)
              frameCount &+= 1
              entry = code
              boxes = target.boxPointers
              r = newBase
              k = entry.pointee.constants
              g = entry.pointee.globals
              pc = entry.pointee.code
              if gradus_interrupt_requested() { throw Self.interruptError }
              continue
            }
            stackTop = r == g ? floor : r + entry.pointee.registerCount
            set(r + a, try callBuiltIn(callee, r + firstArgument, count, names, entry))
            stackTop = floor
          case .callMutating:
            let first = pc.pointee, second = (pc + 1).pointee
            pc += 2
            stackTop = r == g ? floor : r + entry.pointee.registerCount
            set(r + a, try callMutating(first, second, r, b, c, entry))
            stackTop = floor
          case .returnValue:
            let value = r[a]
            r[a] = .none
            clear(r, entry.pointee.registerCount)
            if frameCount == entryFrames { return value }
            frameCount &-= 1
            let frame = frames[frameCount]
            entry = frame.entry
            r = frame.base
            boxes = frame.boxes
            k = entry.pointee.constants
            g = entry.pointee.globals
            pc = frame.next
            set(r + frame.target, value)
          case .halt:
            let value = r[a]
            r[a] = .none
            return value

          // MARK: errors
          case .pushHandler:
            handlers.append(Handler(frameCount: frameCount, target: pc + i.distance, register: a))
          case .popHandler: handlers.removeLast()
          case .assertion: throw assertionFailure(r[a])
          case .fail: throw entry.pointee.prototype._withUnsafeGuaranteedRef { $0.diagnostics[a] }
          case .importFile: set(r + a, try importFile(r[b]))
          }
        }
      } catch {
        // `pc` is past the instruction and its extra words, which share its place.
        let located = locate(error, entry, pc, r)
        stackTop = floor
        let isCaught = handlers.count > entryHandlers && located.kind != .interrupted
        let handler =
          isCaught ? handlers.removeLast() : Handler(frameCount: entryFrames, target: pc, register: 0)
        // The state goes in and out by value: an address taken of it would keep the loop's locals in memory.
        let state = unwind(to: handler.frameCount, State(entry: entry, base: r, boxes: boxes))
        guard isCaught else {
          handlers.removeLast(handlers.count - entryHandlers)
          if state.base != state.entry.pointee.globals {
            clear(state.base, state.entry.pointee.registerCount)
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
        g = entry.pointee.globals
        set(r + handler.register, Self.errorRecord(located))
      }
    }
  }

  @inline(__always)
  private func captured(_ boxes: UnsafeMutablePointer<Unmanaged<Box>>?, _ index: Int) -> Box {
    // Code that captures is only ever run with its boxes.
    boxes.unsafelyUnwrapped[index].takeUnretainedValue()
  }

  @inline(__always)
  static func less(_ x: Slot, _ y: Slot) -> Bool {
    x.tag == .int && y.tag == .int ? x.int < y.int : x.asDouble < y.asDouble
  }

  /// Where the machine is, for leaving frames after an error.
  private struct State {
    var entry: UnsafeMutablePointer<CodeEntry>
    var base: UnsafeMutablePointer<Slot>
    var boxes: UnsafeMutablePointer<Unmanaged<Box>>?
    var calls: [Diagnostic.Frame] = []
  }

  /// Leaves frames until `count` are left, and names the calls that were left.
  @inline(never)
  private func unwind(to count: Int, _ start: State) -> State {
    var state = start
    while frameCount > count {
      clear(state.base, state.entry.pointee.registerCount)
      frameCount -= 1
      let frame = frames[frameCount]
      let callee = state.entry.pointee.prototype._withUnsafeGuaranteedRef { $0.name }
      (state.entry, state.base, state.boxes) = (frame.entry, frame.base, frame.boxes)
      if state.calls.count < 20 { state.calls.append(callFrame(callee, frame.entry, frame.next)) }
    }
    return state
  }
}
