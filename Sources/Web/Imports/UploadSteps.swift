import Domain
import HTTPTypes
import Reports
import Store

/// What is done with an upload; each step ends on its page, where one that came too late does no harm.
enum UploadSteps {
  /// An upload of the viewer's own: it is worked on with its uploader's rights, and stands in the trail under that name.
  private static func own(_ call: Call<Importer>) async throws -> Upload {
    let upload = try await UploadPage.found(call)
    guard upload.account == call.context.person.account, upload.role == call.context.person.role else {
      throw Fault(.forbidden, "このファイルを送った人だけができます", "only who sent this file can do that")
    }
    return upload
  }

  static func recheck(_ call: Call<Importer>) async throws -> Answer {
    let upload = try await own(call)
    let kind = call.fields["kind"] ?? ""
    guard UploadKinds.offered(to: upload.role).contains(where: { $0.name == kind }) else {
      return try await refused(call, .unprocessableContent, call.visit.say("種類を選んでください", "Choose a kind"))
    }
    let encoding = call.fields["encoding"] ?? "auto"
    guard encoding == "auto" || FileEncoding(rawValue: encoding) != nil else {
      return try await refused(call, .unprocessableContent, call.visit.say("文字コードを選んでください", "Choose an encoding"))
    }
    try await call.services.database.recheck(
      upload: upload.number, as: kind, encoding: encoding == "auto" ? nil : encoding, for: call.context.viewer)
    return done(call, upload)
  }

  static func write(_ call: Call<Importer>) async throws -> Answer {
    let upload = try await own(call)
    try await call.services.database.importUpload(upload.number, as: call.context.viewer)
    return done(call, upload)
  }

  static func discard(_ call: Call<Importer>) async throws -> Answer {
    let upload = try await UploadPage.found(call)
    try await call.services.database.discard(upload: upload.number, as: call.context.viewer)
    return .seeOther("/imports")
  }

  static func undo(_ call: Call<ImportUndoer>) async throws -> Answer {
    let upload = try await UploadPage.found(call)
    let visit = call.visit
    switch try await call.services.database.undo(upload: upload.number, as: call.context.viewer) {
    case .undone: return done(call, upload)
    case .nothingToUndo:
      return try await refused(call, .conflict, visit.say("取り消せる取込みではありません", "There is nothing to take back"))
    case .refused:
      return try await refused(
        call, .conflict,
        visit.say(
          "取り消せません。後から入った記録がこの取込みに基づいているか、勘定の規則に反します。何も変えていません。",
          "It can't be taken back: later records depend on it, or a rule of the account would be broken. Nothing was changed."))
    case .changedSince(let rows):
      let list: [HTML] = rows.prefix(20).map { "<li>\(describe($0, visit))</li>" }
      return try await refused(
        call, .conflict,
        visit.say("この取込みの後に変わった行が \(rows.count) 行あるため、取り消していません。", "\(rows.count) rows have changed since this import, so it wasn't taken back."),
        "<ul>\(list)</ul>")
    }
  }

  /// The rows with problems, ready to be mended.
  static func problems(_ call: Call<Importer>) async throws -> Answer {
    let upload = try await UploadPage.found(call)
    let database = call.services.database
    let viewer = call.context.viewer
    guard upload.hasFile, upload.problems > 0, let kind = upload.kind else { throw Fault.notFound }
    let format: FileFormat = call.arguments["format"] == "csv" ? .csv(.utf8) : .workbook
    let file = try TemporaryFile()
    try await database.bytes(of: upload.number, as: viewer) { try file.append($0) }
    let problems = try await database.problems(of: upload.number, as: viewer).map { Problem($0, in: call.visit.language) }
    let job = try await UploadKinds.job(kind, path: file.path, language: call.visit.language, encoding: upload.encoding, in: database, as: viewer)
    let rows = try TemporaryFile()
    var staff: [String] = []
    try job.writeProblems(problems, format: format, naming: { staff.append($0) }) { try rows.append($0) }
    try await database.noteLooks(atStaff: Array(Set(staff)).sorted(), of: "imports", as: viewer)
    return Answer(file: rows, type: format.mediaType, name: "import-\(upload.number)-problems.\(format.ending)")
  }

  private static func done(_ call: Call<some RoleAudience>, _ upload: Upload) -> Answer {
    call.services.uploads.set()
    return .seeOther("/imports/\(upload.number)")
  }

  private static func refused(_ call: Call<some RoleAudience>, _ status: HTTPResponse.Status, _ why: String, _ more: HTML = "") async throws -> Answer {
    var page = try await UploadPage.shown(call)
    page.problem = "<div class=\"problem\" role=\"alert\">\(why)\(more)</div>"
    var answer = page.answer
    answer.status = status
    return answer
  }

  /// A row by its kind and what identifies it, as far as people know it: never by what is in it.
  private static func describe(_ row: Undoing.Row, _ visit: Visit) -> String {
    let kind = row.kind.flatMap(Kind.named).map { visit.say($0.japanese, $0.name) } ?? visit.say("記録", "a record")
    return row.isGone
      ? visit.say("\(kind) \(row.code)（削除された）", "\(kind) \(row.code) (gone)") : visit.say("\(kind) \(row.code)（変更された）", "\(kind) \(row.code) (changed)")
  }
}
