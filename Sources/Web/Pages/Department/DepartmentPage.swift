import Domain
import HTTPTypes
import Reports
import Store

/// A department's room: what the unit's month is beside the whole organisation and last year, with one number first and everything to be downloaded.
struct DepartmentPage {
  let visit: Visit
  let figures: DepartmentMonth
  let isLive: Bool
  /// The units of the visitor's mandates.
  let own: [String]
  /// Newest first.
  let frozen: [Month]
  /// Whether the visitor confirms what units claim.
  let confirms: Bool
  /// Whether the visitor may take up what others use.
  let copies: Bool
  /// nil: the whole organisation has none.
  let comment: CommentSection?

  static func page(_ call: Call<ReportReader>) async throws -> Answer {
    let (database, viewer) = (call.services.database, call.context.viewer)
    guard let (figures, own) = try await load(call) else {
      return MonthAsked.nothingYet(call.visit.say("所属の状況", "Department"), path: "/department", call.visit).keepingLanguage(call)
    }
    var comment: CommentSection?
    if let unit = figures.report.unit?.code {
      comment = CommentSection(
        visit: call.visit, month: figures.report.month, unit: unit, versions: try await database.comments(on: unit, of: figures.report.month, as: viewer),
        isOwn: Confirmer.admitted.contains(call.context.person.role) && own.contains(unit))
    }
    let page = DepartmentPage(
      visit: call.visit, figures: figures, isLive: call.context.isLive, own: own, frozen: try await UnitMonth.frozenMonths(in: database, as: viewer),
      confirms: Confirmer.admitted.contains(call.context.person.role), copies: Copier.admitted.contains(call.context.person.role), comment: comment)
    return page.answer.keepingLanguage(call)
  }

  /// The tables of the page as a file.
  static func file(_ call: Call<ReportReader>) async throws -> Answer {
    guard let (figures, _) = try await load(call) else { throw Fault.notFound }
    let language = call.visit.language
    let lines = [[figures.report.month.description, MonthlyReport.name(of: figures.report.unit, language)], [basis(figures.report, call.visit)]]
    var answer = Answer(type: "text/csv; charset=utf-8", body: try FigureTable.csv(figures.tables(language), about: lines))
    answer.headers[.contentDisposition] = "attachment; filename=\"department-\(figures.report.month).csv\""
    return answer
  }

  /// Without a unit the visitor's own; with them the units of the visitor's mandates.
  private static func load(_ call: Call<ReportReader>) async throws -> (figures: DepartmentMonth, own: [String])? {
    let (database, reader) = (call.services.database, call.context)
    guard let asked = try await MonthAsked(call) else { return nil }
    let own = try await database.mandateUnits(as: reader.viewer)
    let unit = call.arguments["unit"] ?? own.first
    // A head sees the adoptions of the own units only, which would look like those of the whole organisation.
    let seesAdoptions = AdoptionReader.admitted.contains(reader.person.role) && (unit != nil || !Confirmer.admitted.contains(reader.person.role))
    let figures = try await DepartmentMonth.read(
      asked.month, unit: unit, isLive: reader.isLive, seesAdoptions: seesAdoptions, in: database, as: reader.viewer)
    return (figures, own)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private var report: MonthlyReport { figures.report }
  private var name: String { MonthlyReport.name(of: report.unit, visit.language) }
  private var query: [(String, String)] { report.unit.map { [("unit", $0.code)] } ?? [] }
  private var turning: MonthTurning {
    MonthTurning(visit: visit, path: "/department", month: report.month, query: query) { month in isLive || frozen.contains(month) }
  }

  private var answer: Answer {
    let tables = figures.tables(visit.language)
    let contents: [HTML] = tables.map { "<li><a href=\"#\($0.name)\">\($0.title)</a></li>" }
    return Layout(
      visit: visit, title: "\(report.month.title(visit.language)) \(name)", path: "/department", query: [("month", report.month.description)] + query,
      trail: trail, scripts: Layout.chartScripts,
      content: """
        <h1>\(name) <span>\(report.month.title(visit.language))</span></h1>
        \(turning.html)
        \(lead)
        <p class="note">\(Self.basis(report, visit))</p>
        <nav aria-label="\(say("このページの内容", "On this page"))"><ul class="pages">\(contents)
        \(HTML.when(comment != nil, "<li><a href=\"#comment\">\(say("所属長コメント", "The head's comment"))</a></li>"))
        <li><a href="/department/file?\(link)" download>\(say("表示どおりにダウンロード（CSV）", "Download as shown (CSV)"))</a></li>
        \(HTML.when(confirms, "<li><a href=\"/confirmations?month=\(report.month.description)\">\(say("振向けの確認", "Confirming redirected time"))</a></li>"))
        \(HTML.when(copies, "<li><a href=\"/copy\(report.unit.map { "?unit=\(Percent.encode($0.code))" } ?? "")\">\(say("ほかの所属の事例を取り入れる", "Take up what others use"))</a></li>"))
        <li><a href="/month?\(link)">\(say("月次報告", "Monthly report"))</a></li></ul></nav>
        \(tables.map { $0.name == UnitTrend.name ? UnitTrend(visit: visit, months: figures.trend, title: $0.title).html : section($0) })
        \(comment?.html ?? "")
        <p class="note">\(say("創出時間は総削減から確認・手直し・習得・操作を引いた正の分です。報告のないものは 0 ではありません。導入率は下限です。推移は各月に固定した数値です。– は比べる数値がないものです。", "Freed time is the positive part of gross less verifying, rework, learning and operating. No record is not zero. The adoption rate is a lower bound. The trend is of what was frozen in each month. – means that there is nothing to compare."))</p>
        """
    ).answer
  }

  private var link: String { ([("month", report.month.description)] + query).map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&") }

  private func link(unit: String) -> String { "/department?month=\(report.month)&unit=\(Percent.encode(unit))" }

  /// The units of the own mandates lie above what is looked at.
  private var trail: [(title: String, path: String)] { own.filter { $0 != report.unit?.code }.map { (say("自分の所属 \($0)", "Own unit \($0)"), link(unit: $0)) } }

  private static func basis(_ report: MonthlyReport, _ visit: Visit) -> String {
    let mark = MonthlyReport.withheldMark
    guard let time = report.takenAt else {
      return visit.say("原簿のままの数値で、秘匿していません。人事と監査だけの表示です。", "The live account with nothing withheld, for HR and auditors only.")
    }
    return visit.say(
      "\(time) に固定した数値です。\(mark) は秘匿：人数が少なく、示すと個人の時間が分かるおそれがあるためです。",
      "Frozen at \(time). \(mark) is withheld: so few persons are in it that it could tell the time of one of them.")
  }

  /// What a head asks first: how much time the unit gained, and how much of it can be accounted for.
  private var lead: HTML {
    let total = report.total
    let name = say("創出時間", "Freed time")
    let (freed, claimed, confirmed, unaccounted) = (total.freedTime, total.claimed.shown, total.confirmed.shown, total.unaccounted.shown)
    if freed == .withheld {
      let group = report.group.map { group in
        say(
          "この所属を含む\(MonthlyReport.name(of: group.unit, .japanese))では \(group.figures.freedTime.shown) 時間です。",
          "In \(MonthlyReport.name(of: group.unit, .english)), which this unit is part of, it is \(group.figures.freedTime.shown) h.")
      }
      return """
        <div class="figure"><p><span>\(name)</span> <strong>\(freed.shown)</strong></p>
        <p>\(say("この所属の時間は、少人数の個人の時間が分かるおそれがあるため示せません。", "This unit's time isn't shown: it could tell the time of one of a few persons."))\(group ?? "")</p></div>
        """
    }
    let parts =
      total.claimed == .withheld || total.unaccounted == .withheld
      ? say("その行き先は、少人数の個人の時間が分かるおそれがあるため示せません。", "Where it went isn't shown: it could tell the time of one of a few persons.")
      : say(
        "うち高付加価値業務への振向け（申告）\(claimed) 時間、確認済み \(confirmed) 時間、使途未把握 \(unaccounted) 時間。",
        "\(claimed) h of it claimed as redirected to higher-value work, \(confirmed) h confirmed; \(unaccounted) h unaccounted.")
    return """
      <div class="figure"><p><span>\(name)</span> <strong>\(freed.shown)</strong> \(say("時間", "h"))</p><p>\(parts)</p></div>
      """
  }

  private func section(_ table: FigureTable) -> HTML {
    let list = ListTable(
      title: table.title, heads: table.heads.enumerated().map { place, head in (head, place == 0 || isWords(table, place) ? .prose : .number) },
      rows: table.rows.map { row in
        row.cells.enumerated().map { place, cell in
          if place == 0, let unit = row.unit { return "<a href=\"\(link(unit: unit))\">\(cell.shown)</a>" }
          return "\(cell.shown)"
        }
      }
    ).html
    // A table of nothing but marks says so, and is there for whoever wants to see.
    let withheld: HTML = """
      <details><summary>\(say("この表の数値はすべて秘匿です（x）。", "All of this table is withheld (x)."))<span class="act">\(say("行だけを見る", " See its rows only"))</span></summary>\(list)</details>
      """
    return "<section><h2 id=\"\(table.name)\">\(table.title)</h2>\(table.isWithheld ? withheld : list)</section>"
  }

  private func isWords(_ table: FigureTable, _ place: Int) -> Bool { table.rows.first.map { !$0.cells[place].isNumber } ?? false }
}
