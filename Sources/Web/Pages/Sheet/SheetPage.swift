import Domain
import Foundation
import HTTPTypes
import Reports
import Store

/// The monthly sheet of a section: what each adoption did in a month and where the time went, entered in one pass with the keyboard.
struct SheetPage {
  let visit: Visit
  let sheet: UnitSheet
  /// What was typed and isn't recorded, by adoption.
  var form: [String: SheetForm.Row] = [:]
  var problems: [SheetEntry.RowProblem] = []
  /// Adoptions whose record somebody else has changed meanwhile.
  var changed: Set<String> = []
  /// Confirmations that would end: adoption and category.
  var endings: [(adoption: String, category: String)] = []
  var reason = (text: "", problem: String?.none)
  /// What the head has sent back of the month, for the clerk.
  var sentBack: [SentBack] = []
  /// How many rows were saved just now, and in how many seconds they were typed.
  var saved: Int?
  var took: Int?
  /// In how many seconds what isn't saved yet was typed.
  var typedFor: Int?

  static func page(_ call: Call<SheetFiller>) async throws -> Answer {
    let month = call.arguments["month"].flatMap(Month.init) ?? MonthPage.lastMonth()
    var unit = call.arguments["unit"]
    if unit == nil { unit = try await call.services.database.mandateUnits(as: call.context.viewer).first }
    guard let unit else { return SheetChoice(visit: call.visit, month: month).answer.keepingLanguage(call) }
    let sheet = try await UnitSheet.load(month, unit: unit, language: call.visit.language, in: call.services.database, as: call.context.viewer)
    let isClerk = call.context.person.role == .clerk
    return SheetPage(
      visit: call.visit, sheet: sheet, sentBack: isClerk ? try await call.services.database.sentBack(of: month, as: call.context.viewer) : [],
      saved: call.arguments["saved"].flatMap { Int($0) }, took: call.arguments["took"].flatMap { Int($0) }
    ).answer.keepingLanguage(call)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private var monthName: String { say("\(sheet.month.year)年\(sheet.month.month)月", sheet.month.description) }
  private var query: String { "month=\(sheet.month)" + (sheet.section.map { "&unit=\(Percent.encode($0.code))" } ?? "") }

  var answer: Answer {
    let name = sheet.section?.name(in: visit.language)
    return Layout(
      visit: visit, title: say("月次票 \(monthName)", "Monthly sheet \(monthName)"), path: "/sheet",
      query: [("month", sheet.month.description)] + (sheet.section.map { [("unit", $0.code)] } ?? []), scripts: [.account, .sheet],
      content: """
        <h1>\(name ?? say("月次票", "Monthly sheet")) <span>\(say("月次票 \(monthName)", "monthly sheet, \(monthName)"))</span></h1>
        \(outcome)
        \(turning)
        \(progress)
        \(SentBackList(visit: visit, sentBack: sentBack).html)
        \(rows)
        \(sections)
        """
    ).answer
  }

  private var turning: HTML {
    guard let section = sheet.section else { return "" }
    return MonthTurning(visit: visit, path: "/sheet", month: sheet.month, query: [("unit", section.code)]).html
  }

  private var progress: HTML {
    guard sheet.section != nil, !sheet.lines.isEmpty else { return "" }
    let missing = sheet.lines.count - sheet.reported
    return """
      <p class="banner"><strong>\(say("導入 \(sheet.lines.count) 件のうち報告 \(sheet.reported) 件", "\(sheet.reported) of \(sheet.lines.count) adoptions are reported"))</strong>
      \(missing > 0 ? say("件数が空欄の \(missing) 件は未報告です。0 ではありません。使わなかった月は 0 と入れてください。", "The \(missing) without cases aren't reported, which is not zero: where one wasn't used, enter 0.") : say("すべて報告されています。", "All are reported."))</p>
      """
  }

  /// What came of saving; the first thing that is read after it.
  private var outcome: HTML {
    var parts: [HTML] = []
    if let saved {
      let time =
        took.map {
          say(
            "入力にかかった時間は \($0 / 60) 分 \($0 % 60) 秒でした。報告の負担を知るため、だれが入れたかは残さずに、所属の時間として記録します。",
            "It took \($0 / 60) min \($0 % 60) s to enter. That is kept as the unit's, without who entered it, to know what reporting costs.")
        } ?? ""
      let sentence =
        saved == 0 ? say("変わったところがないので、何も保存していません。", "Nothing was changed, so nothing was saved.") : say("\(saved) 件を保存しました。", "\(saved) rows were saved.")
      parts.append("<p class=\"banner\" role=\"status\">\(sentence)\(time)</p>")
    }
    if !problems.isEmpty || reason.problem != nil {
      let count = Set(problems.map(\.adoption)).count
      let state =
        saved == nil ? say("まだ何も保存していません。", "Nothing has been saved yet.") : say("ほかの行は保存しました。", "The other rows have been saved.")
      parts.append(
        """
        <div class="problem" role="alert" tabindex="-1"><p>\(say("直すところが \(count) 件の導入にあります。\(state)", "There is something to mend in \(count) adoptions. \(state)"))</p>
        <ul>\(problems.map(problemLink))</ul></div>
        """)
    }
    if !changed.isEmpty {
      parts.append(
        "<p class=\"problem\" role=\"alert\">\(say("入力している間に、ほかの人が \(changed.count) 件の導入の記録を変えました。何も保存していません。印の付いた行を見て、もう一度保存してください。", "While you were typing, somebody else changed what is recorded of \(changed.count) adoptions. Nothing has been saved: look at the marked rows and save again."))</p>"
      )
    }
    if !endings.isEmpty {
      let list: [HTML] = endings.map { ending in
        "<li>\(title(of: ending.adoption))\(say("：", ": "))\(sheet.categories.first { $0.code == ending.category }.map { $0.title(in: visit.language) } ?? ending.category)</li>"
      }
      parts.append(
        """
        <div class="problem" role="alert"><p>\(say("確認済みの振向けの時間が変わります。保存すると確認が外れ、もう一度確認が要ります。まだ何も保存していません。", "Redirections that are confirmed would change. Saving ends their confirmation, and they have to be confirmed again. Nothing has been saved yet."))</p><ul>\(list)</ul></div>
        """)
    }
    return "\(parts)"
  }

  private func title(of adoption: String) -> String {
    sheet.lines.first { $0.adoption == adoption }.map { say("\($0.title)（\(adoption)）", "\($0.title) (\(adoption))") } ?? adoption
  }

  private func problemLink(_ problem: SheetEntry.RowProblem) -> HTML {
    guard let place = sheet.lines.firstIndex(where: { $0.adoption == problem.adoption }) else {
      return "<li>\(problem.adoption) \(problem.wrong)\(say("。", ": "))\(problem.right)</li>"
    }
    let target = problem.column.map { SheetForm.id($0, place, sheet.categories) } ?? "row-\(place)"
    return "<li><a href=\"#\(target)\">\(title(of: problem.adoption))</a>\(say("：", ": "))\(problem.wrong)\(say("。", ": "))\(problem.right)</li>"
  }

  private var rows: HTML {
    guard let section = sheet.section else {
      return HTML.when(sheet.sections.isEmpty, "<p>\(say("\(monthName)に報告する導入はありません。", "No adoptions are to be reported for \(monthName)."))</p>")
    }
    let first = problems.first
    let cards: [HTML] = sheet.lines.enumerated().map { place, line in
      SheetCard(
        visit: visit, place: place, line: line, categories: sheet.categories, typed: form[line.adoption],
        problems: problems.filter { $0.adoption == line.adoption },
        isChanged: changed.contains(line.adoption), focus: first?.adoption == line.adoption ? first?.column : nil
      ).html
    }
    let categories: [HTML] = sheet.categories.enumerated().map { "<input type=\"hidden\" name=\"category.\($0)\" value=\"\($1.code)\">" }
    let why = Field(
      visit: visit, name: "reason", label: say("訂正の理由", "Why it is corrected"),
      help: say("記録済みの行を変えるときに書くと、監査の記録に残ります。", "For rows that were recorded before; it stands in the audit trail."),
      isRequired: false, value: reason.text, problem: reason.problem, isFirstFault: problems.isEmpty, control: .text(rows: 2))
    return """
      <p class="note">\(say("利用者数には前月の値を入れてあります。件数と時間は、この月の分を入れてください。時間はすべて分です。全角の数字も使えます。", "Users are those of the month before. Enter cases and time of this month; all time is in minutes."))</p>
      \(Form(
        visit: visit, path: "/sheet", name: "sheet", draft: "\(visit.person?.login ?? "") \(sheet.month) \(section.code)",
        content: """
          <input type="hidden" name="month" value="\(sheet.month.description)"><input type="hidden" name="unit" value="\(section.code)"><input type="hidden" name="took" value="\(typedFor.map(String.init) ?? "")">\(categories)
          <div class="banner" data-offer hidden><p>\(say("この画面で入力して保存していない内容が、この端末に残っています。", "This browser still has what was typed here and not saved."))</p>
          <p><button type="button" data-take>\(say("入力の続きに戻す", "Go on with it"))</button> <button type="button" class="quiet" data-leave>\(say("捨てる", "Discard it"))</button></p></div>
          \(cards)
          \(why.html)
          <div class="saving">
          <button class="main"\(HTML.when(!endings.isEmpty, " name=\"agree\" value=\"yes\""))>\(endings.isEmpty ? say("保存する", "Save") : say("確認が外れることを承知して保存する", "Save although confirmations end"))</button>
          \(HTML.when(!problems.isEmpty, "<button name=\"keep\" value=\"yes\">\(say("問題のない行だけ保存する", "Save the rows without a problem"))</button>"))
          <a href="/sheet/file?\(query)&amp;format=xlsx">\(say("Excel で受け取る", "Take it as a workbook"))</a>
          <a href="/sheet/file?\(query)">\(say("CSV で受け取る", "Take it as CSV"))</a>
          <a href="/imports">\(say("記入したファイルを取り込む", "Import a filled-in file"))</a>
          </div>
          """
      ).html)
      """
  }

  /// The other sheets of the unit.
  private var sections: HTML {
    let others = sheet.sections.filter { $0.section != sheet.section }
    guard !others.isEmpty else { return "" }
    let title = say("ほかの月次票", "Other sheets")
    return """
      <h2>\(title)</h2>
      \(ListTable(
        title: title,
        heads: [(say("所属", "Unit"), .prose), (say("導入", "Adoptions"), .number), (say("報告", "Reported"), .number), (say("未報告", "Not reported"), .number)],
        rows: others.map {
          [
            "<a href=\"/sheet?month=\(sheet.month.description)&amp;unit=\(Percent.encode($0.section.code))\">\($0.section.name(in: visit.language))</a>", "\($0.inForce)",
            "\($0.reported)", "\($0.missing)",
          ]
        }
      ).html)
      """
  }
}

/// The page for HR that hasn't said whose sheet.
struct SheetChoice {
  let visit: Visit
  let month: Month

  var answer: Answer {
    let title = visit.say("月次票", "Monthly sheet")
    return Layout(
      visit: visit, title: title, path: "/sheet", query: [("month", month.description)],
      content: """
        <h1>\(title)</h1>
        <form class="turning" action="/sheet">
        <label for="month">\(visit.say("月", "Month"))</label>
        <input id="month" name="month" type="month" value="\(month.description)" required>
        <label for="unit">\(visit.say("所属のコードか名前", "Unit, by code or name"))</label>
        <input id="unit" name="unit" required>
        <button>\(visit.say("表示", "Show"))</button>
        </form>
        <p><a href="/reminders?month=\(month.description)">\(visit.say("未報告の所属から選ぶ", "Choose among units that haven't reported"))</a></p>
        """
    ).answer
  }
}

extension Category {
  func title(in language: Language) -> String { language == .english ? titleEnglish ?? title : title }
}
