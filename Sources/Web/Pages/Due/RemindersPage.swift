import Domain
import HTTPTypes
import Reports
import Store

/// The sections that haven't reported all of a month, by bureau, with whom to remind. No mail is sent: the list goes out as a file.
enum RemindersPage {
  static func page(_ call: Call<SheetReminder>) async throws -> Answer {
    let visit = call.visit
    let month = call.arguments["month"].flatMap(Month.init) ?? MonthPage.lastMonth()
    let reminders = try await Reminders.load(month, in: call.services.database, as: call.context.viewer)
    let title = visit.say("未報告の所属", "Units that haven't reported")
    let missing = reminders.missing
    let (inForce, reported) = reminders.sections.reduce((0, 0)) { ($0.0 + $1.inForce, $0.1 + $1.reported) }
    let bureaus = Dictionary(grouping: missing) { $0.bureau?.code ?? "" }.sorted { $0.key < $1.key }.map(\.value)
    let groups: [HTML] = bureaus.map { group($0, reminders, visit) }
    let all: HTML = "<p>\(visit.say("すべて報告されています。", "All are reported."))</p>"
    let file: HTML = """
      <p><a class="main" href="/reminders/file?month=\(month.description)">\(visit.say("差込み用の CSV で受け取る", "Take the list as CSV for a mail merge"))</a></p>
      <p class="note">\(visit.say("督促のメールは送りません。担当は、その所属か最も近い上の所属に今日いる所属担当です。", "No mail is sent. The clerk is who is appointed today for the unit or the nearest one above."))</p>
      """
    let burden: HTML =
      try await call.services.database.sheetTimes(of: month, as: call.context.viewer).map { times in
        let median = Double(times.median) / 60
        let minutes = "\(Int(median * 10) / 10).\(Int(median * 10) % 10)"
        return
          "<p>\(visit.say("月次票の入力にかかった時間は、測れた \(times.sheets) 所属の中央値で \(minutes) 分です。10 分以内は \(times.withinTenMinutes) 所属です。", "Filling in the monthly sheet took \(minutes) min, the median of \(times.sheets) units that were timed; \(times.withinTenMinutes) took ten minutes at most."))</p>"
      } ?? ""
    return Layout(
      visit: visit, title: title, path: "/reminders", query: [("month", month.description)],
      content: """
        <h1>\(title) <span>\(month.title(visit.language))</span></h1>
        \(MonthTurning(visit: visit, path: "/reminders", month: month).html)
        <p class="banner">\(visit.say("導入 \(inForce) 件のうち報告 \(reported) 件。未報告の残る所属は \(missing.count) です。未報告は 0 ではありません。", "\(reported) of \(inForce) adoptions are reported; \(missing.count) units are behind. What isn't reported is not zero."))</p>
        \(burden)
        \(missing.isEmpty ? all : file)
        \(groups)
        """
    ).answer.keepingLanguage(call)
  }

  private static func group(_ sections: [ReportedSection], _ reminders: Reminders, _ visit: Visit) -> HTML {
    let name = sections.first?.bureau?.name(in: visit.language) ?? visit.say("局に属さない所属", "Units under no bureau")
    let count = sections.reduce(0) { $0 + $1.missing }
    let table = ListTable(
      title: name,
      heads: [
        (visit.say("所属", "Unit"), .prose), (visit.say("未報告", "Not reported"), .number), (visit.say("導入", "Adoptions"), .number),
        (visit.say("担当", "Clerk"), .words),
        (visit.say("最後の報告", "Last reported"), .words), (visit.say("未報告の導入", "Which"), .prose),
      ],
      rows: sections.map { section in
        let clerks = reminders.clerks(of: section).names
        let persons = section.missingPersons > 0 ? [visit.say("個人 \(section.missingPersons) 件", "\(section.missingPersons) of persons")] : []
        let codes = Array(section.missingCodes.prefix(12)) + (section.missingCodes.count > 12 ? ["…"] : [])
        return [
          "<a href=\"/sheet?month=\(reminders.month.description)&amp;unit=\(Percent.encode(section.section.code))\">\(section.section.name(in: visit.language))</a>",
          "\(section.missing)", "\(section.inForce)", "\(clerks.isEmpty ? visit.say("担当なし", "nobody") : clerks.joined(separator: visit.say("、", ", ")))",
          "\(section.lastReported?.description ?? visit.say("なし", "never"))", "\((codes + persons).joined(separator: visit.say("、", ", ")))",
        ]
      })
    return "<details open><summary>\(name)・\(visit.say("未報告 \(count) 件", "\(count) not reported"))</summary>\(table.html)</details>"
  }

  static func file(_ call: Call<SheetReminder>) async throws -> Answer {
    let month = call.arguments["month"].flatMap(Month.init) ?? MonthPage.lastMonth()
    let reminders = try await Reminders.load(month, in: call.services.database, as: call.context.viewer)
    let file = try TemporaryFile()
    try file.append(try reminders.csv(in: call.visit.language))
    return Answer(file: file, type: "text/csv; charset=utf-8", name: "reminders_\(month).csv")
  }
}
