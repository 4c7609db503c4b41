import Glibc

/// One pass of a transform: `stride · rest · r` pairs, of which r at a time, `stride · rest` apart, are
/// transformed and turned, and come to lie `stride` apart (Stockham 1966; Van Loan 1992, section 1.7).
struct FourierPass {
  /// Those of the whole transform.
  let roots: UnsafePointer<Double>
  let from: UnsafePointer<Double>
  let to: UnsafeMutablePointer<Double>
  /// What is left of the length after this factor.
  let rest: Int
  let stride: Int
  /// Between roots of this pass in the table of all.
  let step: Int

  private typealias Pair = (re: Double, im: Double)

  @inline(__always)
  private static func load(_ x: UnsafePointer<Double>, _ i: Int) -> Pair { (x[2 &* i], x[2 &* i &+ 1]) }
  @inline(__always)
  private func root(_ i: Int) -> Pair { (roots[2 * i * step], roots[2 * i * step + 1]) }
  @inline(__always)
  private static func add(_ a: Pair, _ b: Pair) -> Pair { (a.re + b.re, a.im + b.im) }
  @inline(__always)
  private static func subtract(_ a: Pair, _ b: Pair) -> Pair { (a.re - b.re, a.im - b.im) }
  @inline(__always)
  private static func scale(_ a: Pair, _ x: Double) -> Pair { (a.re * x, a.im * x) }
  /// Times −i.
  @inline(__always)
  private static func quarter(_ a: Pair) -> Pair { (a.im, -a.re) }
  @inline(__always)
  private static func store(_ x: UnsafeMutablePointer<Double>, _ i: Int, _ a: Pair) {
    x[2 &* i] = a.re
    x[2 &* i &+ 1] = a.im
  }
  @inline(__always)
  private static func store(_ x: UnsafeMutablePointer<Double>, _ i: Int, _ a: Pair, times w: Pair) {
    x[2 &* i] = a.re * w.re - a.im * w.im
    x[2 &* i &+ 1] = a.re * w.im + a.im * w.re
  }

  func two() {
    let apart = 2 * stride * rest
    for p in 0..<rest {
      let w = root(p), x = from + 2 * stride * p, y = to + 4 * stride * p
      for q in 0..<stride {
        let a = Self.load(x, q), b = Self.load(x + apart, q)
        Self.store(y, q, Self.add(a, b))
        Self.store(y + 2 * stride, q, Self.subtract(a, b), times: w)
      }
    }
  }

  func three() {
    let apart = 2 * stride * rest, sine = 0.75.squareRoot()
    for p in 0..<rest {
      let w = root(p), w2 = root(2 * p)
      let x = from + 2 * stride * p, y = to + 6 * stride * p
      for q in 0..<stride {
        let a = Self.load(x, q), b = Self.load(x + apart, q), c = Self.load(x + 2 * apart, q)
        let sum = Self.add(b, c), side = Self.scale(Self.quarter(Self.subtract(b, c)), sine)
        let middle = Self.subtract(a, Self.scale(sum, 0.5))
        Self.store(y, q, Self.add(a, sum))
        Self.store(y + 2 * stride, q, Self.add(middle, side), times: w)
        Self.store(y + 4 * stride, q, Self.subtract(middle, side), times: w2)
      }
    }
  }

  func four() {
    let apart = 2 * stride * rest
    for p in 0..<rest {
      let w = root(p), w2 = root(2 * p), w3 = root(3 * p)
      let x = from + 2 * stride * p, y = to + 8 * stride * p
      for q in 0..<stride {
        let a = Self.load(x, q), b = Self.load(x + apart, q)
        let c = Self.load(x + 2 * apart, q), d = Self.load(x + 3 * apart, q)
        let even = Self.add(a, c), other = Self.subtract(a, c)
        let odd = Self.add(b, d), turned = Self.quarter(Self.subtract(b, d))
        Self.store(y, q, Self.add(even, odd))
        Self.store(y + 2 * stride, q, Self.add(other, turned), times: w)
        Self.store(y + 4 * stride, q, Self.subtract(even, odd), times: w2)
        Self.store(y + 6 * stride, q, Self.subtract(other, turned), times: w3)
      }
    }
  }

  func five() {
    let apart = 2 * stride * rest
    // Cosines and sines of one and two fifths of a turn.
    let (c1, c2) = ((5.0.squareRoot() - 1) / 4, -(5.0.squareRoot() + 1) / 4)
    let (s1, s2) = (sin(0.4 * Double.pi), sin(0.8 * Double.pi))
    for p in 0..<rest {
      let w = root(p), w2 = root(2 * p), w3 = root(3 * p), w4 = root(4 * p)
      let x = from + 2 * stride * p, y = to + 10 * stride * p
      for q in 0..<stride {
        let a = Self.load(x, q)
        let b = Self.load(x + apart, q), c = Self.load(x + 2 * apart, q)
        let d = Self.load(x + 3 * apart, q), e = Self.load(x + 4 * apart, q)
        let outer = Self.add(b, e), inner = Self.add(c, d)
        let right = Self.quarter(Self.subtract(b, e)), left = Self.quarter(Self.subtract(c, d))
        let m1 = Self.add(a, Self.add(Self.scale(outer, c1), Self.scale(inner, c2)))
        let m2 = Self.add(a, Self.add(Self.scale(outer, c2), Self.scale(inner, c1)))
        let n1 = Self.add(Self.scale(right, s1), Self.scale(left, s2))
        let n2 = Self.subtract(Self.scale(right, s2), Self.scale(left, s1))
        Self.store(y, q, Self.add(a, Self.add(outer, inner)))
        Self.store(y + 2 * stride, q, Self.add(m1, n1), times: w)
        Self.store(y + 4 * stride, q, Self.add(m2, n2), times: w2)
        Self.store(y + 6 * stride, q, Self.subtract(m2, n2), times: w3)
        Self.store(y + 8 * stride, q, Self.subtract(m1, n1), times: w4)
      }
    }
  }

  /// Any factor, by the definition.
  func any(_ factor: Int, of length: Int) {
    let apart = 2 * stride * rest
    for p in 0..<rest {
      let x = from + 2 * stride * p, y = to + 2 * factor * stride * p
      for k in 0..<factor {
        let w = root(p * k)
        for q in 0..<stride {
          var sum = Self.load(x, q)
          for j in 1..<factor {
            let i = j * k % factor * (length / factor), a = Self.load(x + j * apart, q)
            let (re, im) = (roots[2 * i], roots[2 * i + 1])
            sum = (sum.re + a.re * re - a.im * im, sum.im + a.re * im + a.im * re)
          }
          Self.store(y + 2 * k * stride, q, sum, times: w)
        }
      }
    }
  }
}
