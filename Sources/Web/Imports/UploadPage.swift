import Domain
import HTTPTypes
import Reports
import Store

/// One uploaded file: how it is understood, what would happen, its problems, and what to do with it.
struct UploadPage {
  let visit: Visit
  let role: AccountRole
  let upload: Upload
  let understood: Understanding?
  let groups: [UploadProblemGroup]
  let mayUndo: Bool
  /// Whether it is the viewer's own: others look at it, but have nothing imported in somebody's name.
  let isOwn: Bool
  /// How it was read, whether or not its first rows are still shown.
  let asRead: Understanding?
  /// Why a step wasn't done.
  var problem: HTML?

  static func page(_ call: Call<Importer>) async throws -> Answer { try await shown(call).answer.keepingLanguage(call) }

  /// What a script asks while something is done: the state and the share that is read.
  static func progress(_ call: Call<Importer>) async throws -> Answer {
    let upload = try await found(call)
    return Answer(type: "text/plain; charset=utf-8", body: "\(upload.state.rawValue) \(Int(upload.progress * 100))\n".utf8)
  }

  static func found(_ call: Call<some RoleAudience>) async throws -> Upload {
    guard let number = call.arguments["number"].flatMap({ Int($0) }), let upload = try await call.services.database.upload(number, as: call.context.viewer)
    else {
      throw Fault.notFound
    }
    return upload
  }

  static func shown(_ call: Call<some RoleAudience>) async throws -> UploadPage {
    let upload = try await found(call)
    let database = call.services.database
    let viewer = call.context.viewer
    let person = call.context.person
    let understood = try upload.understood.map { try Understanding(json: $0) }
    let shows = upload.state == .checked || upload.state == .imported
    let groups = shows && upload.problems > 0 ? try await database.problemGroups(of: upload.number, limit: 30, each: 20, as: viewer) : []
    let page = UploadPage(
      visit: call.visit, role: person.role, upload: upload, understood: upload.state == .checked ? understood : nil, groups: groups,
      mayUndo: upload.change != nil && upload.undoneAt == nil
        && (person.role == .hr || upload.account == person.account && [.hrUnnamed, .administrator].contains(person.role)),
      isOwn: upload.account == person.account && upload.role == person.role, asRead: understood)
    try await database.noteLooks(atStaff: page.staffShown, of: "imports", as: viewer)
    return page
  }

  /// Whom the page names: by staff numbers in the first rows, and in the problems.
  private var staffShown: [String] {
    let names: Set = ["staff_no", "previous_no", "claimed_by", "confirmed_by", "measured_by"]
    let places = asRead?.columns.indices.filter { place in asRead?.columns[place].name.map(names.contains) ?? false } ?? []
    let rows = asRead?.rows.flatMap { row in places.compactMap { row.cells.indices.contains($0) ? row.cells[$0] : nil } } ?? []
    let headings = Set(places.compactMap { asRead?.columns[$0].heading })
    let problems = groups.filter { headings.contains($0.column) }.flatMap { $0.problems.map(\.value) }
    return Array(Set(rows + problems).subtracting([""])).sorted()
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private var path: String { "/imports/\(upload.number)" }

  var answer: Answer {
    let state = UploadState(visit: visit, upload: upload)
    return Layout(
      visit: visit, title: upload.fileName, path: path, trail: [(say("ファイルの取込み", "Import files"), "/imports")],
      scripts: upload.state.isWorkedOn ? [.imports] : [],
      refreshSeconds: upload.state.isWorkedOn ? 3 : nil,
      content: """
        <h1>\(upload.fileName) <span class="state">\(state.title)</span></h1>
        <p class="note">\(UploadKinds.title(upload.kind, visit))・\(size)・\(upload.by)・\(upload.at)</p>
        \(problem ?? "")
        \(content(state))
        """
    ).answer
  }

  private func content(_ state: UploadState) -> HTML {
    switch upload.state {
    case .unknown:
      return """
        <p>\(say("見出しからは種類が分かりませんでした。種類を選んでください。", "Its headings don't tell which kind of file it is: choose one."))</p>
        \(kindForm)\(discardForm)
        """
    case .checking, .importing: return progress
    case .checked: return "\(decision)\(problems)\(reading)"
    case .imported: return "\(result(state))\(problems)\(undoing)"
    case .failed: return "<p class=\"problem\" role=\"alert\">\(state.failure ?? "")</p>"
    case .discarded: return "<p>\(say("破棄しました。何も書き込んでいません。", "It was discarded. Nothing was written."))</p>"
    }
  }

  private var size: String {
    upload.byteCount < 1 << 20
      ? say("\((upload.byteCount + 1_023) >> 10) KiB", "\((upload.byteCount + 1_023) >> 10) KiB")
      : say("\(upload.byteCount >> 20) MiB", "\(upload.byteCount >> 20) MiB")
  }

  private var progress: HTML {
    let share = Int(upload.progress * 100)
    return """
      <div data-progress="\(path)/progress" data-state="\(upload.state.rawValue)">
      <p role="status">\(upload.state == .checking ? say("内容を確かめています。このページを閉じても続きます。", "It is being looked through. You may close this page.") : say("書き込んでいます。このページを閉じても続きます。", "It is being written. You may close this page."))</p>
      <progress max="100" value="\(share)" aria-label="\(say("読み取り", "Read"))">\(share)%</progress>
      </div>
      <p><a href="\(path)">\(say("最新の状態を表示", "Show how far it is"))</a></p>
      \(HTML.when(upload.state == .checking, discardForm))
      """
  }

  /// What would happen, and the steps that are open.
  private var decision: HTML {
    let counts = upload.counts
    let good = counts.created + counts.updated
    let months = upload.months.map { "\($0)" }
    var button: HTML = ""
    if upload.refusesAll {
      button =
        "<p class=\"problem\" role=\"alert\">\(say("このファイルは取り込めません。下の問題を直して、もう一度送ってください。", "This file can't be imported: mend the problems below and send it again."))</p>"
    } else if good == 0 {
      button = "<p>\(say("取り込むと変わる行はありません。", "No row would change anything."))</p>"
    } else if !isOwn {
      button = "<p>\(say("取り込めるのは、このファイルを送った人だけです。", "Only who sent this file can have it imported."))</p>"
    } else if upload.problems == 0 {
      button = step("import", "<button class=\"main\">\(say("\(good) 行を取り込む", "Import \(good) rows"))</button>")
    } else {
      button = step("import", "<button class=\"main\">\(say("問題のない \(good) 行だけを取り込む", "Import the \(good) rows without problems"))</button>")
    }
    return """
      <h2>\(say("取り込むとどうなるか", "What would happen"))</h2>
      <dl class="heads">
      \(head(say("新規", "New"), counts.created))\(head(say("更新・取消", "Changed or taken back"), counts.updated))\(head(say("変更なし", "As they were"), counts.unchanged))\(head(say("問題のある行", "With problems"), counts.refused))
      </dl>
      \(HTML.when(!months.isEmpty, "<p>\(say("変わる月: ", "Months that change: "))\(Self.span(months, visit))</p>"))
      \(notes)
      <div class="deciding">\(button)\(discardForm)</div>
      """
  }

  /// A few months one by one, many as a span.
  private static func span(_ months: [String], _ visit: Visit) -> String {
    guard months.count > 12, let first = months.first, let last = months.last else { return months.joined(separator: visit.say("、", ", ")) }
    return visit.say("\(first) から \(last) までの \(months.count) か月", "\(months.count) months from \(first) to \(last)")
  }

  private func head(_ title: String, _ count: Int) -> HTML { "<div><dt>\(title)</dt><dd><strong>\(count)</strong> \(say("行", "rows"))</dd></div>" }

  private var notes: HTML {
    HTML.when(!upload.notes.isEmpty, "<ul class=\"banner\">\(upload.notes.map { "<li>\($0.text(in: visit.language))</li>" as HTML })</ul>")
  }

  private func step(_ name: String, _ content: HTML) -> HTML { Form(visit: visit, path: "\(path)/\(name)", content: content).html }

  private var discardForm: HTML { step("discard", "<button>\(say("取り込まずに破棄する", "Discard it"))</button>") }

  private func result(_ state: UploadState) -> HTML {
    """
    <p class="banner" role="status">\(state.result)\(say("。", ". "))\(upload.finishedAt ?? "")</p>
    \(upload.undoneAt.map { "<p class=\"banner\">\(say("\(upload.undoneBy ?? "") が \($0) に取り消しました。", "\(upload.undoneBy ?? "") took it back, \($0)."))</p>" as HTML } ?? "")
    \(HTML.when(!upload.months.isEmpty, "<p>\(say("変わった月: ", "Months that changed: "))\(Self.span(upload.months.map { "\($0)" }, visit))</p>"))
    \(notes)
    """
  }

  private var undoing: HTML {
    HTML.when(
      mayUndo,
      """
      <h2>\(say("取込みの取消し", "Taking it back"))</h2>
      <p>\(say("この取込みが書き込んだ行を、すべて取込み前に戻します。その後に変わった行があれば、何もせずに知らせます。", "All rows that this import has written become what they were before. If any has changed since, nothing is done and you are told which."))</p>
      \(step("undo", "<button>\(say("取込みを取り消す", "Take the import back"))</button>"))
      """)
  }

  private var problems: HTML {
    guard upload.problems > 0, !groups.isEmpty else { return "" }
    let rest = upload.problems - groups.map(\.count).reduce(0, +)
    let files: HTML = HTML.when(
      upload.hasFile,
      """
      <p>\(say("問題のある行だけを、問題の説明を付けて受け取れます。直したら、そのまま送れます。", "You can have just the rows with problems, with what is wrong beside them. Mend them and send that file."))</p>
      <ul class="pages"><li><a class="main" href="\(path)/problems?format=xlsx">\(say("問題のある行（Excel）", "Rows with problems (Excel)"))</a></li>
      <li><a href="\(path)/problems?format=csv">\(say("問題のある行（CSV）", "Rows with problems (CSV)"))</a></li></ul>
      """)
    let list: [HTML] = groups.enumerated().map { group($1, number: $0 + 1) }
    return """
      <h2>\(say("問題 \(upload.problems) 件・\(groups.count) 種類", "\(upload.problems) problems of \(groups.count) sorts"))</h2>
      \(files)
      <ol class="cards">\(list)</ol>
      \(HTML.when(rest > 0, "<p class=\"note\">\(say("ほか \(rest) 件はファイルで確かめてください。", "\(rest) more are in the file."))</p>"))
      """
  }

  private func group(_ group: UploadProblemGroup, number: Int) -> HTML {
    guard let first = group.problems.first else { return "" }
    let language = visit.language
    let wrong = first.wrong.text(in: language)
    let isSame = group.problems.allSatisfy { $0.wrong == first.wrong && $0.right == first.right }
    let fault = isSame ? wrong : say("\(wrong) など", "\(wrong), and the like")
    let place = group.column.isEmpty ? "" : say("列「\(group.column)」: ", "Column \(group.column): ")
    let heads: [(text: String, holds: ListTable.Holds)] =
      [(say("行", "Line"), .words), (say("セルの内容", "The cell says"), .prose)]
      + (isSame ? [] : [(say("問題", "What is wrong"), .prose), (say("直し方", "What would be right"), .prose)])
    let rows: [[HTML]] = group.problems.map { problem in
      [
        "\(problem.line == 0 ? say("全体", "whole file") : "\(problem.line)")",
        "\(problem.value.isEmpty ? say("（空欄）", "(empty)") : String(problem.value.prefix(200)))",
      ]
        + (isSame ? [] : ["\(problem.wrong.text(in: language))", "\(problem.right.text(in: language))"])
    }
    let more = group.count - group.problems.count
    let table = ListTable(title: "\(place)\(wrong)", heads: heads, rows: rows).html
    return """
      <li class="card"><h3>\(place)\(fault) <span class="state">\(say("\(group.count) 件", "\(group.count)"))</span></h3>
      \(HTML.when(isSame, "<p>→ \(first.right.text(in: language))</p>"))
      <p class="note">\(say("行: ", "Lines: "))\(ProblemDigest.ranges(group.lines))</p>
      <details\(HTML.when(number <= 3, " open"))><summary>\(say("該当する行", "The rows"))</summary>\(table)
      \(HTML.when(more > 0, "<p class=\"note\">\(say("ほか \(more) 件", "and \(more) more"))</p>"))</details></li>
      """
  }

  private var reading: HTML {
    let table: HTML =
      understood.map { understood in
        let encoding =
          understood.encoding == nil
          ? say("Excel ブック", "Excel workbook") : understood.encoding == "cp932" ? say("CSV（CP932）", "CSV (CP932)") : say("CSV（UTF-8）", "CSV (UTF-8)")
        let sheet = understood.sheet.map { say("、シート「\($0)」", ", sheet \($0)") } ?? ""
        let kind = upload.kind.flatMap(Kind.named)
        let heads =
          [(text: say("行", "Line"), holds: ListTable.Holds.words)]
          + understood.columns.map { column in
            let name =
              column.name.map { english in kind?.column(named: english).map { visit.say($0.japanese, $0.english) } ?? column.heading }
              ?? say("読みません", "ignored")
            return (text: name == column.heading ? name : "\(column.heading) → \(name)", holds: ListTable.Holds.prose)
          }
        return """
          <p>\(encoding)\(sheet)\(say("、見出しは \(understood.headerLine) 行目。", ", headings on line \(understood.headerLine)."))</p>
          \(ListTable(title: say("初めの行", "The first rows"), heads: heads, rows: understood.rows.map { row in ["\(row.line)" as HTML] + row.cells.map { "\($0)" as HTML } }).html)
          """
      } ?? ""
    return """
      <h2>\(say("どう読んだか", "How it is read"))</h2>
      \(table)
      <details\(HTML.when(upload.refusesAll, " open"))><summary>\(say("種類や文字コードを変えて確かめ直す", "Look through it again as another kind or in another encoding"))</summary>\(kindForm)</details>
      """
  }

  private var kindForm: HTML {
    let kinds = UploadKinds.offered(to: upload.role).map { (value: $0.name, label: say($0.japanese, $0.name)) }
    let chosen = upload.kind ?? ""
    let kind = Field(
      visit: visit, name: "kind", label: say("種類", "Kind"), value: chosen,
      control: .choice(kinds.contains { $0.value == chosen } ? kinds : [(value: "", label: say("選んでください", "Choose"))] + kinds))
    let encoding = Field(
      visit: visit, name: "encoding", label: say("文字コード", "Encoding"), isRequired: false, value: upload.encoding ?? "auto",
      control: .choice([(value: "auto", label: say("自動", "found out")), (value: "utf-8", label: "UTF-8"), (value: "cp932", label: "CP932 (Shift_JIS)")]))
    return step("kind", "\(kind.html)\(encoding.html)<button>\(say("この種類で確かめる", "Look through it as this"))</button>")
  }
}
