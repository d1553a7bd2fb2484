import Domain
import Postgres
import Store

/// The rows of a kind, or those in which a word is found, in pages that go on after a key.
struct RecordListPage {
  static let rowsOfPage = 50

  let visit: Visit
  let kind: Kind
  let query: String
  let rows: [[String?]]
  let titles: RecordTitles
  /// Where the next page begins; nil: there is none.
  let next: String?
  /// So many that rows are only shown of what is looked for.
  let areMany: Bool
  let mayWrite: Bool
  let banner: HTML

  static func page(_ call: Call<RecordReader>) async throws -> Answer {
    let kind = try RecordKinds.named(call)
    let query = call.arguments["query"] ?? ""
    let isSearch = query.contains { !$0.isWhitespace }
    let after = try call.arguments["after"].map(kind.cells(ofKey:))
    let (hidden, language, viewer) = (call.context.hidden, call.visit.language, call.context.viewer)
    let count = try await call.services.database.recordCounts(of: [kind], as: viewer)[kind.name] ?? 0
    let areMany = count > Database.countedRecords && !isSearch
    let (rows, titles) = try await call.services.database.look(at: kind, as: viewer) { transaction in
      // One more than the page tells whether there is another.
      let rows = areMany ? [] : try await transaction.rows(of: kind, after: after, limit: rowsOfPage + 1, hiding: hidden, finding: isSearch ? query : nil)
      return (rows, try await RecordTitles(of: rows, kind, in: language, transaction))
    }
    let shown = Array(rows.prefix(rowsOfPage))
    return RecordListPage(
      visit: call.visit, kind: kind, query: query, rows: shown, titles: titles, next: rows.count > shown.count ? shown.last.map(kind.key) : nil,
      areMany: areMany, mayWrite: RecordKinds.mayWrite(call.context.person.role), banner: RecordDone.banner(call)
    ).answer.keepingLanguage(call)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let title = kind.title(visit.language)
    let path = "/records/\(kind.name)"
    return Layout(
      visit: visit, title: title, path: path, query: query.isEmpty ? [] : [("query", query)], trail: [(say("記録", "Records"), "/records")],
      content: """
        <h1>\(title)</h1>
        \(banner)
        \(HTML.when(mayWrite, "<p><a class=\"main\" href=\"\(path)/new\">\(say("新しく登録する", "Enter a new one"))</a></p>"))
        <form class="turning" action="\(path)" role="search">
        <label for="query">\(say("探す", "Find"))</label>
        <input type="search" id="query" name="query" value="\(query)" aria-describedby="query-help"\(HTML.when(areMany, " autofocus"))>
        <button>\(say("探す", "Find"))</button>
        \(HTML.when(!query.isEmpty, "<a href=\"\(path)\">\(say("条件を消す", "Clear"))</a>"))
        <p class="help" id="query-help">\(say("コードと名称、または職員番号・氏名・フリガナの初めの文字で探します。", "By codes and names, or by the beginning of a staff number, name or kana."))</p>
        </form>
        \(list)
        """
    ).answer
  }

  private var list: HTML {
    if areMany {
      return "<p>\(say("件数が多いため、探した行だけを表示します。", "There are so many that only rows you look for are shown."))</p>"
    }
    if rows.isEmpty { return "<p>\(query.isEmpty ? say("ありません。", "None.") : say("見つかりません。", "Nothing was found."))</p>" }
    let columns = kind.columns.map { (text: $0.title(visit.language), holds: hold($0)) }
    let cells: [[HTML]] = rows.map { row in
      zip(row, kind.columns).enumerated().map { place, part in
        let words = titles.words(part.0, of: part.1, visit)
        return place == 0 ? "<a href=\"\(kind.path(of: row))\">\(words)</a>" : "\(words)"
      }
    }
    return "\(ListTable(title: kind.title(visit.language), heads: columns, rows: cells).html)\(more)"
  }

  private var more: HTML {
    guard let next else { return "" }
    let query = query.isEmpty ? "" : "query=\(Percent.encode(query))&"
    return
      "<p><a rel=\"next\" href=\"/records/\(kind.name)?\(query)after=\(Percent.encode(next))\">\(say("次の \(Self.rowsOfPage) 件", "The next \(Self.rowsOfPage)"))</a></p>"
  }

  private func hold(_ column: Column) -> ListTable.Holds {
    switch column.value {
    case .whole, .hundredths, .decimal: .number
    case .text: .prose
    default: .words
    }
  }
}
