/// A table that is wider than a narrow window on its own: it scrolls by itself, also with the keyboard.
struct ListTable {
  let title: String
  /// Headings; numbers stand to the right.
  let heads: [(text: String, isNumber: Bool)]
  let rows: [HTML]

  var html: HTML {
    let heads: [HTML] = heads.map { "<th scope=\"col\"\(HTML.when($0.isNumber, " class=\"n\""))>\($0.text)</th>" }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table>
      <thead><tr>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
