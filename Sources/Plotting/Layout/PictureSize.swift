/// How many cells a picture of square pixels takes. A cell is twice as high as it is wide, so that a pixel
/// is half a cell, or a multiple of a cell two columns wide; a large picture is made smaller.
struct PictureSize: Equatable {
  let columns: Int
  let rows: Int
  let slots: SlotWish

  init(_ pixels: SlotWish.PixelSize, columns room: Int, rows height: Int, _ glyphs: Glyphs) {
    let across = max(1, pixels.columns), down = max(1, pixels.rows)
    // Columns for a pixel, whole when there is at least one.
    let scale = min(Double(room) / Double(across), 2 * Double(height) / Double(down))
    var slots = SlotWish()
    if scale >= 2 {
      let half = min(Int(scale / 2), 10)
      slots.columns = .init(least: 2 * half, most: 2 * half)
      slots.rows = .init(least: half, most: half)
      (columns, rows) = (across * 2 * half, down * half)
    } else if scale >= 1 {
      slots.columns = .init(least: 1, most: 1)
      (columns, rows) = (across, (down + 1) / 2)
    } else {
      columns = max(1, Int(Double(across) * scale))
      rows = max(1, Int((Double(down) * scale / 2).rounded(.up)))
    }
    self.slots = slots
  }
}
