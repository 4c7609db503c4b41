/// The part of a segment that lies in the rectangle from (0, 0) to `corner`, or `nil`.
///
/// Liang and Barsky 1984: every border cuts the range of the parameter t at one end. Coordinates
/// must be finite and their differences must not overflow; `Axis.position` sees to that.
func clip(_ a: Point, _ b: Point, to corner: Point) -> (Point, Point)? {
  let dx = b.x - a.x, dy = b.y - a.y
  var enter = 0.0, leave = 1.0
  let borders = [(-dx, a.x), (dx, corner.x - a.x), (-dy, a.y), (dy, corner.y - a.y)]
  for (speed, distance) in borders {
    if speed == 0 {
      if distance < 0 { return nil }
    } else if speed < 0 {
      enter = max(enter, distance / speed)
    } else {
      leave = min(leave, distance / speed)
    }
  }
  guard enter <= leave else { return nil }
  // Rounding may leave the rectangle by a hair.
  func at(_ t: Double) -> Point {
    Point(x: min(max(a.x + t * dx, 0), corner.x), y: min(max(a.y + t * dy, 0), corner.y))
  }
  return (enter == 0 ? a : at(enter), leave == 1 ? b : at(leave))
}
