import Domain
import Foundation

/// Why the record of a person is kept, who sees it, and until when.
struct OwnPurpose {
  let visit: Visit
  let years: Int

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var html: HTML {
    // Counted from the first of April after the fiscal year, as the administration keeps its papers.
    let fiscalYear = Self.fiscalYear()
    let end = fiscalYear + 1 + years
    return """
      <dl class="terms">
      <div><dt>\(say("目的", "Purpose"))</dt><dd>\(say("職員の学び、AI の導入、それで生まれた時間とその行き先を組織として把握し、取組がより良い仕事につながったかを確かめるためです。個人の評価や順位付け、人員の削減には使いません。", "To know, as an organisation, what staff learn, which AI tools are adopted, what time that frees and where it goes, and whether that leads to better work. It isn't used to evaluate or rank persons, nor to cut jobs."))</dd></div>
      <div><dt>\(say("見られる人", "Who sees it"))</dt><dd>\(say("本人、人事、監査です。所属長や経営層は、氏名の分かる時間を見られません。記名データの書出しには、理由と第二者の承認が要ります。", "You, HR and auditors. Heads and leadership see nobody's time by name. To export named time takes a reason and a second person's approval."))</dd></div>
      <div><dt>\(say("保存期間", "Kept for"))</dt><dd>\(say("\(years) 年。年度の終わった翌日（4 月 1 日）から数えます。\(fiscalYear)年度の記録は \(end)年3月31日までです。", "\(years) years from 1 April after the fiscal year: what belongs to fiscal year \(fiscalYear) is kept until \(end)-03-31."))</dd></div>
      </dl>
      """
  }

  /// The one that is under way, by the calendar of Japan.
  private static func fiscalYear() -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt
    let today = calendar.dateComponents([.year, .month], from: .now)
    guard let year = today.year, let month = today.month else { preconditionFailure("today has no month") }
    return month >= 4 ? year : year - 1
  }
}
