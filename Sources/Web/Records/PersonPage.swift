import Domain
import Postgres
import Store

/// One person's record as a whole, under any of the staff numbers: each row leads to where it is changed.
struct PersonPage {
  static let kinds = ["staff", "posts", "leaves", "training", "adoptions"].map(Kind.known)

  let visit: Visit
  /// The number under which one asked.
  let number: String
  let parts: [(kind: Kind, rows: [[String?]], titles: RecordTitles)]

  static func page(_ call: Call<PeopleReader>) async throws -> Answer {
    let number = call.arguments["code"] ?? ""
    let (hidden, language) = (call.context.hidden, call.visit.language)
    let parts = try await call.services.database.write(as: call.context.viewer) { transaction in
      var parts: [(kind: Kind, rows: [[String?]], titles: RecordTitles)] = []
      for kind in kinds {
        let rows = try await transaction.rows(of: kind, ofPersonWith: number, hiding: hidden)
        parts.append((kind, rows, try await RecordTitles(of: rows, kind, in: language, transaction)))
      }
      return parts
    }
    guard parts.first?.rows.isEmpty == false else { throw Fault.notFound }
    return PersonPage(visit: call.visit, number: number, parts: parts).answer.keepingLanguage(call)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let staff = parts[0].rows[0]
    let cells = Dictionary(uniqueKeysWithValues: zip(parts[0].kind.columns.map(\.english), staff))
    func cell(_ name: String) -> String { (cells[name] ?? nil) ?? "" }
    let former = cell("former_name").isEmpty ? "" : say("（旧姓 \(cell("former_name"))）", " (formerly \(cell("former_name")))")
    let sections: [HTML] = parts.map(section)
    return Layout(
      visit: visit, title: cell("name"), path: "/people/\(Percent.encode(number))", trail: [(say("職員を探す", "Find a person"), "/people")],
      content: """
        <h1>\(cell("name")) <span>\(cell("kana"))\(former)</span></h1>
        <p class="note">\(say("あなたが見たことは本人に表示されます。", "That you have looked is shown to this person."))</p>
        \(sections)
        """
    ).answer
  }

  private func section(_ part: (kind: Kind, rows: [[String?]], titles: RecordTitles)) -> HTML {
    let kind = part.kind
    let title = kind.name == "staff" ? say("職員番号", "Staff numbers") : kind.title(visit.language)
    let isOwn = kind.name != "staff"
    // Whose they are is said above; a post's number is said where a person has several.
    let hasSeveral = parts[0].rows.count > 1
    let shown = kind.columns.indices.filter { place in
      let name = kind.columns[place].english
      return !(isOwn && name == "staff_no" && !hasSeveral) && !(kind.name == "adoptions" && name == "unit_code")
    }
    let heads = shown.map { (text: kind.columns[$0].title(visit.language), holds: ListTable.Holds.words) }
    let rows: [[HTML]] = part.rows.map { row in
      shown.enumerated().map { order, place in
        let words = part.titles.words(row[place], of: kind.columns[place], visit)
        return order == 0 ? "<a href=\"\(kind.path(of: row))\">\(words)</a>" : "\(words)"
      }
    }
    let newest = parts[0].rows[0][0] ?? number
    let label = say("\(kind.japanese)を登録する", "Enter: \(kind.title(.english))")
    return """
      <h2>\(title)</h2>
      \(part.rows.isEmpty ? "<p>\(say("ありません。", "None."))</p>" : ListTable(title: title, heads: heads, rows: rows).html)
      \(HTML.when(isOwn, "<p><a href=\"/records/\(kind.name)/new?staff_no=\(Percent.encode(newest))\">\(label)</a></p>"))
      """
  }
}
