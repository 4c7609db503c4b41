import Formatting
import Foundation
import Language

/// Markdown as HTML. Everything that the author wrote is text: no markup and no script gets through.
struct HTMLProse {
  /// Where relative pictures lie.
  var directory: String
  /// Pictures that came attached to the cells of a notebook of Jupyter's, by name.
  var attachments: JSONValue?
  /// Headings so far: what the page's list of contents is made of.
  private(set) var headings: [(level: Int, id: String, title: String)] = []
  private var usedIDs: Set<String> = []

  init(directory: String) { self.directory = directory }

  mutating func html(_ markdown: String) -> String {
    Markdown.blocks(markdown).map { html($0) }.joined(separator: "\n")
  }

  private mutating func html(_ block: MarkdownBlock) -> String {
    switch block {
    case .heading(let level, let title):
      let plain = Markdown.plain(title), id = id(plain)
      headings.append((level, id, plain))
      return "<h\(level) id=\"\(id)\">\(inline(title))</h\(level)>"
    case .paragraph(let text): return "<p>\(inline(text))</p>"
    case .list(let items, let start, let isTight):
      let tag = start == nil ? "ul" : "ol", first = start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
      let body = items.map { item -> String in
        // A tight item is its text, not a paragraph of its own.
        if isTight, case .paragraph(let text)? = item.first {
          return "<li>\(inline(text))\(item.dropFirst().map { html($0) }.joined())</li>"
        }
        return "<li>\(item.map { html($0) }.joined())</li>"
      }
      return "<\(tag)\(first)>\(body.joined())</\(tag)>"
    case .code(let text, let language):
      let name = language.isEmpty ? "" : " class=\"language-\(MathML.escaped(language))\""
      return "<pre><code\(name)>\(MathML.escaped(text))</code></pre>"
    case .quote(let inner): return "<blockquote>\(inner.map { html($0) }.joined())</blockquote>"
    case .table(let head, let rows, let alignments): return table(head, rows, alignments)
    case .math(let latex): return "<p class=\"formula\">\(MathML.element(latex, isDisplay: true))</p>"
    case .rule: return "<hr>"
    }
  }

  private func table(
    _ head: [[MarkdownInline]], _ rows: [[[MarkdownInline]]], _ alignments: [MarkdownBlock.Alignment]
  ) -> String {
    func cells(_ row: [[MarkdownInline]], _ tag: String) -> String {
      row.enumerated().map { c, cell in
        let side = c < alignments.count ? alignments[c] : .left
        let style = side == .right ? " class=\"right\"" : side == .centre ? " class=\"centre\"" : ""
        return "<\(tag)\(tag == "th" ? " scope=\"col\"" : "")\(style)>\(inline(cell))</\(tag)>"
      }.joined()
    }
    let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined()
    return
      "<div class=\"wide\"><table><thead><tr>\(cells(head, "th"))</tr></thead><tbody>\(body)</tbody></table></div>"
  }

  // MARK: Inside paragraphs

  func inline(_ inlines: [MarkdownInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text): MathML.escaped(text)
      case .code(let text): "<code>\(MathML.escaped(text))</code>"
      case .math(let latex): MathML.element(latex, isDisplay: false)
      case .emphasis(let inner): "<em>\(self.inline(inner))</em>"
      case .strong(let inner): "<strong>\(self.inline(inner))</strong>"
      case .link(let inner, let target): link(self.inline(inner), target)
      case .image(let alternative, let target): image(alternative, target)
      case .lineBreak: "<br>"
      }
    }.joined()
  }

  /// Addresses that a click may follow: of the web, of mail, and beside the page.
  private static func isHarmless(_ target: String) -> Bool {
    let lower = target.lowercased()
    if ["http://", "https://", "mailto:", "#"].contains(where: { lower.hasPrefix($0) }) { return true }
    return !lower.prefix { $0 != "/" }.contains(":")
  }

  private func link(_ text: String, _ target: String) -> String {
    Self.isHarmless(target) ? "<a href=\"\(MathML.escaped(target))\">\(text)</a>" : text
  }

  private static let pictures = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "svg": "image/svg+xml",
  ]
  private static let pictureLimit = 8 << 20

  /// A picture that came attached to a cell of Jupyter's, as the page's address of it.
  private func attached(_ target: String) -> String? {
    guard target.hasPrefix("attachment:"), let attachments else { return nil }
    let name = String(target.dropFirst(11))
    guard let kinds = (attachments[name] ?? attachments[name.removingPercentEncoding ?? ""])?.fields,
      let (type, value) = kinds.first(where: { Self.pictures.values.contains($0.name) })
    else { return nil }
    let data = (value.string ?? "").utf8.filter { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2B, 0x2F, 0x3D].contains(byte)
    }
    return data.isEmpty ? nil : "data:\(type);base64,\(String(decoding: data, as: UTF8.self))"
  }

  /// A picture beside the notebook goes into the page; one on the web stays a link, as the page needs no network.
  private func image(_ alternative: String, _ target: String) -> String {
    if let address = attached(target) {
      return "<img alt=\"\(MathML.escaped(alternative))\" src=\"\(address)\">"
    }
    let ending = target.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let type = Self.pictures[ending], !target.contains(":"), !target.hasPrefix("/"),
      let bytes = try? Files.read("\(directory)/\(target)", limit: Self.pictureLimit)
    else { return link(MathML.escaped(alternative.isEmpty ? target : alternative), target) }
    let data = Data(bytes).base64EncodedString()
    return "<img alt=\"\(MathML.escaped(alternative))\" src=\"data:\(type);base64,\(data)\">"
  }

  /// A heading's id, as GitHub makes them.
  private mutating func id(_ title: String) -> String {
    var id = ""
    for character in title.lowercased() {
      if character.isLetter || character.isNumber || character == "_" { id.append(character) }
      if character == " " || character == "-" { id.append("-") }
    }
    id = MathML.escaped(id.isEmpty ? "section" : id)
    while !usedIDs.insert(id).inserted { id += "-1" }
    return id
  }
}
