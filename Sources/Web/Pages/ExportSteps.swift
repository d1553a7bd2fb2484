import Domain
import HTTPTypes
import Reports
import Store

/// The two steps after an export of named time was asked for: another's approval, and taking the file.
enum ExportSteps {
  static func approve(_ call: Call<Exporter>) async throws -> Answer {
    let number = try await existing(call).number
    if try await call.services.database.approve(export: number, as: call.context.viewer) { return .seeOther("/exports") }
    let isOwn = try await existing(call).askerAccount == call.context.person.account
    return try await refused(
      call, isOwn ? ("自分の申請は承認できません。ほかの人事担当が承認します", "You can't approve your own: another HR officer does") : ("すでに承認されています", "It has been approved already"))
  }

  static func take(_ call: Call<Exporter>) async throws -> Answer {
    let number = try await existing(call).number
    let language = call.visit.language
    let taken = try await call.services.database.take(export: number, as: call.context.viewer) { transaction, kind in
      let file = try TemporaryFile()
      // Nothing is lost in UTF-8.
      _ = try await Export(kind: kind, format: .csv(.utf8), language: language, headings: language).run(in: transaction) { try file.append($0) }
      return (file, kind.name)
    }
    if let (file, kind) = taken { return Answer(file: file, type: "text/csv; charset=utf-8", name: "\(kind)-\(number).csv") }
    let export = try await existing(call)
    if export.askerAccount != call.context.person.account { return try await refused(call, ("受け取れるのは申請者だけです", "Only who asked for it can take it")) }
    return try await refused(
      call,
      export.approved == nil
        ? ("まだ承認されていません", "It hasn't been approved yet")
        : ("すでに受け取られています。もう一度要るときは、新しく申請してください", "It has been taken already: ask anew if it is needed once more"))
  }

  private static func existing(_ call: Call<Exporter>) async throws -> NamedExport {
    guard let number = call.arguments["number"].flatMap({ Int($0) }),
      let export = try await call.services.database.namedExports(number: number, as: call.context.viewer).first
    else { throw Fault.notFound }
    return export
  }

  private static func refused(_ call: Call<Exporter>, _ why: (japanese: String, english: String)) async throws -> Answer {
    var page = try await ExportsPage.shown(call)
    page.problem = call.visit.say(why.japanese, why.english)
    var answer = page.answer
    answer.status = .conflict
    return answer
  }
}
