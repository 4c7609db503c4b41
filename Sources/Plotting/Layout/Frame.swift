/// The characters of the axis lines.
struct Frame {
  let vertical: Character
  let verticalTick: Character
  let horizontal: Character
  let horizontalTick: Character
  let corner: Character
  /// The corner when zero is on the axis line.
  let cornerTick: Character

  static let unicode = Frame(
    vertical: "│", verticalTick: "┤", horizontal: "─", horizontalTick: "┬", corner: "└", cornerTick: "┼")
  static let ascii = Frame(
    vertical: "|", verticalTick: "+", horizontal: "-", horizontalTick: "+", corner: "+", cornerTick: "+")
}
