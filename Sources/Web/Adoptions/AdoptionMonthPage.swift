import Domain
import HTTPTypes
import Reports
import Store

/// One adoption's month on one screen: what was done, where the time went, and the account of both together.
struct AdoptionMonthPage {
  let visit: Visit
  var form: AdoptionMonthForm
  /// As it would stand with what was typed; nil: as it is recorded.
  var checked: AdoptionMonth?
  var banner: HTML = ""
  var problem: String?

  static func page(_ call: Call<AdoptionEditor>) async throws -> Answer {
    var page = try await shown(call)
    page.banner = RecordDone.banner(call)
    return page.answer.keepingLanguage(call)
  }

  static func save(_ call: Call<AdoptionEditor>) async throws -> Answer {
    let visit = call.visit
    var page = try await shown(call)
    let then = call.fields["then"] ?? ""
    let isCheck = ["calculate", "copy"].contains(then)
    var cells = cells(call, page.form)
    page.form.values.merge(cells) { $1 }
    page.form.values["reason"] = call.fields["reason"]
    let isChange = page.form.month.time != nil && !isCheck
    let reason = FormText(call.fields["reason"], longest: 400, visit: visit, empty: isChange ? visit.say("なぜ変えるのかを書いてください", "Write why it is changed") : nil)
    page.form.reasonProblem = reason.problem
    if cells["cases", default: ""].isBlank, cells["gross_minutes", default: ""].isBlank {
      page.problem = visit.say("件数か総削減時間を入れてください。空欄のままでは報告がないのと同じです", "Give cases or gross minutes: without them nothing is reported")
      return page.refusal(.unprocessableContent)
    }
    guard case .text = reason else { return page.refusal(.unprocessableContent) }
    cells["reason"] = call.fields["reason"] ?? ""
    let seen = call.fields["seen"] ?? ""
    let (code, month) = (page.form.month.code, page.form.month.month)
    if then == "copy" {
      // Shares are of what is freed now: first without any.
      let bare = cells.filter { cell in !page.form.categories.contains { $0.code == cell.key } }
      cells = bare
      let outcome = try await AdoptionMonthEntry(code: code, month: month, cells: bare, language: visit.language)
        .run(isCheck: true, in: call.services.database, as: call.context.viewer) { _ in true }
      if case .done(let now, _) = outcome, let before = page.form.month.before, before.freed > 0 {
        for category in page.form.categories {
          let share = before.redirected[category.code].map { $0 * (now.account?.freed ?? 0) / before.freed } ?? 0
          cells[category.code] = share > 0 ? String(share) : ""
          page.form.values[category.code] = cells[category.code]
        }
      }
    }
    let entry = AdoptionMonthEntry(code: code, month: month, cells: cells, language: visit.language)
    let outcome = try await entry.run(isCheck: isCheck, in: call.services.database, as: call.context.viewer) {
      isCheck || RowJSON.tag(of: $0.state.map(Optional.some)) == seen
    }
    switch outcome {
    case .done(let now, let notes):
      let said: [HTML] = notes.map { "<p>\($0.text(in: call.visit.language))</p>" }
      if isCheck {
        page.checked = now
        page.banner = HTML.when(!notes.isEmpty, "<div class=\"banner\" role=\"status\">\(said)</div>")
        return page.answer
      }
      if notes.isEmpty { return .seeOther("\(page.path)?done=\(RecordDone.changed.rawValue)") }
      page = try await shown(call)
      page.banner = "<div class=\"banner\" role=\"status\"><p>\(RecordDone.changed.sentence(visit))</p>\(said)</div>"
      return page.answer
    case .changed:
      page.problem = visit.say(
        "開いている間に、ほかの人がこの月を変えました。あなたの入力はまだ保存されていません。下の「いま登録されている内容」と比べて、もう一度保存してください",
        "Somebody else has changed this month while you had it open, and yours isn't saved yet. Compare it with what is kept now, below, and save once more")
      page.isBeside = true
      return page.refusal(.conflict)
    case .refused(let problems):
      page.form.problems = problems
      return page.refusal(.unprocessableContent)
    case .absent: throw Fault.notFound
    }
  }

  /// Somebody else's is shown beside what was typed.
  private var isBeside = false

  private init(visit: Visit, form: AdoptionMonthForm) {
    self.visit = visit
    self.form = form
  }

  private static func shown(_ call: Call<AdoptionEditor>) async throws -> AdoptionMonthPage {
    guard let month = call.arguments["month"].flatMap({ Month($0) }) else { throw Fault.notFound }
    let code = call.arguments["code"] ?? ""
    let database = call.services.database
    guard let found = try await database.write(as: call.context.viewer, { try await $0.adoptionMonth(code, month) }) else { throw Fault.notFound }
    let categories = try await AdoptionMonthEntry.categories(in: database, as: call.context.viewer)
    return AdoptionMonthPage(
      visit: call.visit, form: AdoptionMonthForm(visit: call.visit, month: found, categories: categories, values: AdoptionMonthForm.values(of: found)))
  }

  /// What was typed, as a sheet's cells; a person's adoption has no users.
  private static func cells(_ call: Call<AdoptionEditor>, _ form: AdoptionMonthForm) -> [String: String] {
    let names = AdoptionMonthForm.names.filter { $0 != "reason" && (form.month.isUnit || $0 != "users") }
    var cells = Dictionary(uniqueKeysWithValues: names.map { ($0, call.fields[$0] ?? "") })
    for (name, code) in call.fields where name.hasPrefix("category.") {
      // A category that is gone meanwhile is said by the import.
      if let order = name.split(separator: ".").last { cells[code] = call.fields["minutes.\(order)"] ?? "" }
    }
    return cells
  }

  private var path: String { "/adoptions/\(Percent.encode(form.month.code))/\(form.month.month)" }
  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private func refusal(_ status: HTTPResponse.Status) -> Answer {
    var answer = answer
    answer.status = status
    return answer
  }

  private var answer: Answer {
    let month = form.month
    let isChange = month.time != nil
    let others = [(month.month.previous, say("前の月", "Month before")), (month.month.next, say("次の月", "Next month"))]
    let reason = Field(
      visit: visit, name: "reason", label: isChange ? say("変更の理由", "Why it is changed") : say("理由", "Reason"), isRequired: isChange,
      value: form.values["reason"] ?? "", problem: form.reasonProblem, control: .line([]))
    let content: HTML = """
      <input type="hidden" name="seen" value="\(RowJSON.tag(of: month.state.map(Optional.some)))">
      <div class="entry" data-account-row>
      <div>\(form.html)\(reason.html)
      <p class="actions"><button class="main">\(say("保存する", "Save"))</button><button name="then" value="calculate">\(say("計算だけする", "Only add up"))</button>
      \(HTML.when(month.before != nil, "<button name=\"then\" value=\"copy\">\(say("使い道の割合を前月から写す", "Copy last month's shares"))</button>"))</p></div>
      \(figures)</div>
      """
    return Layout(
      visit: visit, title: say("\(month.useCase) \(month.month)", "\(month.useCase) \(month.month)"), path: path,
      trail: [
        (say("記録", "Records"), "/records"),
        (say("導入 \(month.code)", "Adoption \(month.code)"), "/records/adoptions/row?key=\(Percent.encode(Percent.encode(month.code)))"),
      ], scripts: [.account],
      content: """
        <h1>\(month.useCase) <span>\(month.adopter)・\(month.month.description)</span></h1>
        <p class="note">\(month.code)・\(month.tool)\(HTML.when(!month.isUnit, "・\(say("あなたが見たことは本人に表示されます。", "that you have looked is shown to this person."))"))</p>
        <nav aria-label="\(say("ほかの月", "Other months"))"><ul class="pages">\(others.map { "<li><a href=\"/adoptions/\(Percent.encode(month.code))/\($0.0.description)\">\($0.1) \($0.0.description)</a></li>" as HTML })</ul></nav>
        \(HTML.when(!month.isInForce, "<p class=\"problem\">\(say("この月、この導入は行われていません。", "The adoption isn't in force in this month."))</p>"))
        \(banner)
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        \(form.summary)
        \(flags)
        \(HTML.when(isBeside, kept))
        \(Form(visit: visit, path: path, content: content).html)
        """
    ).answer
  }

  /// The account as it stands, or would stand.
  private var figures: HTML {
    let account = (checked ?? form.month).account
    let parts: [(name: String, title: String, minutes: Int?)] = [
      ("gross", say("総削減時間", "Gross"), account?.gross), ("overhead", say("付随時間", "Overheads"), account?.overhead),
      ("net", say("創出時間（純）", "Net"), account?.net), ("freed", say("創出時間", "Freed"), account?.freed),
      ("redirected", say("使い道を記録した時間", "Said where it went"), account?.redirected), ("left", say("使途未把握", "Unaccounted"), account?.unaccounted),
    ]
    let lines: [HTML] = parts.map { part in
      "<div><dt>\(part.title)</dt><dd><strong data-show=\"\(part.name)\">\(part.minutes.map(String.init) ?? "–")</strong> \(say("分", "min"))</dd></div>"
    }
    let level = account.map { "<p class=\"note\">\(say("根拠水準", "Evidence")) E\($0.evidence)</p>" as HTML } ?? ""
    return """
      <section class="ledger" aria-label="\(say("勘定", "The account"))" aria-live="polite"><h2>\(checked == nil ? say("勘定", "The account") : say("勘定（まだ保存していません）", "The account (not saved yet)"))</h2>
      <dl>\(lines)</dl>\(level)
      <p class="fault" data-over hidden>\(say("使い道の合計が創出時間を超えています。", "More is said to have gone somewhere than was freed."))</p></section>
      """
  }

  /// What is allowed and should be looked at.
  private var flags: HTML {
    let month = checked ?? form.month
    var lines: [String] = []
    if let adopter = month.adopterMonth {
      if adopter.isAboveAFifth {
        lines.append(
          say(
            "この月の創出時間（純）の合計 \(adopter.net) 分は、勤務時間 \(adopter.contracted) 分の 20% を超えています。",
            "The net minutes of this adopter in the month, \(adopter.net), are above 20 % of the \(adopter.contracted) contracted."))
      }
      if adopter.redirected > max(adopter.net, 0) {
        lines.append(
          say(
            "使い道の合計 \(adopter.redirected) 分が、導入先の創出時間（純）の合計 \(adopter.net) 分を超えています。",
            "\(adopter.redirected) minutes went somewhere, more than the adopter's net \(adopter.net)."))
      }
    }
    if month.monthsInARow > 1 {
      lines.append(say("件数と利用者数が \(month.monthsInARow) か月続けて同じです。", "Cases and users have been the same for \(month.monthsInARow) months."))
    }
    let items: [HTML] = lines.map { "<li>\($0)</li>" }
    return HTML.when(!lines.isEmpty, "<div class=\"banner\"><p><strong>⚑ \(say("要確認", "To be reviewed"))</strong></p><ul>\(items)</ul></div>")
  }

  /// What somebody else has written.
  private var kept: HTML {
    let month = form.month
    let time = (month.time ?? [:]).filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { part in
      (Kind.time.column(named: part.key)?.title(visit.language) ?? part.key, part.value)
    }
    let redirected = month.redirections.map { part in
      (
        form.categories.first { $0.code == part.category }.map { visit.language.choose($0.title, $0.titleEnglish ?? $0.title) } ?? part.category,
        say("\(part.minutes)分", "\(part.minutes) min")
      )
    }
    let lines: [HTML] = (time + redirected).map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
    return "<h2>\(say("いま登録されている内容", "What is kept now"))</h2><dl class=\"terms row\">\(lines)</dl>"
  }
}

extension String {
  /// Nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
