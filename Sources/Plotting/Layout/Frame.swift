/// The characters of the axis lines.
struct Frame: Equatable {
  let vertical: Character
  let verticalTick: Character
  let horizontal: Character
  let horizontalTick: Character
  let corner: Character
  /// The corner when zero is on the horizontal axis line, and when it is on the vertical one.
  let cornerTick: Character
  let cornerTickBelow: Character

  static let unicode = Frame(
    vertical: "│", verticalTick: "┤", horizontal: "─", horizontalTick: "┬", corner: "└", cornerTick: "┼",
    cornerTickBelow: "├")
  static let ascii = Frame(
    vertical: "|", verticalTick: "+", horizontal: "-", horizontalTick: "+", corner: "+", cornerTick: "+",
    cornerTickBelow: "+")
}
