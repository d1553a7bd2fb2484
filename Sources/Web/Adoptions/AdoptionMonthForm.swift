import Domain
import Reports
import Store

/// The form of one adoption's month: what was done, and where the freed time went.
struct AdoptionMonthForm {
  /// Typed where there is no measurement, with the help of each.
  static let typed = [
    "baseline_minutes", "ai_minutes", "gross_minutes", "verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes", "new_task", "evidence",
  ]
  static let names = ["users", "cases", "measurement_code"] + typed + ["output", "comment", "reason"]
  /// A category and its minutes stand in a row of their own.
  static let body = Body.form(names + ["seen", "then"], rows: ["category", "minutes"], hasText: true)

  let visit: Visit
  let month: AdoptionMonth
  let categories: [Category]
  /// By the columns of a sheet; a category's minutes by its code.
  var values: [String: String]
  var problems: [Problem] = []
  /// What stands for another field's name.
  var reasonProblem: String?

  /// As it is recorded; or else with what stays the same from month to month: who used it and which measurement fits.
  static func values(of month: AdoptionMonth) -> [String: String] {
    var values = month.time ?? ["users": month.isUnit ? month.before?.users.map(String.init) ?? "" : "", "measurement_code": month.proposed ?? ""]
    for part in month.redirections { values[part.category] = String(part.minutes) }
    values["output"] = month.redirections.compactMap(\.output).min() ?? ""
    return values
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private func problem(_ column: String) -> String? {
    let all = problems.filter { $0.column == column }
    return all.isEmpty ? nil : all.map { say("\($0.wrong)。\($0.right)", "\($0.wrong): \($0.right)") }.joined(separator: " ")
  }

  /// The field of a column by its place on the page.
  private func place(_ column: String) -> String? {
    if let order = categories.firstIndex(where: { $0.code == column }) { return "minutes.\(order)" }
    return Self.names.contains(column) ? column : nil
  }

  var summary: HTML {
    guard !problems.isEmpty else { return "" }
    let lines: [HTML] = problems.map { problem in
      guard let place = place(problem.column) else { return "<li>\(problem.wrong)\(say("。", ": "))\(problem.right)</li>" }
      return "<li><a href=\"#\(place)\">\(title(problem.column))</a>: \(problem.wrong)</li>"
    }
    return "<div class=\"faults\" role=\"alert\"><p>\(say("保存されていません。次を直してください。", "Nothing was written. Mend these:"))</p><ul>\(lines)</ul></div>"
  }

  private func title(_ column: String) -> String {
    if let category = categories.first(where: { $0.code == column }) { return name(category) }
    switch column {
    case "output": return say("成果", "Output")
    case "comment": return say("コメント", "Comment")
    default: return Kind.time.column(named: column)?.title(visit.language) ?? column
    }
  }

  private func name(_ category: Category) -> String { visit.language.choose(category.title, category.titleEnglish ?? category.title) }

  private func field(_ column: String, help: String? = nil, isFirst: Bool = false, _ control: Field.Control, counts: String? = nil) -> HTML {
    Field(
      visit: visit, name: column, label: title(column), help: help, isRequired: false, value: values[column] ?? "", problem: problem(column),
      isFirstFault: problems.first?.column == column, isFirst: isFirst && problems.isEmpty, data: counts.map { "account=\($0)" }, control: control
    ).html
  }

  private func number(_ column: String, help: String? = nil, unit: String, isFirst: Bool = false, counts: String? = nil) -> HTML {
    field(column, help: help, isFirst: isFirst, .number(unit: unit), counts: counts)
  }

  var html: HTML {
    let users = month.before?.users.map { say("前月 \($0)", "last month \($0)") }
    let cases = month.before?.cases.map { say("前月 \($0)", "last month \($0)") }
    let usersField = month.isUnit ? number("users", help: users, unit: say("人", "persons"), isFirst: true) : ""
    let casesField = number("cases", help: cases, unit: say("件", "cases"), isFirst: !month.isUnit, counts: "cases")
    return """
      <fieldset><legend>\(say("したこと", "What was done"))</legend>
      <div class="fields">\(usersField)\(casesField)</div>
      \(measurement)
      \(typedFields)</fieldset>
      <fieldset><legend>\(say("使い道", "Where the time went"))</legend>
      <div class="fields">\(categories.enumerated().map(categoryField))</div>
      \(field("output", .text(rows: 2)))\(field("comment", .text(rows: 2)))
      </fieldset>
      """
  }

  /// What is entered where nobody has measured.
  private var typedFields: HTML {
    let counted = [
      ("baseline_minutes", "baseline"), ("ai_minutes", "ai"), ("gross_minutes", "gross"), ("verify_minutes", "verify"), ("rework_minutes", "rework"),
      ("learn_minutes", "learn"), ("operate_minutes", "operate"),
    ]
    let numbers: [HTML] = counted.map { number($0.0, unit: say("分", "min"), counts: $0.1) }
    let isNew = [(value: "", label: say("いいえ", "no")), (value: "yes", label: say("はい", "yes"))]
    let levels = [(value: "", label: say("E1（自己申告）", "E1 (self-report)")), (value: "E0", label: say("E0（参考値）", "E0 (for reference)"))]
    let newTask = field(
      "new_task", help: say("AIがあるので新しく始めた業務", "work that is done only because the tool exists"), .choice(isNew), counts: "new_task")
    let note = say(
      "1 件あたりの分を基準時間とAI利用時間で入れるか、総削減時間を入れます。どちらもE1（自己申告）です。",
      "Either minutes per case without and with AI, or the gross minutes of the month; both are E1, a self-report.")
    return """
      <details\(HTML.when(isTyped, " open"))><summary>\(say("計測がないとき（自己申告）", "Without a measurement (self-report)"))</summary>
      <p class="note">\(note)</p>
      <div class="fields">\(numbers)</div>\(newTask)\(field("evidence", .choice(levels)))
      </details>
      """
  }

  private var isTyped: Bool {
    let isE1 = ["", "E1"].contains(values["evidence"] ?? "")
    return Self.typed.contains { name in !(values[name] ?? "").isEmpty && !(name == "evidence" && isE1) || problem(name) != nil }
      || (values["measurement_code"] ?? "").isEmpty
  }

  private var measurement: HTML {
    let typed = values["measurement_code"] ?? ""
    let isKnown = typed.isEmpty || month.measurements.contains { $0.code == typed }
    let options: [HTML] = month.measurements.map { one in
      let state = one.isValid ? "" : say("・期限切れのためE1", ", out of date: counts as E1")
      let cost = say("\(one.minutes[0])分 → \(one.minutes[1])分/件", "\(one.minutes[0]) → \(one.minutes[1]) min a case")
      return """
        <option value="\(one.code)" data-minutes="\(one.minutes.joined(separator: " "))"\(HTML.when(one.code == typed, " selected"))>\(say("\(one.code)（\(one.measuredOn)、\(cost)\(state)）", "\(one.code) (\(one.measuredOn), \(cost)\(state))"))</option>
        """
    }
    let problem = problem("measurement_code")
    return """
      <div class="field"><label for="measurement_code">\(title("measurement_code"))</label>
      \(problem.map { "<p class=\"fault\" id=\"measurement_code-fault\">\($0)</p>" as HTML } ?? "")
      <select id="measurement_code" name="measurement_code" data-account="measurement"\(HTML.when(problem != nil, " aria-invalid=\"true\" aria-describedby=\"measurement_code-fault\""))>
      <option value="">\(say("なし（自己申告）", "none (self-report)"))</option>\(options)\(HTML.when(!isKnown, "<option value=\"\(typed)\" selected>\(typed)</option>"))
      </select></div>
      """
  }

  private func categoryField(_ order: Int, _ category: Category) -> HTML {
    let isConfirmed = month.redirections.contains { $0.category == category.code && $0.isConfirmed }
    let tier = category.tier.title(visit.language)
    let help = isConfirmed ? say("\(tier)・確認済み。時間を変えると確認が外れます。", "\(tier); confirmed: a change of the minutes ends that.") : tier
    return """
      <input type="hidden" name="category.\(order)" value="\(category.code)">
      \(Field(visit: visit, name: "minutes.\(order)", label: name(category), help: help, isRequired: false, value: values[category.code] ?? "", problem: problem(category.code), isFirstFault: problems.first?.column == category.code, data: "redirect", control: .number(unit: say("分", "min"))).html)
      """
  }
}

extension Tier {
  func title(_ language: Language) -> String {
    switch self {
    case .higherValue: language.choose("高付加価値業務", "higher value")
    case .sameWork: language.choose("同一業務", "same work")
    case .overtimeCut: language.choose("超過勤務縮減", "overtime cut")
    }
  }
}
