import Domain
import Foundation
import HTTPTypes
import Reports
import Store

/// Moving many persons on one day, entered ahead: what the day changes, the form for more, and what these would change before they are written.
struct TransfersPage {
  static let body = Body.form(["on", "text", "good", "reason", "then"], rows: ["person", "target"], hasText: true)
  /// More at once go by a file of posts.
  static let most = 5_000

  let visit: Visit
  /// As it was typed.
  var on: String
  var day: Day?
  /// A line a person: number, unit, and where it changes the grade.
  var text = ""
  var reason = ""
  /// A unit whose persons are listed to choose from.
  var unit = ""
  var persons: [Transferable] = []
  /// What the day changes: as entered, or with what was typed.
  var transfers: Transfers?
  var isChecked = false
  var problems: [Problem] = []
  var problem: String?
  /// Why a file wasn't taken.
  var fileProblem: String?
  var notes: [Sentence] = []
  var banner: HTML = ""

  static func page(_ call: Call<TransferEditor>) async throws -> Answer {
    var page = TransfersPage(visit: call.visit, on: call.arguments["on"] ?? nextApril().description)
    page.banner = RecordDone.banner(call)
    let viewer = call.context.viewer
    if let day = page.read(), page.problem == nil {
      page.transfers = try await TransferEntry.preview(of: day, in: call.services.database, as: viewer)
      if let unit = call.arguments["unit"] {
        page.unit = unit
        page.persons = try await call.services.database.write(as: viewer) { try await $0.transferables(in: unit, before: day) }
      }
    }
    return page.answer.keepingLanguage(call)
  }

  static func take(_ call: Call<TransferEditor>) async throws -> Answer {
    let visit = call.visit
    var page = TransfersPage(visit: visit, on: call.fields["on"] ?? "")
    let chosen = call.fields.filter { $0.key.hasPrefix("target.") && !$0.value.isBlank }.compactMap { name, unit in
      name.split(separator: ".").last.flatMap { call.fields["person.\($0)"] }.map { "\($0)\t\(unit)" }
    }
    page.text = (["text", "good"].compactMap { call.fields[$0] }.filter { !$0.isBlank } + chosen.sorted()).joined(separator: "\n")
    page.reason = call.fields["reason"] ?? ""
    return try await page.taken(call, isSave: call.fields["then"] == "save")
  }

  /// Takes the moves of a file as if they had been typed.
  static func takeFile(_ call: Call<TransferEditor>) async throws -> Answer {
    let visit = call.visit
    var page = TransfersPage(visit: visit, on: call.fields["on"] ?? "")
    guard let upload = call.upload, upload.byteCount > 0 else {
      page.fileProblem = visit.say("異動のファイルを選んでください", "Choose a file of moves")
      return page.refusal
    }
    switch TransferFile.moves(path: upload.file.path, most: most + 1, language: visit.language) {
    case .failure(let bad):
      page.fileProblem = bad.problems.prefix(5).map { problem in
        let place = problem.column.isEmpty ? "" : visit.say("列「\(problem.column)」: ", "column \(problem.column): ")
        return visit.say("\(place)\(problem.wrong)。\(problem.right)。", "\(place)\(problem.wrong); \(problem.right).")
      }.joined(separator: " ")
      return page.refusal
    case .success(let moves):
      page.text = moves.map { ([$0.number, $0.unit] + ($0.grade.isEmpty ? [] : [$0.grade])).joined(separator: "\t") }.joined(separator: "\n")
      return try await page.taken(call, isSave: false)
    }
  }

  /// What came of the moves that stand in the text: written, or looked through.
  private func taken(_ call: Call<TransferEditor>, isSave: Bool) async throws -> Answer {
    var page = self
    guard let day = page.read() else { return page.refusal }
    let moves = Self.moves(in: text)
    guard (1...Self.most).contains(moves.count) else {
      page.problem =
        moves.isEmpty
        ? say("異動する職員を、1 行に 1 人ずつ入れてください", "Give the persons who move, one a line")
        : say("一度に \(Self.most) 人までです。それより多いときは、発令のファイルを取り込んでください", "\(Self.most) persons at most: import a file of posts for more")
      return page.refusal
    }
    let entry = TransferEntry(day: day, moves: moves.map(\.move), reason: page.reason, language: visit.language)
    switch try await entry.run(isCheck: !isSave, in: call.services.database, as: call.context.viewer) {
    case .done(let transfers, _, let notes):
      if isSave { return .seeOther("/transfers?on=\(day)&done=\(RecordDone.created.rawValue)") }
      page.transfers = transfers
      page.isChecked = true
      page.notes = notes
      return page.answer
    case .refused(let problems):
      page.problems = problems
      return page.refusal
    }
  }

  /// The day, where it can be one; else the page says so.
  private mutating func read() -> Day? {
    day = Day(on)
    if day == nil { problem = visit.say("日付として読めません。令和9年4月1日 や 2027/4/1 のように書いてください", "Not a date: write it like 2027-04-01") }
    return day
  }

  /// What was written, a line a person; a line of headings is none. With the line as it stands in the field.
  static func moves(in text: String) -> [(move: TransferEntry.Move, line: String)] {
    text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isBlank }.compactMap { line in
      let cells = line.split(omittingEmptySubsequences: false) { "\t,，、".contains($0) }.map { clean(String($0)) }
      guard let number = cells.first, !["職員番号", "staff_no"].contains(number) else { return nil }
      return (TransferEntry.Move(number: number, unit: cells.count > 1 ? cells[1] : "", grade: cells.count > 2 ? cells[2] : ""), line)
    }
  }

  /// As codes are read; what is none stays as it is, for the import to say why.
  private static func clean(_ cell: String) -> String {
    do { return try CodeText.parse(cell) } catch { return cell }
  }

  /// By the calendar of Japan.
  private static func nextApril() -> Day {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt
    let today = calendar.dateComponents([.year, .month], from: .now)
    let year = (today.year ?? 0) + ((today.month ?? 0) < 4 ? 0 : 1)
    guard let april = Month(year: year, month: 4) else { preconditionFailure("today has no year") }
    return april.firstDay
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var refusal: Answer {
    var answer = answer
    answer.status = .unprocessableContent
    return answer
  }

  private var answer: Answer {
    let title = say("異動の一括入力", "Transfers")
    return Layout(
      visit: visit, title: title, path: "/transfers", query: [("on", on)],
      content: """
        <h1>\(title)</h1>
        \(banner)
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        \(faults)
        <form class="turning" action="/transfers">
        <label for="on">\(say("発令日", "Day"))</label><input id="on" name="on" value="\(on)" autocomplete="off">
        <label for="unit">\(say("職員を選ぶ所属", "Persons of unit"))</label><input id="unit" name="unit" value="\(unit)" autocomplete="off" aria-describedby="unit-help">
        <button>\(say("表示する", "Show"))</button>
        <p class="help" id="unit-help">\(say("所属コードを入れると、その所属の職員から選べます。", "With a unit's code its persons are listed to choose from."))</p>
        </form>
        \(HTML.when(isChecked, confirming))
        \(TransferTables(visit: visit, day: day, transfers: transfers, isChecked: isChecked, notes: notes).html)
        \(HTML.when(!isChecked, entering))
        """
    ).answer
  }

  /// The lines as they were read: of those that can't be taken, problems say where they stand.
  private var lines: [String] { Self.moves(in: text).map(\.line) }

  private var faultyPlaces: Set<Int> { Set(problems.map { $0.line - 2 }) }

  /// Which lines can't be taken, and why.
  private var faults: HTML {
    guard !problems.isEmpty else { return "" }
    let lines = lines
    let faulty = faultyPlaces.intersection(lines.indices).sorted()
    let rows: [HTML] = problems.prefix(100).map { problem in
      let place = problem.line - 2
      let line = (lines.indices.contains(place) ? lines[place] : "").replacing("\t", with: " → ")
      // As the line is numbered where it is to be mended.
      let number = faulty.firstIndex(of: place).map { say("\($0 + 1) 行目 ", "line \($0 + 1) ") } ?? ""
      let title = Kind.posts.column(named: problem.column)?.title(visit.language) ?? ""
      let cell = problem.value.isEmpty ? title : say("\(title)「\(problem.value)」", "\(title) “\(problem.value)”")
      return "<li>\(number)<strong>\(line)</strong><br>\(cell)\(cell.isEmpty ? "" : say("：", ": "))\(problem.wrong)\(say("。", ": "))\(problem.right)</li>"
    }
    return """
      <div class="faults" role="alert"><p>\(say("登録されていません。\(problems.count) 件を直してください。", "Nothing was written. To be mended: \(problems.count)"))</p><ul>\(rows)</ul></div>
      """
  }

  private var entering: HTML {
    // What is to be mended stands by itself, however much there is of the rest.
    let (lines, faulty) = (lines, faultyPlaces.intersection(lines.indices))
    let isApart = !faulty.isEmpty && faulty.count < lines.count
    let good = lines.indices.filter { !faulty.contains($0) }.map { lines[$0] }
    let others: HTML = HTML.when(
      isApart,
      """
      <details><summary>\(say("問題のない \(good.count) 人", "The \(good.count) who can move"))</summary>
      \(Field(visit: visit, name: "good", label: say("問題のない行", "Lines without problems"), isRequired: false, value: good.joined(separator: "\n"), control: .text(rows: 8)).html)</details>
      """)
    let field = Field(
      visit: visit, name: "text", label: isApart ? say("直す \(faulty.count) 行", "\(faulty.count) lines to mend") : say("異動する職員", "Who moves"),
      help: say(
        "1 行に 1 人。職員番号、移り先の所属、変わるときは職層を、タブかコンマで区切ります。Excel からそのまま貼り付けられます。任用区分・職層・勤務時間は、書かなければ前の発令と同じです。",
        "A line a person: staff number, the unit to move to and, where it changes, the grade, with tabs or commas between; cells copied from Excel will do. What isn't said stays as in the post before."
      ), isRequired: false, value: isApart ? lines.indices.filter(faulty.contains).map { lines[$0] }.joined(separator: "\n") : text, isFirst: !problems.isEmpty,
      control: .text(rows: isApart ? min(faulty.count + 1, 20) : 8))
    let rows: [[HTML]] = persons.enumerated().map { order, person in
      [
        "\(person.number)<input type=\"hidden\" name=\"person.\(order)\" value=\"\(person.number)\">", "\(person.name)", "\(person.grade ?? "")",
        "<input name=\"target.\(order)\" aria-label=\"\(say("\(person.name)の移り先", "Where \(person.name) moves"))\" autocomplete=\"off\">",
      ]
    }
    let title = say("所属 \(unit) の職員", "Persons of unit \(unit)")
    let list: HTML =
      unit.isBlank
      ? ""
      : persons.isEmpty
        ? "<p>\(say("所属 \(unit) に、その前日に本務の職員はいません。", "Nobody has the primary post in unit \(unit) the day before."))</p>"
        : ListTable(
          title: title,
          heads: [
            (say("職員番号", "Number"), .words), (say("氏名", "Name"), .words), (say("職層", "Grade"), .words),
            (say("移り先（空欄は異動なし）", "Moves to (empty: stays)"), .words),
          ], rows: rows
        ).html
    let content: HTML = """
      <input type="hidden" name="on" value="\(on)">
      \(list)\(field.html)\(others)\(reasonField)
      <button class="main">\(say("何が変わるかを確かめる", "See what would change"))</button>
      """
    return """
      <h2>\(say("異動を入力する", "Enter moves"))</h2>\(Form(visit: visit, path: "/transfers", content: content).html)
      \(HTML.when(problems.isEmpty, fileForm))
      """
  }

  private var fileForm: HTML {
    let fault: HTML = fileProblem.map { "<p class=\"fault\" id=\"file-fault\" role=\"alert\">\($0)</p>" } ?? ""
    let invalid: HTML = HTML.when(fileProblem != nil, " aria-invalid=\"true\" autofocus")
    let content: HTML = """
      <input type="hidden" name="on" value="\(on)">
      <div class="field"><label for="file">\(say("異動のファイル", "File of moves"))</label>
      <p class="help" id="file-help">\(say("CSV か Excel ブック（.xlsx）。見出しは 職員番号、所属コード と、あれば 職層。発令日は上の日です。行ごとに違うときや兼務があるときは、発令のファイルを「取込み」で送ってください。", "CSV or an Excel workbook (.xlsx) with the headings staff_no, unit_code and, where there are some, grade. All move on the day above: send a file of posts under Import where rows have days of their own, or concurrent posts."))</p>
      \(fault)
      <input type="file" id="file" name="\(Body.fileField)" accept=".csv,.tsv,.txt,.xlsx" aria-describedby="file-help\(HTML.when(fileProblem != nil, " file-fault"))"\(invalid)></div>
      <button>\(say("ファイルの内容を確かめる", "Look through the file"))</button>
      """
    return "<h2>\(say("ファイルから入力する", "Enter moves from a file"))</h2>\(Form(visit: visit, path: "/transfers/file", hasFile: true, content: content).html)"
  }

  private var reasonField: HTML {
    Field(
      visit: visit, name: "reason", label: say("理由", "Reason"), help: say("監査の記録に残ります。", "It stands in the audit trail."), isRequired: false, value: reason,
      control: .line([])
    ).html
  }

  /// All moves at once, or back to the form with nothing lost.
  private var confirming: HTML {
    let count = Self.moves(in: text).count
    let field = Field(
      visit: visit, name: "text", label: say("異動する職員（\(count) 人）", "Who moves (\(count))"), isRequired: false, value: text, control: .text(rows: 4))
    let content: HTML = """
      <input type="hidden" name="on" value="\(on)">
      \(field.html)\(reasonField)
      <p class="actions"><button class="main" name="then" value="save">\(say("\(count) 人の異動をまとめて登録する", "Enter all \(count) moves"))</button>
      <button>\(say("もう一度確かめる", "See once more what would change"))</button></p>
      """
    return """
      <p class="banner" role="status">\(say("まだ登録していません。下の内容でよければ登録してください。", "Nothing is written yet. Enter them if what stands below is right."))</p>
      \(Form(visit: visit, path: "/transfers", content: content).html)
      """
  }
}
