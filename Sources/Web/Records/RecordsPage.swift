import Domain
import Foundation
import Store

/// The kinds of records, in groups, with how many rows there are of each.
enum RecordsPage {
  static func page(_ call: Call<RecordReader>) async throws -> Answer {
    let visit = call.visit
    let groups = RecordKinds.groups(for: call.context.person.role)
    let counts = try await call.services.database.recordCounts(of: groups.flatMap(\.kinds), as: call.context.viewer)
    let title = visit.say("記録", "Records")
    let mayWrite = RecordKinds.mayWrite(call.context.person.role)
    let lists: [HTML] = groups.map { group in
      let heading = visit.say(group.japanese, group.english)
      let rows: [[HTML]] = group.kinds.map { kind in
        [
          "<a href=\"/records/\(kind.name)\">\(kind.title(visit.language))</a>", "\(count(counts[kind.name] ?? 0, visit))",
          HTML.when(
            mayWrite,
            "<a href=\"/records/\(kind.name)/new\" aria-label=\"\(visit.say("\(kind.japanese)を登録", "Enter: \(kind.title(.english))"))\">\(visit.say("登録", "Enter"))</a>"
          ),
        ]
      }
      return """
        <h2>\(heading)</h2>
        \(ListTable(title: heading, heads: [(visit.say("種類", "Kind"), .words), (visit.say("件数", "Rows"), .number), (visit.say("新しい行", "New row"), .words)], rows: rows).html)
        """
    }
    return Layout(visit: visit, title: title, path: "/records", content: "<h1>\(title)</h1>\(lists)").answer.keepingLanguage(call)
  }

  static func count(_ rows: Int, _ visit: Visit) -> String {
    let bound = Database.countedRecords.formatted(.number.locale(.init(identifier: "en")))
    return rows > Database.countedRecords
      ? visit.say("\(bound) 件より多い", "more than \(bound)") : rows.formatted(.number.locale(.init(identifier: "en")))
  }
}
