import Domain
import HTTPTypes
import Reports
import Store

/// The import room: a file is chosen or dropped here, and what became of earlier ones is listed.
struct ImportsPage {
  let visit: Visit
  let role: AccountRole
  let uploads: [Upload]
  /// Why a file wasn't taken.
  var problem: String?

  static let newest = 50

  static func page(_ call: Call<Importer>) async throws -> Answer { try await shown(call).answer.keepingLanguage(call) }

  /// Takes a file in; whether it is a good one is found out in the background.
  static func take(_ call: Call<Importer>) async throws -> Answer {
    let visit = call.visit
    guard let upload = call.upload else { return try await refused(call, visit.say("ファイルを選んでください", "Choose a file")) }
    if upload.byteCount == 0 { return try await refused(call, visit.say("「\(upload.name)」は空のファイルです", "The file \(upload.name) is empty")) }
    let offered = UploadKinds.offered(to: call.context.person.role)
    var kind: String?
    switch FileGuess(path: upload.file.path, language: visit.language) {
    case .unreadable(let problem):
      return try await refused(call, visit.say("「\(upload.name)」: \(problem.wrong)。\(problem.right)。", "\(upload.name): \(problem.wrong); \(problem.right)."))
    case .unknown: if offered.count == 1 { kind = offered[0].name }
    // Another kind than the role may import is said when it is looked through.
    case .kind(let name): kind = offered.contains { $0.name == name } ? name : offered.count == 1 ? offered[0].name : nil
    }
    let number = try await call.services.database.add(
      upload: upload.name, byteCount: upload.byteCount, kind: kind, as: call.context.viewer
    ) { keep in
      try await upload.file.read(piece: 1 << 20, keep)
    }
    call.services.uploads.set()
    return .seeOther("/imports/\(number)")
  }

  private static func refused(_ call: Call<Importer>, _ problem: String) async throws -> Answer {
    var page = try await shown(call)
    page.problem = problem
    var answer = page.answer
    answer.status = .unprocessableContent
    return answer
  }

  private static func shown(_ call: Call<Importer>) async throws -> ImportsPage {
    ImportsPage(
      visit: call.visit, role: call.context.person.role, uploads: try await call.services.database.uploads(limit: newest, as: call.context.viewer))
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let title = say("ファイルの取込み", "Import files")
    return Layout(
      visit: visit, title: title, path: "/imports", scripts: [.imports],
      content: """
        <h1>\(title)</h1>
        <p>\(say("ファイルを選ぶと、まず内容を確かめます。何がどう変わるかを見てから取り込みます。それまで何も書き込みません。", "A file is looked through first. You see what would change and decide then; nothing is written before."))</p>
        \(form)
        <h2>\(say("これまでの取込み", "Imports so far"))</h2>
        \(uploads.isEmpty ? "<p>\(say("ありません。", "None."))</p>" : list)
        \(HTML.when(uploads.count == Self.newest, "<p class=\"note\">\(say("新しいものから \(Self.newest) 件を表示しています。", "The newest \(Self.newest) are shown."))</p>"))
        """
    ).answer
  }

  private var form: HTML {
    let fault: HTML = problem.map { "<p class=\"fault\" id=\"file-fault\" role=\"alert\">\($0)</p>" } ?? ""
    let described = problem == nil ? "file-help" : "file-help file-fault"
    let invalid: HTML = HTML.when(problem != nil, " aria-invalid=\"true\" autofocus")
    let kinds = UploadKinds.offered(to: role).map { say($0.japanese, $0.name) }.joined(separator: say("、", ", "))
    return Form(
      visit: visit, path: "/imports", hasFile: true,
      content: """
        <div class="field drop" data-drop>
        <label for="file">\(say("ファイル", "File"))<span class="must">\(say("必須", "required"))</span></label>
        <p class="help" id="file-help">\(say("CSV か Excel ブック（.xlsx）。200 MiB まで。種類は見出しから判断し、後で変えられます。", "CSV or an Excel workbook (.xlsx), up to 200 MiB. Its headings say which kind it is; you can change that afterwards."))</p>
        \(fault)
        <input type="file" id="file" name="\(Body.fileField)" accept=".csv,.tsv,.txt,.xlsx" aria-describedby="\(described)"\(invalid)>
        <p class="note" data-drop-hint hidden>\(say("ここにファイルをドラッグしても送れます。", "You can also drop a file here."))</p>
        </div>
        <button class="main">\(say("内容を確かめる", "Look through it"))</button>
        <details><summary>\(say("取り込める種類", "Kinds that can be imported"))</summary><p>\(kinds)</p></details>
        """
    ).html
  }

  private var list: HTML {
    ListTable(
      title: say("これまでの取込み", "Imports so far"),
      heads: [
        (say("ファイル", "File"), .prose), (say("種類", "Kind"), .words), (say("状態", "State"), .words), (say("結果", "Result"), .prose),
        (say("誰が・いつ", "Who and when"), .words),
      ],
      rows: uploads.map { upload in
        [
          "<a href=\"/imports/\(upload.number)\">\(upload.fileName)</a>", "\(UploadKinds.title(upload.kind, visit))",
          "\(UploadState(visit: visit, upload: upload).title)",
          "\(UploadState(visit: visit, upload: upload).result)", "\(upload.by)<br>\(upload.at)",
        ]
      }
    ).html
  }
}
