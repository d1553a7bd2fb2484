/// A table of rows: where it is wider than its window it scrolls by itself, also with the keyboard; in a narrow window each row stands as a list of its own.
struct ListTable {
  enum Holds {
    /// Stays on one line.
    case words
    /// May be broken.
    case prose
    /// Stands to the right.
    case number
  }

  let title: String
  let heads: [(text: String, holds: Holds)]
  /// The first cell names the row.
  let rows: [[HTML]]

  // With their roles said, since a narrow window shows rows as blocks, and a table of blocks is none to a screen reader.
  var html: HTML {
    let heads: [HTML] = heads.map { "<th role=\"columnheader\" scope=\"col\"\(Self.mark($0.holds))>\($0.text)</th>" }
    return """
      <div class="scroll list" tabindex="0" role="region" aria-label="\(title)"><table role="table">
      <thead role="rowgroup"><tr role="row">\(heads)</tr></thead>
      <tbody role="rowgroup">\(rows.map(row))</tbody></table></div>
      """
  }

  private func row(_ cells: [HTML]) -> HTML {
    let parts: [HTML] = zip(cells, heads).enumerated().map { place, part in
      let (cell, head) = part
      return place == 0
        ? "<th role=\"rowheader\" scope=\"row\">\(cell)</th>" : "<td role=\"cell\" data-head=\"\(head.text)\"\(Self.mark(head.holds))>\(cell)</td>"
    }
    return "<tr role=\"row\">\(parts)</tr>"
  }

  private static func mark(_ holds: Holds) -> HTML {
    switch holds {
    case .words: ""
    case .prose: " class=\"text\""
    case .number: " class=\"n\""
    }
  }
}
