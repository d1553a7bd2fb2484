import Domain
import HTTPTypes
import Store

/// What the administrator decides for all: sessions' ends, the time to confirm, how long records are kept.
struct SettingsPage {
  /// A setting: its field, its place among the limits, what the database takes.
  private struct Setting {
    let name: String
    let place: WritableKeyPath<Limits, Int>
    let range: ClosedRange<Int>
    let label: (japanese: String, english: String)
    let unit: (japanese: String, english: String)
    let help: (japanese: String, english: String)
  }

  private static var settings: [Setting] {
    [
      Setting(
        name: "confirmation_days", place: \.confirmationDays, range: Limits.confirmationDays, label: ("確認の期限", "Time to confirm"), unit: ("日", "days"),
        help: (
          "月末から数えます。期限まではその月の所属長が、その後は後任が振向けを確認します。",
          "From the end of the month. Until then that month's head confirms its redirections, afterwards the successor."
        )),
      Setting(
        name: "reporting_days", place: \.reportingDays, range: Limits.reportingDays, label: ("報告の期限", "Time to report"), unit: ("日", "days"),
        help: (
          "月末から数えます。その後の夜に、その月が経営層と部署に見せるために固定されます。", "From the end of the month. In the night after it the month is frozen for leadership and departments."
        )),
      Setting(
        name: "idle_minutes", place: \.idleMinutes, range: Limits.idleMinutes, label: ("無操作でのサインアウト", "Sign out when idle"), unit: ("分", "minutes"),
        help: ("これだけ使わなければ、サインインが終わります。", "After so long without use a session ends.")),
      Setting(
        name: "session_hours", place: \.sessionHours, range: Limits.sessionHours, label: ("サインインの上限", "Longest session"), unit: ("時間", "hours"),
        help: ("使い続けていても、これだけ経つと終わります。", "After so long a session ends, used or not.")),
      Setting(
        name: "retention_years", place: \.retentionYears, range: Limits.retentionYears, label: ("個人の記録の保存期間", "Records of persons are kept for"),
        unit: ("年", "years"), help: ("職員の「自分の記録」に表示されます。", "Staff are told so on the page of their own record.")),
    ]
  }

  let visit: Visit
  /// By field.
  var values: [String: String]
  var problems: [String: String] = [:]

  static func page(_ call: Call<Administrator>) async throws -> Answer {
    let limits = try await call.services.database.limits(as: call.context.viewer)
    let values = Dictionary(uniqueKeysWithValues: settings.map { ($0.name, String(limits[keyPath: $0.place])) })
    return SettingsPage(visit: call.visit, values: values).answer.keepingLanguage(call)
  }

  static func set(_ call: Call<Administrator>) async throws -> Answer {
    let visit = call.visit
    var page = SettingsPage(visit: visit, values: call.fields)
    var limits = try await call.services.database.limits(as: call.context.viewer)
    for setting in settings {
      do { limits[keyPath: setting.place] = try WholeNumber.parse(call.fields[setting.name] ?? "", in: setting.range) } catch {
        let (low, high) = (setting.range.lowerBound, setting.range.upperBound)
        page.problems[setting.name] = visit.say("\(low) から \(high) までの整数にしてください", "Make it a whole number from \(low) to \(high)")
      }
    }
    // A month is frozen from the end of its reporting to that of its confirmation.
    if limits.reportingDays >= limits.confirmationDays, page.problems.isEmpty {
      page.problems["reporting_days"] = visit.say(
        "確認の期限（\(limits.confirmationDays) 日）より短くしてください", "Make it shorter than the time to confirm (\(limits.confirmationDays) days)")
    }
    let reason = FormText(call.fields["reason"], longest: 400, visit: visit, empty: nil)
    page.problems["reason"] = reason.problem
    guard page.problems.isEmpty, case .text(let text) = reason else {
      var answer = page.answer
      answer.status = .unprocessableContent
      return answer
    }
    try await call.services.database.set(limits, reason: text, as: call.context.viewer)
    return .seeOther("/settings")
  }

  private var reasonLabel: String { visit.say("変更の理由", "Why it is changed") }

  private var faults: [(field: String, label: String, sentence: String)] {
    let labels = Self.settings.map { ($0.name, visit.say($0.label.japanese, $0.label.english)) } + [("reason", reasonLabel)]
    return labels.compactMap { name, label in problems[name].map { (name, label, $0) } }
  }

  private var answer: Answer {
    let title = visit.say("設定", "Settings")
    let firstFault = Self.settings.map(\.name).first { problems[$0] != nil }
    let fields: [HTML] = Self.settings.map { setting in
      let range = "\(setting.range.lowerBound)–\(setting.range.upperBound)"
      return Field(
        visit: visit, name: setting.name, label: visit.say(setting.label.japanese, setting.label.english),
        help: visit.say("\(setting.help.japanese)（\(range)）", "\(setting.help.english) (\(range))"), value: values[setting.name] ?? "",
        problem: problems[setting.name], isFirstFault: setting.name == firstFault,
        control: .number(unit: visit.say(setting.unit.japanese, setting.unit.english))
      ).html
    }
    let reason = Field(
      visit: visit, name: "reason", label: reasonLabel, help: visit.say("監査の記録に残ります。", "It stands in the audit trail."),
      isRequired: false, value: values["reason"] ?? "", problem: problems["reason"], isFirstFault: firstFault == nil,
      control: .text(rows: 2))
    return Layout(
      visit: visit, title: title, path: "/settings",
      content: """
        <h1>\(title)</h1>
        \(ErrorSummary(visit: visit, faults: faults).html)
        \(Form(visit: visit, path: "/settings", content: "\(fields)\(reason.html)<button class=\"main\">\(visit.say("設定する", "Set them"))</button>").html)
        """
    ).answer
  }
}
