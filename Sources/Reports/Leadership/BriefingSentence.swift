public import Domain

/// The month in a sentence that can be said aloud: how much was freed, more or less than before, where it went and how much of that is known.
extension Briefing {
  public func sentence(_ language: Language) -> String {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let (figures, account) = (report.total, report.total.account)
    let month = say("\(report.month.month)月", report.month.description)
    guard figures.inForce > 0 || figures.withheld.contains("in_force") else {
      return say("\(month)に使われていたAIの導入はありません。", "No adoption of AI was in force in \(month).")
    }
    guard !figures.withheld.contains("freed") else {
      return say("\(month)の創出時間は、小規模な集団を守るため示せません。", "The time freed in \(month) is withheld to protect small groups.")
    }
    guard account.freed > 0 else { return say("\(month)に創出した時間はありません。", "No time was freed in \(month).") }
    let hours = MonthlyReport.hours(account.freed)
    let freed = say("\(month)は \(hours) 時間\(compared(language))を創出し", "In \(month) \(hours) hours were freed\(compared(language))")
    func share(_ key: String, _ minutes: Int) -> String? { figures.withheld.contains(key) ? nil : MonthlyReport.share(minutes, account.freed) }
    guard let claimed = share("higher_value.claimed", account.higherValue.claimed), let unknown = share("unaccounted.claimed", account.unaccounted) else {
      return freed + say("ました。行き先は、小規模な集団を守るため示せません。", "; where they went is withheld to protect small groups.")
    }
    let confirmed = share("higher_value.confirmed", account.higherValue.confirmed).map { say("（確認済みは \($0)）", " (\($0) is confirmed)") } ?? ""
    return freed
      + say(
        "、\(claimed) が高付加価値業務に向けられたと申告され\(confirmed)、\(unknown) は使途が分かっていません。",
        "; \(claimed) is said to have gone to higher-value work\(confirmed), and of \(unknown) nobody knows where it went.")
  }

  private func compared(_ language: Language) -> String {
    guard let change = change(of: "freed", from: before, { $0.account.freed }) else { return "" }
    let hours = MonthlyReport.hours(abs(change))
    guard change != 0 else { return language.choose("（前月と同じ）", ", as many as the month before") }
    return change > 0
      ? language.choose("（前月より \(hours) 時間増）", ", \(hours) more than the month before")
      : language.choose("（前月より \(hours) 時間減）", ", \(hours) fewer than the month before")
  }

  /// A figure less that of an earlier month; nil where one of them isn't known.
  public func change(of key: String, from earlier: MonthlyReport?, _ figure: (Figures) -> Int) -> Int? {
    guard let earlier, !earlier.total.withheld.contains(key), !report.total.withheld.contains(key) else { return nil }
    return figure(report.total) - figure(earlier.total)
  }
}
